import assert from 'node:assert/strict';
import type { Quad } from '@rdfjs/types';
import { Parser } from 'n3';
import { nQuadLine, parseNQuads, parseStatements, statementOf } from '../../../src/rdf/n-quads.ts';

const lines = [
  '<http://a/s> <http://a/p> <http://a/o> .\n',
  '<http://a/s> <http://a/p> "x \\"y\\" \\\\ \\n \\t \\u0007 é \u{1F600}" <http://a/g> .\n',
  '_:b0 <http://a/p> _:b1 <http://a/g> .\n',
  '<http://a/s> <http://a/p> "नमस्ते"@hi-IN <http://a/g> .\n',
  '<http://a/s> <http://a/p> "2020-01-01"^^<http://www.w3.org/2001/XMLSchema#date> .\n',
  '<http://a/s> <http://a/p> "" .\n',
  '<http://a/s> <http://a/p> "a . <b> \\" _:c ." .\n',
];

describe('parseNQuads', () => {
  it('reads its own lines as n3 reads them', () => {
    const text = lines.join('');
    const reference = new Parser({ format: 'N-Quads', blankNodePrefix: '_:' }).parse(text);
    const quads = parseNQuads(text);
    assert.equal(quads.length, lines.length);
    for (const [index, quad] of quads.entries())
      assert.ok(quad.equals(reference[index] as never), lines[index]);
    assert.equal(
      quads
        .map((quad) => nQuadLine(quad))
        .join('')
        .replace('@hi-in', '@hi-IN'),
      text,
    );
  });

  it('reads the escapes of its own IRIs', () => {
    const text = '<http://a/\\u0020b> <http://a/\\u003C> "x"^^<http://a/\\u007B> <http://a/\\u0060> .\n';
    const [quad] = parseNQuads(text);
    assert.equal(quad?.subject.value, 'http://a/ b');
    assert.equal(quad && nQuadLine(quad), text);
  });

  it('leaves other lines to n3', () => {
    const text = '# comment\n<http://a/s>  <http://a/p> <http://a/\\u006F>.\n';
    assert.equal(parseNQuads(text)[0]?.object.value, 'http://a/o');
    assert.throws(() => parseNQuads('<http://a/s> <http://a/p> .\n'));
  });
});

describe('parseStatements', () => {
  it('cuts lines into the terms of their quads', () => {
    assert.deepEqual(
      parseStatements(lines.join('').replace('@hi-IN', '@hi-in')),
      parseNQuads(lines.join('')).map(statementOf),
    );
  });

  for (const odd of [
    '<http://a/s>\t<http://a/p> <http://a/o> .\n',
    '<http://a/s> <http://a/p> <http://a/o>.\n<http://a/s> <http://a/p> "x"@en .\n',
    '# comment\n<http://a/s> <http://a/p> "a\\u00E9" . # comment\n',
    '<http://a/s> <http://a/p> "x"@en.\n',
    '<http://a/s> <http://a/p> "x" .',
  ])
    it(`leaves other lines to n3: ${JSON.stringify(odd)}`, () => {
      const reference = new Parser({ format: 'N-Quads' }).parse(odd) as unknown as Quad[];
      assert.ok(reference.length > 0);
      assert.deepEqual(parseStatements(odd), reference.map(statementOf));
    });

  for (const wrong of ['<http://a/s> <http://a/p> "a"b" .\n', '<http://a/s> "p" "o" .\n', '<a b> .\n'])
    it(`refuses ${JSON.stringify(wrong)}`, () => assert.throws(() => parseStatements(wrong)));
});

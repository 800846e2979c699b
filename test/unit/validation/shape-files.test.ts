import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../../src/model/failure.ts';
import { loadPolicy } from '../../../src/validation/policy.ts';
import { readShapes, shapeFilesOf } from '../../../src/validation/shape-files.ts';
import { base } from '../shapes/record-of-fixture.ts';

const prefix = '@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix ex: <https://example.org/> .\n';

describe('shape files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fivestar-shapes-'));
  after(() => rmSync(folder, { recursive: true }));

  async function refusal(name: string, text: string): Promise<string> {
    const file = join(folder, name);
    writeFileSync(file, text);
    const failure = await readShapes(file, base).then(
      () => assert.fail('it was not refused'),
      (error: unknown) => error,
    );
    assert.ok(failure instanceof Failure);
    assert.equal(failure.code, 'invalid-configuration');
    assert.ok(failure.message.includes(file), failure.message);
    return failure.message;
  }

  it('finds the built-in policies, and each file once', () => {
    const names = shapeFilesOf(['dcat', 'ndsap', 'own.ttl', 'own.ttl']).map((file) =>
      file.replace(/^.*[/\\]/, ''),
    );
    assert.deepEqual(names, ['dcat.ttl', 'ndsap.ttl', 'own.ttl']);
  });

  it('tells the line of a syntax error', async () => {
    assert.match(
      await refusal('broken.ttl', `${prefix}ex:S a sh:NodeShape ;;\n  sh:targetClass nowhere:C .`),
      /line 4/,
    );
  });

  it('refuses a file without shapes, and says that imports are not followed', async () => {
    const imports = `${prefix}<https://example.org/o> <http://www.w3.org/2002/07/owl#imports> <https://example.org/p> .`;
    assert.match(await refusal('imports.ttl', imports), /owl:imports is not followed/);
    assert.match(await refusal('empty.ttl', ''), /no SHACL shapes/);
  });

  it('refuses a file that is not there, naming the built-in policies', async () => {
    await assert.rejects(
      readShapes(join(folder, 'absent.ttl'), base),
      /absent\.ttl cannot be read.*dcat, ndsap/,
    );
  });

  it('refuses a syntax that it does not read', async () => {
    assert.match(await refusal('shapes.rdf', '<rdf:RDF/>'), /is RDF\/XML; shapes are read from Turtle/);
  });

  const shape = `${prefix}ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property `;
  for (const [what, text, message] of [
    [
      'SPARQL constraints',
      '[ sh:path ex:p ; sh:sparql [ sh:select "" ] ] .',
      /sh:sparql, which is not part of SHACL Core/,
    ],
    [
      'a list without an end',
      '[ sh:path ex:p ; sh:in ex:l ] . ex:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> 1 ; <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> ex:l .',
      /sh:in of a shape without a name is no well-formed list/,
    ],
    [
      'a pattern that is no regular expression',
      '[ sh:path ex:p ; sh:pattern "(" ] .',
      /"\(" .* is no regular expression/,
    ],
    [
      'an inverse path of a path',
      '[ sh:path [ sh:inversePath [ sh:zeroOrMorePath ex:p ] ] ; sh:minCount 1 ] .',
      /sh:inversePath/,
    ],
    [
      'a property shape within itself',
      'ex:P . ex:P sh:path ex:p ; sh:minCount 1 ; sh:property ex:P .',
      /contains itself/,
    ],
  ] as const)
    it(`refuses ${what}`, async () => {
      assert.match(await refusal('unsound.ttl', shape + text), message);
    });

  it('reads a file of shapes that imports others, without fetching', async () => {
    const file = join(folder, 'importing.ttl');
    const text =
      '[ sh:path ex:p ; sh:minCount 1 ] . <https://example.org/o> <http://www.w3.org/2002/07/owl#imports> ex:p .';
    writeFileSync(file, shape + text);
    const policy = await loadPolicy(['dcat', file], { base });
    assert.deepEqual(await policy.check([]), []);
  });
});

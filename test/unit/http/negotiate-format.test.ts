import assert from 'node:assert/strict';
import { documentFormats } from '../../../src/http/formats.ts';
import { negotiateFormat } from '../../../src/http/negotiate-format.ts';

function chosen(accept: string | undefined): string | undefined {
  return negotiateFormat(accept, documentFormats)?.mediaType;
}

describe('negotiateFormat', () => {
  const cases: readonly (readonly [string | undefined, string | undefined, string])[] = [
    [undefined, 'text/turtle', 'no field: the first format'],
    ['', 'text/turtle', 'an empty field'],
    ['*/*', 'text/turtle', 'anything'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html', 'a browser'],
    ['text/turtle', 'text/turtle', 'one type'],
    ['TEXT/Turtle', 'text/turtle', 'types in upper case'],
    ['application/ld+json, text/turtle;q=0.9', 'application/ld+json', 'weights'],
    ['application/ld+json;q=0.5, text/turtle;q=0.51', 'text/turtle', 'weights of three digits'],
    ['application/rdf+xml, text/turtle', 'application/rdf+xml', "equal weights: the client's order"],
    ['*/*, application/n-quads', 'application/n-quads', 'equal weights: the more specific'],
    ['text/*', 'text/turtle', 'any subtype'],
    ['text/*;q=0.3, text/html;q=0.7, */*;q=0.5', 'text/html', 'RFC 9110 §12.5.1, the precedence example'],
    ['text/turtle;q=0, */*', 'application/ld+json', 'q=0 excludes what a wildcard allows'],
    ['*/*;q=0', undefined, 'nothing at all'],
    ['text/*;q=0, text/html', 'text/html', 'the specific type beats the excluded range'],
    ['image/png', undefined, 'nothing that is there'],
    ['application/json', 'application/json', 'JSON-LD under its alias'],
    ['text/plain', 'text/plain', 'N-Triples under its alias'],
    [
      'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"',
      'application/ld+json',
      'a profile',
    ],
    ['application/ld+json;profile="a,b;q=0", image/png', 'application/ld+json', 'separators inside quotes'],
    ['text/turtle;charset=utf-8', 'text/turtle', 'a charset that is sent'],
    ['text/turtle;charset=iso-8859-1', undefined, 'a charset that is not sent'],
    ['text/turtle;version=2', undefined, 'an unknown parameter'],
    ['text/turtle;q=banana, text/html;q=0.1', 'text/html', 'a malformed weight'],
    ['garbage', undefined, 'what is no media range'],
    ['text/plain, */*;q=0.1', 'text/plain', 'an alias of more weight than a wildcard'],
    ['text/*, text/turtle;q=0, text/html;q=0', undefined, 'a wildcard stands for no alias'],
    ['image/gif, *; q=.2, */*; q=.2', 'text/turtle', "Java's own field"],
    ['x/y;profile="a', undefined, 'a quote that is not closed'],
    [`${'a/b,'.repeat(4_000)}text/html`, 'text/html', 'a very long field'],
  ];
  for (const [accept, expected, what] of cases) {
    it(`${what}: ${accept?.slice(0, 80)}`, () => assert.equal(chosen(accept), expected));
  }

  it('remembers outcomes for the formats that it was asked about, refusals too', () => {
    const [turtle] = documentFormats;
    assert.ok(turtle);
    for (let time = 0; time < 2; time++) {
      assert.equal(chosen('text/html, */*;q=0.1'), 'text/html');
      assert.equal(negotiateFormat('text/html, */*;q=0.1', [turtle])?.mediaType, 'text/turtle');
      assert.equal(chosen('image/png'), undefined);
    }
    for (let count = 0; count < 2_000; count++) {
      const field = `x/y${count}, text/turtle;q=0.${count % 10}`;
      assert.equal(chosen(field), count % 10 === 0 ? undefined : 'text/turtle');
    }
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fingerprintOf, isRepeatable, normaliseQuery } from '../../../src/sparql/normalise-query.ts';
import { parseSparql } from '../../../src/sparql/parse-sparql.ts';

function tree(query: string): string {
  return JSON.stringify(parseSparql(query), (key, value: unknown) => (key === 'loc' ? undefined : value));
}

/** What may stand between two tokens. */
const gap = fc
  .array(fc.constantFrom(' ', '\n', '\t', '\r\n', '# note\n', '#\n', '# "quoted" <x> \'\n', '  '), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts) => parts.join(''));
const texts = fc.constantFrom(
  '"a # b"',
  "'a  \" # b'",
  '"""a\n# "b" \'\'\' c"""',
  "'''it''s \" # '''",
  '"\\" # "',
  "'\\\\'",
  '""',
  "''''''",
  '"x"@en',
  '"1  "^^<http://x/#int>',
  '"नगर #"',
);
const objects = fc.oneof(
  texts,
  fc.constantFrom('<http://x/a#b>', '<#c>', '<>', 'x:a\\#b', "x:it\\'s", 'x:', '5', '?o', '_:b', 'true'),
);
const queries = fc
  .tuple(fc.array(objects, { minLength: 1, maxLength: 5 }), fc.boolean(), fc.infiniteStream(gap))
  .map(([values, filter, gaps]) => {
    const tokens = ['PREFIX', 'x:', '<http://x/#>', 'SELECT', '*', '{'];
    for (const value of values) tokens.push('?s', 'x:p', value, '.');
    if (filter) tokens.push('FILTER', '(', '?s', '<', '?o', '||', '?s', '>', '3', ')');
    tokens.push('}');
    return tokens.map((token) => token + gaps.next().value).join('');
  });

describe('normaliseQuery', () => {
  it('never changes what a query means, and is the same when it is done again', () => {
    fc.assert(
      fc.property(queries, (query) => {
        const normalised = normaliseQuery(query);
        assert.equal(tree(normalised), tree(query));
        assert.equal(normaliseQuery(normalised), normalised);
        assert.doesNotMatch(normalised, /# note/);
      }),
      { numRuns: 300 },
    );
  });

  it('gives queries that differ in comments and white space only the same text', () => {
    assert.equal(
      normaliseQuery('# all\nSELECT *\r\n\t{ ?s ?p "a  # b" } # end'),
      normaliseQuery('SELECT *   { ?s ?p "a  # b" }'),
    );
  });

  const different: readonly (readonly [string, string, string])[] = [
    ['escaped characters of local names', 'ASK { ?s ?p x:a\\#b }', 'ASK { ?s ?p x:a\\#c }'],
    ['IRIs with a fragment', 'ASK { ?s ?p <a#b> }', 'ASK { ?s ?p <a#c> }'],
    ['IRIs with escapes', 'ASK { ?s ?p <a\\u00e9#b> }', 'ASK { ?s ?p <a\\u00e9#c> }'],
    ['white space in strings', 'ASK { ?s ?p "a b" }', 'ASK { ?s ?p "a  b" }'],
    ['a quotation mark by code point', 'ASK { ?s ?p "\\u0022 #a\n" }', 'ASK { ?s ?p "\\u0022 #b\n" }'],
    ['no-break spaces, which are no white space', 'ASK {\u00a0}', 'ASK { }'],
  ];
  for (const [what, one, other] of different)
    it(`keeps apart: ${what}`, () => assert.notEqual(normaliseQuery(one), normaliseQuery(other)));
});

describe('isRepeatable', () => {
  it('is false where an answer may be another one the next time', () => {
    for (const call of ['NOW()', 'rand()', 'UUID ()', 'StrUUID()', 'bnode("x")', 'now # c\n ()'])
      assert.equal(isRepeatable(normaliseQuery(`SELECT (${call} AS ?x) {}`)), false, call);
    assert.equal(isRepeatable('SELECT ?known { ?known ?p ?now }'), true);
  });
});

describe('fingerprintOf', () => {
  it('tells datasets apart, and an empty one from none', () => {
    const all = [
      fingerprintOf('q', [undefined, undefined]),
      fingerprintOf('q', [['a'], undefined]),
      fingerprintOf('q', [undefined, ['a']]),
      fingerprintOf('q', [[], undefined]),
      fingerprintOf('p', [undefined, undefined]),
    ];
    assert.equal(new Set(all).size, all.length);
  });
});

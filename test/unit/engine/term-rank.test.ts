import assert from 'node:assert/strict';
import fc from 'fast-check';
import oxigraph from 'oxigraph';
import { compareRanks, rankOf } from '../../../src/engine/term-rank.ts';

const xsd = 'http://www.w3.org/2001/XMLSchema#';
const two = (most: number) => fc.integer({ min: 1, max: most }).map((each) => String(each).padStart(2, '0'));
const day = fc
  .tuple(fc.constantFrom('1999', '2020', '2021'), two(12), two(28))
  .map((parts) => parts.join('-'));
const time = fc
  .tuple(two(23), two(59), fc.constantFrom('00', '00.5', '30'), fc.constantFrom('', 'Z'))
  .map(([hour, minute, second, zone]) => `T${hour}:${minute}:${second}${zone}`);
const moments = fc.oneof(
  day.map((each) => `"${each}"^^<${xsd}date>`),
  fc.tuple(day, time).map((parts) => `"${parts.join('')}"^^<${xsd}dateTime>`),
);
const texts = fc
  .tuple(fc.string({ unit: 'grapheme', maxLength: 4 }), fc.constantFrom('', '@en', '@hi'))
  .map(([value, language]) => oxigraph.literal(value, language.slice(1) || undefined).toString());
const numbers = fc.oneof(
  fc.integer().map((each) => `"${each}"^^<${xsd}integer>`),
  fc
    .tuple(fc.integer({ min: -99, max: 99 }), fc.nat(99))
    .map((parts) => `"${parts.join('.')}"^^<${xsd}decimal>`),
);

describe('the rank of a term', () => {
  for (const [kind, terms] of Object.entries({ day: moments, text: texts, number: numbers }))
    it(`is the engine's order wherever it tells two terms apart (${kind})`, () => {
      const store = new oxigraph.Store();
      const property = fc.property(fc.array(terms, { minLength: 2, maxLength: 12 }), (values) => {
        const rows = store.query(`SELECT ?v { VALUES ?v { ${values.join(' ')} } } ORDER BY ?v`);
        assert.ok(Array.isArray(rows));
        const ranks = rows.map((row) =>
          rankOf((row as Map<string, oxigraph.Term>).get('v')?.toString() ?? ''),
        );
        const known = ranks.filter((rank) => rank !== undefined);
        for (const [index, rank] of known.entries()) {
          assert.equal(rank.kind, kind);
          for (const later of known.slice(index + 1)) assert.ok(compareRanks(rank, later) <= 0);
        }
      });
      fc.assert(property, { numRuns: 300 });
    });

  it('is unknown for what has no order that is sure', () => {
    for (const term of [
      '<urn:a>',
      `"x"^^<urn:y>`,
      `"2020-01-01T00:00:00+05:30"^^<${xsd}dateTime>`,
      '"\\uD83D\\uDE00"',
    ])
      assert.equal(rankOf(term), undefined);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import oxigraph from 'oxigraph';
import { exceedsRows } from '../../../src/engine/count-rows.ts';
import { escapeText } from '../../../src/rdf/n-quads.ts';

const formats = [
  'application/sparql-results+json',
  'application/sparql-results+xml',
  'text/csv',
  'text/tab-separated-values',
];
const store = new oxigraph.Store();

const nasty = fc.oneof(
  fc.constantFrom(
    '{',
    '}',
    '"',
    '\\',
    '\\"',
    '<result>',
    '</result>',
    '\n',
    '\r\n',
    ',',
    '\t',
    '"\n"',
    '{"a":{',
    '',
    ']}}',
    '""',
  ),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
);
const cell = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(nasty, { maxLength: 4 }).map((parts) => `"${escapeText(parts.join(''))}"`),
  },
  fc.constantFrom(
    'UNDEF',
    '<http://x/{}>'.replace('{}', '%7B'),
    '5',
    '"x"@en',
    '"{"@hi',
    '"}"^^<http://x/t>',
  ),
);

describe('exceedsRows', () => {
  it('counts what the engine writes, whatever the literals hold', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 3 })
          .chain((width) =>
            fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 8 }),
          ),
        fc.constantFrom(...formats),
        (table, format) => {
          const names = ['?a', '?b', '?c'].slice(0, table[0]?.length ?? 1).join(' ');
          const values = table.map((row) => `(${row.join(' ')})`).join(' ');
          const text = store.query(`SELECT ${names} { VALUES (${names}) { ${values} } }`, {
            results_format: format,
          });
          assert.ok(typeof text === 'string');
          assert.equal(exceedsRows(text, format, table.length), false, text);
          if (table.length > 0) assert.equal(exceedsRows(text, format, table.length - 1), true, text);
        },
      ),
      { numRuns: 600 },
    );
  });

  it('counts rows that bind nothing', () => {
    for (const format of formats) {
      const text = store.query('SELECT ?a { VALUES (?b) { (1) (2) (3) (4) (5) (6) } }', {
        results_format: format,
      });
      assert.ok(typeof text === 'string');
      assert.equal(exceedsRows(text, format, 5), true, text);
      assert.equal(exceedsRows(text, format, 6), false, text);
    }
  });

  it('lets truth values and graphs pass', () => {
    assert.equal(exceedsRows('{"head":{},"boolean":true}', 'application/sparql-results+json', 0), false);
    assert.equal(exceedsRows('<urn:a> <urn:b> <urn:c> .\n', 'application/n-triples', 0), false);
  });
});

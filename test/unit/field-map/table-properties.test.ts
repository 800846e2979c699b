import assert from 'node:assert/strict';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { query } from 'jsonpath-rfc9535';
import { openTable } from './support/open-table.ts';

/** Texts that a cell keeps: blanks at the beginning are passed over in CSV, and so are empty cells. */
const cell = fc
  .string({ unit: fc.constantFrom('a', 'ख', '😀', '"', ',', ';', '\n', ' ', '|', '=') })
  .filter((text) => text.trim() !== '' && text === text.trim());

describe('tables', () => {
  it('give back every cell that was written as CSV', async () => {
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom(',', ';', '\t', '|'), async (table, delimiter) => {
        const text = stringify([['id', 'title', 'शीर्षक'], ...table], { delimiter, quoted: true });
        const { values, findings } = await openTable(text, { format: 'csv', delimiter, headerRow: 1 });
        assert.deepEqual(
          values.map((value) => Object.values(value)),
          table,
        );
        assert.deepEqual(findings, []);
      }),
      { numRuns: 200 },
    );
  });

  it('give the records that RFC 9535 finds, whether a document is read piece by piece or whole', async () => {
    const record = fc.record({ id: fc.integer(), tags: fc.array(fc.string()) });
    const group = fc.record({ items: fc.array(record), name: fc.string() }, { requiredKeys: [] });
    const document = fc.record({ total: fc.integer(), groups: fc.array(group), other: fc.jsonValue() });
    const paths = [
      '$.groups[*].items[*]',
      "$['groups'][0]['items'][*]",
      '$.groups[*]',
      '$.groups[?@.items].items[*]',
    ];
    await fc.assert(
      fc.asyncProperty(document, fc.constantFrom(...paths), async (value, path) => {
        const text = JSON.stringify(value);
        const { values, around } = await openTable(text, { format: 'json', path });
        assert.deepEqual(values, query(JSON.parse(text), path));
        assert.equal(around?.('$.total'), JSON.parse(text).total);
      }),
      { numRuns: 300 },
    );
  });
});

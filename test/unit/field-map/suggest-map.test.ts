import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'yaml';
import { parseFieldMap } from '../../../src/field-map/map-file.ts';
import { suggestMap } from '../../../src/field-map/suggest-map.ts';
import { writeSuggestedMap } from '../../../src/field-map/suggest-text.ts';
import { makeContext } from '../mapping/mapping-support.ts';
import { applyTo, plainTable, type Values } from './support/plain-table.ts';

const { concepts } = makeContext();

async function suggested(rows: readonly Values[], format: 'csv' | 'json' = 'csv'): Promise<string> {
  return writeSuggestedMap(await suggestMap(plainTable(rows, format), concepts), 'table.csv');
}

/** What stands under `fields`. */
async function fieldsOf(
  rows: readonly Values[],
  format: 'csv' | 'json' = 'csv',
): Promise<Record<string, unknown>> {
  return (parse(await suggested(rows, format)) as { fields: Record<string, unknown> }).fields;
}

describe('proposing a field map', () => {
  it('goes by headers, English and Hindi, and by values', async () => {
    const rows = [
      {
        'S.No.': '1',
        'Name of the Dataset': 'Handloom census',
        'डेटासेट का नाम': 'हथकरघा गणना',
        'What is in it': `Weavers &amp; looms, by state and by district. <br>${'More. '.repeat(15)}`,
        Topic: 'Textiles',
        Tags: 'weavers|looms',
        'How often': 'Decennial',
        Period: '2019-20',
        'Published On': '03-15-2021',
        'CSV link': 'https://texmin.in/h.csv',
        'More at': 'https://texmin.in/page/1',
        'Nodal Officer Email': 'officer[at]texmin.gov.in',
      },
      {
        'S.No.': '2',
        'Name of the Dataset': 'Jute production',
        'डेटासेट का नाम': 'जूट उत्पादन',
        'What is in it': 'Production of jute goods',
        Topic: 'Agriculture',
        Tags: 'jute|goods',
        'How often': 'Monthly',
        Period: '2022-23',
        'Published On': '12-31-2023',
        'CSV link': 'https://texmin.in/j.csv',
        'More at': 'https://texmin.in/page/2',
        'Nodal Officer Email': 'officer[at]texmin.gov.in',
      },
    ];
    const text = await suggested(rows);
    assert.deepEqual((parse(text) as { fields: unknown }).fields, {
      Title: 'Name of the Dataset',
      'Title@hi': 'डेटासेट का नाम',
      Description: { field: 'What is in it', 'strip-html': true },
      Sector: 'Topic',
      Keywords: { field: 'Tags', split: '|' },
      Frequency: 'How often',
      'Temporal Coverage': { field: 'Period', date: 'financial-year' },
      'Date Released': { field: 'Published On', date: 'MM-DD-YYYY' },
      'Download URL': 'CSV link',
      'dcat:landingPage': 'More at',
      'Contact E-mail': 'Nodal Officer Email',
    });
    assert.match(
      text,
      /# unsure: guessed from its values: names of frequencies\.\n.*Decennial.*\n {2}Frequency: How often/,
    );
    assert.match(text, /^ignore:\n {2}- S\.No\.$/m);
    const { records, unreadable } = await applyTo(text, rows);
    assert.deepEqual([records.length, unreadable.length], [2, 0]);
  });

  it('leaves day-first dates to the usual reading', async () => {
    const fields = await fieldsOf([
      { Title: 'a', 'Date Released': '25/12/2020' },
      { Title: 'b', 'Date Released': '01/02/2021' },
    ]);
    assert.equal(fields['Date Released'], 'Date Released');
  });

  it('looks into nested records', async () => {
    const rows = [
      {
        id: 'a1',
        name: 'Wells',
        tags: [{ name: 'water' }],
        org: { title: 'CGWB' },
        resources: [{ url: 'https://x.in/a.csv', format: 'CSV', size: '12 KB' }],
      },
      { id: 'a2', name: 'Rain', tags: [], org: { title: 'IMD' }, resources: [] },
    ];
    const text = await suggested(rows, 'json');
    const map = parse(text) as { fields: unknown; distributions: unknown };
    assert.deepEqual(map.fields, {
      Identifier: 'id',
      Title: 'name',
      Keywords: 'tags.name',
      Organisation: 'org.title',
    });
    assert.deepEqual(map.distributions, [
      { each: 'resources', fields: { 'Download URL': 'url', Format: 'format', 'File Size': 'size' } },
    ]);
    assert.equal((await applyTo(text, rows, 'json')).records.length, 2);
  });

  it('sees sums beneath the table, and files of one dataset', async () => {
    const rows = [1, 2, 3, 4, 5].map((n) => ({
      Title: n < 4 ? 'Wells' : 'Rain',
      Description: 'x',
      Sector: 'Agriculture',
      Format: 'CSV',
      'Download URL': `https://x.in/${n}.csv`,
    }));
    const text = await suggested([
      ...rows,
      { Title: 'Total: 5', Description: '', Sector: '', Format: '', 'Download URL': '' },
    ]);
    const map = parse(text) as Record<string, unknown>;
    assert.equal(map['group-by'], 'Title');
    assert.deepEqual(map['skip-when'], [{ field: 'Description', empty: true }]);
  });

  it('says which column stands in for a title', async () => {
    const text = await suggested([
      { n: '1', what: 'Health', count: '33' },
      { n: '2', what: 'Census', count: '12' },
    ]);
    assert.match(text, /# unsure: no column looks like a title;.*\n {2}# such as "Health"\n {2}Title: what/);
  });

  it('proposes what loads and applies without edits, whatever the table', async () => {
    const name = fc.oneof(
      fc.constantFrom(
        'Title',
        'URL',
        'Dataset: name',
        '#',
        '- x',
        'a\nb',
        '{x}',
        '*a',
        '&b',
        'yes',
        'null',
        '1',
        'Sector',
        'श्रेणी',
        "it's",
        '"q"',
        'Format',
        'Tags',
        'Date',
      ),
      fc
        .string({ minLength: 1, maxLength: 12, unit: 'binary' })
        .filter((text) => text.trim() !== '' && text !== '__proto__'),
    );
    const value = fc.oneof(
      fc.constantFrom(
        '',
        'x',
        'https://x.in/a.csv',
        '2019-20',
        '31/12/2020',
        'Agriculture',
        'a;b;c',
        'CSV',
        'a@b.in',
      ),
      fc.string({ maxLength: 30, unit: 'binary' }),
    );
    const table = fc
      .uniqueArray(name, {
        minLength: 1,
        maxLength: 8,
        selector: (one) => one.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase(),
      })
      .chain((names) =>
        fc.array(
          fc
            .tuple(...names.map(() => value))
            .map((cells) => Object.fromEntries(names.map((one, at) => [one.trim(), cells[at]]))),
          { minLength: 1, maxLength: 6 },
        ),
      );
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const text = await suggested(rows);
        parseFieldMap(text, 'suggested.yaml');
        await applyTo(text, rows);
      }),
      { numRuns: 120 },
    );
  });
});

import assert from 'node:assert/strict';
import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FailureCode } from '../../../src/model/failure.ts';
import { readSource } from '../../../src/sources/read-source.ts';
import { collect, names } from './read-bytes.ts';

const folder = join(import.meta.dirname, '../../fixtures/malformed');

interface Expected {
  /** Number of records that are read all the same. */
  readonly records: number;
  /** `code at place` of each finding. */
  readonly findings?: readonly string[];
  readonly failure?: readonly [FailureCode, RegExp];
}

const expected: Readonly<Record<string, Expected>> = {
  'archive.zip': { records: 0, failure: ['unknown-format', /ZIP archive\. Unpack/] },
  'bad-lines.jsonl': {
    records: 2,
    findings: ['invalid-json at 2', 'not-an-object at 4', 'invalid-encoding at 5', 'invalid-json at 7'],
  },
  'binary.dat': { records: 0, failure: ['unknown-format', /is no text/] },
  'blank.json': { records: 0, failure: ['unreadable-input', /nothing but white space/] },
  'book.ods': { records: 0, failure: ['unknown-format', /ODS.*save the sheet as "CSV UTF-8/] },
  'book.xlsx': { records: 0, failure: ['unknown-format', /XLSX.*save the sheet as "CSV UTF-8/] },
  'ckan-error-lines.jsonl': { records: 1, findings: ['source-error at 2'] },
  'ckan-error.json': { records: 0, findings: ['source-error at '] },
  'ckan-names.json': { records: 0, findings: ['name-only at /result/0', 'name-only at /result/1'] },
  'cut-character.json': {
    records: 1,
    failure: ['unreadable-input', /line 1, column 110: .*middle of a character/],
  },
  'cut-utf-16.csv': {
    records: 0,
    failure: ['unreadable-input', /line 2, column 10: .*middle of a character/],
  },
  'damaged-registry.jsonl.gz': {
    records: 0,
    failure: ['unreadable-input', /gzip file that is cut off or damaged/],
  },
  'delta-unknown-operation.jsonl': {
    records: 2,
    findings: ['unknown-operation at 2', 'unknown-structure at 4'],
  },
  'duplicate-header.csv': {
    records: 0,
    failure: ['unreadable-input', /row 1: columns A and C are both headed/],
  },
  'empty.csv': { records: 0, failure: ['unreadable-input', /is empty/] },
  'feed.xml': { records: 0, failure: ['unknown-format', /root element <feed>, but not RDF\/XML/] },
  'line-break-in-string.json': {
    records: 1,
    failure: ['unreadable-input', /line 1, column 110, \/1\/title/],
  },
  'missing-colon.json': { records: 0, failure: ['unreadable-input', /line 1, column 16, \/0\/index_name/] },
  'no-header.csv': { records: 0, failure: ['unknown-format', /row 1 holds "Rainfall", "Monthly rain"/] },
  'not-a-number.json': { records: 1, failure: ['unreadable-input', /line 2, column 28, \/1\/title/] },
  'not-objects.json': {
    records: 2,
    findings: ['not-an-object at /dataset/0', 'not-an-object at /dataset/2'],
  },
  'page.html': { records: 0, failure: ['unknown-format', /HTML page.*Download the file itself/] },
  'preamble.csv': { records: 2, findings: ['row-before-header at 1', 'row-before-header at 3'] },
  'prototype.csv': { records: 1 },
  'prototype.json': { records: 1 },
  'report.pdf': { records: 0, failure: ['unknown-format', /PDF document/] },
  'semicolons-in-commas.csv': { records: 1 },
  'single-quotes.json': { records: 1, failure: ['unreadable-input', /line 2, column 2, \/1/] },
  'text.txt': { records: 0, failure: ['unknown-format', /in no format that is known/] },
  'too-many-cells.csv': { records: 2, findings: ['too-many-cells at 3'] },
  'trailing-comma.json': { records: 2, failure: ['unreadable-input', /line 4, column 1, \/2/] },
  'truncated-data.json': { records: 2, failure: ['unreadable-input', /line 4, column 1.*cut off/] },
  'truncated-package-search.json': {
    records: 1,
    failure: ['unreadable-input', /line 1, column 111, \/result\/results\/1\/name: .*cut off/],
  },
  'truncated-registry.jsonl.gz': { records: 987, failure: ['unreadable-input', /gzip file that is cut off/] },
  'truncated-sheet.csv': {
    records: 1,
    failure: ['unreadable-input', /row 3, line 4: .*double quote is not closed/],
  },
  'twice-compressed.json.gz': { records: 0, failure: ['unreadable-input', /gzip inside gzip/] },
  'two-documents.json': { records: 1, failure: ['unreadable-input', /line 2, column 1/] },
  'unknown.json': { records: 0, failure: ['unknown-format', /is JSON, but none that is known.*--from/] },
  'windows-1252-sheet.csv': {
    records: 1,
    failure: ['unreadable-input', /line 3, column 16: byte 0x92.*iconv/],
  },
  'windows-1252.json': { records: 0, failure: ['unreadable-input', /line 1, column 32: byte 0xE9/] },
};

// Compressed and RDF inputs of other readers stand in the same folder.
const rdfExtensions = /\.(?:ttl|trig|nt|nq|rdf|owl|jsonld)$/;

describe('malformed input', () => {
  it('has an expectation for every file of the corpus', () => {
    const files = readdirSync(folder).filter(
      (name) => name !== 'README.md' && !rdfExtensions.test(name) && !name.startsWith('rdf'),
    );
    assert.deepEqual(files.sort(), Object.keys(expected).sort());
  });

  for (const [file, { records, findings = [], failure }] of Object.entries(expected)) {
    it(`reads what can be read of ${file} and says what is wrong where`, async () => {
      const result = await collect(readSource(createReadStream(join(folder, file)), file, { names }));
      assert.equal(result.records.length, records);
      assert.deepEqual(
        result.findings.map(({ code, place }) => `${code} at ${place.row ?? place.line ?? place.path ?? ''}`),
        findings,
      );
      for (const { message, remedy, field } of result.findings) {
        for (const text of [message, remedy, field])
          assert.ok(text.en !== '' && /\p{Script=Devanagari}/u.test(text.hi));
      }
      assert.equal(result.failure?.code, failure?.[0]);
      if (failure) assert.match(result.failure?.message ?? '', failure[1]);
      if (result.failure)
        assert.ok(result.failure.message.startsWith(file), 'a failure begins with the file');
    });
  }

  it('gives members named like parts of a prototype no power', async () => {
    for (const file of ['prototype.json', 'prototype.csv']) {
      const { records } = await collect(readSource(createReadStream(join(folder, file)), file, { names }));
      const data = records[0]?.data as object;
      assert.equal(Object.getPrototypeOf(data), Object.prototype);
      assert.ok(Object.hasOwn(data, '__proto__'), 'the member is kept as data');
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    }
  });
});

import assert from 'node:assert/strict';
import { dumpCatalogue } from '../../../src/feeds/catalogue-dump.ts';
import { rdfFormats } from '../../../src/rdf/formats.ts';
import type { RecordReader, StoredRecord } from '../../../src/store/record-store.ts';
import { base } from '../../acceptance/running-portal.ts';

const portal = { base, title: { en: 'P', hi: 'प' }, description: { en: 'D', hi: 'ड' } };

function recordOf(index: number): StoredRecord {
  const document = `${base}doc/dataset/${index}`;
  const topic = `${base}id/dataset/${index}`;
  const nquads = `<${topic}> <http://purl.org/dc/terms/title> "${'x'.repeat(500)}"@en <${document}> .\n`;
  const time = '2026-11-22T10:00:00Z';
  const more = { version: 'v', sequence: 1, issued: time, modified: time, policyVersion: '1', warnings: 0 };
  return {
    document,
    topic,
    kind: 'dataset',
    state: 'live',
    policy: `${base}p`,
    nquads,
    ...more,
  } as StoredRecord;
}

/** A store of `size` records that counts what is read of it. */
function countingStore(size: number) {
  const seen = { read: 0, closed: false };
  const store = {
    get: () => undefined,
    *records() {
      try {
        for (; seen.read < size; seen.read += 1) yield recordOf(seen.read);
      } finally {
        seen.closed = true;
      }
    },
  };
  return { store: store as unknown as RecordReader, seen };
}

describe('dumpCatalogue', () => {
  for (const format of rdfFormats) {
    it(`reads no further ahead than one chunk, whatever the size of the store (${format.name})`, async () => {
      for (const size of [2_000, 20_000]) {
        const { store, seen } = countingStore(size);
        const dump = dumpCatalogue(store, portal, format);
        await dump.next();
        assert.ok(seen.read > 0 && seen.read < 200, String(seen.read));
        await dump.return(undefined);
        assert.ok(seen.closed, 'the snapshot is given back when the client leaves');
      }
    });
  }
});

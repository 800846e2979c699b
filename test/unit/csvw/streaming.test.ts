import assert from 'node:assert/strict';
import { csvToRdf } from '../../../src/csvw/csv-to-rdf.ts';
import type { ResourceLoader } from '../../../src/csvw/resource-loader.ts';

/** How far the file was read ahead of the rows that came out, at most, in rows. */
async function lead(rows: number): Promise<number> {
  const together = 50;
  let read = 0;
  const loader: ResourceLoader = {
    load: async (url) => (url.endsWith('/t.csv') ? { bytes: bytes() } : undefined),
  };
  async function* bytes() {
    yield Buffer.from('id,name\n');
    for (; read < rows; read += together)
      yield Buffer.from(Array.from({ length: together }, (_, index) => `${read + index},नाम\n`).join(''));
  }
  let written = 0;
  let most = 0;
  const table = 'https://example.org/t.csv';
  for await (const quads of csvToRdf({ table, mode: 'minimal', loader, warn: () => {} })) {
    written += quads.length / 2;
    most = Math.max(most, read - written);
  }
  assert.equal(written, rows);
  return most;
}

describe('lifting a long table', () => {
  it('holds as many rows as were read together, however many there are', async () => {
    assert.ok((await lead(500)) <= 100);
    assert.ok((await lead(50_000)) <= 100);
  });
});

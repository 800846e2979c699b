import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { readSources } from '../../../src/sources/read-sources.ts';
import { collect, names } from './read-bytes.ts';

const registry = (id: string): string => `{"index_name":"${id}","title":"T"}\n`;

describe('read sources', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fivestar-sources-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (name: string, content: string): void => writeFileSync(join(folder, name), content);

  it('reads a folder in name order, with its folders, without dot files, links to itself once', async () => {
    mkdirSync(join(folder, 'b'));
    mkdirSync(join(folder, '.hidden'));
    for (const name of ['c.json', 'a.json', 'b/z.json', 'b/y.json', '.d.json', '.hidden/e.json']) {
      write(name, registry(name));
    }
    symlinkSync(folder, join(folder, 'loop'));
    const { records, failure } = await collect(readSources([folder], { names }));
    assert.equal(failure, undefined);
    assert.deepEqual(
      records.map(({ data }) => (data as { index_name: string }).index_name),
      ['a.json', 'b/y.json', 'b/z.json', 'c.json'],
    );
    assert.equal(records[0]?.place.file, join(folder, 'a.json'));
  });

  it('reads standard input', async () => {
    const stdin = Readable.from([Buffer.from(registry('a'))], { objectMode: false });
    const { records } = await collect(readSources(['-'], { stdin, names }));
    assert.deepEqual(records[0]?.place, { file: '-', line: 1 });
  });

  it('reads the other files where one fails, and then says which failed', async () => {
    write('a.json', '{"colour":"blue"}');
    write('b.json', registry('b'));
    write('c.json', `[${registry('c')},`);
    write('d.json', registry('d'));
    const { records, failure } = await collect(readSources([folder, join(folder, 'none')], { names }));
    assert.deepEqual(
      records.map(({ data }) => (data as { index_name: string }).index_name),
      ['b', 'c', 'd'],
    );
    assert.equal(failure?.code, 'unreadable-input');
    assert.match(
      failure?.message ?? '',
      /^3 of 5 inputs could not be read to their end:\n- .*a\.json is JSON.*\n- .*c\.json, line 2.*\n- .*none does not exist/s,
    );
  });

  it('throws the one failure of a single file as it is', async () => {
    assert.equal(
      (await collect(readSources([join(folder, 'none.csv')], { names }))).failure?.code,
      'not-found',
    );
    write('x.pdf', '%PDF-1.7');
    const { failure } = await collect(readSources([join(folder, 'x.pdf')], { names }));
    assert.equal(failure?.code, 'unknown-format');
    assert.match(failure?.message ?? '', /^[^\n]*x\.pdf is a PDF document/);
  });

  it('says that a folder holds nothing', async () => {
    const { failure } = await collect(readSources([folder], { names }));
    assert.equal(failure?.code, 'not-found');
  });
});

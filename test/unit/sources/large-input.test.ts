import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { readSource } from '../../../src/sources/read-source.ts';
import { collect, names, readBytes } from './read-bytes.ts';

const megabyte = 1024 * 1024;
const filler = Buffer.alloc(megabyte, 'x');

/** `begin`, then `count` megabytes of x, then `end`; counts how much was asked for. */
class LongInput {
  given = 0;
  readonly #parts: readonly [string, number, string];

  constructor(begin: string, megabytes: number, end: string) {
    this.#parts = [begin, megabytes, end];
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    const [begin, count, end] = this.#parts;
    yield Buffer.from(begin);
    for (let i = 0; i < count; i++) {
      this.given += megabyte;
      yield filler;
    }
    yield Buffer.from(end);
  }
}

const registry = (id: string): string => JSON.stringify({ index_name: id, title: `Title ${id}` });

describe('large input', () => {
  it('passes over a JSON line of 100 MB and reads the others', async () => {
    const input = new LongInput(`${registry('a')}\n{"index_name":"`, 100, `"}\n${registry('b')}\n`);
    const { records, findings, failure } = await collect(readSource(input, 'long.jsonl', { names }));
    assert.equal(failure, undefined);
    assert.deepEqual(
      records.map(({ place }) => place.line),
      [1, 3],
    );
    assert.deepEqual(
      findings.map(({ code, place }) => [code, place.line]),
      [['record-too-large', 2]],
    );
  });

  it('stops at a JSON element of 100 MB soon after the limit, with its place', async () => {
    const input = new LongInput(`[${registry('a')},{"index_name":"`, 100, '"}]');
    const { records, failure } = await collect(readSource(input, 'long.json', { names }));
    assert.equal(records.length, 1);
    assert.equal(failure?.code, 'too-large');
    assert.match(
      failure?.message ?? '',
      /^long\.json, line 1, column \d+, \/1\/index_name: one record has more than 16777216 bytes/,
    );
    assert.ok(input.given <= 19 * megabyte, 'the rest is not read');
  });

  it('stops at a JSON document that is one 100 MB line without structure', async () => {
    const input = new LongInput('["', 100, '"]');
    const { failure } = await collect(readSource(input, 'long.json', { names, profile: 'ckan' }));
    assert.equal(failure?.code, 'too-large');
    assert.ok(input.given <= 19 * megabyte);
  });

  it('stops at a CSV cell that is not closed, with its row', async () => {
    const input = new LongInput('Title,Description\nA,B\nC,"', 100, '\n');
    const { records, failure } = await collect(readSource(input, 'long.csv', { names }));
    assert.equal(records.length, 1);
    assert.equal(failure?.code, 'too-large');
    assert.match(failure?.message ?? '', /^long\.csv, row 3, line 3: this row has more than/);
    assert.ok(input.given <= 19 * megabyte);
  });

  it('unpacks no more of a gzip bomb than the limit', async () => {
    const input = new LongInput(`${registry('a')}\n{"index_name":"`, 100, `"}\n${registry('b')}\n`);
    const bomb = Readable.from(input, { objectMode: false }).pipe(createGzip({ level: 9 }));
    const { records, findings } = await collect(readSource(bomb, 'bomb.jsonl.gz', { names }));
    assert.equal(records.length, 2);
    assert.deepEqual(
      findings.map(({ code }) => code),
      ['record-too-large'],
    );
  });

  it('refuses a document nested a million levels deep', async () => {
    const deep = `[${registry('a')},{"index_name":"b","title":${'['.repeat(1_000_000)}`;
    const { records, failure } = await readBytes(deep, 'deep.json', { chunk: 65_536 });
    assert.equal(records.length, 1);
    assert.equal(failure?.code, 'too-large');
    assert.match(
      failure?.message ?? '',
      /^deep\.json, line 1, column \d+, \/1\/title\/0\/.*more than 100 levels/,
    );
  });

  it('refuses a JSON line nested too deep and reads the others', async () => {
    const deep = `{"index_name":"b","title":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    const { records, findings } = await readBytes(
      `${registry('a')}\n${deep}\n${registry('c')}\n`,
      'deep.jsonl',
    );
    assert.equal(records.length, 2);
    assert.deepEqual(
      findings.map(({ code, place }) => [code, place.line]),
      [['too-deep', 2]],
    );
  });

  it('reads a record with 10,000 keywords', async () => {
    const keyword = Array.from({ length: 10_000 }, (_, i) => `keyword ${i}`);
    const dataset = { identifier: 'a', title: 'A', accessLevel: 'public', keyword };
    const json = await readBytes(JSON.stringify({ dataset: [dataset] }), 'data.json');
    assert.deepEqual(json.records[0]?.data, dataset);
    const csv = await readBytes(`Title,Keywords\nA,"${keyword.join(', ')}"\n`, 'sheet.csv');
    assert.deepEqual(csv.records[0]?.data, { Title: 'A', Keywords: keyword.join(', ') });
  });

  it('takes its limits from the options', async () => {
    const { findings } = await readBytes(`${registry('a')}\n${registry('b'.repeat(100))}\n`, 'x.jsonl', {
      limits: { recordBytes: 100 },
    });
    assert.deepEqual(
      findings.map(({ code }) => code),
      ['record-too-large'],
    );
  });
});

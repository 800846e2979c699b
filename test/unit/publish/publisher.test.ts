import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../../src/model/failure.ts';
import type { SourceItem } from '../../../src/model/source-item.ts';
import { Publisher, type PublisherOptions } from '../../../src/publish/publisher.ts';
import type { RecordReport } from '../../../src/publish/record-report.ts';
import { LmdbRecordStore } from '../../../src/store/lmdb-record-store.ts';
import type { RecordStore } from '../../../src/store/record-store.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';

const base = 'https://data.example.gov.in/';
const gate = { base, licence: 'https://licence.example/' as Iri, language: 'en', policies: ['dcat'] };

function registryItem(n: number, more: Record<string, unknown> = {}): SourceItem {
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const data = {
    index_name: id,
    title: `Rainfall of district ${n}`,
    description: 'Monthly rainfall.',
    org: 'Ministry of Earth Sciences|India Meteorological Department',
    sector: 'Earth Sciences',
    created_date: '2020-01-01T00:00:00Z',
    updated_date: '2020-01-02T00:00:00Z',
    ...more,
  };
  const place = { file: 'registry.jsonl', line: n };
  return { type: 'record', record: { profile: 'ogd', kind: 'registry', operation: 'upsert', place, data } };
}

describe('Publisher', () => {
  let folder: string;
  let store: RecordStore;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fivestar-publisher-'));
    store = LmdbRecordStore.open(folder, { base });
  });

  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(
    items: Iterable<SourceItem>,
    options: Partial<PublisherOptions> = {},
  ): Promise<RecordReport[]> {
    const publisher = new Publisher({ store, gate, threads: 2, batchSize: 3, ...options });
    const reports: RecordReport[] = [];
    for await (const batch of publisher.run(async_(items))) reports.push(...batch.reports);
    return reports;
  }

  async function* async_<T>(items: Iterable<T>): AsyncGenerator<T> {
    yield* items;
  }

  it('commits in the order of the source, whichever thread is first', async () => {
    const reports = await run(Array.from({ length: 10 }, (_, n) => registryItem(n)));
    assert.deepEqual(
      reports.map((report) => report.place.line),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
    assert.ok(reports.every((report) => report.outcome === 'created'));
    const datasets = store.changes(0, 100).filter((entry) => entry.document.includes('/doc/dataset/'));
    assert.deepEqual(
      datasets.map((entry) => Number(entry.document.slice(-12))),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
  });

  it('changes nothing the second time, and only what changed the third', async () => {
    const items = Array.from({ length: 5 }, (_, n) => registryItem(n));
    await run(items);
    const before = store.sequence();
    assert.ok((await run(items)).every((report) => report.outcome === 'unchanged'));
    assert.equal(store.sequence(), before);
    const outcomes = (await run([...items.slice(0, 4), registryItem(4, { title: 'New title' })])).map(
      (r) => r.outcome,
    );
    assert.deepEqual(outcomes, ['unchanged', 'unchanged', 'unchanged', 'unchanged', 'updated']);
    assert.equal(store.sequence(), before + 1);
  });

  it('refuses a second, different record of the same identity, and passes over a repetition', async () => {
    const reports = await run([
      registryItem(1),
      registryItem(2),
      registryItem(1),
      registryItem(3),
      registryItem(1, { title: 'Other' }),
    ]);
    assert.deepEqual(
      reports.map((report) => report.outcome),
      ['created', 'created', 'ignored', 'created', 'refused'],
    );
    const finding = reports[4]?.findings.find((f) => f.code === 'duplicate');
    assert.match(finding?.message.en ?? '', /registry\.jsonl, line 1/);
    assert.match(
      store.get(`${base}doc/dataset/00000000-0000-4000-8000-000000000001` as Iri)?.nquads ?? '',
      /Rainfall of district 1"/,
    );
  });

  it('writes what accepted records mention, though a refused one mentioned it first', async () => {
    const refused = registryItem(1, { title: '' });
    const reports = await run([refused, registryItem(2)], { batchSize: 10 });
    assert.deepEqual(
      reports.map((report) => report.outcome),
      ['refused', 'created'],
    );
    assert.ok(
      store.head(`${base}doc/organization/ministry-of-earth-sciences/india-meteorological-department` as Iri),
    );
    assert.ok(store.head(`${base}doc/organization/ministry-of-earth-sciences` as Iri));
  });

  it('writes nothing of what only refused records mention', async () => {
    await run([registryItem(1, { title: '' })]);
    assert.equal(store.count(), 0);
  });

  it('withdraws what a delta deletes', async () => {
    await run([registryItem(1)]);
    const item = registryItem(1);
    assert.ok(item.type === 'record');
    const [report] = await run([{ type: 'record', record: { ...item.record, operation: 'delete' } }]);
    assert.equal(report?.outcome, 'withdrawn');
    assert.equal(store.count('dataset'), 0);
  });

  it('validates without a store', async () => {
    const publisher = new Publisher({ gate: { ...gate, policies: ['ndsap'] }, threads: 1, batchSize: 10 });
    const reports: RecordReport[] = [];
    for await (const batch of publisher.run(async_([registryItem(1)]))) reports.push(...batch.reports);
    assert.equal(reports[0]?.outcome, 'refused');
    assert.ok(reports[0]?.findings.some((finding) => finding.field.en === 'Frequency'));
    assert.equal(store.count(), 0);
  });

  it('commits what came before the source broke, then says so', async () => {
    async function* breaking(): AsyncGenerator<SourceItem> {
      for (let n = 0; n < 7; n++) yield registryItem(n);
      throw new Failure('unreadable-input', 'line 8 is cut off');
    }
    const publisher = new Publisher({ store, gate, threads: 2, batchSize: 3 });
    const drain = async () => {
      for await (const _batch of publisher.run(breaking()));
    };
    await assert.rejects(drain(), /line 8 is cut off/);
    assert.equal(store.count('dataset'), 7);
  });

  it('refuses shapes that cannot be used, and writes nothing', async () => {
    await assert.rejects(
      run([registryItem(1)], { gate: { ...gate, policies: ['no-such-file.ttl'] } }),
      (error) => error instanceof Failure && error.code === 'invalid-configuration',
    );
    assert.equal(store.sequence(), 0);
  });

  it('holds no more records than its threads need, however long the source is', async () => {
    const most = async (records: number): Promise<number> => {
      let read = 0;
      let done = 0;
      let live = 0;
      function* source(): Generator<SourceItem> {
        for (let n = 0; n < records; n++) {
          read += 1;
          live = Math.max(live, read - done);
          yield registryItem(n);
        }
      }
      const publisher = new Publisher({ gate, threads: 2, batchSize: 20 });
      for await (const batch of publisher.run(async_(source()))) done += batch.reports.length;
      assert.equal(done, records);
      return live;
    };
    const [few, many] = [await most(200), await most(1200)];
    assert.ok(few <= 20 * 4, `${few}`);
    assert.equal(many, few);
  });
});

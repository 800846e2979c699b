import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { harvestRun } from '../../../src/harvest/harvest-run.ts';
import type { Repeats } from '../../../src/harvest/key-decision.ts';
import { LmdbHarvestStore } from '../../../src/harvest/lmdb-harvest-store.ts';
import { noCounts, type RunCounts, type RunReport } from '../../../src/harvest/run-report.ts';
import { noSecrets } from '../../../src/harvest/secrets.ts';
import type { SourceDefinition } from '../../../src/harvest/source-definition.ts';
import { SourceIris } from '../../../src/harvest/source-iris.ts';
import type { GraphRecord, SourceRecord } from '../../../src/model/record.ts';
import { Publisher } from '../../../src/publish/publisher.ts';
import { LmdbRecordStore } from '../../../src/store/lmdb-record-store.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { ScriptedSource } from './support/scripted-source.ts';

const base = 'https://data.example.gov.in/';
const gate = { base, licence: 'https://licence.example/' as Iri, language: 'en', policies: ['dcat'] };

function dataset(identifier: string, title = `Dataset ${identifier}`): SourceRecord {
  const data = { identifier, title, description: 'What it is about.', keyword: ['x'] };
  return { profile: 'dcat-us', kind: 'dataset', operation: 'upsert', place: { file: 'x' }, data };
}

function datasets(count: number): SourceRecord[] {
  return Array.from({ length: count }, (_, number) => dataset(`d${number}`));
}

function graph(topic: string, lines: readonly string[]): SourceRecord {
  const triples = lines.map((line) => `<${topic}> ${line} .\n`).join('');
  const data: GraphRecord = { topic, recordKind: 'dataset', parts: [], triples };
  return { profile: 'dcat', kind: 'graph', operation: 'upsert', place: { file: 'x' }, data };
}

describe('harvestRun', function () {
  this.timeout(30_000);
  let folder: string;
  let store: LmdbRecordStore;
  let harvests: LmdbHarvestStore;
  let source: ScriptedSource;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fivestar-harvest-'));
    store = LmdbRecordStore.open(folder, { base });
    harvests = LmdbHarvestStore.open(folder);
    source = new ScriptedSource();
  });

  afterEach(async () => {
    await store.close();
    await harvests.close();
    rmSync(folder, { recursive: true, force: true });
  });

  interface Options {
    readonly repeats?: Repeats;
    readonly statesDeletions?: boolean;
    readonly signal?: AbortSignal;
    readonly fingerprint?: string;
    readonly vanishing?: number;
    readonly name?: string;
  }

  async function run(options: Options = {}): Promise<RunReport> {
    const {
      repeats = 'duplicates',
      statesDeletions = true,
      fingerprint = 'same',
      vanishing,
      name = 'city',
    } = options;
    const definition: SourceDefinition = {
      name,
      type: 'data-json',
      url: 'https://source.example/',
      ...(vanishing !== undefined && { vanishing }),
    };
    await harvests.put(definition);
    return harvestRun({
      tables: harvests.tables,
      store,
      definition,
      kind: { client: source.client, repeats, statesDeletions },
      fetcher: source,
      reading: { names: new SourceIris(base, name) },
      publisher: () => new Publisher({ store, gate, threads: 1, batchSize: 50 }),
      fingerprint,
      namespace: name,
      base,
      trigger: 'person',
      secrets: noSecrets,
      signal: options.signal ?? new AbortController().signal,
    });
  }

  const live = () =>
    [...store.records({ kinds: ['dataset'] })]
      .map(({ document }) => document.slice(`${base}doc/dataset/`.length))
      .sort();

  function assertCounts(report: RunReport, expected: Partial<RunCounts>): void {
    assert.equal(report.failure, undefined);
    const { requests: _requests, bytes: _bytes, ...counts } = report.counts;
    const { requests: _none, bytes: _noBytes, ...none } = noCounts;
    assert.deepEqual(counts, { ...none, ...expected }, JSON.stringify(report.refusals));
  }

  it('publishes what is new, then only what has changed', async () => {
    source.pages = [{ records: datasets(6) }, { records: [dataset('e0')] }];
    const first = await run();
    assert.equal(first.outcome, 'complete');
    assertCounts(first, { read: 7, created: 7 });
    assert.equal(live().length, 7);
    source.pages = [{ records: datasets(6) }, { records: [dataset('e0', 'Another title')] }];
    source.parsed = 0;
    assertCounts(await run(), { read: 7, unchanged: 6, updated: 1 });
    assert.equal(source.parsed, 1);
    const sequence = store.sequence();
    assertCounts(await run(), { read: 7, unchanged: 7 });
    assert.equal(source.parsed, 1);
    assert.equal(store.sequence(), sequence);
    assert.equal(harvests.source('city')?.records, 7);
  });

  it('keeps the origin of each record', async () => {
    source.pages = [{ records: datasets(1) }];
    const report = await run();
    const head = store.head(`${base}doc/dataset/city/d0` as Iri);
    assert.deepEqual(
      head?.origin && { source: head.origin.source, url: head.origin.url, run: head.origin.run },
      {
        source: 'city',
        url: 'https://source.example/',
        run: `${base}harvest/city/${report.number}#run`,
      },
    );
  });

  it('withdraws what has vanished where little has', async () => {
    source.pages = [{ records: datasets(10) }];
    await run();
    source.pages = [{ records: datasets(9) }];
    assertCounts(await run(), { read: 9, unchanged: 9, withdrawn: 1 });
    const gone = store.head(`${base}doc/dataset/city/d9` as Iri);
    assert.equal(gone?.state, 'withdrawn');
    assert.match(gone?.reason ?? '', /no more/);
    source.pages = [{ records: datasets(10) }];
    assertCounts(await run(), { read: 10, unchanged: 9, created: 1 });
  });

  it('keeps what stands there and cannot be read', async () => {
    source.pages = [{ records: datasets(10) }];
    await run();
    source.pages = [{ records: datasets(9), unreadable: ['dataset:d9'] }];
    for (let again = 0; again < 2; again += 1) {
      const report = await run();
      assertCounts(report, { read: 9, unchanged: 9, refused: 1 });
      assert.equal(report.outcome, 'complete');
      assert.equal(live().length, 10);
    }
  });

  it('holds what is missing where more than before cannot be read', async () => {
    source.pages = [{ records: datasets(10) }];
    await run();
    source.pages = [{ records: datasets(9), unreadable: [''] }];
    for (let again = 0; again < 2; again += 1) {
      const report = await run();
      assert.equal(report.outcome, 'waiting');
      assertCounts(report, { read: 9, unchanged: 9, refused: 1, held: 1 });
      assert.equal(live().length, 10);
      assert.match(report.notes.join(), /could not be read/);
    }
    source.pages = [{ records: datasets(10), unreadable: [''] }];
    assert.equal((await run()).outcome, 'complete');
    // What could not be read before either is no reason.
    source.pages = [{ records: datasets(9), unreadable: [''] }];
    assertCounts(await run(), { read: 9, unchanged: 9, refused: 1, withdrawn: 1 });
  });

  it('asks a person where much has vanished, and does what is decided', async () => {
    source.pages = [{ records: datasets(10) }];
    await run();
    source.pages = [{ records: datasets(5) }];
    const held = await run();
    assert.equal(held.outcome, 'waiting');
    assertCounts(held, { read: 5, unchanged: 5, held: 5 });
    assert.equal(live().length, 10);
    assert.deepEqual(harvests.source('city')?.waiting, { run: held.number, vanished: 5, of: 10 });
    // Some come back; the others wait on.
    source.pages = [{ records: datasets(7) }];
    assertCounts(await run(), { read: 7, unchanged: 7, held: 3 });
    assert.equal(await harvests.approve('city', store), 3);
    assert.equal(live().length, 7);
    assert.equal(harvests.source('city')?.waiting, undefined);
    assertCounts(await run(), { read: 7, unchanged: 7 });
    await assert.rejects(harvests.approve('city', store), /Nothing .* waits/);
  });

  it('publishes nothing of a run that fails, and forgets nothing', async () => {
    source.pages = [{ records: datasets(3) }, { records: [dataset('e0')] }];
    await run();
    source.pages = [{ records: [dataset('d0', 'New title')] }, { records: [dataset('e0')] }];
    source.failsAt = 1;
    const failed = await run();
    assert.equal(failed.outcome, 'failed');
    assert.match(failed.failure?.message ?? '', /status 500/);
    assert.equal(live().length, 4);
    assert.match(store.get(`${base}doc/dataset/city/d0` as Iri)?.nquads ?? '', /Dataset d0/);
    assert.equal(harvests.source('city')?.failures, 1);
    source.failsAt = undefined;
    source.pages = [{ records: [...datasets(3), dataset('f0')] }, { records: [dataset('e0')] }];
    assertCounts(await run(), { read: 5, unchanged: 4, created: 1 });
    assert.equal(harvests.source('city')?.failures, 0);
  });

  it('keeps the last good version of a record that is refused now, and says so each time', async () => {
    source.pages = [{ records: datasets(2) }];
    await run();
    source.pages = [{ records: [dataset('d0'), dataset('d1', '')] }];
    const refused = await run();
    assertCounts(refused, { read: 2, unchanged: 1, refused: 1 });
    assert.equal(refused.refusals[0]?.key, 'dataset:d1');
    assert.ok((refused.refusals[0]?.findings.length ?? 0) > 0);
    assert.match(store.get(`${base}doc/dataset/city/d1` as Iri)?.nquads ?? '', /Dataset d1/);
    const again = await run();
    assertCounts(again, { read: 2, unchanged: 1, refused: 1 });
    assert.deepEqual(again.refusals, refused.refusals);
  });

  it('refuses the second of two records of one identifier, where the source is one file', async () => {
    source.pages = [{ records: [dataset('d0', 'One'), dataset('d0', 'Two')] }];
    const report = await run();
    assertCounts(report, { read: 1, created: 1, refused: 1 });
    assert.equal(report.refusals[0]?.findings[0]?.code, 'duplicate');
    assertCounts(await run(), { read: 1, refused: 1 });
  });

  it('takes the later of two versions, where pages move while they are read', async () => {
    source.pages = [{ records: [dataset('d0', 'One'), dataset('d1')] }, { records: [dataset('d0', 'Two')] }];
    assertCounts(await run({ repeats: 'versions' }), { read: 2, created: 2 });
    assert.match(store.get(`${base}doc/dataset/city/d0` as Iri)?.nquads ?? '', /"Two"/);
    assertCounts(await run({ repeats: 'versions' }), { read: 2, unchanged: 2 });
    // The first page is the same, and tells of a version that nobody holds any more.
    source.pages = [source.pages[0] ?? { records: [] }, { records: [dataset('d2')] }];
    const report = await run({ repeats: 'versions' });
    assertCounts(report, { read: 3, updated: 1, unchanged: 1, created: 1 });
    assert.match(store.get(`${base}doc/dataset/city/d0` as Iri)?.nquads ?? '', /"One"/);
    assert.match(report.notes.join(), /read again/);
  });

  it('unites what several pages say of one thing, also where one of them has changed', async () => {
    const topic = 'https://source.example/catalogue';
    const title = '<http://purl.org/dc/terms/title> "Catalogue"';
    const about = (text: string) =>
      graph(topic, [
        title,
        `<http://purl.org/dc/terms/description> "${text}"`,
        '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset>',
      ]);
    const other = (word: string) => graph(topic, [title, `<http://www.w3.org/ns/dcat#keyword> "${word}"`]);
    source.pages = [{ records: [about('First')] }, { records: [other('rain')] }];
    assertCounts(await run({ repeats: 'parts' }), { read: 1, created: 1 });
    const stored = () =>
      store.get([...store.records({ kinds: ['dataset'] })][0]?.document as Iri)?.nquads ?? '';
    assert.match(stored(), /"First"/);
    assert.match(stored(), /"rain"/);
    assertCounts(await run({ repeats: 'parts' }), { read: 1, unchanged: 1 });
    source.pages = [{ records: [about('First')] }, { records: [other('snow')] }];
    assertCounts(await run({ repeats: 'parts' }), { read: 1, updated: 1 });
    assert.match(stored(), /"First"/);
    assert.match(stored(), /"snow"/);
    assert.doesNotMatch(stored(), /"rain"/);
  });

  it('withdraws what the source says is deleted', async () => {
    source.coverage = 'changes';
    source.pages = [{ records: datasets(3) }];
    assertCounts(await run(), { read: 3, created: 3 });
    source.pages = [{ records: [], deleted: ['dataset:d1', 'dataset:unknown'] }];
    assertCounts(await run(), { withdrawn: 1 });
    assert.deepEqual(live(), ['city/d0', 'city/d2']);
    assert.equal(store.head(`${base}doc/dataset/city/d1` as Iri)?.reason, 'Gone.');
  });

  it('asks a person where many deletions are only concluded', async () => {
    source.coverage = 'changes';
    source.pages = [{ records: datasets(4) }];
    await run();
    source.pages = [{ records: [], deleted: ['dataset:d0', 'dataset:d1'] }];
    const report = await run({ statesDeletions: false });
    assert.equal(report.outcome, 'waiting');
    assertCounts(report, { held: 2 });
    assert.equal(live().length, 4);
    source.pages = [{ records: [] }];
    assertCounts(await run({ statesDeletions: false }), { held: 2 });
    source.pages = [{ records: [dataset('d0')] }];
    assertCounts(await run({ statesDeletions: false }), { read: 1, unchanged: 1, held: 1 });
    assert.equal(await harvests.approve('city', store), 1);
    assert.deepEqual(live(), ['city/d0', 'city/d2', 'city/d3']);
  });

  it('goes on after an interruption from where it was', async () => {
    source.pages = [{ records: datasets(3) }, { records: [dataset('e0')] }, { records: [dataset('f0')] }];
    const stop = new AbortController();
    const asked: number[] = [];
    source.onPage = (page) => {
      asked.push(page);
      if (page === 2) stop.abort();
    };
    assert.equal((await run({ signal: stop.signal })).outcome, 'interrupted');
    assert.equal(live().length, 0);
    source.onPage = (page) => asked.push(page);
    const report = await run();
    assert.equal(report.outcome, 'complete');
    assert.equal(report.number, 1);
    assertCounts(report, { read: 5, created: 5 });
    assert.deepEqual(asked, [0, 1, 2, 2]);
  });

  it('withdraws nothing in a run that was interrupted while it read; the next one does', async () => {
    source.pages = [{ records: datasets(10) }, { records: [dataset('e0')] }];
    await run();
    source.pages = [{ records: datasets(9) }, { records: [dataset('e0')] }];
    const stop = new AbortController();
    source.onPage = (page) => {
      if (page === 1) stop.abort();
    };
    assert.equal((await run({ signal: stop.signal })).outcome, 'interrupted');
    source.onPage = () => undefined;
    const resumed = await run();
    assert.equal(resumed.outcome, 'complete');
    assertCounts(resumed, { read: 10, unchanged: 10 });
    assert.equal(live().length, 11);
    assertCounts(await run(), { read: 10, unchanged: 10, withdrawn: 1 });
  });

  it('reads and checks all again where what decides of records has changed', async () => {
    source.pages = [{ records: datasets(2) }];
    await run();
    source.parsed = 0;
    assertCounts(await run({ fingerprint: 'another' }), { read: 2, unchanged: 2 });
    assert.equal(source.parsed, 1);
  });

  it('forgets a source with or without its records', async () => {
    source.pages = [{ records: datasets(2) }];
    await run();
    assert.equal(await harvests.remove('city'), 0);
    assert.equal(live().length, 2);
    const again = await run();
    assert.equal(again.number, 2);
    assertCounts(again, { read: 2, unchanged: 2 });
    assert.equal(await harvests.remove('city', store), 2);
    assert.equal(live().length, 0);
  });
});

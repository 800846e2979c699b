import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { harvestRun } from '../../../src/harvest/harvest-run.ts';
import type { Repeats } from '../../../src/harvest/key-decision.ts';
import { LmdbHarvestStore } from '../../../src/harvest/lmdb-harvest-store.ts';
import type { RunReport } from '../../../src/harvest/run-report.ts';
import { noSecrets } from '../../../src/harvest/secrets.ts';
import { SourceIris } from '../../../src/harvest/source-iris.ts';
import { Failure } from '../../../src/model/failure.ts';
import type { SourceRecord } from '../../../src/model/record.ts';
import { documentLine, FakePortal, refusedLine } from './support/fake-portal.ts';
import { ScriptedSource } from './support/scripted-source.ts';

interface Content {
  readonly title?: string;
  readonly document?: string;
  readonly isRefused?: boolean;
}

function record(topic: string, { title = topic, document = topic, isRefused }: Content = {}): SourceRecord {
  const lines = [documentLine(document), `<s> <title> "${title}" .`, ...(isRefused ? [refusedLine] : [])];
  const data = {
    topic,
    recordKind: 'dataset',
    parts: [],
    triples: lines.map((line) => `${line}\n`).join(''),
  };
  return { profile: 'dcat', kind: 'graph', operation: 'upsert', place: { file: 'x' }, data };
}

const records = (count: number) => Array.from({ length: count }, (_, number) => record(`k${number}`));

describe('a harvest run that is disturbed', () => {
  let folder: string;
  let harvests: LmdbHarvestStore;
  let source: ScriptedSource;
  let portal: FakePortal;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fivestar-harvest-'));
    harvests = LmdbHarvestStore.open(folder);
    source = new ScriptedSource();
    portal = new FakePortal();
  });
  afterEach(async () => {
    await harvests.close();
    rmSync(folder, { recursive: true, force: true });
  });

  interface Options {
    readonly repeats?: Repeats;
    readonly fingerprint?: string;
    readonly signal?: AbortSignal;
  }

  async function run({
    repeats = 'duplicates',
    fingerprint = 'same',
    signal,
  }: Options = {}): Promise<RunReport> {
    return harvestRun({
      tables: harvests.tables,
      store: portal,
      definition: { name: 'city', type: 'dcat', url: 'https://source.example/' },
      kind: { client: source.client, repeats, statesDeletions: false },
      fetcher: source,
      reading: { names: new SourceIris('https://data.example/', 'city') },
      publisher: () => portal.publisher(),
      fingerprint,
      namespace: 'city',
      base: 'https://data.example/',
      trigger: 'person',
      secrets: noSecrets,
      signal: signal ?? new AbortController().signal,
    });
  }

  const live = () => [...portal.live().keys()].sort();

  it('forgets what it read after the last checkpoint, which may be another when it is read again', async () => {
    const stop = new AbortController();
    source.pages = [{ records: [record('a')] }, { records: [record('b'), record('c'), record('d')] }];
    source.onRecord = (key) => {
      if (key === 'd') stop.abort();
    };
    assert.equal((await run({ signal: stop.signal })).outcome, 'interrupted');
    source.pages = [{ records: [record('a')] }, { records: [record('b', { title: 'New' })] }];
    const report = await run();
    assert.deepEqual([report.counts.created, report.counts.refused], [2, 0]);
    assert.deepEqual(live(), ['a', 'b']);
    assert.match(portal.live().get('b') ?? '', /New/);
  });

  it('withdraws the document that a record leaves for another', async () => {
    source.pages = [{ records: records(6) }];
    await run();
    source.pages = [{ records: [record('k0', { document: 'renamed' }), ...records(6).slice(1)] }];
    const report = await run();
    assert.equal(report.outcome, 'complete');
    assert.deepEqual(live(), ['k1', 'k2', 'k3', 'k4', 'k5', 'renamed']);
    // Two that change places keep both.
    const swapped = [record('k1', { document: 'k2' }), record('k2', { document: 'k1' })];
    source.pages = [{ records: [record('k0', { document: 'renamed' }), ...swapped, ...records(6).slice(3)] }];
    await run();
    assert.deepEqual(live(), ['k1', 'k2', 'k3', 'k4', 'k5', 'renamed']);
  });

  it('asks nobody where keys have changed and documents have not', async () => {
    source.pages = [{ records: records(5) }];
    await run();
    source.pages = [
      { records: records(5).map((_, number) => record(`new-${number}`, { document: `k${number}` })) },
    ];
    const report = await run();
    assert.deepEqual([report.outcome, report.counts.held, report.counts.withdrawn], ['complete', 0, 0]);
    assert.equal(live().length, 5);
    assert.equal(harvests.tables.progress.get('city')?.records, 5);
  });

  it('takes what an abandoned run has published by other rules for unknown', async () => {
    source.pages = [{ records: records(4) }];
    await run({ fingerprint: 'one' });
    portal.batchSize = 2;
    const stop = new AbortController();
    source.pages = [{ records: records(4).map((_, number) => record(`k${number}`, { title: 'New' })) }];
    portal.onCommit = () => stop.abort();
    assert.equal((await run({ fingerprint: 'two', signal: stop.signal })).outcome, 'interrupted');
    portal.onCommit = () => undefined;
    portal.given = 0;
    await run({ fingerprint: 'one' });
    assert.equal(portal.given, 4);
  });

  it('leaves stage and progress to who has taken the source over', async () => {
    source.pages = [{ records: [record('a')] }, { records: [record('b')] }];
    const lost = new AbortController();
    source.onPage = (page) => {
      if (page === 1) lost.abort(new Failure('busy', 'Another process runs it.'));
    };
    await assert.rejects(run({ signal: lost.signal }), { code: 'busy' });
    assert.equal(harvests.tables.progress.get('city')?.failures, 0);
    assert.equal([...harvests.tables.staged.getKeys({})].length, 1);
  });

  it('remembers pages with long addresses, and keys that no disk can keep', async () => {
    source.address = `https://source.example/?token=${'t'.repeat(3_000)}`;
    source.pages = [{ records: [record('bad-\ud800'), record('b')] }];
    await run();
    source.parsed = 0;
    const report = await run();
    assert.deepEqual([report.failure, report.counts.unchanged, source.parsed], [undefined, 2, 0]);
    assert.equal(live().length, 2);
  });

  it('counts all that cannot be read of a remembered page', async () => {
    source.pages = [{ records: records(3), unreadable: Array.from({ length: 150 }, () => '') }];
    assert.equal((await run()).counts.refused, 150);
    source.parsed = 0;
    assert.equal((await run()).counts.refused, 150);
    assert.equal(source.parsed, 0);
    assert.equal(harvests.tables.progress.get('city')?.nameless, 150);
  });

  it('takes nothing of what stood before a deletion', async () => {
    source.pages = [
      { records: [record('a', { title: 'Old' })], deleted: ['a'] },
      { records: [record('a', { title: 'New' })] },
    ];
    const report = await run();
    assert.deepEqual([report.counts.created, report.counts.refused], [1, 0]);
    assert.match(portal.live().get('a') ?? '', /New/);
  });

  it('remembers deletions on remembered pages', async () => {
    source.coverage = 'changes';
    source.pages = [{ records: records(2), deleted: ['k0'] }];
    await run();
    assert.deepEqual(live(), ['k1']);
    source.parsed = 0;
    const report = await run();
    assert.deepEqual([report.counts.unchanged, report.notes.length, source.parsed], [1, 0, 0]);
  });

  it('forgets the pages of runs of changes that are not met again', async () => {
    source.coverage = 'changes';
    source.pages = [{ records: records(2) }];
    for (let number = 0; number < 5; number += 1) {
      source.address = `https://source.example/?since=${number}`;
      await run();
    }
    assert.equal([...harvests.tables.pages.getKeys({})].length, 1);
  });

  it('ends a run that went on after a failure without that failure', async () => {
    source.pages = [{ records: records(4) }];
    const stop = new AbortController();
    portal.onCommit = () => stop.abort(new Failure('source-failed', 'It took too long.'));
    assert.equal((await run({ signal: stop.signal })).outcome, 'failed');
    portal.onCommit = () => undefined;
    const report = await run();
    assert.deepEqual([report.number, report.outcome, report.failure], [1, 'complete', undefined]);
  });
});

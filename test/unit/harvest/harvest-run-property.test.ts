import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { harvestRun } from '../../../src/harvest/harvest-run.ts';
import type { HarvestTables } from '../../../src/harvest/harvest-tables.ts';
import type { Repeats } from '../../../src/harvest/key-decision.ts';
import { LmdbHarvestStore } from '../../../src/harvest/lmdb-harvest-store.ts';
import type { RunReport } from '../../../src/harvest/run-report.ts';
import { noSecrets } from '../../../src/harvest/secrets.ts';
import { SourceIris } from '../../../src/harvest/source-iris.ts';
import type { RecordStore } from '../../../src/store/record-store.ts';
import { FakePortal } from './support/fake-portal.ts';
import { documentOf, type ModelRecord, ModelSource, type PageFault } from './support/model-source.ts';

/** Random sequences that are tried; more with FIVESTAR_PROPERTY_RUNS. */
const numRuns = Number(process.env['FIVESTAR_PROPERTY_RUNS'] ?? 25);

interface Step {
  readonly edits: readonly (readonly [key: string, record: ModelRecord | undefined])[];
  readonly fault: PageFault | { readonly type: 'crash'; readonly write: number } | undefined;
  readonly fingerprint: string;
  readonly followsLog: boolean;
  readonly isLate: boolean;
  readonly approves: boolean;
}

interface Plan {
  readonly repeats: Repeats;
  readonly statesDeletions: boolean;
  readonly vanishing: number;
  readonly steps: readonly Step[];
}

const often = <T>(value: T, other: fc.Arbitrary<T>, weight = 5) =>
  fc.oneof({ arbitrary: fc.constant(value), weight }, { arbitrary: other, weight: 1 });

const record: fc.Arbitrary<ModelRecord> = fc.record({
  title: fc.nat(2),
  variant: often(0, fc.nat(2), 3),
  page: fc.nat(3),
  second: often<number | undefined>(undefined, fc.nat(2), 2),
  quality: often<ModelRecord['quality']>('good', fc.constantFrom('refused', 'unreadable'), 3),
});
const step: fc.Arbitrary<Step> = fc.record({
  edits: fc.array(
    fc.tuple(
      fc.nat(7).map((number) => `k${number}`),
      fc.oneof({ arbitrary: record, weight: 3 }, { arbitrary: fc.constant(undefined), weight: 1 }),
    ),
    { maxLength: 6 },
  ),
  fault: often<Step['fault']>(
    undefined,
    fc.oneof(
      fc.record({ type: fc.constantFrom('fails', 'stops'), page: fc.nat(4), after: fc.nat(3) }),
      fc.record({ type: fc.constant('crash' as const), write: fc.nat(60) }),
    ),
    1,
  ),
  fingerprint: often('one', fc.constant('two'), 6),
  followsLog: fc.boolean(),
  isLate: often(false, fc.constant(true), 8),
  approves: often(false, fc.constant(true), 2),
});
const plan: fc.Arbitrary<Plan> = fc.record({
  repeats: fc.constantFrom<Repeats[]>('duplicates', 'versions', 'parts'),
  statesDeletions: fc.boolean(),
  vanishing: fc.constantFrom(0.3, 1),
  steps: fc.array(step, { minLength: 1, maxLength: 8 }),
});

const clean: Omit<Step, 'followsLog'> = {
  edits: [],
  fault: undefined,
  fingerprint: 'one',
  isLate: false,
  approves: false,
};

describe('harvestRun, whatever happens', function () {
  this.timeout(600_000);
  let folder: string;
  let harvests: LmdbHarvestStore;
  let sources = 0;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'fivestar-harvest-'));
    harvests = LmdbHarvestStore.open(folder);
  });
  after(async () => {
    await harvests.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('publishes whole runs only, loses nothing, keeps nothing, and does nothing twice', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (plan) => {
        sources += 1;
        const trial = new Trial(harvests, `s${sources}`, plan);
        for (const one of plan.steps) await trial.take(one);
        // Whatever happened, two runs of a source that works are enough.
        await trial.take({ ...clean, followsLog: false });
        await trial.take({ ...clean, followsLog: false });
        assert.ok(trial.isExact);
        await trial.take({ ...clean, followsLog: true });
      }),
      { numRuns, endOnFailure: true },
    );
  });
});

/** One source, one portal, and what must be true between them. */
class Trial {
  readonly #harvests: LmdbHarvestStore;
  readonly #name: string;
  readonly #plan: Plan;
  readonly #source: ModelSource;
  readonly #portal: FakePortal;
  #now = Date.parse('2026-01-01T00:00:00Z');
  /** Writes until the process dies. */
  #left = Number.POSITIVE_INFINITY;
  /** A run is under way that began with another state than the source has now. */
  #isMixed = false;
  #isUnfinished = false;
  isExact = true;

  constructor(harvests: LmdbHarvestStore, name: string, plan: Plan) {
    this.#harvests = harvests;
    this.#name = name;
    this.#plan = plan;
    this.#source = new ModelSource(plan.repeats);
    this.#portal = new FakePortal(() => this.#write());
  }

  async take(step: Step): Promise<void> {
    const source = this.#source;
    for (const [key, record] of step.edits) source.set(key, record);
    if (step.edits.length > 0 && this.#isUnfinished) this.#isMixed = true;
    source.followsLog = step.followsLog;
    source.stop = new AbortController();
    source.fault = step.fault?.type === 'crash' ? undefined : step.fault;
    this.#left = step.fault?.type === 'crash' ? step.fault.write : Number.POSITIVE_INFINITY;
    // A process that dies between a commit and the note of it is followed by one that goes on.
    const staged = this.#harvests.tables.stagedRuns.get(this.#name);
    const fingerprint = staged?.end ? staged.fingerprint : step.fingerprint;
    if (step.isLate && !staged?.end) this.#now += 2 * 86_400_000;
    const before = this.#portal.live();
    const wasExact = this.isExact;
    const report = await this.#run({ fingerprint });
    this.#left = Number.POSITIVE_INFINITY;
    const after = this.#portal.live();
    this.isExact = false;
    if (!report) {
      this.#isUnfinished = true;
      return;
    }
    if (report.outcome === 'failed' || report.outcome === 'interrupted') {
      // A stop may come late, when all was read and publishing has begun.
      const isRead = this.#harvests.tables.stagedRuns.get(this.#name)?.end !== undefined;
      if (!isRead)
        assert.deepEqual(after, before, 'a run that was not read to its end has published something');
      this.#isUnfinished = report.outcome === 'interrupted';
      if (!this.#isUnfinished) this.#isMixed = false;
      return;
    }
    assert.equal(report.failure, undefined);
    this.#assertCounts(report);
    const wasResumed = report.notes.some((note) => note.includes('interrupted'));
    this.isExact = !(wasResumed && this.#isMixed);
    this.#isUnfinished = false;
    this.#isMixed = false;
    if (!this.isExact) return;
    this.#assertLive(before, after, report);
    if (report.coverage === 'whole' && wasExact && !wasResumed) this.#assertHeld(before, after, report);
    await this.#assertRepeats({ fingerprint }, report);
    if (step.approves && report.outcome === 'waiting') await this.#approve(after);
  }

  #write(): void {
    if (this.#left <= 0) throw new Error('The process is dead.');
    this.#left -= 1;
  }

  /** @returns nothing where the process died */
  async #run({ fingerprint }: Pick<Step, 'fingerprint'>): Promise<RunReport | undefined> {
    const { repeats, statesDeletions, vanishing } = this.#plan;
    const definition = { name: this.#name, type: 'dcat', url: 'https://source.example/', vanishing } as const;
    try {
      return await harvestRun({
        tables: mortal(this.#harvests.tables, () => this.#write()),
        store: this.#portal,
        definition,
        kind: { client: this.#source.client, repeats, statesDeletions },
        fetcher: this.#source,
        reading: { names: new SourceIris('https://data.example/', 'x') },
        publisher: () => this.#portal.publisher(),
        fingerprint,
        namespace: 'x',
        base: 'https://data.example/',
        trigger: 'person',
        secrets: noSecrets,
        signal: this.#source.stop.signal,
        now: () => new Date(this.#now),
      });
    } catch (error) {
      if (this.#left <= 0) return undefined;
      throw error;
    }
  }

  #assertCounts({ counts, refusals }: RunReport): void {
    const unreadable = refusals.filter(({ key }) => key === '').length;
    const { read, created, updated, unchanged, refused, ignored } = counts;
    assert.equal(
      read,
      created + updated + unchanged + refused - unreadable + ignored,
      JSON.stringify(counts),
    );
  }

  #assertLive(before: Contents, after: Contents, { outcome, coverage }: RunReport): void {
    const keys = new Set([...this.#source.state.keys(), ...[...after.keys()].map(keyOf)]);
    for (const key of keys) {
      const record = this.#source.state.get(key);
      const [now, then] = [ofKey(after, key), ofKey(before, key)];
      if (record?.quality === 'good') {
        const content = this.#source.content(key, record).join('\n');
        assert.deepEqual(now, [[documentOf(key, record), content]], `${key} is not what its source says`);
      } else if (record && coverage === 'changes') {
        // Its log may have had a good version in between.
        assert.ok(now.length <= 1, `${key} is published twice`);
      } else if (record) {
        assert.equal(now.length, Math.min(then.length, 1), `${key} is refused and not what it was`);
        for (const one of now) assert.ok(then.some((other) => other[0] === one[0] && other[1] === one[1]));
      } else if (outcome === 'waiting') {
        for (const one of now) assert.ok(then.some((other) => other[0] === one[0] && other[1] === one[1]));
      } else assert.deepEqual(now, [], `${key} has vanished and is live`);
    }
  }

  /** Much that vanishes waits for a person, little is withdrawn. */
  #assertHeld(before: Contents, after: Contents, { outcome, counts }: RunReport): void {
    const { state } = this.#source;
    const vanished = new Set([...before.keys()].map(keyOf).filter((key) => !state.has(key)));
    const present = new Set([...after.keys()].map(keyOf).filter((key) => state.has(key)));
    const share = vanished.size / (vanished.size + present.size);
    const isHeld = vanished.size > 0 && share >= this.#plan.vanishing;
    assert.equal(outcome, isHeld ? 'waiting' : 'complete');
    assert.deepEqual([counts.held, counts.withdrawn], isHeld ? [vanished.size, 0] : [0, vanished.size]);
    for (const key of vanished) assert.equal(ofKey(after, key).length, isHeld ? 1 : 0);
  }

  async #assertRepeats(step: Pick<Step, 'fingerprint'>, report: RunReport): Promise<void> {
    const sequence = this.#portal.sequence();
    this.#source.fault = undefined;
    const again = await this.#run(step);
    assert.equal(this.#portal.sequence(), sequence, 'the same run again has written');
    assert.equal(again?.outcome, report.outcome);
    assert.equal(again?.counts.held, report.counts.held);
    const state = this.#harvests.tables.progress.get(this.#name);
    const live = new Set([...this.#portal.live().keys()].map(keyOf)).size;
    assert.equal(state?.records, live);
  }

  async #approve(after: Contents): Promise<void> {
    await this.#harvests.approve(this.#name, this.#portal as unknown as RecordStore);
    const live = this.#portal.live();
    for (const [document, content] of after)
      assert.equal(live.get(document), this.#source.state.has(keyOf(document)) ? content : undefined);
  }
}

type Contents = ReadonlyMap<string, string>;

const keyOf = (document: string) => document.replace(/-v\d+$/, '');
const ofKey = (contents: Contents, key: string) =>
  [...contents].filter(([document]) => keyOf(document) === key);

/** The same tables, in a process that may die at any write. */
function mortal(tables: HarvestTables, onWrite: () => void): HarvestTables {
  const writing = new Set(['put', 'remove', 'putSync', 'removeSync', 'transactionSync']);
  const wrap = <T extends object>(table: T): T =>
    new Proxy(table, {
      get(target, name) {
        const value = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) => {
          if (writing.has(String(name))) onWrite();
          return value.apply(target, given);
        };
      },
    });
  return Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [name, typeof table === 'object' ? wrap(table) : table]),
  ) as unknown as HarvestTables;
}

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LmdbHarvestStore } from '../../../src/harvest/lmdb-harvest-store.ts';
import { noCounts, type RunReport } from '../../../src/harvest/run-report.ts';
import { type HarvestRunner, HarvestScheduler } from '../../../src/harvest/scheduler.ts';
import type { SourceDefinition } from '../../../src/harvest/source-definition.ts';
import { until } from '../../acceptance/support/cli.ts';

const counts = noCounts;

/** Runs end when the test says so. */
class HeldRunner implements HarvestRunner {
  readonly begun: string[] = [];
  readonly running = new Map<string, (fails?: Error) => void>();
  stopped = false;

  run(source: string, trigger: RunReport['trigger']): Promise<RunReport> {
    this.begun.push(`${source} ${trigger}`);
    return new Promise((resolve, reject) => {
      const started = '2026-01-01T00:00:00Z';
      const report = {
        source,
        number: 1,
        trigger,
        started,
        outcome: 'complete',
        counts,
        refusals: [],
        notes: [],
      } as const;
      this.running.set(source, (fails) => {
        this.running.delete(source);
        if (fails) reject(fails);
        else resolve(report);
      });
    });
  }

  stop(): void {
    this.stopped = true;
    for (const end of this.running.values()) end();
  }
}

describe('HarvestScheduler', () => {
  let folder: string;
  let store: LmdbHarvestStore;
  let runner: HeldRunner;
  let scheduler: HarvestScheduler;
  let now: Date;
  let log: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fivestar-scheduler-'));
    store = LmdbHarvestStore.open(folder);
    runner = new HeldRunner();
    now = new Date('2026-01-01T00:00:00Z');
    log = [];
    scheduler = new HarvestScheduler({
      store,
      runner,
      atOnce: 2,
      log: (level, message) => log.push(`${level} ${message}`),
      now: () => now,
      random: () => 0,
      interval: 5,
    });
  });

  afterEach(async () => {
    await scheduler.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const source = (name: string, more: Partial<SourceDefinition> = {}): SourceDefinition => ({
    name,
    type: 'ckan',
    url: `https://${name}.example/`,
    schedule: { every: 60_000 },
    ...more,
  });

  it('runs what was never read at once, and then when it is due', async () => {
    await store.put(source('one'));
    scheduler.start();
    await until('the first run', async () => runner.begun.length === 1);
    runner.running.get('one')?.();
    await until('a plan', async () => store.source('one')?.next !== undefined);
    assert.equal(store.source('one')?.next, '2026-01-01T00:01:00Z');
    now = new Date('2026-01-01T00:01:00Z');
    await until('the second run', async () => runner.begun.length === 2);
    assert.deepEqual(runner.begun, ['one schedule', 'one schedule']);
  });

  it('runs no more at once than it may, and one host at a time', async () => {
    for (const name of ['one', 'two', 'three']) await store.put(source(name));
    await store.put(source('first', { url: 'https://one.example/another' }));
    scheduler.start();
    await until('two runs', async () => runner.begun.length === 2);
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(runner.begun.length, 2);
    assert.deepEqual(runner.begun, ['first schedule', 'three schedule']);
    runner.running.get('three')?.();
    await until('a third', async () => runner.begun.length === 3);
    assert.equal(runner.begun[2], 'two schedule');
    runner.running.get('first')?.();
    await until('the other of that host', async () => runner.begun.length === 4);
    assert.equal(runner.begun[3], 'one schedule');
  });

  it('leaves alone what is paused or has no schedule, until it is wanted', async () => {
    await store.put(source('paused', { paused: true }));
    const { schedule: _schedule, ...byHand } = source('byhand');
    await store.put(byHand);
    scheduler.start();
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.deepEqual(runner.begun, []);
    scheduler.want('byhand', 'notification');
    await until('a run', async () => runner.begun.length === 1);
    assert.deepEqual(runner.begun, ['byhand notification']);
  });

  it('reads sooner what somebody says has changed, and not as often as strangers say', async () => {
    await store.put(source('one', { schedule: { every: 86_400_000 } }));
    await store.put(source('other', { schedule: { every: 86_400_000 } }));
    await store.plan('one', '2026-01-02T00:00:00Z');
    await store.plan('other', '2026-01-02T00:00:00Z');
    scheduler.start();
    scheduler.notified(['https://one.example/dataset/7', 'urn:x', 'nonsense'], false);
    await until('a run', () => runner.begun.length === 1);
    assert.deepEqual(runner.begun, ['one notification']);
    runner.running.get('one')?.();
    await until('its end', () => runner.running.size === 0);
    const ended = '2026-01-01T00:00:00Z';
    await store.tables.progress.put('one', { run: 1, failures: 0, records: 0, next: '2026-01-02T00:00:00Z' });
    const report = {
      source: 'one',
      number: 1,
      trigger: 'notification',
      started: ended,
      ended,
      outcome: 'complete',
      counts,
      refusals: [],
      notes: [],
    } as const;
    await store.tables.runs.put(['one', 1], report);
    scheduler.notified(['https://one.example/dataset/8'], false);
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(runner.begun.length, 1);
    scheduler.notified(['https://one.example/dataset/8'], true);
    await until('another run', () => runner.begun.length === 2);
    runner.running.get('one')?.();
    now = new Date('2026-01-01T00:06:00Z');
    await until('its end', () => runner.running.size === 0);
    scheduler.notified(['https://one.example/dataset/9'], false);
    await until('a third run', () => runner.begun.length === 3);
  });

  it('says what failed, and goes on', async () => {
    await store.put(source('one'));
    scheduler.start();
    await until('a run', async () => runner.begun.length === 1);
    runner.running.get('one')?.(new Error('The disk is full.'));
    await until('a plan', async () => store.source('one')?.next !== undefined);
    assert.ok(
      log.some((line) => line.startsWith('error') && line.includes('The disk is full.')),
      log.join(),
    );
    await until('a report', () => store.source('one')?.failures === 1);
    assert.equal(store.run('one', 1)?.failure?.message, 'The disk is full.');
  });

  it('has runs end where it is closed', async () => {
    await store.put(source('one'));
    scheduler.start();
    await until('a run', async () => runner.begun.length === 1);
    await scheduler.close();
    assert.equal(runner.stopped, true);
  });
});

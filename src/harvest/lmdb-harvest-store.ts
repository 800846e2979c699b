import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../model/failure.ts';
import type { RecordStore } from '../store/record-store.ts';
import type { HarvestReader, SourceState } from './harvest-store.ts';
import { type HarvestTables, openHarvestTables, type StoredSource } from './harvest-tables.ts';
import { SourceLease } from './lease.ts';
import type { RunReport } from './run-report.ts';
import { removeAll } from './run-stage.ts';
import type { SourceDefinition } from './source-definition.ts';
import { changeProgress, progressOf } from './stored-progress.ts';
import { countPublished, heldRecords, vanishedRecords, withdrawRecords } from './withdraw-vanished.ts';

export interface SourceSchedule extends Pick<SourceState, 'definition' | 'failures' | 'next'> {
  readonly wasRead: boolean;
}

/** Sources, how they stand, and what their runs came to; in LMDB, so that several processes see the same. */
export class LmdbHarvestStore implements HarvestReader {
  readonly tables: HarvestTables;

  private constructor(tables: HarvestTables) {
    this.tables = tables;
  }

  /**
   * @param folder data folder; what is kept of harvests is made where absent
   * @throws Failure `store-unusable`
   */
  static open(folder: string): LmdbHarvestStore {
    return new LmdbHarvestStore(openHarvestTables(folder));
  }

  /** Whether a source was ever added in `folder`. */
  static exists(folder: string): boolean {
    return existsSync(join(folder, 'harvest', 'data.mdb'));
  }

  hasSources(): boolean {
    return [...this.tables.sources.getKeys({ limit: 1 })].length > 0;
  }

  sources(): readonly SourceState[] {
    return [...this.tables.sources.getRange({})].map(({ value }) => this.#state(value));
  }

  /** When sources are read, without what their runs came to: it is looked at all the time. */
  schedules(): readonly SourceSchedule[] {
    return [...this.tables.sources.getRange({})].map(({ value: { definition } }) => {
      const { run, failures, next } = progressOf(this.tables, definition.name);
      return { definition, wasRead: run > 0, failures, ...(next !== undefined && { next }) };
    });
  }

  source(name: string): SourceState | undefined {
    const stored = this.tables.sources.get(name);
    return stored && this.#state(stored);
  }

  runs(source: string, { limit, before }: { limit: number; before?: number }): readonly RunReport[] {
    const start: [string, number] = [source, (before ?? Number.MAX_SAFE_INTEGER) - (before ? 1 : 0)];
    const range = { start, end: [source, 0] as [string, number], reverse: true, limit };
    return [...this.tables.runs.getRange(range)].map(({ value }) => this.#settled(value));
  }

  run(source: string, number: number): RunReport | undefined {
    const report = this.tables.runs.get([source, number]);
    return report && this.#settled(report);
  }

  /** @throws Failure `wrong-usage` where a declared source is to be changed by hand */
  async put(definition: SourceDefinition, { declared = false } = {}): Promise<void> {
    const old = this.tables.sources.get(definition.name);
    if (old?.declared && !declared) throw isDeclared(definition.name);
    await this.tables.sources.put(definition.name, { definition, declared });
    // When it is read next is planned anew.
    const { schedule } = old?.definition ?? {};
    if (JSON.stringify(schedule) !== JSON.stringify(definition.schedule))
      await this.plan(definition.name, undefined);
    await this.tables.root.flushed;
  }

  /** Sources that are declared: those that are no longer are kept as they are, to be changed by hand. */
  async declare(definitions: readonly SourceDefinition[]): Promise<void> {
    const names = new Set(definitions.map(({ name }) => name));
    for (const definition of definitions) {
      const paused = this.tables.sources.get(definition.name)?.definition.paused;
      await this.put({ ...definition, ...(paused !== undefined && { paused }) }, { declared: true });
    }
    for (const { key, value } of this.tables.sources.getRange({}))
      if (value.declared && !names.has(key))
        await this.tables.sources.put(key, { ...value, declared: false });
  }

  /** @throws Failure `not-found` */
  async pause(name: string, paused: boolean): Promise<void> {
    const stored = this.#stored(name);
    await this.tables.sources.put(name, { ...stored, definition: { ...stored.definition, paused } });
    await this.tables.root.flushed;
  }

  /** When the schedule reads it next; absent: not. */
  async plan(name: string, next: string | undefined): Promise<void> {
    changeProgress(this.tables, name, ({ next: _next, ...progress }) => ({
      ...progress,
      ...(next !== undefined && { next }),
    }));
  }

  /**
   * Forgets a source. Its records stay published, with their origin, unless they are to be withdrawn.
   * @param store absent: records stay
   * @returns how many were withdrawn
   * @throws Failure `not-found`, `wrong-usage` where it is declared, `busy` while a run is on its way
   */
  async remove(name: string, store?: RecordStore): Promise<number> {
    if (this.#stored(name).declared) throw isDeclared(name);
    return this.#withLease(name, async () => {
      const { tables } = this;
      const all = vanishedRecords({ tables, source: name }, []).vanished;
      const gone = all.map((record) => ({ ...record, reason: 'Its source is harvested no more.' }));
      // Runs stay: records that stay were generated by them. So does their number, which no other run may have. First of
      // all, so that what is left where this is cut short is worth nothing to the next run.
      changeProgress(tables, name, ({ run }) => ({ run, failures: 0, records: 0 }));
      const withdrawn = store ? await withdrawRecords({ tables, source: name, store }, gone) : 0;
      for (const table of [
        tables.records,
        tables.pages,
        tables.staged,
        tables.stagedPages,
        tables.stagedFindings,
      ])
        await removeAll(table as never, name);
      await tables.stagedRuns.remove(name);
      await tables.bookmarks.remove(name);
      await tables.sources.remove(name);
      await tables.root.flushed;
      return withdrawn;
    });
  }

  /**
   * A person has seen that records vanished, and wants them withdrawn.
   * @returns how many were
   * @throws Failure `not-found`, `busy`, `wrong-usage` where nothing waits
   */
  async approve(name: string, store: RecordStore): Promise<number> {
    return this.#withLease(name, async () => {
      const { tables } = this;
      if (!progressOf(tables, name).waiting)
        throw new Failure('wrong-usage', `Nothing of the source ${name} waits for a decision.`);
      const withdrawn = await withdrawRecords(
        { tables, source: name, store },
        heldRecords({ tables, source: name }),
      );
      const records = countPublished(tables, name);
      changeProgress(tables, name, ({ waiting: _decided, ...progress }) => ({ ...progress, records }));
      await tables.root.flushed;
      return withdrawn;
    });
  }

  async close(): Promise<void> {
    await this.tables.root.close();
  }

  async #withLease<T>(name: string, work: () => Promise<T>): Promise<T> {
    const lease = SourceLease.take(this.tables, name, () => undefined);
    if (!lease)
      throw new Failure('busy', `A run of the source ${name} is on its way. Try again when it has ended.`);
    try {
      return await work();
    } finally {
      lease.release();
    }
  }

  #state({ definition, declared }: StoredSource): SourceState {
    const { name } = definition;
    const progress = progressOf(this.tables, name);
    const lastRun = progress.run > 0 ? this.run(name, progress.run) : undefined;
    const { lastGood, failures, records, next, waiting } = progress;
    return {
      definition,
      declared,
      failures,
      records,
      ...(lastRun && { lastRun }),
      ...(lastGood !== undefined && { lastGood }),
      ...(next !== undefined && { next }),
      ...(waiting && { waiting }),
    };
  }

  /** What a process left that was killed is no longer running. */
  #settled(report: RunReport): RunReport {
    if (report.outcome !== 'running' || SourceLease.isTaken(this.tables, report.source)) return report;
    return { ...report, outcome: 'interrupted' };
  }

  #stored(name: string): StoredSource {
    const stored = this.tables.sources.get(name);
    if (stored) return stored;
    const names = [...this.tables.sources.getKeys({})];
    const known = names.length > 0 ? `Sources are ${names.join(', ')}.` : 'There is none yet.';
    throw new Failure('not-found', `There is no source named ${name}. ${known}`);
  }
}

function isDeclared(name: string): Failure {
  return new Failure(
    'wrong-usage',
    `The source ${name} is declared in the file of the setting "sources": change it there.`,
  );
}

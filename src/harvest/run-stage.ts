import type { Database } from 'lmdb';
import type { Finding } from '../model/finding.ts';
import { shortKey } from '../store/short-key.ts';
import type { HarvestEnd, HarvestItem, Json } from './harvest-client.ts';
import {
  type HarvestTables,
  ofSource,
  type PageMemo,
  type StagedItem,
  type StagedRun,
} from './harvest-tables.ts';
import { deletedHash, hashOfRecord, withStableKey } from './item-key.ts';
import { PendingWrites } from './pending-writes.ts';

/** What is staged of one key, in the order in which it was found. */
export interface StagedKey {
  readonly key: string;
  readonly items: readonly StagedItem[];
}

/**
 * What a run has read so far, laid aside on disk: nothing is published before the source was read to its end, and a run
 * that was cut short by a crash goes on from its last checkpoint.
 */
export class RunStage {
  readonly #tables: HarvestTables;
  readonly #source: string;
  #run: StagedRun;
  #at = 0;
  readonly #writes = new PendingWrites();
  /** Some of it leans on what is known. */
  #leans = false;
  #unreadable: number;
  #nameless: number;

  private constructor(tables: HarvestTables, source: string, run: StagedRun) {
    this.#tables = tables;
    this.#source = source;
    this.#run = run;
    this.#unreadable = run.unreadable;
    this.#nameless = run.nameless;
  }

  /** The run that a crash or a stop left unfinished, if there is one that can go on. */
  static unfinished(tables: HarvestTables, source: string): StagedRun | undefined {
    return tables.stagedRuns.get(source);
  }

  static async begin(tables: HarvestTables, source: string, run: StagedRun): Promise<RunStage> {
    const stage = new RunStage(tables, source, run);
    await stage.clear();
    await tables.stagedRuns.put(source, run);
    return stage;
  }

  /** Goes on at the last checkpoint. What was read after it is read again, and may be another by then: it is forgotten. */
  static async resume(tables: HarvestTables, source: string, run: StagedRun): Promise<RunStage> {
    const stage = new RunStage(tables, source, run);
    const { at = 0, unreadable } = run;
    stage.#at = at;
    stage.#leans = true;
    for (const { key, value } of tables.staged.getRange(ofSource(source)))
      if (value.at >= at) await stage.#write(tables.staged.remove(key));
    for (const key of tables.stagedFindings.getKeys(ofSource(source)) as Iterable<[string, number]>)
      if (key[1] > unreadable) await stage.#write(tables.stagedFindings.remove(key));
    await stage.#writes.settle();
    return stage;
  }

  get run(): StagedRun {
    return this.#run;
  }

  get unreadable(): number {
    return this.#unreadable;
  }

  /** What could not be read and may be records of any name. */
  get nameless(): number {
    return this.#nameless;
  }

  async add(found: HarvestItem): Promise<void> {
    const item = withStableKey(found);
    if (item.type === 'unreadable') {
      await this.#addFinding(item.finding);
      if (item.key === undefined) {
        if (item.finding.severity === 'violation') this.#nameless += 1;
        return;
      }
    }
    const staged = this.#stagedItem(item);
    // What was staged before a checkpoint is never overwritten: a run that goes on there has it as it was.
    const content = `${hashOf(staged)}~${this.#run.checkpoints ?? 0}`;
    const name: [string, string, string] = [this.#source, shortKey(staged.key), content];
    await this.#write(this.#tables.staged.put(name, staged));
  }

  /** So much could not be read that is not told of, and may be records of any name. */
  omit(number: number): void {
    this.#unreadable += number;
    this.#nameless += number;
  }

  /** @param isSame what is remembered of the page stays as it is */
  async keepPage(address: string, memo: PageMemo, isSame: boolean): Promise<void> {
    const name: [string, string] = [this.#source, shortKey(address)];
    const kept = isSame && this.#tables.pages.doesExist(name) ? null : memo;
    await this.#write(this.#tables.stagedPages.put(name, kept));
  }

  /** Writes are made in their order: where the checkpoint is found again, all that was added before it is there. */
  async checkpoint(cursor: Json): Promise<void> {
    this.#run = { ...this.#run, cursor, ...this.#reached };
    await this.#write(this.#tables.stagedRuns.put(this.#source, this.#run));
  }

  /** The source was read to its end. */
  async complete(end: HarvestEnd): Promise<void> {
    await this.#save({ ...this.#run, end, ...this.#reached });
  }

  /** From the beginning again, in the same run, without what former runs have left. */
  async restart(): Promise<void> {
    const { run, fingerprint, begun } = this.#run;
    await this.clear();
    await this.#save({ run, fingerprint, begun, unreadable: 0, nameless: 0, anew: true });
  }

  /** The short name of every key, in the order in which the database has them. */
  *names(): Generator<string> {
    let name: string | undefined;
    for (const [, next] of this.#tables.staged.getKeys(ofSource(this.#source))) {
      if (next === name) continue;
      name = next;
      yield next;
    }
  }

  /** Every key with what is staged of it. */
  *keys(): Generator<StagedKey> {
    let name: string | undefined;
    let items: StagedItem[] = [];
    for (const { key, value } of this.#tables.staged.getRange(ofSource(this.#source))) {
      const [, next] = key as [string, string, string];
      if (next !== name && items.length > 0) yield grouped(items);
      if (next !== name) items = [];
      name = next;
      // The same content stands once, where it was found last.
      const before = items.at(-1);
      if (before && hashOf(before) === hashOf(value)) {
        if (value.at > before.at) items[items.length - 1] = value;
      } else items.push(value);
    }
    if (items.length > 0) yield grouped(items);
  }

  /** Every page that was met; `null`: it is remembered already. */
  *pages(): Generator<readonly [name: string, memo: PageMemo | null]> {
    for (const { key, value } of this.#tables.stagedPages.getRange(ofSource(this.#source)))
      yield [(key as [string, string])[1], value];
  }

  *findings(): Generator<Finding> {
    for (const { value } of this.#tables.stagedFindings.getRange(ofSource(this.#source))) yield value;
  }

  /** Whether there may be records of which it is only said that they are unchanged. */
  get leansOnKnown(): boolean {
    return this.#leans;
  }

  /** Within the transaction that ends the run: there is nothing to go on with. */
  endSync(): void {
    this.#tables.stagedRuns.removeSync(this.#source);
  }

  /** Forgets all of it. Outside of a run's transaction it may be repeated. */
  async clear(): Promise<void> {
    await this.#writes.settle();
    const { staged, stagedPages, stagedFindings, stagedRuns } = this.#tables;
    await stagedRuns.remove(this.#source);
    for (const table of [staged, stagedPages, stagedFindings])
      await removeAll(table as Database, this.#source);
    this.#unreadable = 0;
    this.#nameless = 0;
    this.#at = 0;
    this.#leans = false;
  }

  get #reached() {
    const checkpoints = (this.#run.checkpoints ?? 0) + 1;
    return { unreadable: this.#unreadable, nameless: this.#nameless, checkpoints, at: this.#at };
  }

  #stagedItem(item: HarvestItem): StagedItem {
    const at = this.#at++;
    switch (item.type) {
      case 'record': {
        const { key, record, origin } = item;
        return { type: 'record', key, at, hash: hashOfRecord(record), record, origin };
      }
      case 'unchanged':
        if (item.hash === deletedHash) return { type: 'deleted', key: item.key, at };
        this.#leans = true;
        return { type: 'unchanged', key: item.key, at, hash: item.hash };
      case 'deleted':
        return { ...item, at };
      case 'unreadable':
        return { type: 'unreadable', key: item.key ?? '', at };
    }
  }

  async #addFinding(finding: Finding): Promise<void> {
    this.#unreadable += 1;
    if (this.#unreadable > keptFindings) return;
    await this.#write(this.#tables.stagedFindings.put([this.#source, this.#unreadable], finding));
  }

  async #save(run: StagedRun): Promise<void> {
    await this.#writes.settle();
    await this.#tables.stagedRuns.put(this.#source, run);
    await this.#tables.root.flushed;
    this.#run = run;
  }

  #write(writing: Promise<unknown>): Promise<void> {
    return this.#writes.add(writing);
  }
}

/** Removes every entry of a source. */
export async function removeAll(table: Database, source: string): Promise<void> {
  const writes = new PendingWrites();
  for (const key of table.getKeys(ofSource(source))) await writes.add(table.remove(key));
  await writes.settle();
}

/** Findings of what could not be read that are kept of a run. */
const keptFindings = 1_000;

/** What is said of one key at several places stands beside one another. */
function hashOf(item: StagedItem): string {
  switch (item.type) {
    case 'record':
      return item.hash;
    case 'unchanged':
      return `=${item.hash}`;
    case 'deleted':
      return `!${item.at}`;
    case 'unreadable':
      return '?';
  }
}

function grouped(items: readonly StagedItem[]): StagedKey {
  const inOrder = [...items].sort((a, b) => a.at - b.at);
  return { key: inOrder[0]?.key ?? '', items: inOrder };
}

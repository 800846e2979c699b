import { setMaxListeners } from 'node:events';
import type { Fetcher } from '../fetch/fetcher.ts';
import { Failure } from '../model/failure.ts';
import type { RecordOrigin } from '../model/record.ts';
import type { Publisher } from '../publish/publisher.ts';
import type { ReadOptions } from '../sources/read-source.ts';
import { shortKey } from '../store/short-key.ts';
import type { HarvestClient, HarvestEnd } from './harvest-client.ts';
import {
  changesPage,
  type HarvestTables,
  type PageMemo,
  type StagedRun,
  type StoredProgress,
} from './harvest-tables.ts';
import type { Repeats } from './key-decision.ts';
import { maskItem } from './mask-item.ts';
import { publishStage, RereadNeeded } from './publish-stage.ts';
import { RunContext } from './run-context.ts';
import { RunTally } from './run-counts.ts';
import { runIri } from './run-iri.ts';
import { RunLog } from './run-log.ts';
import type { RunReport } from './run-report.ts';
import { RunStage } from './run-stage.ts';
import { changeMemo, changeTexts, type Secrets } from './secrets.ts';
import { settleRun } from './settle-run.ts';
import type { SourceDefinition } from './source-definition.ts';
import { changeProgress, progressOf } from './stored-progress.ts';
import type { Withdrawing } from './withdraw-vanished.ts';

/** How sources of one kind are read. */
export interface ClientKind {
  readonly client: HarvestClient;
  readonly repeats: Repeats;
  /** The source says itself what it has deleted; else that is concluded from what it no longer shows. */
  readonly statesDeletions: boolean;
}

export interface HarvestRunParts {
  readonly tables: HarvestTables;
  readonly store: Withdrawing['store'];
  readonly definition: SourceDefinition;
  readonly kind: ClientKind;
  readonly fetcher: Fetcher;
  readonly reading: ReadOptions;
  /** A new one; used for this run only. */
  readonly publisher: () => Pick<Publisher, 'run'>;
  readonly fingerprint: string;
  /** Of what is minted for this source; may be empty. */
  readonly namespace: string;
  /** Base IRI of the portal. */
  readonly base: string;
  readonly trigger: RunReport['trigger'];
  /** Kept out of whatever is stored and shown. */
  readonly secrets: Secrets;
  readonly signal: AbortSignal;
  readonly now?: () => Date;
}

/** A run that was cut short goes on where it was, unless that is longer ago (milliseconds). */
const resumable = 24 * 3_600_000;

/**
 * One run of a source: reads it to its end, then publishes what is new or has changed, then withdraws what has vanished.
 * The caller holds the source's lease.
 * @returns what it came to; a source that fails is an outcome, and what was published of it stays
 * @throws what is no fault of the source: the store, the disk
 */
export async function harvestRun(parts: HarvestRunParts): Promise<RunReport> {
  return new HarvestRun(parts).run();
}

class HarvestRun {
  readonly #parts: HarvestRunParts;
  readonly #tally = new RunTally();
  readonly #progress: StoredProgress;
  /** Hashes and pages of the last run are of use. */
  #comparable: boolean;

  constructor(parts: HarvestRunParts) {
    this.#parts = parts;
    const { tables, definition, fingerprint } = parts;
    this.#progress = progressOf(tables, definition.name);
    this.#comparable = this.#progress.fingerprint === fingerprint;
    // Every request on its way listens.
    setMaxListeners(0, parts.signal);
  }

  async run(): Promise<RunReport> {
    const { tables, fetcher } = this.#parts;
    const { stage, log } = await this.#begin();
    log.start(() => this.#tally.counts(fetcher.counts()));
    try {
      return await this.#work(stage, log);
    } catch (error) {
      const report = await this.#failed(error, stage, log);
      if (report) return report;
      throw error;
    } finally {
      log.stop();
      await tables.root.flushed;
    }
  }

  async #begin(): Promise<{ stage: RunStage; log: RunLog }> {
    const { tables, definition, fingerprint, trigger } = this.#parts;
    const { name } = definition;
    const unfinished = this.#unfinished();
    if (unfinished) {
      const run = unfinished.end ? unfinished : { ...unfinished, resumed: true };
      const stage = await RunStage.resume(tables, name, run);
      const log = RunLog.resume(tables, name, unfinished.run);
      log.note('The run was interrupted and went on from where it was; its counts are of what was left.');
      return { stage, log };
    }
    const run: StagedRun = {
      run: this.#progress.run + 1,
      fingerprint,
      begun: this.#time(),
      unreadable: 0,
      nameless: 0,
    };
    changeProgress(tables, name, (before) => ({ ...before, run: run.run }));
    const stage = await RunStage.begin(tables, name, run);
    return {
      stage,
      log: RunLog.begin(tables, { source: name, number: run.run, trigger, started: run.begun }),
    };
  }

  #unfinished(): StagedRun | undefined {
    const { tables, definition, fingerprint } = this.#parts;
    const run = RunStage.unfinished(tables, definition.name);
    if (!run || run.fingerprint !== fingerprint || (run.cursor === undefined && !run.end)) return undefined;
    return this.#now().getTime() - Date.parse(run.begun) < resumable ? run : undefined;
  }

  async #work(stage: RunStage, log: RunLog): Promise<RunReport> {
    const end = stage.run.end ?? (await this.#read(stage, log));
    try {
      return await this.#publish(stage, log, end);
    } catch (error) {
      if (!(error instanceof RereadNeeded) || stage.run.anew) throw error;
      log.note('Pages that are what they were no longer tell all: everything was read again.');
      await stage.restart();
      return this.#work(stage, log);
    }
  }

  async #read(stage: RunStage, log: RunLog): Promise<HarvestEnd> {
    const { definition, fetcher, reading, kind, signal, secrets } = this.#parts;
    const known = this.#comparable && !stage.run.anew;
    const bookmark = this.#parts.tables.bookmarks.get(definition.name);
    const { cursor } = stage.run;
    const { mask, hide, reveal } = secrets;
    const context = new RunContext({
      source: definition,
      fetcher,
      reading,
      signal,
      ...(cursor !== undefined && { cursor: changeTexts(cursor, reveal) }),
      ...(known && bookmark !== undefined && { bookmark: changeTexts(bookmark, reveal) }),
      memo: (address) => {
        const memo = known ? this.#memo(shortKey(hide(address))) : undefined;
        return memo && changeMemo(memo, reveal);
      },
      keepPage: (address, memo, isSame) => stage.keepPage(hide(address), changeMemo(memo, hide), isSame),
      omit: (number) => stage.omit(number),
      checkpoint: (cursor) => stage.checkpoint(changeTexts(cursor, hide)),
      note: (text) => log.note(mask(text)),
    });
    const items = kind.client.read(context);
    let next = await items.next();
    for (; !next.done; next = await items.next()) {
      signal.throwIfAborted();
      await stage.add(maskItem(next.value, mask));
    }
    signal.throwIfAborted();
    const { coverage, bookmark: left } = next.value;
    const end = { coverage, ...(left !== undefined && { bookmark: changeTexts(left, hide) }) };
    await stage.complete(end);
    return end;
  }

  #memo(page: string): PageMemo | undefined {
    const { tables, definition } = this.#parts;
    const { name } = definition;
    return tables.pages.get([name, page]) ?? tables.pages.get([name, changesPage(page)]);
  }

  async #publish(stage: RunStage, log: RunLog, end: HarvestEnd): Promise<RunReport> {
    const { tables, store, definition, kind, namespace, signal, publisher, fingerprint, fetcher } =
      this.#parts;
    const tally = this.#tally;
    // From here on records may be what this run makes of them: what was known by other rules is not to be trusted again.
    if (!this.#comparable) changeProgress(tables, definition.name, withoutFingerprint);
    const origin: Omit<RecordOrigin, 'url' | 'catalogue'> = {
      source: definition.name,
      namespace,
      run: runIri(this.#parts.base, definition.name, stage.run.run),
      time: this.#time(),
    };
    const published = await publishStage({
      tables,
      source: definition.name,
      stage,
      publisher: publisher(),
      repeats: end.coverage === 'changes' ? 'versions' : kind.repeats,
      comparable: this.#comparable,
      origin,
      tally,
      signal,
      onBatch: () => undefined,
    });
    this.#countUnreadable(stage);
    signal.throwIfAborted();
    return settleRun({
      tables,
      store,
      definition,
      statesDeletions: kind.statesDeletions,
      stage,
      end,
      published,
      tally,
      log,
      fingerprint,
      fetcher,
      time: this.#time(),
    });
  }

  #countUnreadable(stage: RunStage): void {
    let refused = 0;
    for (const finding of stage.findings()) {
      if (finding.severity === 'violation') this.#tally.refuse({ key: '', findings: [finding] });
      else this.#tally.add('ignored');
      refused += 1;
    }
    this.#tally.add('refused', stage.unreadable - refused);
  }

  /** @returns nothing where the error is no outcome of the run */
  async #failed(error: unknown, stage: RunStage, log: RunLog): Promise<RunReport | undefined> {
    const { tables, definition, signal, fetcher } = this.#parts;
    const { name } = definition;
    const counts = this.#tally.counts(fetcher.counts());
    const ended = this.#time();
    if (signal.aborted && !(signal.reason instanceof Failure))
      return log.end({ outcome: 'interrupted', ended, counts, refusals: this.#tally.refusals });
    const failure = signal.aborted ? signal.reason : error;
    if (!(failure instanceof Failure)) return undefined;
    // Another has taken the source over: stage, progress and report are its own now.
    if (failure.code === 'busy') throw failure;
    // Nothing of a run that failed is used: what is there of it may be half of a page, or of an answer that lies.
    if (!stage.run.end) await stage.clear();
    changeProgress(tables, name, (before) => ({ ...before, failures: before.failures + 1 }));
    const { code, message } = failure;
    return log.end({
      outcome: 'failed',
      ended,
      counts,
      refusals: [],
      failure: { code, message: this.#parts.secrets.mask(message) },
    });
  }

  #now(): Date {
    return this.#parts.now?.() ?? new Date();
  }

  #time(): string {
    return this.#now()
      .toISOString()
      .replace(/\.\d{3}Z$/, 'Z');
  }
}

function withoutFingerprint({ fingerprint: _former, ...progress }: StoredProgress): StoredProgress {
  return progress;
}

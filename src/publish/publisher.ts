import type { SourceRecord } from '../model/record.ts';
import type { SourceItem } from '../model/source-item.ts';
import type { Change, Outcome, RecordStore } from '../store/record-store.ts';
import { alternateFinding } from './alternate-finding.ts';
import { type BatchPlan, planBatch } from './batch-plan.ts';
import { type Decision, decideItem } from './decide-item.ts';
import { Gate } from './gate.ts';
import type { CheckedRecord, GateOptions } from './gate-messages.ts';
import type { AppliedPolicy } from './record-put.ts';
import type { RecordReport, RunTotals } from './record-report.ts';
import { addToTotals, noTotals } from './run-totals.ts';
import { SeenDocuments } from './seen-documents.ts';
import { settleOwner } from './settle-owner.ts';

export interface PublisherOptions {
  /** Absent: nothing is written (`validate`). */
  readonly store?: RecordStore;
  readonly gate: GateOptions;
  /** Threads that map and check. */
  readonly threads: number;
  /** Source records that are mapped, checked and committed together; also the bound of what is in memory per thread. */
  readonly batchSize: number;
}

/** One committed (or, in a validation, checked) batch. */
export interface BatchReport {
  readonly reports: readonly RecordReport[];
  readonly totals: RunTotals;
}

interface CheckedBatch {
  readonly plan: BatchPlan;
  readonly checked: readonly CheckedRecord[];
  readonly applied: AppliedPolicy;
}

/**
 * The one write path: read → map → check → commit or refuse. Batches are worked on by several threads and committed
 * in the order of the source; at most `threads` + 1 batches are in memory.
 */
export class Publisher {
  readonly #options: PublisherOptions;
  readonly #gates: Gate[] = [];
  readonly #free: Gate[] = [];
  readonly #waiting: ((gate: Gate) => void)[] = [];
  readonly #seen = new SeenDocuments();
  #totals = noTotals;
  /** Batches are planned in the order of the source, whichever thread maps first. */
  #turn: Promise<void> = Promise.resolve();

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /**
   * Publishes (or validates) what a reader yields, one report per source record in source order.
   * @throws Failure of the reader, of a shapes file or of the store; batches yielded before are committed
   */
  async *run(items: AsyncIterable<SourceItem>): AsyncGenerator<BatchReport> {
    const inFlight: Promise<CheckedBatch>[] = [];
    try {
      for await (const batch of batches(items, this.#options.batchSize)) {
        inFlight.push(quiet(this.#check(batch)));
        if (inFlight.length > this.#options.threads) yield await this.#finish(inFlight.shift());
      }
      while (inFlight.length > 0) yield await this.#finish(inFlight.shift());
    } catch (error) {
      for (const batch of inFlight.splice(0)) yield await this.#finish(batch);
      throw error;
    } finally {
      await Promise.all(this.#gates.map((gate) => gate.close()));
    }
  }

  async #check(items: readonly SourceItem[]): Promise<CheckedBatch> {
    const before = this.#turn;
    let endTurn = () => {};
    this.#turn = new Promise((resolve) => {
      endTurn = resolve;
    });
    const gate = await this.#takeGate();
    try {
      const applied = await gate.ready();
      const records: SourceRecord[] = [];
      for (const item of items) if (item.type === 'record') records.push(item.record);
      const faces = await gate.map(records);
      await before;
      const plan = planBatch({ items, faces, seen: this.#seen, store: this.#options.store, ...applied });
      endTurn();
      return { plan, checked: await gate.check(plan.wanted), applied };
    } finally {
      endTurn();
      this.#leaveGate(gate);
    }
  }

  /** A gate that no batch uses; a thread is started only when all are busy, so that small inputs start one. */
  #takeGate(): Promise<Gate> {
    const free = this.#free.pop();
    if (free) return Promise.resolve(free);
    if (this.#gates.length === this.#options.threads)
      return new Promise((resolve) => this.#waiting.push(resolve));
    const gate = new Gate(this.#options.gate);
    this.#gates.push(gate);
    return Promise.resolve(gate);
  }

  #leaveGate(gate: Gate): void {
    const next = this.#waiting.shift();
    if (next) next(gate);
    else this.#free.push(gate);
  }

  async #finish(pending: Promise<CheckedBatch> | undefined): Promise<BatchReport> {
    if (!pending) return { reports: [], totals: this.#totals };
    const { plan, checked, applied } = await pending;
    const written = new Set<string>();
    const decisions = plan.items.map((item) => decideItem(item, checked, applied, written));
    const { changes, outcomes } = await this.#commit(decisions);
    let first = 0;
    const reports = decisions.map((decision) => {
      const last = first + decision.changes.length;
      const own = outcomes.slice(first, last);
      const report = this.#withAlternates(decision, own, changes.slice(first, last));
      first = last;
      this.#totals = addToTotals(this.#totals, report, decision, own);
      return report;
    });
    return { reports, totals: this.#totals };
  }

  /**
   * What was harvested is written where it overwrites no other's, which is looked up for each commit: other processes write
   * as well, and are met by trying again.
   */
  async #commit(
    decisions: readonly Decision[],
  ): Promise<{ changes: readonly Change[]; outcomes: readonly Outcome[] }> {
    const { store } = this.#options;
    const decided = decisions.flatMap((decision) => decision.changes);
    if (!store) return { changes: decided, outcomes: [] };
    if (decisions.every(({ source }) => source === undefined))
      return { changes: decided, outcomes: await store.commit(decided) };
    for (;;) {
      const sequence = store.sequence();
      const changes = decisions.flatMap(({ source, changes }) =>
        source === undefined ? changes : changes.map((change) => settleOwner(change, source, store)),
      );
      const outcomes = await store.commitSince(sequence, changes);
      if (outcomes) return { changes, outcomes };
    }
  }

  /** The report, which says of a record that stands beside another's that it does. */
  #withAlternates(
    decision: Decision,
    outcomes: readonly Outcome[],
    written: readonly Change[],
  ): RecordReport {
    const report = decision.report(outcomes, written);
    const { store } = this.#options;
    const said = written.slice(0, decision.mainChanges).flatMap((change) => {
      if (!store || change.type !== 'put' || !change.alternate) return [];
      return alternateFinding(change, report.place, store) ?? [];
    });
    return said.length === 0 ? report : { ...report, findings: [...report.findings, ...said] };
  }
}

/** Marks a promise as handled: its rejection is met when its turn comes. */
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

async function* batches(items: AsyncIterable<SourceItem>, size: number): AsyncGenerator<SourceItem[]> {
  let batch: SourceItem[] = [];
  try {
    for await (const item of items) {
      batch.push(item);
      if (batch.length >= size) {
        yield batch;
        batch = [];
      }
    }
  } catch (error) {
    if (batch.length > 0) yield batch;
    throw error;
  }
  if (batch.length > 0) yield batch;
}

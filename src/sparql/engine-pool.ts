import type { EditOperation, EditResult } from '../engine/engine-edit.ts';
import type { EngineQuery, EngineSummary } from '../engine/query-engine.ts';
import { Failure } from '../model/failure.ts';
import type { FollowerOptions } from './follower-options.ts';
import { busy, callerGone, notAgain, stopping, unavailable } from './pool-failures.ts';
import type { PoolState } from './pool-state.ts';
import { looksExpensive, type Task } from './pool-task.ts';
import { QueryLines } from './query-lines.ts';
import type { Terms } from './query-terms.ts';
import { ReplicaFollower } from './replica-follower.ts';
import { SlowQueries } from './slow-queries.ts';

export interface PoolOptions extends FollowerOptions {
  readonly replicas: number;
  /** Queries that may wait for a replica. */
  readonly maxQueued: number;
  /** Milliseconds after which a query counts as slow: it gets no more than all replicas but one. */
  readonly slice?: number;
}

/**
 * Spreads queries over replicas that follow the commit log; each runs one at a time, the rest wait in line, by turns of
 * their clients. Where there are several replicas, one is kept for queries that are quick: what is known to be slow, or
 * looks so, waits for the others, and a query that turns out slow on the last free one is moved there.
 */
export class EnginePool {
  readonly #followers: readonly ReplicaFollower[];
  readonly #options: PoolOptions;
  readonly #slice: number;
  readonly #slow = new SlowQueries();
  readonly #lines = new QueryLines<Task>();
  readonly #running = new Map<ReplicaFollower, Task>();
  readonly #watchers: (() => void)[] = [];
  #required = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#slice = options.slice ?? 1_000;
    this.#followers = Array.from(
      { length: options.replicas },
      () => new ReplicaFollower(options, () => this.#dispatch()),
    );
  }

  /** One after the other: two loads at once would only make the first answer later. */
  start(): void {
    const [first, ...others] = this.#followers;
    first?.start();
    if (others.length === 0) return;
    void this.settled().then(() => {
      if (!this.#closed) for (const follower of others) follower.start();
    });
  }

  /** Resolves when a replica answers queries, or none will before something changes. */
  async settled(): Promise<void> {
    while (!this.#closed) {
      const { ready, problem, replicas } = this.state();
      if (ready || problem || replicas === 0) return;
      await new Promise<void>((resolve) => this.#watchers.push(resolve));
    }
  }

  state(): PoolState {
    const ready = this.#followers.filter((follower) => follower.ready);
    const best = (numbers: number[]) => Math.max(0, ...numbers);
    const problem = this.#followers.find((follower) => follower.problem)?.problem;
    return {
      ready: ready.length > 0,
      restoring: this.#followers.some((follower) => follower.restoring),
      restorable: this.#followers.some((follower) => follower.restorable),
      loaded: best(this.#followers.map((follower) => follower.loaded)),
      total: this.#options.store.count(),
      sequence: this.sequence(),
      replicas: this.#followers.length,
      readyReplicas: ready.length,
      running: this.#running.size,
      queued: this.#lines.size,
      replacements: this.#followers.reduce((sum, follower) => sum + follower.replacements, 0),
      ...(ready.length === 0 && problem && { problem }),
    };
  }

  /** Commit that the furthest ready replica reflects; 0 where none is ready. */
  sequence(): number {
    let sequence = 0;
    for (const follower of this.#followers)
      if (follower.ready && follower.sequence > sequence) sequence = follower.sequence;
    return sequence;
  }

  /** Commit that an answer asked for now reflects at least, whichever replica that can answer at once gives it. */
  freshest(): number {
    return Math.max(this.#required, this.sequence());
  }

  /** From now on no answer is older than commit `sequence`: who wrote reads what he wrote. */
  require(sequence: number): void {
    this.#required = Math.max(this.#required, sequence);
    for (const follower of this.#followers) follower.nudge();
  }

  /** @throws Failure `query-timeout`, at once where the same query ran past its deadline just now */
  async query(query: EngineQuery, terms: Terms): Promise<{ body: Uint8Array; sequence: number }> {
    const pause = this.#slow.pauseOf(terms.fingerprint, terms.timeout);
    if (pause > 0) throw notAgain(pause);
    const { value, sequence } = await this.#run(terms, (follower) => follower.query(query, terms.timeout));
    return { body: value as Uint8Array, sequence };
  }

  async edit(
    operations: readonly EditOperation[],
    terms: Terms,
  ): Promise<{ result: EditResult; sequence: number }> {
    const { value, sequence } = await this.#run(terms, (follower) =>
      follower.edit(operations, terms.timeout),
    );
    return { result: value as EditResult, sequence };
  }

  async engineLines(nquads: string, terms: Terms): Promise<readonly string[]> {
    return (await this.#run(terms, (follower) => follower.engineLines(nquads))).value as readonly string[];
  }

  /** Of a replica that is ready; waits for no query of others in line. */
  async summary(): Promise<{ summary: EngineSummary; sequence: number }> {
    const follower =
      this.#followers.find((one) => one.ready && !this.#running.has(one)) ??
      this.#followers.find((one) => one.ready);
    if (!follower) throw this.#unavailable() ?? new Failure('engine-unavailable', 'Try again shortly.');
    const { sequence } = follower;
    return { summary: await follower.summary(), sequence };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#dispatch();
    await Promise.all(this.#followers.map((follower) => follower.close()));
  }

  #run(
    terms: Terms,
    run: (follower: ReplicaFollower) => Promise<unknown>,
  ): Promise<{ value: unknown; sequence: number }> {
    const failure = this.#unavailable();
    if (failure) return Promise.reject(failure);
    return new Promise((resolve, reject) => {
      const task: Task = { ...terms, run, resolve, reject, slow: false, preempted: false };
      task.slow = this.#startsSlow(task);
      this.#enqueue(task);
      this.#dispatch();
    });
  }

  #startsSlow(task: Task): boolean {
    if (this.#followers.length < 2) return false;
    if (this.#slow.isSlow(task.fingerprint)) return true;
    return this.#followers.filter((one) => this.#isFree(one)).length < 2 && looksExpensive(task);
  }

  #enqueue(task: Task): void {
    if (this.#lines.size >= this.#options.maxQueued && !this.#canStart(task)) {
      const displaced = this.#lines.displaceFor(task.client);
      const { size } = this.#lines;
      if (!displaced) {
        task.reject(busy(size));
        return;
      }
      clearTimeout(displaced.patience);
      displaced.reject(busy(size));
    }
    this.#line(task);
    const { signal } = task;
    const leave = () => this.#giveUp(task, callerGone());
    if (signal?.aborted) leave();
    else signal?.addEventListener('abort', leave, { once: true });
  }

  /** Into the line, where it waits as long as its query may run, and at least ten seconds. */
  #line(task: Task): void {
    this.#lines.push(task);
    const patience = Math.max(task.timeout, 10_000);
    task.patience = setTimeout(() => this.#giveUp(task, busy(this.#lines.size)), patience);
  }

  #giveUp(task: Task, failure: Failure): void {
    if (!this.#lines.remove(task)) return;
    clearTimeout(task.patience);
    task.reject(failure);
  }

  /** At once: a replica is free, and nobody waits for it. Slow ones that wait for another replica are no hindrance. */
  #canStart({ slow }: Task): boolean {
    if (!this.#followers.some((one) => this.#isFree(one))) return false;
    if (slow) return this.#lines.size === 0 && this.#mayTake(true);
    return this.#lines.quick === 0 && (this.#lines.slow === 0 || !this.#mayTake(true));
  }

  #isFree(follower: ReplicaFollower): boolean {
    return follower.ready && !this.#running.has(follower) && follower.sequence >= this.#required;
  }

  /** Of several replicas one is left for quick queries. */
  #mayTake(slow: boolean): boolean {
    if (!slow || this.#followers.length < 2) return true;
    this.#lookAtRunning();
    const slowOnes = [...this.#running.values()].filter((task) => task.slow).length;
    return this.#followers.filter(({ ready }) => ready).length - slowOnes > 1;
  }

  /** What was let in while several replicas were free counts by its looks, now that they are scarce. */
  #lookAtRunning(): void {
    for (const task of this.#running.values()) task.slow ||= looksExpensive(task);
  }

  /** Hands free replicas to the queries in line; where no replica is left, they are told so instead of hanging. */
  #dispatch(): void {
    for (const watcher of this.#watchers.splice(0)) watcher();
    while (!this.#closed && this.#lines.size > 0) {
      const free = this.#followers.find((follower) => this.#isFree(follower));
      const task = free && this.#lines.next(() => this.#mayTake(true));
      if (!task) break;
      clearTimeout(task.patience);
      void this.#start(task, free);
    }
    this.#renewWorn();
    const failure = this.#unavailable();
    if (failure) this.#rejectAll(failure);
  }

  /** One at a time, where another replica answers meanwhile. */
  #renewWorn(): void {
    const ready = this.#followers.filter((follower) => follower.ready);
    const worn = ready.find((follower) => follower.worn && !this.#running.has(follower));
    if (worn && ready.length > 1 && ready.length === this.#followers.length) worn.renew();
  }

  async #start(task: Task, follower: ReplicaFollower): Promise<void> {
    this.#running.set(follower, task);
    const { sequence } = follower;
    const watch = setInterval(() => this.#watch(task, follower), this.#slice);
    try {
      task.resolve({ value: await task.run(follower), sequence });
    } catch (error) {
      if (task.preempted && !this.#closed) {
        task.preempted = false;
        if (task.signal?.aborted) task.reject(callerGone());
        else this.#line(task);
      } else {
        if (error instanceof Failure && error.code === 'query-timeout')
          this.#slow.timedOut(task.fingerprint, task.timeout);
        task.reject(error);
      }
    } finally {
      clearInterval(watch);
      this.#running.delete(follower);
      this.#dispatch();
    }
  }

  /**
   * A query that runs for long counts as slow; on the replica that is kept for quick ones it makes room, if they wait. One
   * whose callers are all gone is ended, where another replica is there in a moment.
   */
  #watch(task: Task, follower: ReplicaFollower): void {
    if (task.preempted) return;
    if (task.signal?.aborted && follower.restorable) {
      task.preempted = true;
      follower.preempt();
      return;
    }
    if (this.#followers.length < 2) return;
    this.#slow.slow(task.fingerprint);
    this.#lookAtRunning();
    if (task.slow) return;
    if (this.#mayTake(true)) task.slow = true;
    else if (this.#lines.quick > 0 && follower.restorable) {
      task.slow = true;
      task.preempted = true;
      follower.preempt();
    }
  }

  #rejectAll(failure: Failure): void {
    for (const task of this.#lines.clear()) {
      clearTimeout(task.patience);
      task.reject(failure);
    }
  }

  #unavailable(): Failure | undefined {
    return this.#closed ? stopping() : unavailable(this.state());
  }
}

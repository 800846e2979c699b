import type { EngineQuery } from '../engine/query-engine.ts';
import { Failure } from '../model/failure.ts';
import { type FollowerOptions, ReplicaFollower } from './replica-follower.ts';

export interface PoolOptions extends FollowerOptions {
  readonly replicas: number;
  /** Queries that may wait for a replica. */
  readonly maxQueued: number;
}

/** What the readiness check and the 503 answers say of the query engine. */
export interface PoolState {
  /** At least one replica answers queries. */
  readonly ready: boolean;
  /** Records that the furthest replica has loaded, of `total`. */
  readonly loaded: number;
  readonly total: number;
  /** Commit that the furthest ready replica reflects. */
  readonly sequence: number;
  readonly replicas: number;
  readonly readyReplicas: number;
  /** Why no replica answers, where it is more than loading. */
  readonly problem?: { readonly code: 'engine-full' | 'engine-unavailable'; readonly message: string };
}

interface Waiting {
  readonly resolve: (follower: ReplicaFollower) => void;
  readonly reject: (failure: Failure) => void;
}

/** Spreads queries over replicas that follow the commit log; each runs one query at a time, the rest wait in line. */
export class EnginePool {
  readonly #followers: readonly ReplicaFollower[];
  readonly #options: PoolOptions;
  readonly #waiting: Waiting[] = [];
  readonly #watchers: (() => void)[] = [];
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#followers = Array.from(
      { length: options.replicas },
      () => new ReplicaFollower(options, () => this.#dispatch()),
    );
  }

  start(): void {
    for (const follower of this.#followers) follower.start();
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
      loaded: best(this.#followers.map((follower) => follower.loaded)),
      total: this.#options.store.count(),
      sequence: best(ready.map((follower) => follower.sequence)),
      replicas: this.#followers.length,
      readyReplicas: ready.length,
      ...(ready.length === 0 && problem && { problem }),
    };
  }

  async query(query: EngineQuery): Promise<{ body: Uint8Array; sequence: number }> {
    const follower = await this.#take();
    const { sequence } = follower;
    try {
      return { body: await follower.query(query), sequence };
    } finally {
      follower.busy = false;
      this.#dispatch();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const watcher of this.#watchers.splice(0)) watcher();
    for (const { reject } of this.#waiting.splice(0))
      reject(new Failure('engine-unavailable', 'The server is stopping.'));
    await Promise.all(this.#followers.map((follower) => follower.close()));
  }

  #take(): Promise<ReplicaFollower> {
    const free = this.#followers.find((follower) => follower.ready && !follower.busy);
    if (free) {
      free.busy = true;
      return Promise.resolve(free);
    }
    const unavailable = this.#unavailable();
    if (unavailable) return Promise.reject(unavailable);
    if (this.#waiting.length >= this.#options.maxQueued) {
      const message = `${this.#waiting.length} queries are waiting already. Try again in a few seconds.`;
      return Promise.reject(new Failure('busy', message));
    }
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  /** Hands free replicas to the queries in line; where no replica is left, they are told so instead of hanging. */
  #dispatch(): void {
    for (const watcher of this.#watchers.splice(0)) watcher();
    while (this.#waiting.length > 0) {
      const free = this.#followers.find((follower) => follower.ready && !follower.busy);
      if (!free) break;
      free.busy = true;
      this.#waiting.shift()?.resolve(free);
    }
    const unavailable = this.#unavailable();
    if (unavailable) for (const { reject } of this.#waiting.splice(0)) reject(unavailable);
  }

  #unavailable(): Failure | undefined {
    const state = this.state();
    if (state.ready) return undefined;
    if (state.problem) return new Failure(state.problem.code, state.problem.message);
    const message = `The query engine is loading: ${state.loaded} of ${state.total} records. Try again shortly; dereferencing answers meanwhile.`;
    return new Failure('engine-unavailable', message);
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { EditOperation, EditResult } from '../engine/engine-edit.ts';
import type { EngineQuery, EngineReplica, EngineSummary, ImageMark } from '../engine/query-engine.ts';
import { Failure } from '../model/failure.ts';
import { endFailure } from './end-failure.ts';
import type { FollowerOptions } from './follower-options.ts';
import { loadReplica, tooManyQuads } from './load-replica.ts';
import { Pause } from './pause.ts';
import { Questions } from './questions.ts';
import { changedContent, nextChanges } from './stored-content.ts';

/** Milliseconds between looks at the log. */
const pollInterval = 100;
/** A load of at most so many milliseconds is as good as an image. */
const quickLoad = 1_500;
/** Milliseconds before a replica that died is started again: at first, and at most. */
const restartDelays = { first: 50, most: 60_000 };

/**
 * Keeps one engine replica alive and in step with the record store: loads a snapshot, follows the log, and begins again
 * in a new replica where the old one died.
 */
export class ReplicaFollower {
  loaded = 0;
  /** Its replica's memory has grown far beyond what it holds; a new one, loaded from the records, would be smaller. */
  worn = false;
  /** How often its replica was replaced. */
  replacements = 0;
  sequence = 0;
  problem: { code: 'engine-full' | 'engine-unavailable'; message: string } | undefined;
  readonly #options: FollowerOptions;
  readonly #changed: () => void;
  readonly #stop = new AbortController();
  #replica: EngineReplica | undefined;
  #ready = false;
  readonly #asked = new Questions();
  #afresh = false;
  #restoring = false;
  #loadTime: number | undefined;
  /** Until the next look at the log. */
  readonly #pause = new Pause();
  #running: Promise<void> | undefined;

  constructor(options: FollowerOptions, changed: () => void) {
    this.#options = options;
    this.#changed = changed;
  }

  /** Whether a replica that is ended now would be back in a moment. */
  get restorable(): boolean {
    return this.#options.images?.current !== undefined || this.#loadsQuickly;
  }

  get #loadsQuickly(): boolean {
    return this.#loadTime !== undefined && this.#loadTime < quickLoad;
  }

  /** Being brought back, which takes a moment only. */
  get restoring(): boolean {
    return this.#restoring;
  }

  get ready(): boolean {
    return this.#ready;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  query(query: EngineQuery, timeout: number): Promise<Uint8Array> {
    return this.#asking((replica) => replica.query(query, timeout));
  }

  edit(operations: readonly EditOperation[], timeout: number): Promise<EditResult> {
    return this.#asking((replica) => replica.edit(operations, timeout));
  }

  engineLines(nquads: string): Promise<readonly string[]> {
    return this.#asking((replica) => replica.engineLines(nquads));
  }

  summary(): Promise<EngineSummary> {
    return this.#asking((replica) => replica.summary());
  }

  /** Looks at the log now instead of at the next interval. */
  nudge(): void {
    this.#pause.end();
  }

  /** Ends the replica, so that what runs in it makes room; another takes its place. */
  preempt(): void {
    this.#endReplica('A slow query made room for quick ones.');
  }

  /** Ends a worn replica; the next one is loaded from the records. */
  renew(): void {
    this.#afresh = true;
    this.#endReplica('Its memory was worn.');
  }

  /** No longer ready from now on, though its thread takes a moment to end: nobody may be sent to it. */
  #endReplica(message: string): void {
    void this.#replica?.close({ reason: 'preempted', message });
    this.#down();
  }

  /** A replica that fails for another reason than what it was asked is gone: nobody else may be sent to it. */
  async #asking<T>(ask: (replica: EngineReplica) => Promise<T>): Promise<T> {
    const replica = this.#replica;
    if (!replica)
      throw new Failure('engine-unavailable', 'The query engine is being replaced. Try again shortly.');
    this.#asked.begin();
    try {
      return await ask(replica);
    } catch (error) {
      const byQuery = error instanceof Failure && /^(?:query-malformed|result-too-large)$/.test(error.code);
      if (!byQuery && replica === this.#replica) {
        this.#down();
        void replica.close();
      }
      throw error;
    } finally {
      this.#asked.end();
    }
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#pause.end();
    await this.#replica?.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    const first = this.#options.restartDelay ?? restartDelays.first;
    let delay = first;
    while (!this.#stop.signal.aborted) {
      const served = await this.#serveOnce();
      if (this.#stop.signal.aborted) return;
      if (!served) this.#notSoon();
      delay = served ? first : Math.min(delay * 4, restartDelays.most);
      await sleep(delay, undefined, { signal: this.#stop.signal }).catch(ignoreAbort);
    }
  }

  /** The life of one replica. Resolves with whether it had become ready. */
  async #serveOnce(): Promise<boolean> {
    const { images, store } = this.#options;
    const image = this.#afresh ? undefined : images?.current;
    const accept = (mark: ImageMark) => images?.belongs(mark, store) ?? false;
    const replica = this.#options.startReplica(image ? { image, accept } : {});
    this.worn = false;
    this.#afresh = false;
    this.#replica = replica;
    let wasReady = false;
    void replica.closed.then(() => this.#down());
    try {
      if (!(await this.#restore(replica))) {
        if (!this.#loadsQuickly) this.#notSoon();
        await this.#load(replica);
      }
      this.problem = undefined;
      this.#ready = true;
      this.#restoring = false;
      wasReady = true;
      this.#changed();
      this.#warmUp(replica);
      await this.#follow(replica);
    } catch (error) {
      this.#report(error);
    }
    this.#down();
    await replica.close();
    return wasReady;
  }

  #warmUp(replica: EngineReplica): void {
    const stopped = () => this.#replica !== replica || !this.#ready;
    const parts = { replica, records: this.loaded, idle: () => this.#asked.isQuiet(), stopped };
    this.#options.warmUp?.(parts).catch((error: unknown) => {
      if (!stopped()) this.#options.log('warn', `Warming up ended: ${String(error)}`);
    });
  }

  /** It takes longer than who waits for it should wait. */
  #notSoon(): void {
    if (!this.#restoring) return;
    this.#restoring = false;
    this.#changed();
  }

  #down(): void {
    if (!this.#ready) return;
    this.#ready = false;
    this.#restoring = this.restorable && !this.#stop.signal.aborted;
    this.#changed();
  }

  #report(error: unknown): void {
    if (this.#stop.signal.aborted) return;
    this.replacements += 1;
    const failure = error instanceof Failure ? error : undefined;
    const message = error instanceof Error ? error.message : String(error);
    const code = failure?.code === 'engine-full' ? 'engine-full' : 'engine-unavailable';
    const byUs = failure?.code === 'query-timeout' || failure?.code === 'busy';
    if (!byUs) this.problem = { code, message };
    if (failure?.code === 'engine-full') this.#restoring = false;
    this.#options.log(byUs ? 'info' : 'warn', `Query engine replaced: ${message}`);
    this.#changed();
  }

  /** Takes up the image, where there is one that belongs to this log; what came later is applied by following. */
  async #restore(replica: EngineReplica): Promise<boolean> {
    const { images, store, log } = this.#options;
    const started = Date.now();
    const restored = await replica.restored;
    images?.taken(restored?.sequence);
    if (!restored) return false;
    this.sequence = restored.sequence;
    this.loaded = store.count();
    this.#guard(restored.quads);
    while (await this.#apply(replica)) this.#changed();
    const time = Date.now() - started;
    log('info', `Query engine restored from its image: ${restored.quads} quads in ${time} ms.`);
    return true;
  }

  /** Loads a snapshot that holds at least everything up to `sequence`; what came in between is applied again, which is harmless. */
  async #load(replica: EngineReplica): Promise<void> {
    const { store, log } = this.#options;
    const started = Date.now();
    this.sequence = store.sequence();
    this.loaded = 0;
    const quads = await loadReplica(replica, store, (held, records) => {
      this.loaded += records;
      this.#guard(held);
    });
    this.#loadTime = Date.now() - started;
    log('info', `Query engine ready: ${this.loaded} records, ${quads} quads in ${this.#loadTime} ms.`);
  }

  async #follow(replica: EngineReplica): Promise<void> {
    let end: Awaited<EngineReplica['closed']> | undefined;
    void replica.closed.then((how) => {
      end = how;
      this.#pause.end();
    });
    while (!this.#stop.signal.aborted) {
      if (end) throw endFailure(end);
      if (await this.#apply(replica)) {
        this.#changed();
        continue;
      }
      this.#keepImage(replica);
      await this.#pause.take(pollInterval);
    }
  }

  /** Applies the next changes of the log; `false` where there are none. */
  async #apply(replica: EngineReplica): Promise<boolean> {
    const { store } = this.#options;
    const changes = nextChanges(store, this.sequence);
    const last = changes.at(-1);
    if (!last) return false;
    this.#guard(await replica.replace(changedContent(store, changes)));
    this.sequence = last.sequence;
    this.loaded = store.count();
    return true;
  }

  /** An image is worth its room on the disk where loading takes longer than reading it. */
  #keepImage(replica: EngineReplica): void {
    const { images, store, log } = this.#options;
    if (!images || this.worn || this.#loadsQuickly) return;
    images.keep(replica, this.sequence, store).then(
      (refused) => {
        if (refused === undefined) return;
        this.worn = true;
        log('info', `No image of the query engine was taken: ${refused}`);
        this.#changed();
      },
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        log('warn', `No image of the query engine was kept: ${message}`);
      },
    );
  }

  #guard(quads: number): void {
    if (quads > this.#options.maxQuads) throw tooManyQuads(this.#options.maxQuads);
  }
}

function ignoreAbort(error: unknown): undefined {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error;
  return undefined;
}

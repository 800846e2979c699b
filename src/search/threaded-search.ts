import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { Failure } from '../model/failure.ts';
import { startThread } from '../thread.ts';
import type { SearchAnswer, SearchQuery } from './search-query.ts';
import type { SearchService, SearchState } from './search-service.ts';
import type { SearchRequest, SearchResponse, SearchThreadData } from './thread-messages.ts';

export interface ThreadedSearchOptions extends SearchThreadData {
  readonly log: (level: 'info' | 'warn', message: string) => void;
  /** Milliseconds that a search may wait and take. A thread that says nothing for so long is replaced. */
  readonly timeout?: number;
  /** Milliseconds before a thread that died is started again, the first time. */
  readonly restartDelay?: number;
}

interface Pending {
  readonly resolve: (answer: SearchAnswer) => void;
  readonly reject: (failure: Failure) => void;
  readonly timer: NodeJS.Timeout;
}

/** Searches that wait at most. */
const mostPending = 100;
const mostDelay = 60_000;

/** The search index in a thread of its own, which is replaced where it dies. */
export class ThreadedSearch implements SearchService {
  /** Resolves when the index is made for the first time, or the search is closed. */
  readonly settled: Promise<void>;
  readonly #options: ThreadedSearchOptions;
  readonly #pending = new Map<number, Pending>();
  readonly #stop = new AbortController();
  #settle: () => void = () => undefined;
  #worker: Worker | undefined;
  #running: Promise<void> | undefined;
  #followed: { sequence: number; entries: number } | undefined;
  #replacements = 0;
  #nextId = 1;
  /** When its thread last said something. */
  #heard = 0;

  constructor(options: ThreadedSearchOptions) {
    this.#options = options;
    this.settled = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  start(): void {
    this.#running ??= this.#run();
  }

  state(): SearchState {
    const { sequence = 0, entries = 0 } = this.#followed ?? {};
    return { ready: this.#followed !== undefined, sequence, entries, replacements: this.#replacements };
  }

  search(query: SearchQuery): Promise<SearchAnswer> {
    const worker = this.#worker;
    if (!worker || !this.#followed) return Promise.reject(unavailable());
    if (this.#pending.size >= mostPending) {
      return Promise.reject(new Failure('busy', 'Too many searches are waiting. Try again shortly.'));
    }
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#giveUp(id, worker), this.#timeout);
      timer.unref();
      this.#pending.set(id, { resolve, reject, timer });
      worker.postMessage({ id, query } satisfies SearchRequest);
    });
  }

  /** Ends the thread, as where it dies: another one makes the index anew. */
  renew(): void {
    void this.#worker?.terminate();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#worker?.terminate();
    await this.#running;
    this.#settle();
  }

  get #timeout(): number {
    return this.#options.timeout ?? 10_000;
  }

  #giveUp(id: number, worker: Worker): void {
    this.#pending.get(id)?.reject(new Failure('busy', 'The search took too long. Try again shortly.'));
    this.#pending.delete(id);
    if (performance.now() - this.#heard >= this.#timeout) void worker.terminate();
  }

  async #run(): Promise<void> {
    const { restartDelay = 100, log } = this.#options;
    const { signal } = this.#stop;
    let delay = restartDelay;
    while (!signal.aborted) {
      const { wasReady, reason } = await this.#serveOnce();
      if (signal.aborted) return;
      this.#replacements += 1;
      log('warn', `The search index is made again: ${reason}`);
      delay = wasReady ? restartDelay : Math.min(delay * 4, mostDelay);
      await sleep(delay, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** The life of one thread. */
  async #serveOnce(): Promise<{ wasReady: boolean; reason: string }> {
    const { folder, base } = this.#options;
    const worker = startThread('./search-thread', import.meta.url, {
      folder,
      base,
    } satisfies SearchThreadData);
    this.#worker = worker;
    let reason: string | undefined;
    worker.on('message', (response: SearchResponse) => this.#receive(response));
    worker.on('error', (error) => {
      reason = error.message;
    });
    const code = await new Promise<number>((resolve) => worker.once('exit', resolve));
    const wasReady = this.#followed !== undefined;
    this.#worker = undefined;
    this.#followed = undefined;
    for (const { reject, timer } of this.#pending.values()) {
      clearTimeout(timer);
      reject(unavailable());
    }
    this.#pending.clear();
    return { wasReady, reason: reason ?? `its thread ended with code ${code}.` };
  }

  #receive(response: SearchResponse): void {
    this.#heard = performance.now();
    if (response.type === 'followed') {
      const { sequence, entries, built } = response;
      this.#followed = { sequence, entries };
      this.#settle();
      if (built !== undefined)
        this.#options.log('info', `Search ready: ${entries} records in ${Math.round(built)} ms.`);
      return;
    }
    const pending = this.#pending.get(response.id);
    if (!pending) return;
    this.#pending.delete(response.id);
    clearTimeout(pending.timer);
    if (response.type === 'answer') pending.resolve(response.answer);
    else pending.reject(new Failure('search-unavailable', `The search failed: ${response.message}`));
  }
}

function unavailable(): Failure {
  return new Failure('search-unavailable', 'The search index is being made. Try again shortly.');
}

import type { Worker } from 'node:worker_threads';
import { Failure } from '../../model/failure.ts';
import { startThread } from '../../thread.ts';
import { ChunkQueue } from './chunk-queue.ts';
import type {
  FederatedTask,
  FederationSetting,
  LocalAnswer,
  LocalQuery,
  ThreadReport,
  ThreadRequest,
} from './federation-messages.ts';

export interface FederationThreadOptions extends FederationSetting {
  readonly localQuery: (query: LocalQuery) => Promise<LocalAnswer>;
  /** Megabytes of JavaScript heap. */
  readonly maxHeap: number;
}

export interface RunLimits {
  /** Milliseconds from the start of the query to its last byte. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

/** Chunks (64 kB) that may wait for a slow reader. */
const credit = 32;

/** A thread with Comunica in it; one query at a time. */
export class FederationThread {
  /** Resolves when the thread is gone. */
  readonly closed: Promise<void>;
  readonly #ready: Promise<void>;
  readonly #worker: Worker;
  readonly #localQuery: FederationThreadOptions['localQuery'];
  #begun: () => void = () => undefined;
  #chunks: ChunkQueue | undefined;
  #finished: (() => void) | undefined;
  #end: Failure | undefined;

  private constructor(options: FederationThreadOptions) {
    const { localQuery, maxHeap, ...setting } = options;
    this.#localQuery = localQuery;
    this.#worker = startThread('./federation-worker', import.meta.url, setting, {
      maxOldGenerationSizeMb: maxHeap,
    });
    this.#worker.on('message', (report: ThreadReport) => this.#receive(report));
    this.#worker.on('error', (error) => this.#stop(failureOfCrash(error, maxHeap)));
    this.closed = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        this.#stop(new Failure('engine-unavailable', 'The thread for federated queries ended. Try again.'));
        resolve();
      });
    });
    this.#ready = Promise.race([
      new Promise<void>((resolve) => {
        this.#begun = resolve;
      }),
      this.closed,
    ]);
  }

  static start(options: FederationThreadOptions): FederationThread {
    return new FederationThread(options);
  }

  /** Why the thread takes no more queries. */
  get end(): Failure | undefined {
    return this.#end;
  }

  /**
   * Resolves with the result when its first bytes are there. `finished` is called once, when the thread can take another
   * query or has met its `end`. The time that the thread takes to load is not counted.
   * @throws Failure; reading the result may throw one too
   */
  async run(
    task: FederatedTask,
    limits: RunLimits,
    finished: () => void,
  ): Promise<AsyncIterable<Uint8Array>> {
    // The reader may be at this result still while the thread is at the next query, which is none of its business.
    const current = () => this.#chunks === chunks;
    const chunks: ChunkQueue = new ChunkQueue({
      taken: () => {
        if (current()) this.#tell({ type: 'credit' });
      },
      abandoned: () => {
        if (current()) this.#stop(new Failure('engine-unavailable', 'The reader of the result left.'));
      },
    });
    this.#chunks = chunks;
    const leave = () => this.#stop(new Failure('engine-unavailable', 'The caller left.'));
    let timer: NodeJS.Timeout | undefined;
    this.#finished = () => {
      clearTimeout(timer);
      limits.signal?.removeEventListener('abort', leave);
      finished();
    };
    limits.signal?.addEventListener('abort', leave, { once: true });
    if (limits.signal?.aborted) leave();
    if (this.#end) this.#stop(this.#end);
    await this.#ready;
    if (!this.#end) {
      timer = setTimeout(
        () => this.#stop(new Failure('query-timeout', tooSlow(limits.timeout))),
        limits.timeout,
      );
      this.#tell({ type: 'run', task, credit });
    }
    await chunks.begun();
    return chunks;
  }

  async close(): Promise<void> {
    this.#stop(new Failure('engine-unavailable', 'The server is stopping.'));
    await this.closed;
  }

  #receive(report: ThreadReport): void {
    switch (report.type) {
      case 'ready':
        this.#begun();
        return;
      case 'local':
        void this.#answer(report.id, report.query);
        return;
      case 'chunk':
        this.#chunks?.push(report.bytes);
        return;
      case 'end':
        this.#chunks?.end();
        this.#release();
        return;
      case 'failed': {
        const failure = new Failure(report.code, report.message);
        this.#chunks?.fail(failure);
        // Where parts of the query may still compute, the thread is not used again.
        if (report.clean) this.#release();
        else this.#stop(failure);
        return;
      }
    }
  }

  async #answer(id: number, query: LocalQuery): Promise<void> {
    try {
      const { body, mediaType } = await this.#localQuery(query);
      this.#tell({ type: 'local-answer', id, body, mediaType });
    } catch (error) {
      const code = error instanceof Failure ? error.code : 'engine-unavailable';
      const message = error instanceof Error ? error.message : String(error);
      this.#tell({ type: 'local-failure', id, code, message });
    }
  }

  #tell(request: ThreadRequest): void {
    if (!this.#end) this.#worker.postMessage(request);
  }

  #stop(failure: Failure): void {
    if (!this.#end) {
      this.#end = failure;
      void this.#worker.terminate();
    }
    this.#chunks?.fail(failure);
    this.#release();
  }

  #release(): void {
    const finished = this.#finished;
    this.#finished = undefined;
    this.#chunks = undefined;
    finished?.();
  }
}

function failureOfCrash(error: Error & { code?: string }, maxHeap: number): Failure {
  if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY')
    return new Failure('engine-unavailable', `The thread for federated queries failed: ${error.message}`);
  const message = `The query needs more than the ${maxHeap} MB of memory that a federated query may take. Ask for less: more selective patterns inside SERVICE, a LIMIT, no ORDER BY over everything.`;
  return new Failure('result-too-large', message, { cause: error });
}

function tooSlow(timeout: number): string {
  return `The federated query ran longer than ${timeout} ms and was stopped. Its endpoints may be slow: ask for less of them, with a LIMIT or more selective patterns inside SERVICE.`;
}

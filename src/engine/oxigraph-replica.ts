import type { Worker } from 'node:worker_threads';
import { Failure } from '../model/failure.ts';
import { startThread } from '../thread.ts';
import type { EngineQuery, EngineReplica, GraphContent, ReplicaEnd } from './query-engine.ts';
import type { WorkerRequest, WorkerResponse } from './worker-messages.ts';

type Unsent<T> = T extends unknown ? Omit<T, 'id'> : never;

interface Pending {
  readonly resolve: (response: WorkerResponse) => void;
  readonly reject: (failure: Failure) => void;
}

/** An Oxigraph store in a worker thread (WebAssembly, in memory, about 420 bytes a quad). */
export class OxigraphReplica implements EngineReplica {
  readonly closed: Promise<ReplicaEnd>;
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #end: ReplicaEnd | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (response: WorkerResponse) => this.#receive(response));
    worker.on('error', (error) => {
      this.#end ??= { reason: 'crashed', message: error.message };
    });
    this.closed = new Promise((resolve) => {
      worker.once('exit', (code) => {
        const end = this.#end ?? {
          reason: 'crashed',
          message: `The engine's thread ended with code ${code}.`,
        };
        this.#end = end;
        for (const { reject } of this.#pending.values()) reject(failureOf(end));
        this.#pending.clear();
        resolve(end);
      });
    });
  }

  static start(): OxigraphReplica {
    return new OxigraphReplica(startThread('./oxigraph-worker', import.meta.url));
  }

  async load(nquads: Uint8Array<ArrayBuffer>): Promise<number> {
    return quadsOf(await this.#ask({ type: 'load', nquads }, [nquads.buffer]));
  }

  async replace(graphs: readonly GraphContent[]): Promise<number> {
    return quadsOf(await this.#ask({ type: 'replace', graphs }));
  }

  async query(query: EngineQuery, timeout: number): Promise<Uint8Array> {
    const timer = setTimeout(() => {
      this.#end ??= {
        reason: 'timeout',
        message: `The query ran longer than ${timeout} ms and was stopped. Ask for less: add a LIMIT, a more selective pattern, or drop an ORDER BY over everything.`,
      };
      void this.#worker.terminate();
    }, timeout);
    try {
      const response = await this.#ask({ type: 'query', query });
      if (response.type === 'malformed') throw new Failure('query-malformed', response.message);
      if (response.type !== 'answer')
        throw new Failure('engine-unavailable', 'The engine gave no answer. Try again.');
      return response.body;
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    this.#end ??= { reason: 'closed', message: 'The engine was closed.' };
    await this.#worker.terminate();
  }

  #ask(request: Unsent<WorkerRequest>, transfer: ArrayBuffer[] = []): Promise<WorkerResponse> {
    if (this.#end) return Promise.reject(failureOf(this.#end));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage({ ...request, id }, transfer);
    });
  }

  #receive(response: WorkerResponse): void {
    if (response.type === 'fatal') {
      const reason = response.during === 'query' ? 'crashed' : 'full';
      this.#end ??= { reason, message: fatalMessage(reason, response.message) };
      return;
    }
    const pending = this.#pending.get(response.id);
    this.#pending.delete(response.id);
    pending?.resolve(response);
  }
}

function quadsOf(response: WorkerResponse): number {
  if (response.type !== 'done')
    throw new Failure('engine-unavailable', 'The engine did not take the data. Try again.');
  return response.quads;
}

function fatalMessage(reason: 'crashed' | 'full', cause: string): string {
  if (reason === 'full') {
    return `The embedded engine cannot hold the catalogue (${cause}). The records are safe in the store and are still dereferenced; use a smaller catalogue or an outside SPARQL engine.`;
  }
  return `The query brought the engine down (${cause}); it is being replaced. Simplify the query before trying again.`;
}

const codes = {
  timeout: 'query-timeout',
  full: 'engine-full',
  crashed: 'engine-unavailable',
  closed: 'engine-unavailable',
} as const;

function failureOf(end: ReplicaEnd): Failure {
  return new Failure(codes[end.reason], end.message);
}

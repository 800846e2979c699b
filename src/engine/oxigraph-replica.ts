import type { Worker } from 'node:worker_threads';
import { Failure } from '../model/failure.ts';
import { startThread } from '../thread.ts';
import type { EditOperation, EditResult } from './engine-edit.ts';
import { keepImage, openImage, removeImage } from './kept-image.ts';
import type {
  EngineQuery,
  EngineReplica,
  EngineSummary,
  GraphContent,
  ImageMark,
  ImageOutcome,
  ReplicaEnd,
  ReplicaStart,
  RestoredImage,
} from './query-engine.ts';
import type { WorkerRequest, WorkerResponse } from './worker-messages.ts';

type Unsent<T> = T extends unknown ? Omit<T, 'id'> : never;

interface Pending {
  readonly resolve: (response: WorkerResponse) => void;
  readonly reject: (failure: Failure) => void;
}

export interface OxigraphStart extends ReplicaStart {
  /** Hears why an image is not used. */
  readonly warn?: (message: string) => void;
}

/** An Oxigraph store in a worker thread (WebAssembly, in memory, about 420 bytes a quad). */
export class OxigraphReplica implements EngineReplica {
  readonly closed: Promise<ReplicaEnd>;
  readonly restored: Promise<RestoredImage | undefined>;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #end: ReplicaEnd | undefined;
  #worker: Worker;
  #tellClosed: (end: ReplicaEnd) => void = () => undefined;

  private constructor({ image, accept, warn }: OxigraphStart) {
    this.closed = new Promise((resolve) => {
      this.#tellClosed = resolve;
    });
    this.#worker = this.#startWorker();
    this.restored = image === undefined ? Promise.resolve(undefined) : this.#restore(image, accept, warn);
  }

  static start(options: OxigraphStart = {}): OxigraphReplica {
    return new OxigraphReplica(options);
  }

  async load(nquads: Uint8Array<ArrayBuffer>): Promise<number> {
    return quadsOf(await this.#ask({ type: 'load', nquads }, [nquads.buffer]));
  }

  async replace(graphs: readonly GraphContent[]): Promise<number> {
    return quadsOf(await this.#ask({ type: 'replace', graphs }));
  }

  async save(file: string, mark: ImageMark): Promise<ImageOutcome> {
    const response = await this.#ask({ type: 'image' });
    if (response.type === 'no-image') return { type: 'refused', message: response.message };
    if (response.type !== 'image') throw noAnswer();
    return { type: 'saved', bytes: await keepImage(file, response.image, mark) };
  }

  async query(query: EngineQuery, timeout: number): Promise<Uint8Array> {
    const response = await this.#within(timeout, { type: 'query', query });
    if (response.type === 'malformed') throw new Failure('query-malformed', response.message);
    if (response.type === 'too-large') throw tooLarge(response.exceeded, query.limits);
    if (response.type !== 'answer') throw noAnswer();
    return response.body;
  }

  async edit(operations: readonly EditOperation[], timeout: number): Promise<EditResult> {
    const response = await this.#within(timeout, { type: 'edit', operations });
    if (response.type === 'malformed') throw new Failure('query-malformed', response.message);
    if (response.type !== 'edited') throw noAnswer();
    return response.result;
  }

  async engineLines(nquads: string): Promise<readonly string[]> {
    const response = await this.#ask({ type: 'engine-lines', nquads });
    if (response.type !== 'engine-lines') throw noAnswer();
    return response.lines;
  }

  async summary(): Promise<EngineSummary> {
    const response = await this.#ask({ type: 'summary' });
    if (response.type !== 'summary') throw noAnswer();
    return response.summary;
  }

  async close(end: ReplicaEnd = { reason: 'closed', message: 'The engine was closed.' }): Promise<void> {
    this.#end ??= end;
    await this.#worker.terminate();
  }

  /** Past the deadline the thread is ended: nothing else stops WebAssembly. */
  async #within(timeout: number, request: Unsent<WorkerRequest>): Promise<WorkerResponse> {
    const timer = setTimeout(() => {
      const message = `The query ran longer than ${timeout} ms and was stopped. Ask for less: add a LIMIT, a more selective pattern, or drop an ORDER BY over everything.`;
      void this.close({ reason: 'timeout', message });
    }, timeout);
    try {
      return await this.#ask(request);
    } finally {
      clearTimeout(timer);
    }
  }

  #startWorker(): Worker {
    const worker = startThread('./oxigraph-worker', import.meta.url);
    worker.on('message', (response: WorkerResponse) => this.#receive(response));
    worker.on('error', (error) => {
      this.#end ??= { reason: 'crashed', message: error.message };
    });
    worker.once('exit', (code) => {
      if (worker === this.#worker) this.#gone(code);
    });
    return worker;
  }

  #gone(code: number): void {
    const end = this.#end ?? { reason: 'crashed', message: `The engine's thread ended with code ${code}.` };
    this.#end = end;
    for (const { reject } of this.#pending.values()) reject(failureOf(end));
    this.#pending.clear();
    this.#tellClosed(end);
  }

  /** The engine reads the image while its digest is taken; where it turns out damaged, an empty engine takes over. */
  async #restore(
    file: string,
    accept: OxigraphStart['accept'],
    warn: OxigraphStart['warn'],
  ): Promise<RestoredImage | undefined> {
    const image = await openImage(file, accept);
    if (image === undefined) return undefined;
    let problem = typeof image === 'string' ? image : undefined;
    if (typeof image !== 'string') {
      const { header, fd } = image;
      const [response, sound] = await Promise.all([
        this.#send({ type: 'restore', fd, header }).catch(() => undefined),
        image.sound(),
      ]);
      await image.close();
      if (this.#end || !response) return undefined;
      if (response.type === 'no-image') problem = response.message;
      if (!sound) problem = 'its content is damaged';
      const { sequence, log, quads } = header;
      if (problem === undefined) return { sequence, log, quads };
      const spoilt = this.#worker;
      this.#worker = this.#startWorker();
      await spoilt.terminate();
    }
    const left = (await removeImage(file)) ? 'It was removed' : 'It could not be removed';
    warn?.(
      `The engine's image ${file} is not used: ${problem}. ${left}; the engine is loaded from the records.`,
    );
    return undefined;
  }

  async #ask(request: Unsent<WorkerRequest>, transfer: ArrayBuffer[] = []): Promise<WorkerResponse> {
    await this.restored;
    return this.#send(request, transfer);
  }

  #send(request: Unsent<WorkerRequest>, transfer: ArrayBuffer[] = []): Promise<WorkerResponse> {
    if (this.#end) return Promise.reject(failureOf(this.#end));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage({ ...request, id }, transfer);
    });
  }

  #receive(response: WorkerResponse): void {
    if (response.type === 'fatal') {
      const reason = response.during === 'query' || response.during === 'edit' ? 'crashed' : 'full';
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

function noAnswer(): Failure {
  return new Failure('engine-unavailable', 'The engine gave no answer. Try again.');
}

function tooLarge(exceeded: 'rows' | 'bytes', limits: EngineQuery['limits']): Failure {
  const limit = `${limits[exceeded].toLocaleString('en')} ${exceeded}`;
  return new Failure(
    'result-too-large',
    `The result has more than ${limit}, the most that one answer may have. Nothing of it was sent. Ask for less with LIMIT and OFFSET or a more selective pattern, or take a dump of the catalogue.`,
  );
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
  preempted: 'engine-unavailable',
  closed: 'engine-unavailable',
} as const;

function failureOf(end: ReplicaEnd): Failure {
  return new Failure(codes[end.reason], end.message);
}

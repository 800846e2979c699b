import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineQuery, EngineReplica, GraphContent, StartReplica } from '../engine/query-engine.ts';
import { Failure } from '../model/failure.ts';
import { documentNQuads } from '../store/document.ts';
import type { RecordReader } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';

export interface FollowerOptions {
  readonly store: RecordReader;
  readonly startReplica: StartReplica;
  /** Quads that one replica may hold; the catalogue is refused before the engine traps. */
  readonly maxQuads: number;
  /** Milliseconds that one query may run. */
  readonly queryTimeout: number;
  readonly log: (level: 'info' | 'warn' | 'error', message: string) => void;
}

/** Characters of N-Quads sent to the engine at once: large enough to parse fast, small enough not to hold the event loop. */
const chunkLength = 1 << 21;
/** Log entries applied at once. */
const changesAtOnce = 200;
/** Milliseconds between looks at the log. */
const pollInterval = 100;
/** Milliseconds before a replica that died is started again: at first, and at most. */
const restartDelay = { first: 50, most: 60_000 };

/**
 * Keeps one engine replica alive and in step with the record store: loads a snapshot, follows the log, and begins again
 * in a new replica where the old one died.
 */
export class ReplicaFollower {
  /** Taken by a query; set by the pool. */
  busy = false;
  loaded = 0;
  sequence = 0;
  problem: { code: 'engine-full' | 'engine-unavailable'; message: string } | undefined;
  readonly #options: FollowerOptions;
  readonly #changed: () => void;
  readonly #stop = new AbortController();
  #replica: EngineReplica | undefined;
  #ready = false;
  #running: Promise<void> | undefined;

  constructor(options: FollowerOptions, changed: () => void) {
    this.#options = options;
    this.#changed = changed;
  }

  get ready(): boolean {
    return this.#ready;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  query(query: EngineQuery): Promise<Uint8Array> {
    if (!this.#replica)
      throw new Failure('engine-unavailable', 'The query engine is being replaced. Try again shortly.');
    return this.#replica.query(query, this.#options.queryTimeout);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#replica?.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    let delay = restartDelay.first;
    while (!this.#stop.signal.aborted) {
      const served = await this.#serveOnce();
      if (this.#stop.signal.aborted) return;
      delay = served ? restartDelay.first : Math.min(delay * 4, restartDelay.most);
      await sleep(delay, undefined, { signal: this.#stop.signal }).catch(ignoreAbort);
    }
  }

  /** The life of one replica. Resolves with whether it had become ready. */
  async #serveOnce(): Promise<boolean> {
    const replica = this.#options.startReplica();
    this.#replica = replica;
    let wasReady = false;
    void replica.closed.then(() => this.#down());
    try {
      await this.#load(replica);
      this.problem = undefined;
      this.#ready = true;
      wasReady = true;
      this.#changed();
      await this.#follow(replica);
    } catch (error) {
      this.#report(error);
    }
    this.#down();
    await replica.close();
    return wasReady;
  }

  #down(): void {
    if (!this.#ready) return;
    this.#ready = false;
    this.#changed();
  }

  #report(error: unknown): void {
    if (this.#stop.signal.aborted) return;
    const failure = error instanceof Failure ? error : undefined;
    const message = error instanceof Error ? error.message : String(error);
    const code = failure?.code === 'engine-full' ? 'engine-full' : 'engine-unavailable';
    if (failure?.code !== 'query-timeout') this.problem = { code, message };
    this.#options.log('warn', `Query engine replaced: ${message}`);
    this.#changed();
  }

  /** Loads a snapshot that holds at least everything up to `sequence`; what came in between is applied again, which is harmless. */
  async #load(replica: EngineReplica): Promise<void> {
    const { store, log } = this.#options;
    const started = Date.now();
    this.sequence = store.sequence();
    this.loaded = 0;
    let quads = 0;
    let before: { readonly held: Promise<number>; readonly records: number } | undefined;
    const settle = async () => {
      if (!before) return;
      quads = await before.held;
      this.loaded += before.records;
      this.#guard(quads);
    };
    for (const { nquads, records } of chunks(store)) {
      // The engine takes in one chunk while the next is read and encoded here: neither waits for the other.
      const held = replica.load(nquads);
      held.catch(() => undefined);
      await settle();
      before = { held, records };
    }
    await settle();
    log('info', `Query engine ready: ${this.loaded} records, ${quads} quads in ${Date.now() - started} ms.`);
  }

  async #follow(replica: EngineReplica): Promise<void> {
    const { store } = this.#options;
    while (!this.#stop.signal.aborted) {
      const changes = store.changes(this.sequence, changesAtOnce);
      const last = changes.at(-1);
      if (last) {
        const documents = new Set(changes.map((change) => change.document));
        this.#guard(await replica.replace([...documents].map((document) => contentOf(store, document))));
        this.sequence = last.sequence;
        this.loaded = store.count();
        continue;
      }
      const end = await Promise.race([replica.closed, sleep(pollInterval, undefined, { ref: false })]);
      if (end)
        throw new Failure(end.reason === 'timeout' ? 'query-timeout' : 'engine-unavailable', end.message);
    }
  }

  #guard(quads: number): void {
    if (quads <= this.#options.maxQuads) return;
    throw new Failure(
      'engine-full',
      `The catalogue has more than ${this.#options.maxQuads} quads, more than the embedded engine is allowed to hold (max-quads). The records are safe in the store and are still dereferenced and harvested; SPARQL is off until there is less, or an outside SPARQL engine is used.`,
    );
  }
}

function contentOf(store: RecordReader, document: Iri): GraphContent {
  const record = store.get(document);
  return { graph: document, nquads: record?.state === 'live' ? documentNQuads(record) : '' };
}

function* chunks(store: RecordReader): Generator<{ nquads: Uint8Array<ArrayBuffer>; records: number }> {
  const encoder = new TextEncoder();
  let text = '';
  let records = 0;
  for (const record of store.records()) {
    text += documentNQuads(record);
    records += 1;
    if (text.length >= chunkLength) {
      yield { nquads: encoder.encode(text), records };
      text = '';
      records = 0;
    }
  }
  if (records > 0) yield { nquads: encoder.encode(text), records };
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error;
}

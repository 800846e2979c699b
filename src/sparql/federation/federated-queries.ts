import { AllowedEndpoints } from '../../fetch/allowed-endpoints.ts';
import { Failure } from '../../model/failure.ts';
import type { QueryForm } from '../query-form.ts';
import type { FederatedTask, LocalAnswer, LocalQuery } from './federation-messages.ts';
import { FederationThread, type FederationThreadOptions } from './federation-thread.ts';
import { findServices, isFederated, type Services } from './find-services.ts';

export interface FederationOptions {
  /** Base of the portal; its own endpoint is `{base}sparql`. */
  readonly base: string;
  /** The setting `federate`: entries of `AllowedEndpoints`. */
  readonly allowed: readonly string[];
  /** Runs a query on the portal's own data. */
  readonly localQuery: (query: LocalQuery) => Promise<LocalAnswer>;
  /** Milliseconds that one query may run at most. */
  readonly timeout: number;
  /** Bytes of one endpoint's answer, and of a result. */
  readonly maxBytes: number;
  /** Megabytes of JavaScript heap that one query may take; Comunica itself takes about 60. */
  readonly maxHeap?: number;
  readonly log: (level: 'info' | 'warn' | 'error', message: string) => void;
}

/** A query with SERVICE clauses, or over `sources`. */
export interface FederatedRequest {
  readonly query: string;
  /** Values of `sources=`: endpoint URLs; `local` or the portal's own endpoint stand for its own data. Empty: only that. */
  readonly sources: readonly string[];
  /** A SPARQL results format, or an RDF format where `form` makes a graph. */
  readonly mediaType: string;
  readonly form: QueryForm;
  /** Milliseconds; the configured time is not exceeded. */
  readonly timeout?: number;
  /** Protocol dataset of the portal's own data. */
  readonly defaultGraphs?: readonly string[];
  readonly namedGraphs?: readonly string[];
  /** The caller left. */
  readonly signal?: AbortSignal;
}

/** Queries that run at once, one thread each; the machine's other work must go on. */
const maxRunning = 2;
/** Queries that may wait for one of them. */
const maxWaiting = 16;
/** Milliseconds after which a thread that nobody needs ends. */
const idleTime = 5 * 60_000;
const usualHeap = 512;

/** Runs federated queries with Comunica in threads of their own. */
export class FederatedQueries {
  readonly #options: FederationOptions;
  readonly #allowed: AllowedEndpoints;
  readonly #local: string;
  readonly #threads = new Set<FederationThread>();
  readonly #waiting: { readonly go: () => void; readonly refuse: (failure: Failure) => void }[] = [];
  #running = 0;
  #idle: FederationThread | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  #closed = false;

  /** @throws Failure `invalid-configuration` where `allowed` has a bad entry */
  constructor(options: FederationOptions) {
    this.#options = options;
    this.#allowed = new AllowedEndpoints(options.allowed);
    this.#local = `${options.base}sparql`;
  }

  /**
   * Resolves when the first bytes of the result are there.
   * @throws Failure before that: `query-malformed`, `endpoint-refused`, `endpoint-failed`, `query-timeout`,
   * `result-too-large`, `busy`, `engine-unavailable`, or what the portal's own engine threw. Reading may throw the same:
   * a result is whole or ends with an error.
   */
  async query(request: FederatedRequest): Promise<AsyncIterable<Uint8Array>> {
    const task = this.#taskOf(request);
    const timeout = Math.min(request.timeout ?? this.#options.timeout, this.#options.timeout);
    await this.#turn(timeout, request.signal);
    if (this.#closed) throw stopping();
    const thread = this.#take();
    const limits = { timeout, ...(request.signal && { signal: request.signal }) };
    return thread.run(task, limits, () => this.#giveBack(thread));
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#idleTimer);
    for (const { refuse } of this.#waiting.splice(0)) refuse(stopping());
    await Promise.all([...this.#threads].map((thread) => thread.close()));
  }

  /** Whatever can be refused before a thread is taken is refused here, SILENT or not. */
  #taskOf(request: FederatedRequest): FederatedTask {
    const services = findServices(request.query, this.#options.base);
    const sources = [...new Set(request.sources.map((source) => this.#sourceOf(source)))];
    for (const endpoint of [...sources, ...services.endpoints]) this.#check(endpoint);
    this.#checkVariables(services);
    const dataset = protocolDataset(request);
    if (dataset && sources.some((source) => source !== this.#local)) {
      const message =
        'default-graph-uri and named-graph-uri choose among the graphs of this portal; they cannot stand beside sources= of others. Write FROM, or GRAPH, into the query.';
      throw new Failure('wrong-usage', message);
    }
    const used = sources.length > 0 ? sources : [this.#local];
    return {
      query: request.query,
      sources: dataset ? [`${this.#local}?${dataset}`] : used,
      services: services.endpoints.length > 0 || services.variable,
      mediaType: request.mediaType,
    };
  }

  #sourceOf(source: string): string {
    return source === 'local' ? this.#local : source;
  }

  #check(endpoint: string): void {
    if (endpoint === this.#local) return;
    this.#allowed.check(endpoint);
  }

  /** The values are checked when they are known; with an empty list only the portal itself could be meant. */
  #checkVariables({ variable }: Services): void {
    if (!variable || !this.#allowed.none) return;
    const message =
      'SERVICE with a variable is off: this portal may query no other endpoint; its operator can allow some with --federate.';
    throw new Failure('endpoint-refused', message);
  }

  /** Waits for one's turn, not longer than the query may run. */
  async #turn(timeout: number, signal: AbortSignal | undefined): Promise<void> {
    if (this.#closed) throw stopping();
    if (this.#running < maxRunning) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= maxWaiting) throw busy(this.#waiting.length);
    await new Promise<void>((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', left);
        const at = this.#waiting.indexOf(entry);
        if (at !== -1) this.#waiting.splice(at, 1);
      };
      const refuse = (failure: Failure) => {
        settle();
        reject(failure);
      };
      const left = () => refuse(new Failure('engine-unavailable', 'The caller left.'));
      const timer = setTimeout(() => refuse(busy(this.#waiting.length)), timeout);
      const entry = {
        go: () => {
          settle();
          resolve();
        },
        refuse,
      };
      signal?.addEventListener('abort', left, { once: true });
      this.#waiting.push(entry);
    });
  }

  #take(): FederationThread {
    clearTimeout(this.#idleTimer);
    const idle = this.#idle;
    this.#idle = undefined;
    return idle && !idle.end ? idle : this.#start();
  }

  #giveBack(thread: FederationThread): void {
    const next = this.#waiting.shift();
    if (next) next.go();
    else this.#running -= 1;
    if (this.#closed) return;
    if (thread.end) this.#options.log('info', `Federation thread replaced: ${thread.end.message}`);
    if (this.#idle && !this.#idle.end) {
      if (!thread.end) void thread.close();
      return;
    }
    // A thread that was stopped is replaced at once, so that the next query need not wait for one to load.
    this.#idle = thread.end ? this.#start() : thread;
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => void this.#idle?.close(), idleTime).unref();
  }

  #start(): FederationThread {
    const { base, allowed, localQuery, maxBytes, maxHeap = usualHeap } = this.#options;
    const options: FederationThreadOptions = {
      base,
      local: this.#local,
      allowed,
      maxBytes,
      maxHeap,
      localQuery: (query) => runLocally(query, localQuery),
    };
    const thread = FederationThread.start(options);
    this.#threads.add(thread);
    void thread.closed.then(() => {
      this.#threads.delete(thread);
      if (this.#idle === thread) this.#idle = undefined;
    });
    return thread;
  }
}

async function runLocally(
  query: LocalQuery,
  localQuery: FederationOptions['localQuery'],
): Promise<LocalAnswer> {
  if (isFederated(query.query)) {
    const message =
      'A SERVICE clause inside a SERVICE clause that names this portal itself is not run. Write the two beside each other.';
    throw new Failure('query-malformed', message);
  }
  return localQuery(query);
}

function protocolDataset(request: FederatedRequest): string | undefined {
  const parameters = new URLSearchParams();
  for (const graph of request.defaultGraphs ?? []) parameters.append('default-graph-uri', graph);
  for (const graph of request.namedGraphs ?? []) parameters.append('named-graph-uri', graph);
  return parameters.toString() || undefined;
}

function stopping(): Failure {
  return new Failure('engine-unavailable', 'The server is stopping.');
}

function busy(waiting: number): Failure {
  const message = `${waiting} federated queries are waiting already. Try again in a few seconds.`;
  return new Failure('busy', message);
}

import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { QueryEngine } from '@comunica/query-sparql';
import { AllowedEndpoints } from '../../fetch/allowed-endpoints.ts';
import { StaleRequest } from '../../fetch/guarded-request.ts';
import { Connections } from '../../fetch/send-guarded.ts';
import { Failure } from '../../model/failure.ts';
import { EndpointFetch } from './endpoint-fetch.ts';
import type {
  FederatedTask,
  FederationSetting,
  LocalAnswer,
  LocalQuery,
  ThreadReport,
  ThreadRequest,
} from './federation-messages.ts';
import { resultText } from './result-text.ts';

/** Characters gathered into one message. */
const chunkLength = 1 << 16;
const encoder = new TextEncoder();

/** The federation thread: Comunica, one query at a time. */
class FederationWorker {
  readonly #port: MessagePort;
  readonly #setting: FederationSetting;
  readonly #allowed: AllowedEndpoints;
  readonly #connections = new Connections();
  readonly #engine = new QueryEngine();
  readonly #asked = new Map<
    number,
    { resolve: (answer: LocalAnswer) => void; reject: (e: Failure) => void }
  >();
  #nextId = 1;
  #credit = 0;
  #credited: (() => void) | undefined;
  #running = false;
  #sent = false;

  constructor(port: MessagePort, setting: FederationSetting) {
    this.#port = port;
    this.#setting = setting;
    this.#allowed = new AllowedEndpoints(setting.allowed);
  }

  receive(request: ThreadRequest): void {
    switch (request.type) {
      case 'run':
        this.#credit = request.credit;
        void this.#run(request.task);
        return;
      case 'credit':
        this.#credit += 1;
        this.#credited?.();
        return;
      case 'local-answer':
        this.#asked.get(request.id)?.resolve(request);
        this.#asked.delete(request.id);
        return;
      case 'local-failure':
        this.#asked.get(request.id)?.reject(new Failure(request.code, request.message));
        this.#asked.delete(request.id);
        return;
    }
  }

  /** A stream inside Comunica failed with nobody listening: the query that runs cannot be trusted to end. */
  stray(error: unknown): void {
    if (this.#running && !(error instanceof StaleRequest)) this.#fail(error, false);
  }

  async #run(task: FederatedTask): Promise<void> {
    const { local, maxBytes, base } = this.#setting;
    const askLocal = (query: LocalQuery) => this.#askLocal(query);
    const [allowed, connections] = [this.#allowed, this.#connections];
    const out = new EndpointFetch({ local, maxBytes, allowed, connections, askLocal });
    this.#running = true;
    this.#sent = false;
    try {
      // Comunica keeps sources, with the `fetch` they were made with and counts of their data, from query to query.
      await this.#engine.invalidateHttpCache();
      const result = await this.#engine.query(task.query, {
        sources: task.sources.map((value) => ({ type: 'sparql', value })) as [
          { type: string; value: string },
        ],
        fetch: out.fetch,
        baseIRI: base,
        readOnly: true,
        distinctConstruct: true,
        serviceAllowVariableTargets: true,
        // With one source Comunica hands it the whole query, SERVICE clauses too, unless updates go elsewhere.
        ...(task.services && { destination: 'urn:fivestar:nowhere' }),
      });
      await this.#send(resultText(this.#engine, result, task.mediaType, base), maxBytes);
      if (this.#running) this.#port.postMessage({ type: 'end' } satisfies ThreadReport);
    } catch (error) {
      const failure = error instanceof Failure ? error : (out.failure ?? failureOf(error, out.asked));
      this.#fail(failure, !this.#sent && failure.code !== 'result-too-large');
    } finally {
      this.#running = false;
      out.close();
    }
  }

  /** Sends the text in chunks, as many as the main thread gave credit for. */
  async #send(parts: AsyncIterable<string>, maxBytes: number): Promise<void> {
    let size = 0;
    let text = '';
    const flush = async () => {
      const bytes = encoder.encode(text);
      text = '';
      size += bytes.length;
      if (size > maxBytes) throw new Failure('result-too-large', tooLarge(maxBytes));
      while (this.#credit === 0) await new Promise<void>((resolve) => (this.#credited = resolve));
      this.#credit -= 1;
      this.#sent = true;
      this.#port.postMessage({ type: 'chunk', bytes } satisfies ThreadReport, [bytes.buffer]);
    };
    for await (const part of parts) {
      text += part;
      if (text.length >= chunkLength) await flush();
    }
    if (text !== '') await flush();
  }

  #askLocal(query: LocalQuery): Promise<LocalAnswer> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.#port.postMessage({ type: 'local', id, query } satisfies ThreadReport);
    });
  }

  #fail(error: unknown, clean: boolean): void {
    if (!this.#running) return;
    this.#running = false;
    const { code, message } = error instanceof Failure ? error : failureOf(error, true);
    this.#port.postMessage({ type: 'failed', code, message, clean } satisfies ThreadReport);
  }
}

function failureOf(error: unknown, asked: boolean): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (!asked) return new Failure('query-malformed', `The federated query cannot be run: ${message}`);
  return new Failure('endpoint-failed', `An endpoint's answer could not be used: ${message}`);
}

function tooLarge(maxBytes: number): string {
  return `The result has more than ${maxBytes} bytes. Ask for less: add a LIMIT, or fewer variables.`;
}

if (parentPort) {
  const port = parentPort;
  const worker = new FederationWorker(port, workerData as FederationSetting);
  process.on('uncaughtException', (error) => worker.stray(error));
  process.on('unhandledRejection', (error) => worker.stray(error));
  port.on('message', (request: ThreadRequest) => worker.receive(request));
  port.postMessage({ type: 'ready' } satisfies ThreadReport);
}

import type { Worker } from 'node:worker_threads';
import { Failure } from '../../model/failure.ts';
import { startThread } from '../../thread.ts';
import type { CkanCall, CkanResult } from './ckan-calls.ts';
import type { CkanResponse, CkanThreadData, ToCkanThread } from './ckan-messages.ts';

/** Answers read calls of CKAN's Action API. */
export interface CkanService {
  /** @throws Failure `search-unavailable` where the table of packages is not made yet or its thread died, `busy` */
  call(call: CkanCall): Promise<CkanResult>;
}

export interface ThreadedCkanOptions extends CkanThreadData {
  readonly log: (level: 'info' | 'warn', message: string) => void;
  /** Milliseconds that a call waits for the table to be made, and that it may take. */
  readonly timeout?: number;
}

interface Pending {
  readonly resolve: (result: CkanResult) => void;
  readonly reject: (failure: Failure) => void;
  readonly timer: NodeJS.Timeout;
}

/** Milliseconds that a thread has to end by itself. */
const patience = 5_000;
/** Calls that wait at most. */
const mostPending = 100;

/** The table of packages in a thread of its own, which is started by the first call and again where it died. */
export class ThreadedCkan implements CkanService {
  readonly #options: ThreadedCkanOptions;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #ready = false;
  #nextId = 1;
  #closed = false;
  /** When its thread last said something. */
  #heard = 0;

  constructor(options: ThreadedCkanOptions) {
    this.#options = options;
  }

  call(call: CkanCall): Promise<CkanResult> {
    if (this.#closed) return Promise.reject(new Failure('search-unavailable', 'The server is stopping.'));
    if (this.#pending.size >= mostPending)
      return Promise.reject(new Failure('busy', 'Too many calls are waiting. Try again shortly.'));
    const worker = this.#running();
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#giveUp(id, worker), this.#timeout);
      timer.unref();
      this.#pending.set(id, { resolve, reject, timer });
      worker.postMessage({ type: 'call', id, call } satisfies ToCkanThread);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    if (!worker) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage({ type: 'stop' } satisfies ToCkanThread);
    const timer = setTimeout(() => void worker.terminate(), patience);
    await ended;
    clearTimeout(timer);
  }

  get #timeout(): number {
    return this.#options.timeout ?? 10_000;
  }

  #running(): Worker {
    if (this.#worker) return this.#worker;
    const { folder, base, language } = this.#options;
    const data: CkanThreadData = { folder, base, language };
    const worker = startThread('./ckan-thread', import.meta.url, data);
    let reason: string | undefined;
    this.#worker = worker;
    this.#ready = false;
    worker.on('message', (response: CkanResponse) => this.#receive(response));
    worker.on('error', (error) => {
      reason = error.message;
    });
    worker.once('exit', (code) => this.#ended(reason ?? `its thread ended with code ${code}`));
    return worker;
  }

  #ended(reason: string): void {
    this.#worker = undefined;
    if (!this.#closed)
      this.#options.log('warn', `The CKAN table of packages is made again at the next call: ${reason}.`);
    for (const id of [...this.#pending.keys()]) this.#settle(id)?.reject(unavailable());
  }

  #giveUp(id: number, worker: Worker): void {
    const failure = this.#ready
      ? new Failure('busy', 'The call took too long. Try again shortly.')
      : unavailable();
    this.#settle(id)?.reject(failure);
    if (this.#ready && performance.now() - this.#heard >= this.#timeout) void worker.terminate();
  }

  #receive(response: CkanResponse): void {
    this.#heard = performance.now();
    if (response.type === 'ready') {
      this.#ready = true;
      const { packages, milliseconds } = response;
      this.#options.log('info', `CKAN table ready: ${packages} packages in ${Math.round(milliseconds)} ms.`);
      return;
    }
    const pending = this.#settle(response.id);
    if (response.type === 'answer') pending?.resolve(response.result);
    else pending?.reject(new Failure('search-unavailable', `The call failed: ${response.message}`));
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    clearTimeout(pending?.timer);
    return pending;
  }
}

function unavailable(): Failure {
  return new Failure('search-unavailable', 'The table of packages is being made. Try again shortly.');
}

import type { Worker } from 'node:worker_threads';
import { Failure, type FailureCode } from '../model/failure.ts';
import type { SourceRecord } from '../model/record.ts';
import { startThread } from '../thread.ts';
import type { Iri } from '../vocabulary/iri.ts';
import type {
  CheckedRecord,
  EditedRecord,
  GateOptions,
  GateReady,
  GateRequest,
  GateResponse,
  MappedFace,
  VerifiedRecord,
} from './gate-messages.ts';

type Unsent<T> = T extends unknown ? Omit<T, 'id'> : never;

interface Pending {
  readonly resolve: (response: GateResponse) => void;
  readonly reject: (failure: Failure) => void;
}

/**
 * One thread that maps and checks batches (mapping and SHACL are most of the work of publishing).
 * A batch is mapped, then those of its records that matter are checked; the next batch may come after that.
 */
export class Gate {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #ready: Promise<GateReady>;
  #nextId = 1;
  #dead: Failure | undefined;

  constructor(options: GateOptions) {
    this.#worker = startThread('./gate-worker', import.meta.url, options);
    this.#ready = new Promise((resolve, reject) => {
      this.#pending.set(0, { resolve: () => undefined, reject });
      this.#worker.on('message', (message: GateResponse | GateReady) => {
        if (message.type === 'ready') {
          this.#pending.delete(0);
          resolve(message);
        } else this.#receive(message);
      });
    });
    this.#ready.catch(() => undefined);
    this.#worker.on('error', (cause) => this.#fail(cause));
    this.#worker.on('exit', () => this.#fail(new Error('its thread ended')));
  }

  /** The policy that this gate checks against. @throws Failure `invalid-configuration` where its shapes cannot be used */
  ready(): Promise<{ readonly policy: Iri; readonly policyVersion: string }> {
    return this.#ready;
  }

  /** Its thread ended, or could not start: nothing can be asked of it any more. */
  get isDead(): boolean {
    return this.#dead !== undefined;
  }

  async map(records: readonly SourceRecord[]): Promise<readonly MappedFace[]> {
    const response = await this.#ask({ type: 'map', records });
    return response.type === 'mapped' ? response.faces : [];
  }

  /** Checks records of the batch that was mapped last, in the order of `wanted`. */
  async check(wanted: readonly (readonly [number, number])[]): Promise<readonly CheckedRecord[]> {
    if (wanted.length === 0) return [];
    const response = await this.#ask({ type: 'check', wanted });
    return response.type === 'checked' ? response.records : [];
  }

  /** Checks new content of records' graphs, in the order of `edited`. */
  async verify(edited: readonly EditedRecord[]): Promise<readonly VerifiedRecord[]> {
    if (edited.length === 0) return [];
    const response = await this.#ask({ type: 'verify', edited });
    return response.type === 'verified' ? response.records : [];
  }

  async close(): Promise<void> {
    this.#dead ??= new Failure('engine-unavailable', 'Publishing was stopped.');
    await this.#worker.terminate();
  }

  async #ask(request: Unsent<GateRequest>): Promise<GateResponse> {
    if (this.#dead) throw this.#dead;
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage({ ...request, id });
    });
  }

  #receive(response: GateResponse): void {
    const pending = this.#pending.get(response.id);
    this.#pending.delete(response.id);
    if (response.type !== 'failed') {
      pending?.resolve(response);
      return;
    }
    const failure = new Failure(response.code as FailureCode, response.message);
    if (response.id === 0) this.#dead = failure;
    pending?.reject(failure);
  }

  #fail(cause: Error): void {
    this.#dead ??= new Failure(
      'engine-unavailable',
      `A checking thread ended: ${cause.message}. Publish again; if it happens again, publish with a smaller batch.`,
      { cause },
    );
    for (const { reject } of this.#pending.values()) reject(this.#dead);
    this.#pending.clear();
  }
}

import type { Failure } from '../model/failure.ts';
import type { FetchCounts, FetchLimits } from './fetcher.ts';
import { sourceFailed } from './source-failed.ts';

/** What all requests of a run may come to. */
export class RunBudget {
  readonly #limits: FetchLimits;
  #requests = 0;
  #wire = 0;
  #unpacked = 0;

  constructor(limits: FetchLimits) {
    this.#limits = limits;
  }

  get counts(): FetchCounts {
    return { requests: this.#requests, bytes: this.#wire };
  }

  /** @throws Failure `source-failed` where the run has none left */
  request(url: URL): void {
    if (this.#requests >= this.#limits.requests)
      throw this.#spent(url, `made its ${this.#limits.requests} requests`, 'requests');
    this.#requests++;
  }

  arrived(bytes: number): void {
    this.#wire += bytes;
  }

  /** @throws Failure `source-failed` where the run has none left */
  unpacked(url: URL, bytes: number): void {
    this.#unpacked += bytes;
    if (this.#unpacked > this.#limits.totalBytes)
      throw this.#spent(url, `read its ${this.#limits.totalBytes} bytes`, 'totalBytes');
  }

  #spent(url: URL, what: string, limit: keyof FetchLimits): Failure {
    return sourceFailed(url, `the run has ${what}; a higher limit "${limit}" allows more`);
  }
}

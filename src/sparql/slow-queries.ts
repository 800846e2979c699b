import { LRUCache } from 'lru-cache';

interface Known {
  /** The longest time that it was given and did not end in, in milliseconds; absent: it was slow, and ended. */
  readonly timeout?: number;
  readonly at: number;
}

/** Queries remembered; a fingerprint is short. */
const remembered = 2_000;
/** Milliseconds for which a query that ran past its deadline is not tried again. */
const pause = 30_000;

/** Milliseconds for which a query that was slow counts as slow. */
const memory = 10 * 60_000;

/** What is known of queries by their fingerprint: which are slow, and which ran past their deadline just now. */
export class SlowQueries {
  readonly #known = new LRUCache<string, Known>({ max: remembered });
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  isSlow(fingerprint: string): boolean {
    const known = this.#known.get(fingerprint);
    return known !== undefined && known.at + memory > this.#now();
  }

  slow(fingerprint: string): void {
    if (!this.isSlow(fingerprint)) this.#known.set(fingerprint, { at: this.#now() });
  }

  timedOut(fingerprint: string, timeout: number): void {
    this.#known.set(fingerprint, { timeout, at: this.#now() });
  }

  /** Milliseconds until the query may be tried again with this time; 0 where it may now. */
  pauseOf(fingerprint: string, timeout: number): number {
    const known = this.#known.get(fingerprint);
    if (known?.timeout === undefined || known.timeout < timeout) return 0;
    return Math.max(0, known.at + pause - this.#now());
  }
}

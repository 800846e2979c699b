import { LRUCache } from 'lru-cache';

export interface AllowanceOptions {
  /** Requests that a client may make at once. */
  readonly most: number;
  /** Milliseconds after which it may make one more. */
  readonly interval: number;
  /** Clients that are remembered; beyond them the longest unseen begins anew. */
  readonly clients?: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/** How many requests a client may still make: what it has used up comes back with time. */
export class Allowance {
  readonly #options: AllowanceOptions;
  readonly #used: LRUCache<string, { readonly count: number; readonly time: number }>;
  readonly #now: () => number;

  constructor(options: AllowanceOptions) {
    this.#options = options;
    this.#used = new LRUCache({ max: options.clients ?? 10_000 });
    this.#now = options.now ?? (() => performance.now());
  }

  /** Uses up one request. @returns 0, or the milliseconds after which the client may make one */
  take(client: string): number {
    const { most, interval } = this.#options;
    const time = this.#now();
    const known = this.#used.get(client);
    const count = known ? Math.max(0, known.count - (time - known.time) / interval) : 0;
    if (count + 1 > most) return Math.ceil((count + 1 - most) * interval);
    this.#used.set(client, { count: count + 1, time });
    return 0;
  }
}

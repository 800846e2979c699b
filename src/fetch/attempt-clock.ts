import type { Failure } from '../model/failure.ts';
import type { FetchLimits } from './fetcher.ts';
import { sourceFailed } from './source-failed.ts';

/**
 * Ends one request where its server lets it wait too long, or where its caller needs it no more. Only the time that is
 * spent on waiting for the server counts: a slow reader is not the server's fault.
 */
export class AttemptClock {
  readonly #url: URL;
  readonly #limits: FetchLimits;
  readonly #stop = new AbortController();
  readonly #callers: readonly AbortSignal[];
  readonly #onAbort = () => this.#stop.abort();
  #left: number;
  #tooSlow: Failure | undefined;

  constructor(url: URL, limits: FetchLimits, callers: readonly AbortSignal[]) {
    this.#url = url;
    this.#limits = limits;
    this.#left = limits.pageTime;
    this.#callers = callers;
    for (const caller of callers) caller.addEventListener('abort', this.#onAbort);
    if (callers.some(({ aborted }) => aborted)) this.#stop.abort();
  }

  /** Ends the request. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Set once the server was too slow. */
  get tooSlow(): Failure | undefined {
    return this.#tooSlow;
  }

  /** @throws the reason of the caller's signal, once it has stopped the request */
  throwIfStopped(): void {
    for (const caller of this.#callers) caller.throwIfAborted();
  }

  /** Waits for a step of the server. */
  async wait<T>(step: () => Promise<T>): Promise<T> {
    const { idleTime, pageTime } = this.#limits;
    const idle = idleTime < this.#left;
    const begun = performance.now();
    const timer = setTimeout(
      () => {
        const reason = idle
          ? `nothing came for ${idleTime} ms`
          : `it had not sent the whole page after ${pageTime} ms`;
        this.#tooSlow = sourceFailed(this.#url, reason);
        this.#stop.abort();
      },
      Math.max(0, idle ? idleTime : this.#left),
    );
    try {
      return await step();
    } finally {
      clearTimeout(timer);
      this.#left -= performance.now() - begun;
    }
  }

  /** Listens no more to the caller. */
  end(): void {
    for (const caller of this.#callers) caller.removeEventListener('abort', this.#onAbort);
  }
}

import type { IncomingMessage } from 'node:http';
import { Failure } from '../model/failure.ts';
import type { AttemptClock } from './attempt-clock.ts';
import { sourceFailed } from './source-failed.ts';

/** A request that was answered; its body is still on the wire, and it has one of its host's turns until it is closed. */
export class Exchange {
  readonly url: URL;
  readonly message: IncomingMessage;
  readonly clock: AttemptClock;
  readonly #onClose: () => void;
  #closed = false;

  constructor(options: {
    readonly url: URL;
    readonly message: IncomingMessage;
    readonly clock: AttemptClock;
    readonly onClose: () => void;
  }) {
    this.url = options.url;
    this.message = options.message;
    this.clock = options.clock;
    this.#onClose = options.onClose;
    // An answer that nobody reads must not keep its turn when it is stopped.
    this.clock.signal.addEventListener('abort', () => this.close());
  }

  get status(): number {
    return this.message.statusCode ?? 0;
  }

  /** Lets go of the connection, where the body was not read, and of the turn. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (!this.message.complete || !this.message.readableEnded) this.message.destroy();
    this.clock.end();
    this.#onClose();
  }

  /** Reads what has no body (304) to its end, so that the connection can be used again. */
  async finish(): Promise<void> {
    try {
      await this.clock.wait(async () => {
        for await (const _ of this.message) break;
      });
    } catch (error) {
      throw this.explain(error, 'the connection broke off');
    } finally {
      this.close();
    }
  }

  /** What a thrown value means: the caller's own stop, the server's slowness, a Failure, or `reason`. */
  explain(error: unknown, reason: string): unknown {
    return explainFailure(error, this.clock, () => sourceFailed(this.url, reason, error));
  }
}

export function explainFailure(error: unknown, clock: AttemptClock, otherwise: () => Failure): unknown {
  try {
    clock.throwIfStopped();
  } catch (reason) {
    return reason;
  }
  return clock.tooSlow ?? (error instanceof Failure ? error : otherwise());
}

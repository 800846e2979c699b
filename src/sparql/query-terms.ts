/** Who asks, and how long it may take. */
export interface Terms {
  /** The caller, for fairness: an address or a token. */
  readonly client: string;
  /** Milliseconds on a replica. */
  readonly timeout: number;
  /** What the query is recognised by when it comes again. */
  readonly fingerprint: string;
  /** Whether the query looks as if it took long; asked only where replicas are scarce. */
  readonly expensive: () => boolean;
  /** Aborted: the caller is gone, and nobody else waits for the answer. */
  readonly signal?: AbortSignal;
}

/** What the readiness check and the 503 answers say of the query engine. */
export interface PoolState {
  /** At least one replica answers queries. */
  readonly ready: boolean;
  /** A replica is being brought back, which takes a moment only: queries wait for it. */
  readonly restoring: boolean;
  /** A replica that dies is back in a moment: loading is quick, or an image is kept. */
  readonly restorable: boolean;
  /** Records that the furthest replica has loaded, of `total`. */
  readonly loaded: number;
  readonly total: number;
  /** Commit that the furthest ready replica reflects. */
  readonly sequence: number;
  readonly replicas: number;
  readonly readyReplicas: number;
  /** Queries that run, and that wait. */
  readonly running: number;
  readonly queued: number;
  /** Replicas that were replaced since the start. */
  readonly replacements: number;
  /** Why no replica answers, where it is more than loading. */
  readonly problem?: { readonly code: 'engine-full' | 'engine-unavailable'; readonly message: string };
}

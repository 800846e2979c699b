/** Writes that wait for one another before more are made: what is queued stays bounded in memory. */
export class PendingWrites {
  readonly #most: number;
  #pending: Promise<unknown>[] = [];

  constructor(most = 1_000) {
    this.#most = most;
  }

  /** Throws what an earlier write failed with. */
  async add(writing: Promise<unknown>): Promise<void> {
    // It is met when they are waited for.
    writing.catch(() => undefined);
    this.#pending.push(writing);
    if (this.#pending.length >= this.#most) await this.settle();
  }

  async settle(): Promise<void> {
    await Promise.all(this.#pending.splice(0));
  }
}

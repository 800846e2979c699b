/** Work that goes on at the same time: so much in all, and so much for each host, so that none holds the others up. */
export class Turns {
  readonly #most: number;
  readonly #perHost: number;
  readonly #running = new Map<string, { readonly host: string; readonly done: Promise<void> }>();
  readonly #hosts = new Map<string, number>();

  constructor({ most, perHost }: { readonly most: number; readonly perHost: number }) {
    this.#most = most;
    this.#perHost = perHost;
  }

  /** No turn is free, whatever the host. */
  get full(): boolean {
    return this.#running.size >= this.#most;
  }

  has(key: string): boolean {
    return this.#running.has(key);
  }

  /** Starts the work, which must not fail, unless it goes on already or has to wait for a turn. */
  start(key: string, host: string, work: () => Promise<void>): void {
    const ofHost = this.#hosts.get(host) ?? 0;
    if (this.full || ofHost >= this.#perHost || this.#running.has(key)) return;
    this.#hosts.set(host, ofHost + 1);
    const done = work().finally(() => {
      this.#running.delete(key);
      const left = (this.#hosts.get(host) ?? 1) - 1;
      if (left === 0) this.#hosts.delete(host);
      else this.#hosts.set(host, left);
    });
    this.#running.set(key, { host, done });
  }

  /** Resolves when nothing goes on any more that goes on now. */
  async idle(): Promise<void> {
    await Promise.all([...this.#running.values()].map(({ done }) => done));
  }
}

import { FairQueue } from './fair-queue.ts';

/** Who waits, and in which line. */
export interface Waiting {
  readonly client: string;
  readonly slow: boolean;
}

/**
 * Two waiting lines, of quick queries and of slow ones, that are served by turns; each serves its clients by turns. Where
 * they are full together, the newest query of the client with the most gives way to a client with fewer.
 */
export class QueryLines<T extends Waiting> {
  readonly #quick = new FairQueue<T>();
  readonly #slow = new FairQueue<T>();
  #slowTurn = false;

  get size(): number {
    return this.#quick.size + this.#slow.size;
  }

  get quick(): number {
    return this.#quick.size;
  }

  get slow(): number {
    return this.#slow.size;
  }

  push(item: T): void {
    this.#lineOf(item).push(item.client, item);
  }

  remove(item: T): boolean {
    return this.#lineOf(item).remove(item.client, item);
  }

  /** @param maySlow whether a slow query may go now */
  next(maySlow: () => boolean): T | undefined {
    const slowFirst = this.#slowTurn || this.#quick.size === 0;
    this.#slowTurn = !this.#slowTurn;
    const slow = () => (this.#slow.size > 0 && maySlow() ? this.#slow.shift() : undefined);
    return slowFirst ? (slow() ?? this.#quick.shift()) : (this.#quick.shift() ?? slow());
  }

  /** Takes out the newest item of the client that has the most, if that is more than `client` would have with one more. */
  displaceFor(client: string): T | undefined {
    const sizeOf = (one: string) => this.#quick.sizeOf(one) + this.#slow.sizeOf(one);
    let longest = client;
    for (const one of [...this.#slow.clients(), ...this.#quick.clients()])
      if (sizeOf(one) > sizeOf(longest)) longest = one;
    if (sizeOf(longest) <= sizeOf(client) + 1) return undefined;
    const item = this.#slow.newestOf(longest) ?? this.#quick.newestOf(longest);
    if (item) this.remove(item);
    return item;
  }

  clear(): T[] {
    return [...this.#quick.clear(), ...this.#slow.clear()];
  }

  #lineOf({ slow }: Waiting): FairQueue<T> {
    return slow ? this.#slow : this.#quick;
  }
}

/**
 * A bounded waiting line that serves its clients by turns: who sends many requests waits behind his own. Where it is full,
 * the newest request of the client with the most gives way to a client with fewer.
 */
export class FairQueue<T> {
  readonly #lines = new Map<string, T[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  sizeOf(client: string): number {
    return this.#lines.get(client)?.length ?? 0;
  }

  push(client: string, item: T): void {
    const line = this.#lines.get(client);
    if (line) line.push(item);
    else this.#lines.set(client, [item]);
    this.#size += 1;
  }

  /** The next item; its client then waits until all others had their turn. */
  shift(): T | undefined {
    for (const [client, line] of this.#lines) {
      const item = line.shift();
      this.#lines.delete(client);
      if (line.length > 0) this.#lines.set(client, line);
      if (item === undefined) continue;
      this.#size -= 1;
      return item;
    }
    return undefined;
  }

  remove(client: string, item: T): boolean {
    const line = this.#lines.get(client);
    const index = line?.indexOf(item) ?? -1;
    if (!line || index === -1) return false;
    line.splice(index, 1);
    if (line.length === 0) this.#lines.delete(client);
    this.#size -= 1;
    return true;
  }

  /** Takes out the newest item of the client that has the most, if that is more than `client` would have with one more. */
  displaceFor(client: string): T | undefined {
    let longest: [string, T[]] | undefined;
    for (const entry of this.#lines) if (!longest || entry[1].length > longest[1].length) longest = entry;
    if (!longest || longest[1].length <= this.sizeOf(client) + 1) return undefined;
    const item = longest[1].at(-1);
    if (item !== undefined) this.remove(longest[0], item);
    return item;
  }

  clear(): T[] {
    const items = [...this.#lines.values()].flat();
    this.#lines.clear();
    this.#size = 0;
    return items;
  }
}

/** A waiting line that serves its clients by turns: who sends many requests waits behind his own. */
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

  clients(): Iterable<string> {
    return this.#lines.keys();
  }

  newestOf(client: string): T | undefined {
    return this.#lines.get(client)?.at(-1);
  }

  clear(): T[] {
    const items = [...this.#lines.values()].flat();
    this.#lines.clear();
    this.#size = 0;
    return items;
  }
}

import type { HarvestItem, Json } from '../harvest-client.ts';

/** A record that was met: its key, and the name by which lists have it. */
export type CkanEntry = readonly [key: string, name: string];

/** The records that a run has met, each once. */
export class CkanFound {
  readonly #names = new Map<string, string>();
  readonly #keys = new Map<string, string>();
  /** Rows of answers that are no records. */
  unreadable = 0;

  static from(entries: readonly CkanEntry[]): CkanFound {
    const found = new CkanFound();
    for (const [key, name] of entries) found.add(key, name);
    return found;
  }

  get size(): number {
    return this.#names.size;
  }

  has(key: string): boolean {
    return this.#names.has(key);
  }

  /** Whether a record has this name, or this id where lists give ids. */
  knows(name: string): boolean {
    return this.#keys.has(name) || this.#names.has(`package:${name}`);
  }

  add(key: string, name: string): void {
    this.#names.set(key, name);
    if (name !== '') this.#keys.set(name, key);
  }

  delete(key: string): void {
    const name = this.#names.get(key);
    this.#names.delete(key);
    if (name !== undefined && this.#keys.get(name) === key) this.#keys.delete(name);
  }

  entries(): CkanEntry[] {
    return [...this.#names];
  }

  count(kind: string): number {
    let count = 0;
    for (const key of this.#names.keys()) if (key.startsWith(`${kind}:`)) count += 1;
    return count;
  }
}

/** The items of a page but for records that were met before; pages of a list that moves overlap. */
export async function* onlyNew<Links>(
  items: AsyncGenerator<HarvestItem, Links>,
  found: CkanFound,
): AsyncGenerator<HarvestItem, Links> {
  for (;;) {
    const next = await items.next();
    if (next.done) return next.value;
    const item = next.value;
    if (item.type === 'unreadable') found.unreadable += 1;
    else if (found.has(item.key)) continue;
    else found.add(item.key, '');
    yield item;
  }
}

export function entriesOf(value: Json | undefined): CkanEntry[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const entries: CkanEntry[] = [];
  for (const entry of value as readonly Json[]) {
    if (!Array.isArray(entry)) return undefined;
    const [key, name] = entry as readonly Json[];
    if (typeof key !== 'string' || typeof name !== 'string') return undefined;
    entries.push([key, name]);
  }
  return entries;
}

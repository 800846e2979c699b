import type { PackageEntry } from './package-entry.ts';
import type { TextMatches } from './package-table.ts';

/** By what packages can be put in order; `score` by a text search. */
export const sortKeys = ['score', 'name', 'title', 'id', 'metadata_modified', 'metadata_created'] as const;
export type SortKey = (typeof sortKeys)[number];

export interface PackageSort {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** Where a page ended: the next one begins behind it, whatever is published or withdrawn meanwhile. */
export interface PagePosition {
  readonly keys: readonly (string | number)[];
  readonly id: string;
}

type Key = (entry: PackageEntry) => string | number;

/** The order that is asked for; the id decides in the end, so that no two packages stand in one place. */
export class PackageOrder {
  readonly #sorts: readonly PackageSort[];
  readonly #keys: readonly Key[];

  /** @param matches of the text search that `score` is of */
  constructor(sorts: readonly PackageSort[], matches: TextMatches = []) {
    const ranks = new Map(matches.map((document, rank) => [document, matches.length - rank]));
    this.#sorts = sorts;
    this.#keys = sorts.map(({ key }) => keyOf(key, ranks));
  }

  /** Never 0 for two packages. */
  compare(a: PackageEntry, b: PackageEntry): number {
    for (let at = 0; at < this.#keys.length; at++) {
      const key = this.#keys[at] as Key;
      const decided = this.#decide(at, key(a), key(b));
      if (decided !== 0) return decided;
    }
    return byId(a.id, b.id);
  }

  /** Whether an entry stands behind a position. */
  isAfter(entry: PackageEntry, position: PagePosition): boolean {
    for (let at = 0; at < this.#keys.length; at++) {
      const decided = this.#decide(at, (this.#keys[at] as Key)(entry), position.keys[at] ?? '');
      if (decided !== 0) return decided > 0;
    }
    return byId(entry.id, position.id) > 0;
  }

  positionOf(entry: PackageEntry): PagePosition {
    return { keys: this.#keys.map((key) => key(entry)), id: entry.id };
  }

  sort(entries: readonly PackageEntry[]): PackageEntry[] {
    return [...entries].sort((a, b) => this.compare(a, b));
  }

  /** The first `most` of them in order, without putting the rest in order. */
  leading(entries: Iterable<PackageEntry>, most: number): PackageEntry[] {
    const leading: PackageEntry[] = [];
    for (const entry of entries) {
      const last = leading[leading.length - 1];
      const full = leading.length === most;
      if (most === 0 || (full && last && this.compare(entry, last) > 0)) continue;
      let low = 0;
      let high = leading.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.compare(entry, leading[middle] as PackageEntry) > 0) low = middle + 1;
        else high = middle;
      }
      leading.splice(low, 0, entry);
      if (full) leading.pop();
    }
    return leading;
  }

  #decide(at: number, own: string | number, other: string | number): number {
    if (own === other) return 0;
    return own < other === this.#sorts[at]?.descending ? 1 : -1;
  }
}

function byId(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function keyOf(key: SortKey, ranks: ReadonlyMap<string, number>): Key {
  switch (key) {
    case 'score':
      return ({ document }) => ranks.get(document) ?? 0;
    case 'metadata_modified':
      return ({ modified }) => modified;
    case 'metadata_created':
      return ({ created }) => created;
    default:
      return (entry) => entry[key];
  }
}

import type { Cursor, Sort } from './cursor.ts';

/** What entries are ordered by, each by slot. */
export interface OrderedColumns {
  readonly documents: readonly string[];
  /** Milliseconds since 1970. */
  readonly dates: readonly number[];
  /** Folded. */
  readonly titles: readonly string[];
  readonly scores: Float32Array;
}

type Position = Pick<Cursor, 'key' | 'date' | 'document'>;

export interface EntryOrder {
  /** Never 0 for two slots: documents decide in the end. */
  readonly compare: (a: number, b: number) => number;
  readonly isAfter: (slot: number, position: Position) => boolean;
  readonly cursorOf: (slot: number) => Position;
}

/** Entries without a title stand last. */
const afterEveryTitle = '\uFFFF';

export function compareEntries(sort: Sort, columns: OrderedColumns): EntryOrder {
  const { documents, dates, titles, scores } = columns;
  const keys: ArrayLike<number | string> =
    sort === 'title'
      ? titles.map((title) => title || afterEveryTitle)
      : sort === 'relevance'
        ? scores
        : dates;
  const smaller = sort === 'title' || sort === 'oldest' ? -1 : 1;
  const larger = -smaller;
  const byDate = sort === 'relevance';
  const compare = (slot: number, key: number | string, date: number, document: string): number => {
    const own = keys[slot] ?? 0;
    if (own !== key) return own < key ? smaller : larger;
    const ownDate = dates[slot] ?? 0;
    if (byDate && ownDate !== date) return ownDate > date ? -1 : 1;
    const ownDocument = documents[slot] ?? '';
    if (ownDocument === document) return 0;
    return ownDocument < document ? -1 : 1;
  };
  const cursorOf = (slot: number): Position => ({
    key: keys[slot] ?? 0,
    date: dates[slot] ?? 0,
    document: documents[slot] ?? '',
  });
  return {
    compare: (a, b) => compare(a, keys[b] ?? 0, dates[b] ?? 0, documents[b] ?? ''),
    isAfter: (slot, { key, date, document }) => compare(slot, key, date, document) > 0,
    cursorOf,
  };
}

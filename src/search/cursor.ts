/** Orders of the results. */
export const sorts = ['relevance', 'newest', 'oldest', 'title'] as const;
export type Sort = (typeof sorts)[number];

/**
 * Where a page of results ended: the sort key of its last entry and its document, so that the next page begins there
 * whatever is published or withdrawn meanwhile.
 */
export interface Cursor {
  readonly sort: Sort;
  /** Milliseconds since 1970 of the date; for `title` the folded title; for `relevance` the score. */
  readonly key: number | string;
  /** For `relevance`: the date, which decides among equal scores. */
  readonly date: number;
  readonly document: string;
  /**
   * For `relevance`: how much each word of the query weighed. With the same weights an entry that did not change has the
   * same score on every page, however the rest of the catalogue changes.
   */
  readonly weights: readonly number[];
}

const longest = 6_000;

/** As it stands in an address. */
export function writeCursor({ sort, key, date, document, weights }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, key, date, document, ...weights])).toString('base64url');
}

/** `undefined` where the text is no cursor of an order `sort` and of `words` words. */
export function readCursor(text: string, sort: Sort, words: number): Cursor | undefined {
  if (text.length > longest || !/^[\w-]+$/.test(text)) return undefined;
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts)) return undefined;
  const [own, key, date, document, ...weights] = parts as unknown[];
  if (own !== sort || typeof document !== 'string' || !isNumber(date)) return undefined;
  if (sort === 'title' ? typeof key !== 'string' : !isNumber(key)) return undefined;
  if (!weights.every(isNumber) || weights.length !== (sort === 'relevance' ? words : 0)) return undefined;
  return { sort, key: key as number | string, date, document, weights };
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

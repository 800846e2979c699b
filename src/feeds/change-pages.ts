import type { LogEntry, RecordReader } from '../store/record-store.ts';

/**
 * Commits of one page. Pages are addressed by the number of their first commit and full ones are cached for ever: another
 * number would give every address another content.
 */
export const commitsOfPage = 100;
/** Ranges that one index node brings together. As {@link commitsOfPage} it can never change. */
export const fanOut = 100;

/** Commits `first` to `last`, all of which were made. */
export interface CommitRange {
  readonly first: number;
  readonly last: number;
}

/** A page of the commit log: a fixed stretch of commit numbers, whatever they are about. */
export interface ChangePage {
  /** Number of the first commit of the stretch; the page is addressed by it. */
  readonly first: number;
  /** Commits of the stretch that were made, oldest first. */
  readonly entries: readonly LogEntry[];
  /** Every commit of the stretch was made: the page never changes again. */
  readonly isFull: boolean;
  /** Where the page before and the one after begin; a full page always has one after it, which may be empty. */
  readonly previous?: number;
  readonly next?: number;
}

/** Other numbers than those of the feeds. */
export interface PageSizes {
  readonly size: number;
  readonly fanOut: number;
}

export const feedSizes: PageSizes = { size: commitsOfPage, fanOut };

/** First commit of the page that is not full; it may not have been made yet. */
export function openPage(sequence: number, size = commitsOfPage): number {
  return sequence - (sequence % size) + 1;
}

/**
 * The page that begins with commit `first`. Reads at most one page of the log.
 * @returns `undefined` where no page begins there, or none yet
 */
export function readChangePage(
  store: RecordReader,
  first: number,
  { size }: PageSizes = feedSizes,
): ChangePage | undefined {
  if (!Number.isSafeInteger(first) || first < 1 || (first - 1) % size !== 0) return undefined;
  if (first > store.sequence() + 1) return undefined;
  const entries = store.changes(first - 1, size);
  const isFull = entries.length === size;
  return {
    first,
    entries,
    isFull,
    ...(first > 1 && { previous: first - size }),
    ...(isFull && { next: first + size }),
  };
}

/**
 * The complete ranges that cover commits `from` to `to` (`from - 1` is a multiple of `size`), largest first: at most
 * {@link fanOut} of each size. What is left at the end is less than a page.
 */
export function completeRanges(from: number, to: number, sizes: PageSizes = feedSizes): CommitRange[] {
  const { size } = sizes;
  const ranges: CommitRange[] = [];
  let first = from;
  while (first + size - 1 <= to) {
    const span = largestSpan(first, to, sizes);
    ranges.push({ first, last: first + span - 1 });
    first += span;
  }
  return ranges;
}

function largestSpan(first: number, to: number, { size, fanOut }: PageSizes): number {
  let span = size;
  while ((first - 1) % (span * fanOut) === 0 && first + span * fanOut - 1 <= to) span *= fanOut;
  return span;
}

/** The ranges within an index node, in their order; `undefined` where there is no such node, or its range is not complete. */
export function rangesWithin(
  { first, last }: CommitRange,
  sequence: number,
  { size, fanOut }: PageSizes = feedSizes,
): CommitRange[] | undefined {
  const span = last - first + 1;
  let part = size;
  while (part * fanOut < span) part *= fanOut;
  if (part * fanOut !== span || (first - 1) % span !== 0 || first < 1 || last > sequence) return undefined;
  return Array.from({ length: fanOut }, (_, place) => ({
    first: first + place * part,
    last: first + (place + 1) * part - 1,
  }));
}

/** Time of a commit, xsd:dateTime in UTC. */
export function timeOf(store: RecordReader, sequence: number): string | undefined {
  return store.changes(sequence - 1, 1)[0]?.time;
}

import { Failure } from '../../model/failure.ts';
import type { HarvestContext, HarvestItem } from '../harvest-client.ts';
import { type CkanFound, onlyNew } from './ckan-found.ts';
import { type CkanLinks, readCkanPage } from './ckan-page.ts';
import type { CkanPortal } from './ckan-portal.ts';

/** As many as CKAN gives at most unless it is configured otherwise (`ckan.search.rows_max`); others give fewer. */
const rowsOfPage = 1_000;
/** Pages behind one another without anything new. */
const mostStale = 3;
/** How often the same position is asked for. */
const mostAgain = 50;

/** An order that no edit changes, in which no two records stand in one place. */
export const stableSort = 'metadata_created asc, id asc';

export interface CkanQuery {
  readonly q?: string;
  readonly fq?: string;
  readonly sort?: string;
}

export interface SearchEnd {
  /** How many records the search found in the end; absent where it does not say. */
  readonly count?: number;
  /** Every record that was there throughout was met, for certain. */
  readonly certain: boolean;
  /** Names that stood there instead of records. */
  readonly named: readonly string[];
}

interface Searching {
  readonly context: HarvestContext;
  readonly portal: CkanPortal;
  readonly query: CkanQuery;
  readonly found: CkanFound;
  /** Position to begin at: a record that was met stands there. */
  readonly start?: number;
  /** Called between pages with the position at which one may go on. */
  readonly onPage?: (start: number) => Promise<void>;
}

/**
 * All pages of a search. Positions move when records go while pages are read, so each page begins with the last record
 * of the page before it: where another one stands there, the list has moved, and one goes back until a record is met that
 * is known. In an order that does not change nothing can then lie between two pages.
 * @throws Failure `source-failed` where the list moves faster than it can be read
 */
export async function* searchAll(searching: Searching): AsyncGenerator<HarvestItem, SearchEnd> {
  const { found, query, onPage } = searching;
  const pages = new SearchPages(searching);
  const named: string[] = [];
  let certain = query.sort === stableSort;
  let start = searching.start ?? 0;
  let back = 2;
  let furthest = 0;
  for (let stale = 0; ; ) {
    const before = found.size;
    const { links, isAnchored } = yield* pages.read(start);
    const { rows, count } = links;
    named.push(...links.named);
    certain &&= links.ordered;
    const isFurther = start + rows >= furthest;
    furthest = Math.max(furthest, start + rows);
    if (certain && !isAnchored) {
      back *= 4;
      start = Math.max(0, start - back);
      continue;
    }
    back = 2;
    // Where one went back over what had been read there may be nothing new.
    if (found.size > before) stale = 0;
    else if (isFurther) stale += 1;
    const isLast = count === null ? stale > 0 : rows === 0 || start + rows >= count;
    // One answer that holds everything holds it as it was at one moment, in whatever order.
    const isOnly = count !== null && start === 0 && before === 0 && rows >= count;
    if (isLast || stale >= mostStale)
      return { ...(count !== null && { count }), certain: isLast && (certain || isOnly), named };
    // A page of one record cannot overlap.
    certain &&= rows > 1;
    start += Math.max(1, rows - 1);
    await onPage?.(start);
  }
}

class SearchPages {
  readonly #searching: Searching;
  readonly #asked = new Map<number, number>();
  /** Records up to which nothing is missing: not those of pages behind a gap. */
  readonly #covered: Set<string>;

  constructor(searching: Searching) {
    this.#searching = searching;
    this.#covered = new Set(searching.start ? searching.found.entries().map(([key]) => key) : []);
  }

  /** `isAnchored`: nothing lies between it and what was read before. */
  async *read(start: number): AsyncGenerator<HarvestItem, { links: CkanLinks; isAnchored: boolean }> {
    const { context, portal, query, found } = this.#searching;
    const page = context.page<CkanLinks>({
      url: portal.call('package_search', { ...query, rows: this.#rows(start), start }),
      accept: 'application/json',
      parse: (arrived) => readCkanPage(arrived, { portal, reading: context.reading, result: 'search' }),
    });
    const links = yield* onlyNew(page, found);
    for (const [key, name] of links.found) found.add(key, name);
    const [first] = links.found;
    const isAnchored = start === 0 || (first !== undefined && this.#covered.has(first[0]));
    if (isAnchored) for (const [key] of links.found) this.#covered.add(key);
    return { links, isAnchored };
  }

  /** A page that is asked for a second time has another address, or it would be taken for a loop. */
  #rows(start: number): number {
    const before = this.#asked.get(start) ?? 0;
    this.#asked.set(start, before + 1);
    if (before < mostAgain) return rowsOfPage - before;
    throw new Failure(
      'source-failed',
      `${this.#searching.portal.site} changes faster than it can be read. Harvest it when less is edited there.`,
    );
  }
}

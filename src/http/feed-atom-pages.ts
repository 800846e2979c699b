import { type FeedFilters, type FeedItem, feedItem } from '../feeds/change-filter.ts';
import { type ChangePage, commitsOfPage, openPage, readChangePage } from '../feeds/change-pages.ts';
import { readChanges } from '../feeds/change-record.ts';
import type { RecordReader } from '../store/record-store.ts';

/** Entries that the subscription document has where there are so many. */
const fewestItems = 25;
/** Pages of the log that it looks through for them: what is older stands in the archives. */
const mostPages = 10;

/** A document of the feed: the one to subscribe to, or an archive (RFC 5005 §4). */
export interface AtomPage {
  /** Newest first, each record once, as its last change among these leaves it. */
  readonly items: readonly FeedItem[];
  /** Last commit that the document knows of. */
  readonly sequence: number;
  /** First commit of the page; absent: the document to subscribe to. */
  readonly first?: number;
  /** It never changes again. */
  readonly isArchive: boolean;
  /** Where the next older and the next newer archive begin. */
  readonly older?: number;
  readonly newer?: number;
}

/** The newest changes: back to the beginning of a page of the log, from where archives go on. */
export function readCurrent(store: RecordReader, filters: FeedFilters): AtomPage {
  const sequence = store.sequence();
  const items = new NewestItems();
  let first = openPage(sequence);
  for (let pages = 1; ; pages += 1) {
    items.addOlder(itemsOf(store, readChangePage(store, first), filters));
    if (first === 1 || pages === mostPages || items.size >= fewestItems) break;
    first -= commitsOfPage;
  }
  return {
    items: items.all(),
    sequence,
    isArchive: false,
    ...(first > 1 && { older: first - commitsOfPage }),
  };
}

/** The page of the log that begins with commit `first`. `undefined`: there is none, or not yet. */
export function readArchive(store: RecordReader, first: number, filters: FeedFilters): AtomPage | undefined {
  const page = readChangePage(store, first);
  if (!page) return undefined;
  const items = new NewestItems();
  items.addOlder(itemsOf(store, page, filters));
  return {
    items: items.all(),
    sequence: page.entries.at(-1)?.sequence ?? first - 1,
    first,
    isArchive: page.isFull,
    ...(page.previous !== undefined && { older: page.previous }),
    ...(page.next !== undefined && { newer: page.next }),
  };
}

/** Oldest first. */
function itemsOf(store: RecordReader, page: ChangePage | undefined, filters: FeedFilters): FeedItem[] {
  const changes = readChanges(store, page?.entries ?? []);
  return changes.flatMap((change) => feedItem(store, change, filters) ?? []);
}

/** A document of the feed shows a record once (RFC 4287 §4.1.1 leaves to readers which of several they take). */
class NewestItems {
  readonly #items = new Map<string, FeedItem>();

  get size(): number {
    return this.#items.size;
  }

  addOlder(items: readonly FeedItem[]): void {
    for (const item of items.toReversed()) {
      const { document } = item.change;
      if (!this.#items.has(document)) this.#items.set(document, item);
    }
  }

  all(): FeedItem[] {
    return [...this.#items.values()];
  }
}

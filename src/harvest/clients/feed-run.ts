import { Failure } from '../../model/failure.ts';
import type { HarvestContext, HarvestItem } from '../harvest-client.ts';
import { bookmarkAfter, type FeedBookmark, type FeedCursor, isKnown } from './feed-bookmark.ts';
import { type FollowLinks, followRequest } from './feed-follow.ts';
import type { FeedLinks } from './feed-page.ts';
import { unreadPage } from './html-unread-page.ts';

/** Descriptions in a row that cannot be had: then it is the source that cannot be. */
const mostFailuresInARow = 10;

/** What one run of a feed has met. Newer documents are read first: what they say of an entry counts. */
export class FeedRun {
  readonly #context: HarvestContext;
  readonly #bookmark: FeedBookmark | undefined;
  readonly #met: Map<string, number>;
  /** Entries of the document that is being read. */
  #fresh = new Set<string>();
  readonly #others = new Set<string>();
  readonly #followed = new Set<string>();
  #failed: number;
  #failedInARow = 0;
  #absent = 0;
  /** The archive before the first document. */
  archive: string;
  /** The feed has archives. */
  isArchived: boolean;

  constructor(context: HarvestContext, bookmark: FeedBookmark | undefined, cursor: FeedCursor | undefined) {
    this.#context = context;
    this.#bookmark = bookmark;
    this.#met = new Map(cursor?.met);
    this.#failed = cursor?.failed ?? 0;
    this.archive = cursor?.archive ?? '';
    this.isArchived = cursor?.isArchived ?? false;
  }

  /** Entries so far. */
  get met(): number {
    return this.#met.size;
  }

  get failed(): number {
    return this.#failed;
  }

  /** Items of a document but those of entries that a newer one has. */
  async *withoutMet(page: AsyncGenerator<HarvestItem, FeedLinks>): AsyncGenerator<HarvestItem, FeedLinks> {
    let next = await page.next();
    for (; !next.done; next = await page.next()) {
      const item = next.value;
      if (item.type === 'unreadable' || !this.#met.has(item.key)) yield item;
    }
    const links = next.value;
    this.#fresh = new Set(links.entries.map(([id]) => id).filter((id) => !this.#met.has(id)));
    for (const [id, changed] of links.entries) if (this.#fresh.has(id)) this.#met.set(id, changed);
    return links;
  }

  /** Whether anything in the document may have changed since the bookmark, or stands out of order. */
  hasNews({ entries }: FeedLinks): boolean {
    const isSorted = entries.every(([, changed], at) => changed <= (entries[at - 1]?.[1] ?? Infinity));
    return (
      !isSorted ||
      entries.length === 0 ||
      entries.some(([id, changed]) => !isKnown(this.#bookmark, id, changed))
    );
  }

  /** The RDF of entries that are new or changed; with `all`, of every entry. */
  async *follow(links: FeedLinks, all: boolean): AsyncGenerator<HarvestItem> {
    const changes = new Map(links.entries);
    for (const [id, url, origin] of links.follow) {
      if (!this.#fresh.has(id) || this.#followed.has(url)) continue;
      if (!all && isKnown(this.#bookmark, id, changes.get(id) ?? 0)) continue;
      this.#followed.add(url);
      yield* this.#read(id, url, origin);
    }
  }

  bookmark(): FeedBookmark {
    return bookmarkAfter(this.#bookmark, this.#met, this.archive);
  }

  cursor(url: string): FeedCursor {
    const { archive, isArchived } = this;
    return { url, met: this.#met, archive, isArchived, failed: this.#failed };
  }

  noteAll(): void {
    if (this.#absent > 0)
      this.#context.note(`${this.#absent} entries link to RDF that is not there (404, 410).`);
    if (this.#failed > 0)
      this.#context.note(`The RDF of ${this.#failed} entries could not be read; the next run tries again.`);
  }

  async *#read(id: string, url: string, origin: string): AsyncGenerator<HarvestItem> {
    let links: FollowLinks | null;
    try {
      links = yield* this.#items(id, url, origin);
    } catch (error) {
      yield* this.#afterFailure(error, url);
      return;
    }
    this.#failedInARow = 0;
    if (links === null) this.#absent += 1;
    else if (links.isBroken) this.#failed += 1;
  }

  /** What several descriptions tell (their publisher…) is taken from the first. */
  async *#items(id: string, url: string, origin: string): AsyncGenerator<HarvestItem, FollowLinks | null> {
    const page = this.#context.page(followRequest(id, url, origin, this.#context));
    let next = await page.next();
    for (; !next.done; next = await page.next()) {
      const item = next.value;
      if (item.type !== 'unreadable' && item.key !== id) {
        if (this.#others.has(item.key) || this.#met.has(item.key)) continue;
        this.#others.add(item.key);
      }
      yield item;
    }
    return next.value;
  }

  *#afterFailure(error: unknown, url: string): Generator<HarvestItem> {
    const isOfPage =
      error instanceof Failure && (error.code === 'source-failed' || error.code === 'source-refused');
    this.#failed += 1;
    this.#failedInARow += 1;
    if (!isOfPage || this.#failedInARow >= mostFailuresInARow || this.#context.signal.aborted) throw error;
    yield* unreadPage(error, url);
  }
}

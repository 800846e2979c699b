import { Failure } from '../../model/failure.ts';
import type { HarvestContext, HarvestItem, PageRequest } from '../harvest-client.ts';
import { unreadPage } from './html-unread-page.ts';
import type { KnownPage } from './sitemap-bookmark.ts';
import { describedRequest, type PageLinks, pageRequest } from './sitemap-page.ts';

/** Pages in a row that cannot be had: then it is the site that cannot be. */
const mostFailuresInARow = 10;
/** Share of the pages that may fail beyond the first ten. */
const mostFailures = 0.1;

export interface SitemapRunOptions {
  /** Pages as the last run left them. */
  readonly known: ReadonlyMap<string, KnownPage> | undefined;
  /** Pages that this run had read before it was interrupted. */
  readonly resumed: ReadonlyMap<string, KnownPage> | undefined;
  /** Pages that have not changed since are passed over. */
  readonly isIncremental: boolean;
  /** Whether a page is of this site. */
  isOwn(url: string): boolean;
}

/** What one run has met: pages, their records, and what became of those that were known. */
export class SitemapRun {
  readonly #context: HarvestContext;
  readonly #known: ReadonlyMap<string, KnownPage> | undefined;
  readonly #isIncremental: boolean;
  readonly #isOwn: (url: string) => boolean;
  readonly #pages: Map<string, KnownPage>;
  readonly #met: Set<string>;
  readonly #fetched = new Set<string>();
  /** Which page a record is taken from, where several describe it: the first, and in later runs the same. */
  readonly #ownerOf = new Map<string, string>();
  readonly #gone: string[] = [];
  #isUncertain = false;
  #isUnsettled = false;
  #records = 0;
  #without = 0;
  #failed = 0;
  #failedInARow = 0;
  #foreign = 0;
  #passedOver = 0;

  constructor(context: HarvestContext, { known, resumed, isIncremental, isOwn }: SitemapRunOptions) {
    this.#context = context;
    this.#known = known;
    this.#isIncremental = isIncremental;
    this.#isOwn = isOwn;
    this.#pages = new Map(resumed);
    this.#met = new Set(this.#pages.keys());
    for (const pages of [known, resumed])
      for (const [url, { keys }] of pages ?? [])
        for (const key of keys) if (!this.#ownerOf.has(key)) this.#ownerOf.set(key, url);
    for (const { keys } of resumed?.values() ?? []) this.#records += keys.length;
  }

  get records(): number {
    return this.#records;
  }

  get fetched(): number {
    return this.#fetched.size;
  }

  get foreign(): number {
    return this.#foreign;
  }

  /** A page could not be read that has or may have held records: what was not met is not all that is no more. */
  get isUnsettled(): boolean {
    return this.#isUnsettled;
  }

  /** A record is on its page no more, and no page says that it is gone. */
  get isUncertain(): boolean {
    return this.#isUncertain;
  }

  pages(): ReadonlyMap<string, KnownPage> {
    return this.#pages;
  }

  /** Not met before, of this site, and not known to be what it was. */
  wants(url: string, lastModified: string): boolean {
    if (this.#met.has(url)) return false;
    this.#met.add(url);
    if (!this.#isOwn(url)) {
      this.#foreign += 1;
      return false;
    }
    const known = this.#known?.get(url);
    if (!this.#isIncremental || !known || lastModified === '' || known.lastModified !== lastModified)
      return true;
    this.#pages.set(url, known);
    this.#passedOver += 1;
    return false;
  }

  sayDeleted(urls: readonly string[]): void {
    for (const url of urls) {
      this.#met.add(url);
      this.#pages.delete(url);
      this.#gone.push(url);
    }
  }

  /** The records of a page. One page that cannot be had leaves the others as they are; many end the run. */
  async *fetch(url: string, lastModified: string): AsyncGenerator<HarvestItem> {
    this.#fetched.add(url);
    let links: PageLinks | null;
    try {
      links = yield* this.#recordsOf(pageRequest(url, this.#context), url);
      if (links && links.described !== '' && !this.#fetched.has(links.described)) {
        this.#fetched.add(links.described);
        const described = yield* this.#recordsOf(describedRequest(links.described, this.#context), url);
        if (described) links = { ...described, isBroken: links.isBroken || described.isBroken };
      }
    } catch (error) {
      yield* this.#afterFailure(error, url);
      return;
    }
    if (links?.isOther && this.#lost(url, []).length > 0) {
      yield* this.#afterFailure(noPageNow(url), url);
      return;
    }
    this.#failedInARow = 0;
    if (links === null) {
      this.#gone.push(url);
      return;
    }
    if (links.keys.length === 0) this.#without += 1;
    this.#records += links.keys.length;
    const lost = this.#lost(url, links.keys);
    if (links.isBroken) this.#keep(url, lost, links.keys);
    else {
      if (this.#isIncremental && lost.length > 0) this.#isUncertain = true;
      this.#pages.set(url, { lastModified, keys: links.keys });
    }
  }

  /** Records that the page had and of which nothing was read now. */
  #lost(url: string, keys: readonly string[]): readonly string[] {
    const now = new Set(keys);
    return this.#known?.get(url)?.keys.filter((key) => !now.has(key)) ?? [];
  }

  /** What is known of a page that could not be read (all of it) stays, and it is read again next time. */
  #keep(url: string, lost: readonly string[], keys: readonly string[] = []): void {
    if (this.#known === undefined || lost.length > 0) this.#isUnsettled = true;
    this.#pages.set(url, { lastModified: '', keys: [...keys, ...lost] });
  }

  /** Known pages that the sitemap lists no more: whether they are gone, they say themselves. */
  async *missing(): AsyncGenerator<HarvestItem> {
    for (const [url, { keys }] of this.#known ?? [])
      if (!this.#met.has(url) && keys.length > 0) {
        this.#met.add(url);
        yield* this.fetch(url, '');
      }
  }

  /** Records of pages that are gone, unless another page has them. */
  *gone(): Generator<HarvestItem> {
    const here = new Set([...this.#pages.values()].flatMap(({ keys }) => keys));
    const told = new Set<string>();
    for (const url of this.#gone)
      for (const key of this.#known?.get(url)?.keys ?? []) {
        if (here.has(key)) this.#isUncertain = true;
        else if (!told.has(key)) {
          told.add(key);
          yield { type: 'deleted', key, reason: `<${url}> is gone.` };
        }
      }
  }

  noteAll(): void {
    const say = (number: number, what: string) => number > 0 && this.#context.note(`${number} ${what}`);
    say(this.#without, 'pages describe no dataset.');
    say(this.#passedOver, 'pages were passed over: their lastmod is what it was.');
    say(
      this.#foreign,
      'addresses on other hosts were passed over; the option "hosts" lists hosts of the source.',
    );
    say(this.#gone.length, 'pages are gone (404, 410).');
    say(this.#failed, 'pages could not be read; what was known of them stays.');
    if (this.#isUncertain)
      this.#context.note('Some pages have lost records; the next run reads all of them.');
  }

  /** Those of the records of a page that are taken from it. */
  async *#recordsOf(
    request: PageRequest<PageLinks> & { readonly optional: true },
    url: string,
  ): AsyncGenerator<HarvestItem, PageLinks | null> {
    const reading = this.#context.page(request);
    for (;;) {
      const next = await reading.next();
      if (next.done) return next.value;
      const item = next.value;
      if (item.type === 'record' || item.type === 'unchanged') {
        const owner = this.#ownerOf.get(item.key);
        if (owner === undefined) this.#ownerOf.set(item.key, url);
        else if (owner !== url) continue;
      }
      yield item;
    }
  }

  *#afterFailure(error: unknown, url: string): Generator<HarvestItem> {
    const isOfPage =
      error instanceof Failure && (error.code === 'source-failed' || error.code === 'source-refused');
    this.#failed += 1;
    this.#failedInARow += 1;
    const isTooMuch =
      this.#failedInARow >= mostFailuresInARow || this.#failed > 10 + this.#fetched.size * mostFailures;
    if (!isOfPage || isTooMuch || this.#context.signal.aborted) throw error;
    yield* unreadPage(error, url);
    this.#keep(url, this.#lost(url, []));
  }
}

/** What described records before and is now empty, or no page at all, tells nothing of them. */
function noPageNow(url: string): Failure {
  return new Failure(
    'source-failed',
    `<${url}> described records before, and is now empty or no page of HTML or JSON-LD. They stay until it says that it is gone (404, 410), or is a page again.`,
  );
}

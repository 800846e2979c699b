import type { Json } from '../harvest-client.ts';
import type { LinkScope } from './dcat-link-scope.ts';
import { type DcatLinks, shortName } from './dcat-page.ts';

/** What is read next. */
export interface DcatPlace {
  readonly url: string;
  /** `page`: of the catalogue itself. `document`: of a member that no page described. */
  readonly type: 'page' | 'document';
  /** How many documents lead to it. */
  readonly depth: number;
}

/** A thing that is named, how deep, and by a page of which origin. */
type Listed = readonly [iri: string, depth: number, from: string];

interface CrawlState {
  readonly pages: readonly DcatPlace[];
  readonly listed: readonly Listed[];
  readonly visited: readonly string[];
  readonly members: readonly string[];
  readonly total: number | null;
  readonly barren: number;
}

/** Catalogue, nested catalogue, dataset, distribution: FAIR Data Points have a document for each. */
const deepest = 4;
/** Pages that bring no member that was not met before, one after the other. */
export const mostBarren = 100;

/** Where a reading of a catalogue stands: pages to come, members named and not described, members met. */
export class DcatCrawl {
  readonly #scope: LinkScope;
  readonly #follows: boolean;
  readonly #pages: DcatPlace[];
  readonly #listed: Map<string, Listed>;
  readonly #visited: Set<string>;
  readonly #members: Set<string>;
  /** Named, never described, and not looked up or not found. */
  readonly unfollowed = new Set<string>();
  #total: number | null;
  #barren: number;
  #read = 0;
  #kept = 0;

  constructor(
    start: string,
    scope: LinkScope,
    options: { readonly follows: boolean; readonly cursor?: Json },
  ) {
    const state = parseState(options.cursor);
    this.#scope = scope;
    this.#follows = options.follows;
    this.#pages = [
      ...(state?.pages ?? [{ url: start.replace(/#.*$/s, ''), type: 'page' as const, depth: 0 }]),
    ];
    this.#listed = new Map(state?.listed.map((one) => [one[0], one]));
    this.#visited = new Set(state?.visited);
    this.#members = new Set(state?.members);
    this.#total = state?.total ?? null;
    this.#barren = state?.barren ?? 0;
  }

  /** Members met so far, those included that are only named. */
  get found(): number {
    return this.#members.size + this.unfollowed.size + this.#listed.size;
  }

  /** The least that a page has said that there are: members may go while pages are read. */
  get total(): number | null {
    return this.#total;
  }

  get described(): number {
    return this.#members.size;
  }

  get barren(): number {
    return this.#barren;
  }

  next(): DcatPlace | undefined {
    const place = this.#pages.shift() ?? this.#nextDocument();
    if (place) this.#visited.add(shortName(place.url));
    return place;
  }

  hasVisited(url: string): boolean {
    return this.#visited.has(shortName(url));
  }

  /**
   * @returns a page that is named as the next one and was read before, if there is one
   * @throws Failure `source-refused` where the next page is elsewhere
   */
  take({ depth, type }: DcatPlace, links: DcatLinks): string | undefined {
    this.#read += 1;
    this.#visited.add(shortName(links.url));
    const before = this.#members.size;
    const { origin } = new URL(links.url);
    for (const member of links.members) this.#members.add(member);
    if (type === 'page')
      this.#barren = this.#members.size > before || links.listed.length > 0 ? 0 : this.#barren + 1;
    for (const iri of links.listed)
      if (!this.#listed.has(iri) && !this.unfollowed.has(iri))
        this.#listed.set(iri, [iri, depth + 1, origin]);
    if (links.total !== null) this.#total = Math.min(this.#total ?? links.total, links.total);
    const next = links.next.map((one) => this.#scope.require(one, links.url));
    const [only] = next;
    if (next.length === 1 && only !== undefined && this.hasVisited(only)) return only;
    for (const url of [...next, ...links.pages.map((one) => this.#scope.require(one, links.url))])
      if (!this.hasVisited(url) && !this.#pages.some((page) => page.url === url))
        this.#pages.push({ url, type, depth });
    return undefined;
  }

  /** Writing a cursor costs as much as it is long: it is due after a tenth more was read, so that all of them cost a few times the last. */
  isDue(): boolean {
    if (this.#read - this.#kept < Math.max(1, this.#read / 10)) return false;
    this.#kept = this.#read;
    return true;
  }

  cursor(): Json {
    const state: CrawlState = {
      pages: [...this.#pages],
      listed: [
        ...this.#listed.values(),
        ...[...this.unfollowed].map((iri): Listed => [iri, deepest + 1, iri]),
      ],
      visited: [...this.#visited],
      members: [...this.#members],
      total: this.#total,
      barren: this.#barren,
    };
    return state as unknown as Json;
  }

  /** Pages come first: another one may describe what this one only names. */
  #nextDocument(): DcatPlace | undefined {
    for (const [iri, depth, from] of this.#listed.values()) {
      this.#listed.delete(iri);
      if (this.#members.has(shortName(iri))) continue;
      const url = this.#follows && depth <= deepest ? this.#scope.address(iri, from) : undefined;
      if (url === undefined) this.unfollowed.add(iri);
      else if (!this.hasVisited(url)) return { url, type: 'document', depth };
    }
    return undefined;
  }
}

function parseState(cursor: Json | undefined): CrawlState | undefined {
  const isState = typeof cursor === 'object' && cursor !== null && 'pages' in cursor && 'visited' in cursor;
  return isState ? (cursor as unknown as CrawlState) : undefined;
}

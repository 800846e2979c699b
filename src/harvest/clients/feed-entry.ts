/** A text, in a language where the feed states one. */
export interface FeedText {
  readonly text: string;
  readonly language: string;
}

export interface FeedPerson {
  readonly name?: string;
  readonly uri?: string;
  readonly email?: string;
}

export interface FeedCategory {
  readonly term: string;
  readonly scheme?: string;
  readonly label?: string;
}

export interface FeedLink {
  readonly relation: string;
  /** Absolute. */
  readonly href: string;
  /** Media type in lower case, without parameters; empty: not stated. */
  readonly type: string;
  readonly title?: string;
  /** Bytes, as the feed writes them. */
  readonly length?: string;
}

/** An entry or item of any kind of feed; all texts are plain. */
export interface FeedEntry {
  /** `atom:id`, `guid`, `rdf:about`, JSON Feed's `id`; else its link. */
  readonly id: string;
  readonly titles: readonly FeedText[];
  readonly descriptions: readonly FeedText[];
  readonly authors: readonly FeedPerson[];
  readonly publishers: readonly FeedPerson[];
  readonly contributors: readonly FeedPerson[];
  readonly categories: readonly FeedCategory[];
  readonly links: readonly FeedLink[];
  readonly rights: readonly FeedText[];
  readonly identifiers: readonly string[];
  readonly languages: readonly string[];
  readonly licences: readonly string[];
  /** As the feed writes them. */
  readonly published?: string;
  readonly updated?: string;
  /** GeoRSS: latitude before longitude, as https://schema.org/box has it. */
  readonly boxes: readonly string[];
  readonly line: number;
}

/** What a document of a feed says, one after another. */
export type FeedPart =
  | { readonly type: 'entry'; readonly entry: FeedEntry }
  | { readonly type: 'deleted'; readonly id: string; readonly when: string; readonly reason?: string }
  /** An entry that has neither an id nor a link nor a title. */
  | { readonly type: 'nameless'; readonly line: number }
  | { readonly type: 'link'; readonly link: FeedLink }
  /** RFC 4287 §4.1.1: of the entries that name none themselves. */
  | { readonly type: 'author'; readonly person: FeedPerson }
  /** RFC 5005 §2: the document holds all entries of the feed. */
  | { readonly type: 'complete' };

/** When an entry last changed, in milliseconds; 0 where that is not known. */
export function changeOf({ updated, published }: Pick<FeedEntry, 'updated' | 'published'>): number {
  for (const text of [updated, published]) {
    const time = text === undefined ? Number.NaN : Date.parse(text);
    if (Number.isFinite(time)) return time;
  }
  return 0;
}

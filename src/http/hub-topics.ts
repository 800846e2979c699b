import { LRUCache } from 'lru-cache';
import { timeOf } from '../feeds/change-pages.ts';
import type { RecordChange } from '../feeds/change-record.ts';
import { LdesAddresses } from '../feeds/ldes-addresses.ts';
import { type Portal, portalIri } from '../feeds/portal.ts';
import { type Language, languages } from '../model/text.ts';
import type { Json, Topic, TopicContent, Topics } from '../push/topics.ts';
import type { RdfFormat } from '../rdf/formats.ts';
import type { RecordReader } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import {
  activityJson,
  announcement,
  collectionIri,
  filledCollection,
  soleActivity,
} from './feed-activity.ts';
import { atomType, boundedAtomFeed } from './feed-atom.ts';
import { atomAddresses, readAtomFilters } from './feed-atom-addresses.ts';
import { readCurrent } from './feed-atom-pages.ts';
import { streamFormats } from './feed-format.ts';
import { filledLdesView } from './feed-ldes.ts';
import { contentType } from './formats.ts';
import type { SearchFeed } from './hub-search-feed.ts';
import { ProblemError } from './problem.ts';

/** Bytes of a delivery. What does not fit is left out, oldest first: it can be read where the feed leads to. */
const mostBytes = 4 * 1024 * 1024;
/** Bytes of contents that are kept: many may have subscribed to one feed. */
const keptBytes = 16 * 1024 * 1024;
const ldesPath = new RegExp(
  `^feed/ldes(?:\\.(${streamFormats.map(({ extension }) => extension).join('|')}))?$`,
);

export interface FeedTopicsOptions {
  readonly store: RecordReader;
  readonly portal: Portal;
  /** Of feeds whose address states none. */
  readonly language: Language;
  /** Absent: results of searches cannot be subscribed to. */
  readonly searchFeed?: SearchFeed;
}

/** How a feed is written, once its address has been read. */
interface Feed extends Topic {
  readonly contentType: string;
  readonly write: (sequence: number) => string | Promise<string>;
}

/** The feeds of the portal, as the hub needs them: found by their addresses, written as they are at their addresses. */
export class FeedTopics implements Topics {
  readonly portal: Iri;
  readonly #options: FeedTopicsOptions;
  readonly #kept = new LRUCache<string, TopicContent & { readonly sequence: number }>({
    maxSize: keptBytes,
    sizeCalculation: ({ body }) => body.length + 100,
  });

  constructor(options: FeedTopicsOptions) {
    this.#options = options;
    this.portal = portalIri(options.portal);
  }

  find(address: string): Topic | undefined {
    const feed = this.#feed(address);
    return feed && { feed: feed.feed, filters: feed.filters, compared: feed.compared };
  }

  async read(topic: Topic, sequence: number): Promise<TopicContent> {
    const feed = this.#feed(topic.feed);
    if (!feed) throw new Error(`There is no feed ${topic.feed}.`);
    const present = this.#options.store.sequence();
    const kept = this.#kept.get(topic.feed);
    if (kept?.sequence === present) return kept;
    const body = Buffer.from(await feed.write(sequence));
    const content = { contentType: feed.contentType, body, sequence: present };
    this.#kept.set(topic.feed, content);
    return content;
  }

  activity(change: RecordChange): Json {
    return soleActivity(change, this.#options.portal);
  }

  announcement(sequence: number): Json {
    return announcement(this.#options, sequence);
  }

  #feed(address: string): Feed | undefined {
    const { base } = this.#options.portal;
    // Written as the base is: an address that only means the same is not what `rel="self"` says.
    if (!address.startsWith(base) || !URL.canParse(address) || address.includes('#')) return undefined;
    const [path = '', query = ''] = splitOnce(address.slice(base.length), '?');
    try {
      if (path === 'feed/atom') return this.#atom(query);
      if (path === 'search.atom') return this.#search(query);
      if (query !== '') return undefined;
      if (path === 'feed/activity') return this.#activities();
      const [whole, extension] = ldesPath.exec(path) ?? [];
      return whole === undefined ? undefined : this.#ldes(extension);
    } catch (error) {
      if (error instanceof ProblemError) return undefined;
      throw error;
    }
  }

  #atom(query: string): Feed {
    const { store, portal } = this.#options;
    const asked = languageOf(query);
    const language = asked ?? this.#options.language;
    const search = readAtomFilters(query, language, portal.base);
    const addresses = atomAddresses(search, portal.base, asked);
    const { publisher, sector, kind } = search.query.filters;
    const filters = { ...(publisher && { publisher }), ...(sector && { sector }), ...(kind && { kind }) };
    return {
      feed: addresses.current(),
      filters,
      compared: false,
      contentType: atomType,
      write: () => {
        const page = readCurrent(store, filters);
        const updated = page.sequence > 0 ? timeOf(store, page.sequence) : undefined;
        return boundedAtomFeed({ store, portal, page, filters, language, updated, addresses }, mostBytes);
      },
    };
  }

  /** Which changes a search turns up cannot be told from the changes: its results are compared. */
  #search(query: string): Feed | undefined {
    const { searchFeed, language } = this.#options;
    const asked = languageOf(query);
    const feed = searchFeed?.read(query, asked ?? language, asked !== undefined);
    return feed && { ...feed, filters: {}, compared: true, contentType: atomType };
  }

  #activities(): Feed {
    const { portal } = this.#options;
    return {
      feed: collectionIri(portal.base),
      filters: {},
      compared: false,
      contentType: activityJson,
      write: () => `${JSON.stringify(filledCollection(this.#options, mostBytes), null, 2)}\n`,
    };
  }

  #ldes(extension: string | undefined): Feed | undefined {
    const format = streamFormats.find((one) => one.extension === extension) ?? streamFormats[0];
    if (!format) return undefined;
    const addresses = new LdesAddresses(this.#options.portal.base, extension && `.${extension}`);
    return {
      feed: addresses.view(),
      filters: {},
      compared: false,
      contentType: contentType(format.mediaType),
      write: () => this.#writeLdes(format, addresses),
    };
  }

  #writeLdes(format: RdfFormat, addresses: LdesAddresses): string {
    return filledLdesView(this.#options, format, addresses, mostBytes);
  }
}

function languageOf(query: string): Language | undefined {
  const asked = new URLSearchParams(query).get('lang');
  return languages.find((language) => language === asked);
}

function splitOnce(text: string, separator: string): readonly string[] {
  const place = text.indexOf(separator);
  return place < 0 ? [text] : [text.slice(0, place), text.slice(place + 1)];
}

import type { FeedFilters } from '../feeds/change-filter.ts';
import type { Portal } from '../feeds/portal.ts';
import { hubIri } from '../feeds/push-links.ts';
import { type Language, languages, type Text } from '../model/text.ts';
import type { RecordReader } from '../store/record-store.ts';
import { atomEntry, finishDeleted } from './feed-atom-entry.ts';
import type { AtomPage } from './feed-atom-pages.ts';
import { NamesAt } from './feed-names.ts';
import { kindTitles } from './pages/kind-titles.ts';
import { element, renderXml } from './xml-text.ts';

const atom = 'http://www.w3.org/2005/Atom';
const history = 'http://purl.org/syndication/history/1.0';
const tombstones = 'http://purl.org/atompub/tombstones/1.0';
export const atomType = 'application/atom+xml';
/** Of a feed that never had an entry. */
const beforeAll = '1970-01-01T00:00:00Z';

/** What a document of the feed is made of. */
export interface AtomView {
  readonly store: RecordReader;
  readonly portal: Portal;
  readonly page: AtomPage;
  readonly filters: FeedFilters;
  readonly language: Language;
  /** Time of the last commit that the document knows of. */
  readonly updated: string | undefined;
  /** Absolute addresses of this feed: of its documents, in another language, and of what is beside it. */
  readonly addresses: AtomAddresses;
}

export interface AtomAddresses {
  /** The document to subscribe to. */
  current(language?: Language): string;
  archive(first: number): string;
  /** The same filters in the search: for people, and as a feed of what there is. */
  readonly searchPage: string;
  readonly searchFeed: string;
}

/** As {@link atomFeed} with the newest of its entries, as many as fit into so many bytes. */
export function boundedAtomFeed(view: AtomView, most: number): string {
  const { page } = view;
  const feed = atomFeed(view);
  if (page.items.length === 0 || Buffer.byteLength(feed) <= most) return feed;
  const items = page.items.slice(0, Math.floor(page.items.length / 2));
  return boundedAtomFeed({ ...view, page: { ...page, items } }, most);
}

/** A feed of changes (RFC 4287) with its archives (RFC 5005 §4), which also are the next pages (§3) for who follows those. */
export function atomFeed(view: AtomView): string {
  const { portal, page, language, addresses, store } = view;
  const names = new NamesAt(store, page.sequence);
  const self = page.first === undefined ? addresses.current() : addresses.archive(page.first);
  const link = (rel: string, href: string, type = atomType, more: Record<string, string> = {}) =>
    element('link', { rel, type, href, ...more });
  const older = page.older === undefined ? undefined : addresses.archive(page.older);
  const xml = renderXml(
    element(
      'feed',
      { xmlns: atom, 'xmlns:fh': history, 'xmlns:at': tombstones, 'xml:lang': language },
      element('id', {}, addresses.current()),
      element('title', {}, titleOf(view, names)),
      element('updated', {}, view.updated ?? beforeAll),
      element('author', {}, element('name', {}, portal.title[language]), element('uri', {}, portal.base)),
      page.isArchive && element('fh:archive', {}),
      link('self', self),
      page.first === undefined && element('link', { rel: 'hub', href: hubIri(portal.base) }),
      page.first !== undefined && link('current', addresses.current()),
      older !== undefined && link('prev-archive', older),
      link('first', addresses.current()),
      older !== undefined && link('next', older),
      page.newer !== undefined && link('previous', addresses.archive(page.newer)),
      link('last', addresses.archive(1)),
      link('alternate', addresses.searchPage, 'text/html'),
      languages
        .filter((one) => one !== language)
        .map((one) => link('alternate', addresses.current(one), atomType, { hreflang: one })),
      link('related', addresses.searchFeed),
      link('search', `${portal.base}opensearch.xml`, 'application/opensearchdescription+xml'),
      page.items.map((item) => atomEntry(item, names, language, portal.base)),
    ),
  );
  return finishDeleted(xml);
}

function titleOf({ portal, filters, language }: AtomView, names: NamesAt): string {
  const values = [...(filters.publisher ?? []), ...(filters.sector ?? [])].map(
    (iri) => names.of(iri, language).text,
  );
  const kinds = (filters.kind ?? []).map(
    (kind) => (kindTitles as Readonly<Record<string, Text>>)[kind]?.[language] ?? kind,
  );
  const changes = { en: 'Changes', hi: 'परिवर्तन' }[language];
  return [changes, ...values, ...kinds, portal.title[language]].join(' – ');
}

import { type ChangePage, openPage, readChangePage, timeOf } from '../feeds/change-pages.ts';
import {
  type PublishedChange,
  type RecordChange,
  readChanges,
  type WithdrawnChange,
} from '../feeds/change-record.ts';
import { type Portal, portalIri } from '../feeds/portal.ts';
import { languages, type Text } from '../model/text.ts';
import { parseNQuads } from '../rdf/n-quads.ts';
import { displayIri } from '../resources/display-value.ts';
import { choosePhrase, type Phrase } from '../resources/phrase.ts';
import { titleOf } from '../resources/title-of.ts';
import type { StoredVersion } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dct, rdf } from '../vocabulary/terms.ts';
import type { HttpContext } from './http-context.ts';

/** https://www.w3.org/TR/activitystreams-core/ */
export const activityJson = 'application/activity+json';
const vocabulary = 'https://www.w3.org/ns/activitystreams';

type Json = Readonly<Record<string, unknown>>;
type FeedContext = Pick<HttpContext, 'store' | 'portal'>;

export function activityCollection({ store, portal }: FeedContext): Json {
  const newest = newestPage(store.sequence());
  const name = {
    en: `Changes of ${portal.title.en}`,
    hi: `${portal.title.hi} के परिवर्तन`,
  };
  return {
    '@context': vocabulary,
    id: collectionIri(portal.base),
    type: 'OrderedCollection',
    nameMap: name,
    attributedTo: portalIri(portal),
    first: pageIri(portal.base, newest),
    last: pageIri(portal.base, 1),
  };
}

/** The page with the newest change; the one that is being filled may be empty still. */
export function newestPage(sequence: number): number {
  return openPage(Math.max(sequence - 1, 0));
}

/** A page of the collection, newest first (ActivityStreams 2.0 §5.2): `next` leads to older changes, `prev` to newer ones. */
export function activityPage({ store, portal }: FeedContext, page: ChangePage): Json {
  const { base } = portal;
  const changes = readChanges(store, page.entries).reverse();
  return {
    '@context': vocabulary,
    id: pageIri(base, page.first),
    type: 'OrderedCollectionPage',
    partOf: collectionIri(base),
    ...(page.next !== undefined && { prev: pageIri(base, page.next) }),
    ...(page.previous !== undefined && { next: pageIri(base, page.previous) }),
    orderedItems: changes.map((change) => activity(change, portalIri(portal))),
  };
}

export function collectionIri(base: string): Iri {
  return `${base}feed/activity` as Iri;
}

export function pageIri(base: string, first: number): Iri {
  return `${collectionIri(base)}/${first}` as Iri;
}

/** The collection with its newest page in it, or without where that has more bytes. */
export function filledCollection(context: FeedContext, most: number): Json {
  const { store } = context;
  const collection = activityCollection(context);
  const page = readChangePage(store, newestPage(store.sequence()));
  if (!page) return collection;
  const { '@context': _, ...first } = activityPage(context, page);
  const filled = { ...collection, first };
  return Buffer.byteLength(JSON.stringify(filled)) <= most ? filled : collection;
}

/** One activity as a document of its own. */
export function soleActivity(change: RecordChange, portal: Portal): Json {
  return { '@context': vocabulary, ...activity(change, portalIri(portal)) };
}

/** That the collection has more than what is worth telling one by one. */
export function announcement({ store, portal }: FeedContext, sequence: number): Json {
  const collection = collectionIri(portal.base);
  const published = timeOf(store, sequence);
  return {
    '@context': vocabulary,
    id: `${collection}#announcement-${sequence}`,
    type: 'Announce',
    actor: portalIri(portal),
    ...(published !== undefined && { published }),
    summaryMap: {
      en: 'Many records changed: read them in the collection.',
      hi: 'बहुत से रिकॉर्ड बदले हैं: उन्हें संग्रह में पढ़ें।',
    },
    object: {
      id: collection,
      type: 'OrderedCollection',
      first: pageIri(portal.base, newestPage(sequence)),
      last: pageIri(portal.base, 1),
    },
  };
}

const types = { create: 'Create', update: 'Update', delete: 'Delete' } as const;

function activity(change: RecordChange, actor: Iri): Json {
  return {
    id: change.iri,
    type: types[change.type],
    actor,
    published: change.time,
    ...(change.type === 'delete' ? ofWithdrawn(change) : ofPublished(change)),
  };
}

function ofPublished({ type, topic, document, version }: PublishedChange): Json {
  const { phrases, classes } = described(version);
  return {
    summaryMap: summary(type, phrases, topic),
    object: {
      id: topic,
      type: ['Object', ...classes],
      ...named(phrases),
      updated: version.modified,
      url: { type: 'Link', href: document },
    },
  };
}

/** ActivityStreams 2.0 vocabulary §3.3, `Tombstone`. */
function ofWithdrawn({ topic, document, version, time, reason, replacedBy }: WithdrawnChange): Json {
  const { phrases, classes } = described(version);
  return {
    summaryMap: summary('delete', phrases, topic, reason),
    object: {
      id: topic,
      type: 'Tombstone',
      formerType: ['Object', ...classes],
      deleted: time,
      url: { type: 'Link', href: document },
      ...(replacedBy !== undefined && { [dct.isReplacedBy]: { id: replacedBy } }),
    },
  };
}

function described({ nquads, topic }: StoredVersion) {
  const quads = parseNQuads(nquads);
  const types = quads.filter(
    ({ subject, predicate }) => subject.value === topic && predicate.value === rdf.type,
  );
  return { phrases: titleOf(quads, topic), classes: types.map(({ object }) => object.value) };
}

const summaries: Readonly<Record<RecordChange['type'], Text>> = {
  create: { en: 'Published', hi: 'प्रकाशित' },
  update: { en: 'Changed', hi: 'बदला गया' },
  delete: { en: 'Withdrawn', hi: 'वापस लिया गया' },
};

function summary(
  type: RecordChange['type'],
  phrases: readonly Phrase[],
  topic: Iri,
  reason?: string,
): Readonly<Record<string, string>> {
  const why = reason === undefined ? '' : ` (${reason})`;
  return Object.fromEntries(
    languages.map((language) => {
      const name = choosePhrase(phrases, language)?.text ?? displayIri(topic);
      return [language, `${summaries[type][language]}: ${name}${why}`];
    }),
  );
}

/** Names by language; what has none of these languages is a plain name. */
function named(phrases: readonly Phrase[]): Json {
  const spoken = phrases.filter(({ language }) => language !== '');
  const plain = phrases.find(({ language }) => language === '');
  return {
    ...(plain && { name: plain.text }),
    ...(spoken.length > 0 && {
      nameMap: Object.fromEntries(spoken.map(({ language, text }) => [language, text])),
    }),
  };
}

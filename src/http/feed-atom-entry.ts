import type { Quad } from '@rdfjs/types';
import type { VNode } from 'preact';
import type { FeedItem } from '../feeds/change-filter.ts';
import type { RecordChange } from '../feeds/change-record.ts';
import type { Language } from '../model/text.ts';
import { turtle } from '../rdf/formats.ts';
import { parseNQuads } from '../rdf/n-quads.ts';
import { isLiteral } from '../resources/phrase.ts';
import { descriptionProperties, phrasesOf, titleOf } from '../resources/title-of.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dcat, dct } from '../vocabulary/terms.ts';
import type { NamesAt } from './feed-names.ts';
import { excerptOf, resultTitle } from './search-names.ts';
import { encodeIri } from './site.ts';
import { element } from './xml-text.ts';

const mediaTypes = 'https://www.iana.org/assignments/media-types/';

/** `atom:entry` of a record as the change left it, or `at:deleted-entry` (RFC 6721). */
export function atomEntry(
  { change, state }: FeedItem,
  names: NamesAt,
  language: Language,
  base: string,
): VNode {
  return state === 'here' ? entry(change, names, language, base) : deletedEntry(change);
}

/** Preact keeps `ref` for itself: {@link finishDeleted} gives the attribute its name. */
const refOfDeleted = 'at-ref';

/** What is escaped holds no `<`, so that only the tag itself can be meant. */
export function finishDeleted(xml: string): string {
  return xml.replaceAll(`<at:deleted-entry ${refOfDeleted}=`, '<at:deleted-entry ref=');
}

function deletedEntry(change: RecordChange): VNode {
  const reason = change.type === 'delete' ? change.reason : undefined;
  return element(
    'at:deleted-entry',
    { [refOfDeleted]: encodeIri(change.topic), when: change.time },
    reason !== undefined && element('at:comment', {}, reason),
  );
}

function entry(change: RecordChange, names: NamesAt, language: Language, base: string): VNode {
  const { topic, document, kind, version } = change;
  const quads = parseNQuads(version.nquads);
  const own = quads.filter(({ subject }) => subject.value === topic);
  const title = resultTitle(titleOf(quads, topic), document, language);
  const summary = excerptOf(phrasesOf(quads, topic, descriptionProperties), language);
  return element(
    'entry',
    {},
    element('id', {}, encodeIri(topic)),
    element('title', { 'xml:lang': title.language || undefined }, title.text),
    element('updated', {}, version.modified),
    element('published', {}, version.issued),
    thingsOf(own, dct.publisher).map((iri) =>
      element('author', {}, element('name', {}, names.of(iri, language).text), uri(iri)),
    ),
    element('link', { rel: 'alternate', type: 'text/html', href: encodeIri(document) }),
    element('link', {
      rel: 'alternate',
      type: turtle.mediaType,
      href: `${encodeIri(document)}.${turtle.extension}`,
    }),
    enclosures(quads),
    summary && element('summary', { 'xml:lang': summary.language || undefined }, summary.text),
    thingsOf(own, dcat.theme).map((iri) =>
      element('category', { term: encodeIri(iri), label: names.of(iri, language).text }),
    ),
    element('category', { term: kind, scheme: `${base}search` }),
  );
}

function uri(iri: string): VNode | false {
  return /^https?:/.test(iri) && element('uri', {}, encodeIri(iri));
}

/** The files of a dataset. Other addresses than those of files on the web are no enclosures. */
function enclosures(quads: readonly Quad[]): VNode[] {
  const bySubject = new Map<string, Quad[]>();
  for (const quad of quads) {
    const own = bySubject.get(quad.subject.value);
    if (own) own.push(quad);
    else bySubject.set(quad.subject.value, [quad]);
  }
  return [...bySubject.values()].flatMap((own) =>
    thingsOf(own, dcat.downloadURL)
      .filter((address) => /^(?:https?|ftp):/.test(address))
      .map((address) =>
        element('link', {
          rel: 'enclosure',
          href: encodeIri(address),
          type: mediaTypeOf(own),
          length: own
            .find(({ predicate }) => predicate.value === dcat.byteSize)
            ?.object.value.match(/^\d+$/)?.[0],
        }),
      ),
  );
}

function mediaTypeOf(own: readonly Quad[]): string | undefined {
  const [iri] = thingsOf(own, dcat.mediaType).filter((one) => one.startsWith(mediaTypes));
  return iri?.slice(mediaTypes.length);
}

function thingsOf(quads: readonly Quad[], property: Iri): string[] {
  return quads
    .filter(({ predicate, object }) => predicate.value === property && !isLiteral(object))
    .map(({ object }) => object.value);
}

import type { Quad } from '@rdfjs/types';
import { Iris } from '../mapping/iris.ts';
import type { RecordKind } from '../model/record.ts';
import { type Language, languages, type Text } from '../model/text.ts';
import { literal, triple, typed } from '../rdf/terms.ts';
import { composeDocument, hasCatalogRecord } from '../store/document.ts';
import type { RecordHead, RecordReader } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dcat, dct } from '../vocabulary/terms.ts';

/** The portal's own catalogue, as configuration describes it. */
export interface Portal {
  readonly base: string;
  readonly title: Text;
  readonly description: Text;
}

/** What a catalogue lists; the rest (organisations, concepts, places, policies) is described because members refer to it. */
export const memberKinds: readonly RecordKind[] = ['app', 'catalog', 'dataset', 'series', 'service'];

export function portalIri(portal: Portal): Iri {
  return new Iris(portal.base).portal();
}

export function portalDocument(portal: Portal): Iri {
  return new Iris(portal.base).document('catalog', portalIri(portal));
}

/** The property with which a catalogue lists a record of this kind (DCAT 3 §6.3). */
export function membershipOf(kind: RecordKind): Iri {
  switch (kind) {
    case 'dataset':
    case 'series':
      return dcat.dataset;
    case 'service':
      return dcat.service;
    case 'catalog':
      return dcat.catalog;
    default:
      return dcat.resource;
  }
}

/** Number of members of the portal's catalogue. */
export function countMembers(store: RecordReader, portal: Portal): number {
  const all = memberKinds.reduce((sum, kind) => sum + store.countThings(kind), 0);
  return store.head(portalDocument(portal))?.state === 'live' ? all - 1 : all;
}

/** The portal's description: its record where it was published, else what configuration says. */
export function describePortal(store: RecordReader, portal: Portal): Quad[] {
  const record = store.get(portalDocument(portal));
  if (record?.state === 'live') return composeDocument(record);
  const iri = portalIri(portal);
  const texts = (property: Iri, text: Text) =>
    languages.map((language: Language) => triple(iri, property, literal(text[language], { language })));
  return [
    typed(iri, dcat.Catalog),
    ...texts(dct.title, portal.title),
    ...texts(dct.description, portal.description),
  ];
}

/** That the portal's catalogue lists a record: no part of the record's own document. */
export function membershipTriples(portal: Portal, head: RecordHead): Quad[] {
  const iri = portalIri(portal);
  const member = triple(iri, membershipOf(head.kind), head.topic);
  return hasCatalogRecord(head.kind) ? [member, triple(iri, dcat.record, head.document)] : [member];
}

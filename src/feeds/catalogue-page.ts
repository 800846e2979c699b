import type { Quad } from '@rdfjs/types';
import { literal, triple, typed } from '../rdf/terms.ts';
import { composeDocument } from '../store/document.ts';
import type { RecordReader, StoredRecord } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { foaf, hydra, xsd } from '../vocabulary/terms.ts';
import { describeNeighbours } from './neighbours.ts';
import {
  countMembers,
  describePortal,
  memberKinds,
  membershipTriples,
  type Portal,
  portalDocument,
  portalIri,
} from './portal.ts';

/** A stretch of the catalogue's members in the stable order of their keys. */
export interface CataloguePage {
  readonly records: readonly StoredRecord[];
  readonly total: number;
  readonly size: number;
  /** Cursor of this page; absent on the first. */
  readonly after?: string;
  /** Cursor of the next page; absent on the last. */
  readonly next?: string;
}

/** Addresses of pages: `{collection}?size=…&after=…`. */
export interface PageAddresses {
  readonly collection: Iri;
  page(size: number, after?: string): Iri;
}

/** Reads by key, never by offset: a record that is added or withdrawn meanwhile shifts no other out of the pages. */
export function readCataloguePage(
  store: RecordReader,
  portal: Portal,
  options: { size: number; after?: string },
): CataloguePage {
  const { size, after } = options;
  const cursor = after === undefined ? {} : { after };
  const listing = store.list({ kinds: memberKinds, limit: size, ...cursor });
  const own = portalDocument(portal);
  return {
    records: listing.records.filter((record) => record.document !== own),
    total: countMembers(store, portal),
    size,
    ...cursor,
    ...(listing.next !== undefined && { next: listing.next }),
  };
}

/**
 * The page as a DCAT feed: the portal's `dcat:Catalog`, the documents of the page's members, those of what they refer
 * to, and Hydra's paging controls. Members' quads are in their graphs, what the page itself says is in the default graph.
 */
export function describeCataloguePage(
  store: RecordReader,
  portal: Portal,
  page: CataloguePage,
  addresses: PageAddresses,
): Quad[] {
  const head = describePortal(store, portal);
  const members = page.records.flatMap(composeDocument);
  const given = new Set<string>([portalDocument(portal), ...page.records.map((record) => record.document)]);
  return [
    ...head,
    ...page.records.flatMap((record) => membershipTriples(portal, record)),
    ...pagingTriples(portal, page, addresses),
    ...members,
    ...describeNeighbours(store, [...head, ...members], given),
  ];
}

/** https://www.hydra-cg.com/spec/latest/core/#collections */
function pagingTriples(portal: Portal, page: CataloguePage, addresses: PageAddresses): Quad[] {
  const { collection } = addresses;
  const view = addresses.page(page.size, page.after);
  return [
    typed(collection, hydra.Collection),
    triple(collection, foaf.primaryTopic, portalIri(portal)),
    triple(collection, hydra.totalItems, literal(String(page.total), { datatype: xsd.integer })),
    triple(collection, hydra.view, view),
    ...page.records.map((record) => triple(collection, hydra.member, record.topic)),
    typed(view, hydra.PartialCollectionView),
    triple(view, hydra.first, addresses.page(page.size)),
    ...(page.next === undefined ? [] : [triple(view, hydra.next, addresses.page(page.size, page.next))]),
  ];
}

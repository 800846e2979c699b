import type { Quad } from '@rdfjs/types';
import type { Text } from '../model/text.ts';
import { integer, literal, textTriples, triple, typed } from '../rdf/terms.ts';
import type { StoredVersion } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dct, foaf, hydra, rdf, sh, tree, xsd } from '../vocabulary/terms.ts';
import type { Portal } from './portal.ts';

/** By the address of the record's document, or by its last change, oldest first. */
export const catalogueOrders = ['address', 'modified'] as const;
export type CatalogueOrder = (typeof catalogueOrders)[number];

/** A stretch of a catalogue's members in a stable order. */
export interface CataloguePage {
  readonly catalog: Iri;
  readonly order: CatalogueOrder;
  readonly records: readonly Omit<StoredVersion, 'ended'>[];
  /** Members in all; absent where nothing but reading them all could tell. */
  readonly total?: number;
  readonly size: number;
  /** Cursor of this page; absent on the first. */
  readonly after?: string;
  /** Cursor of the next page; absent on the last. */
  readonly next?: string;
  /** What follows is beyond this: a document, or of the order by change the time of one, xsd:dateTime. */
  readonly beyond?: string;
  /** Commit whose state the order by change shows. */
  readonly snapshot?: number;
}

/** Addresses of pages: `{collection}?size=…&after=…`. */
export interface PageAddresses {
  readonly collection: Iri;
  page(size: number, after?: string): Iri;
}

const words: Readonly<Record<CatalogueOrder, Text>> = {
  address: {
    en: 'Sorted by the addresses of the records.',
    hi: 'रिकॉर्डों के पतों के क्रम में।',
  },
  modified: {
    en: 'Sorted by last change, oldest first, as the catalogue stood at one commit.',
    hi: 'अंतिम परिवर्तन के क्रम में, सबसे पुराना पहले, एक कमिट के समय की सूची के अनुसार।',
  },
};

/**
 * Paging for clients of Hydra (https://www.hydra-cg.com/spec/latest/core/#collections) and of TREE
 * (https://w3id.org/tree/specification). Relations and paths have IRIs, so that no two pages' blank nodes are mixed up.
 */
export function pageControls(portal: Portal, page: CataloguePage, addresses: PageAddresses): Quad[] {
  const { collection } = addresses;
  const view = addresses.page(page.size, page.after);
  return [
    typed(collection, hydra.Collection),
    typed(collection, tree.Collection),
    triple(collection, foaf.primaryTopic, page.catalog),
    ...(page.total === undefined ? [] : [triple(collection, hydra.totalItems, integer(page.total))]),
    triple(collection, hydra.view, view),
    triple(collection, tree.view, view),
    ...page.records.flatMap(({ topic }) => [
      triple(collection, hydra.member, topic),
      triple(collection, tree.member, topic),
    ]),
    typed(view, hydra.PartialCollectionView),
    typed(view, tree.Node),
    ...textTriples(view, hydra.description, words[page.order]),
    triple(view, hydra.first, addresses.page(page.size)),
    ...(page.next === undefined ? [] : nextPage(portal, page, view, addresses.page(page.size, page.next))),
  ];
}

function nextPage(portal: Portal, { order, beyond }: CataloguePage, view: Iri, next: Iri): Quad[] {
  const relation = `${view}#next` as Iri;
  const document = `${portal.base}catalog#document` as Iri;
  const modified = `${portal.base}catalog#modified` as Iri;
  const common = [
    triple(view, hydra.next, next),
    triple(view, tree.relation, relation),
    triple(relation, tree.node, next),
    // From a member to the document that is about it.
    triple(document, sh.inversePath, foaf.primaryTopic),
  ];
  if (beyond === undefined) return common;
  if (order === 'address') {
    return [
      ...common,
      typed(relation, tree.GreaterThanRelation),
      triple(relation, tree.path, document),
      triple(relation, tree.value, beyond as Iri),
    ];
  }
  const last = `${modified}-last` as Iri;
  return [
    ...common,
    typed(relation, tree.GreaterThanOrEqualToRelation),
    triple(relation, tree.path, modified),
    triple(relation, tree.value, literal(beyond, { datatype: xsd.dateTime })),
    // The sequence path document / dct:modified (SHACL §2.3.1.2).
    triple(modified, rdf.first, document),
    triple(modified, rdf.rest, last),
    triple(last, rdf.first, dct.modified),
    triple(last, rdf.rest, rdf.nil),
  ];
}

import type { Quad } from '@rdfjs/types';
import type { RecordKind } from '../model/record.ts';
import { nQuadLine } from '../rdf/n-quads.ts';
import { triple } from '../rdf/terms.ts';
import { composeDocument, hasCatalogRecord } from '../store/document.ts';
import { isAside } from '../store/is-aside.ts';
import type { RecordHead, RecordReader, StoredVersion } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dcat } from '../vocabulary/terms.ts';
import { type ChangePosition, lastCommitBefore, readByChange } from './catalogue-order.ts';
import {
  type CatalogueOrder,
  type CataloguePage,
  type PageAddresses,
  pageControls,
} from './catalogue-page-controls.ts';
import { changeFeedTriples } from './change-links.ts';
import { describeNeighbours } from './neighbours.ts';
import {
  countMembers,
  describePortal,
  memberKinds,
  membershipOf,
  type Portal,
  portalDocument,
  portalIri,
} from './portal.ts';

/** Whose members are listed, which of them, and in which order. */
export interface CatalogueListing {
  /** The portal's own by default. */
  readonly catalog?: Iri;
  /** `address` by default. */
  readonly order?: CatalogueOrder;
  /** Only members that were changed then or later (xsd:dateTime in UTC, to the second), in the order of their changes. */
  readonly since?: string;
  readonly size: number;
  /** Cursor of an earlier page. */
  readonly after?: string;
}

type Found = Pick<CataloguePage, 'records' | 'total' | 'next' | 'beyond' | 'snapshot'>;

const members: ReadonlySet<RecordKind> = new Set(memberKinds);
const memberships: readonly Iri[] = [dcat.dataset, dcat.service, dcat.catalog, dcat.resource];
const position = /^(\d{1,10})\.(\d{1,10})$/;

/**
 * Reads by key, never by offset: a record that is added or withdrawn meanwhile shifts no other out of the pages.
 * @throws RangeError where the cursor is none of this order
 */
export function readCataloguePage(
  store: RecordReader,
  portal: Portal,
  listing: CatalogueListing,
): CataloguePage {
  const { size, after, since } = listing;
  const catalog = listing.catalog ?? portalIri(portal);
  const order = since === undefined ? (listing.order ?? 'address') : 'modified';
  const isNested = catalog !== portalIri(portal);
  const read = order === 'modified' ? readByModified : isNested ? readLinked : readListed;
  const cursor = after === undefined ? {} : { after };
  return { catalog, order, size, ...cursor, ...read(store, portal, { ...listing, catalog }) };
}

function readListed(store: RecordReader, portal: Portal, { size, after }: CatalogueListing): Found {
  const { records, next } = store.list({
    kinds: memberKinds,
    limit: size,
    ...(after !== undefined && { after }),
  });
  const own = portalDocument(portal);
  return {
    records: records.filter((record) => record.document !== own && !isAside(store, record)),
    total: countMembers(store, portal),
    ...(next !== undefined && { next, beyond: next }),
  };
}

/** Membership stands with the member: a catalogue's members link to it. */
function readLinked(
  store: RecordReader,
  _portal: Portal,
  listing: CatalogueListing & { catalog: Iri },
): Found {
  const { catalog, size, after } = listing;
  const linked = store.linkedFrom(catalog, { limit: size, ...(after !== undefined && { after }) });
  const records = linked.documents.flatMap((document) => {
    const record = store.get(document);
    return record?.state === 'live' && isMemberOf(catalog, record) && !isAside(store, record) ? record : [];
  });
  const isAll = after === undefined && linked.next === undefined;
  return {
    records,
    ...(isAll && { total: records.length }),
    ...(linked.next !== undefined && { next: linked.next, beyond: linked.next }),
  };
}

function readByModified(
  store: RecordReader,
  portal: Portal,
  { catalog, size, after, since }: CatalogueListing & { catalog: Iri },
): Found {
  const own = portalDocument(portal);
  const isNested = catalog !== portalIri(portal);
  const from = after === undefined ? firstPosition(store, since) : parsePosition(store, after);
  const { records, next } = readByChange(store, from, {
    size,
    accepts: (head) => members.has(head.kind) && head.document !== own && !isAside(store, head),
    holds: (version) => !isNested || isMemberOf(catalog, version),
  });
  return {
    records,
    snapshot: from.snapshot,
    ...(!isNested && since === undefined && { total: countMembers(store, portal) }),
    ...(next && { next: `${next.snapshot}.${next.after}`, beyond: next.time }),
  };
}

function firstPosition(store: RecordReader, since: string | undefined): ChangePosition {
  return { snapshot: store.sequence(), after: since === undefined ? 0 : lastCommitBefore(store, since) };
}

function parsePosition(store: RecordReader, cursor: string): ChangePosition {
  const [, snapshot, after] = position.exec(cursor) ?? [];
  const parsed = { snapshot: Number(snapshot), after: Number(after) };
  if (!(parsed.after <= parsed.snapshot && parsed.snapshot <= store.sequence())) {
    throw new RangeError('The cursor is no position in the log.');
  }
  return parsed;
}

function isMemberOf(catalog: Iri, { nquads, document, topic }: StoredVersion): boolean {
  return memberships.some((property) =>
    nquads.includes(nQuadLine(triple(catalog, property, topic), `<${document}>`)),
  );
}

/**
 * The page as a DCAT feed: the `dcat:Catalog`, the documents of the page's members, those of what they refer to, and
 * paging controls. Members' quads are in their graphs, what the page itself says is in the default graph.
 */
export function describeCataloguePage(
  store: RecordReader,
  portal: Portal,
  page: CataloguePage,
  addresses: PageAddresses,
): Quad[] {
  const { catalog, records } = page;
  const head = describeCatalog(store, portal, catalog);
  const described = records.flatMap(composeDocument);
  const own = store.documentOf(catalog) ?? portalDocument(portal);
  const given = new Set<string>([own, ...records.map((record) => record.document)]);
  return [
    ...head,
    ...records.flatMap((record) => membershipTriples(catalog, record)),
    ...pageControls(portal, page, addresses),
    ...described,
    ...describeNeighbours(store, [...head, ...described], given),
  ];
}

function describeCatalog(store: RecordReader, portal: Portal, catalog: Iri): Quad[] {
  if (catalog === portalIri(portal))
    return [...describePortal(store, portal), ...changeFeedTriples(catalog, portal.base)];
  const document = store.documentOf(catalog);
  const record = document && store.get(document);
  return record?.state === 'live' ? composeDocument(record) : [];
}

function membershipTriples(catalog: Iri, head: Pick<RecordHead, 'kind' | 'topic' | 'document'>): Quad[] {
  const member = triple(catalog, membershipOf(head.kind), head.topic);
  return hasCatalogRecord(head.kind) ? [member, triple(catalog, dcat.record, head.document)] : [member];
}

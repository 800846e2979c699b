import type { Quad } from '@rdfjs/types';
import { literal, textTriples, triple, typed } from '../rdf/terms.ts';
import type { RecordReader } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { activityStreams, dct, hydra, ldes, rdfs, schema, tree, xsd } from '../vocabulary/terms.ts';
import {
  type ChangePage,
  type CommitRange,
  completeRanges,
  feedSizes,
  openPage,
  type PageSizes,
  rangesWithin,
  timeOf,
} from './change-pages.ts';
import type { LdesAddresses } from './ldes-addresses.ts';
import type { Portal } from './portal.ts';

/**
 * The event stream (https://w3id.org/ldes/specification), as DCAT-AP Feeds describes it: members are activities whose
 * content is in the named graph of their IRI.
 */
export function describeStream(addresses: LdesAddresses): Quad[] {
  const { stream } = addresses;
  return [
    typed(stream, ldes.EventStream),
    triple(stream, ldes.timestampPath, activityStreams.published),
    triple(stream, ldes.sequencePath, schema.position),
    triple(stream, ldes.versionOfPath, dct.isVersionOf),
    triple(stream, ldes.versionCreateObject, activityStreams.Create),
    triple(stream, ldes.versionUpdateObject, activityStreams.Update),
    triple(stream, ldes.versionDeleteObject, activityStreams.Delete),
    triple(stream, tree.view, addresses.view()),
  ];
}

/** The view: what is kept, and relations to complete ranges and to the page that is being filled. */
export function describeView(
  store: RecordReader,
  portal: Portal,
  addresses: LdesAddresses,
  sequence: number,
  sizes: PageSizes = feedSizes,
): Quad[] {
  const { stream, retention } = addresses;
  const view = addresses.view();
  const open = openPage(sequence, sizes.size);
  return [
    ...describeStream(addresses),
    ...textTriples(stream, dct.title, {
      en: `Changes of ${portal.title.en}`,
      hi: `${portal.title.hi} के परिवर्तन`,
    }),
    typed(view, tree.Node),
    typed(view, ldes.EventSource),
    triple(view, ldes.retentionPolicy, retention),
    typed(retention, ldes.RetentionPolicy),
    ...textTriples(retention, rdfs.comment, {
      en: 'Everything is kept: every version of every record since the first, and every withdrawal.',
      hi: 'सब कुछ रखा जाता है: पहले से अब तक हर रिकॉर्ड का हर संस्करण, और हर वापसी।',
    }),
    ...completeRanges(1, sequence, sizes).flatMap((range) =>
      relationTo(store, addresses, view, range, sizes.size),
    ),
    ...relationToOpen(store, addresses, view, open, sequence),
  ];
}

/** An index node: relations to the ranges within it. `undefined`: there is none, or not yet. */
export function describeIndex(
  store: RecordReader,
  addresses: LdesAddresses,
  range: CommitRange,
  sizes: PageSizes = feedSizes,
): Quad[] | undefined {
  const ranges = rangesWithin(range, store.sequence(), sizes);
  if (!ranges) return undefined;
  const node = addresses.index(range);
  return [
    ...describeStream(addresses),
    typed(node, tree.Node),
    triple(node, ldes.immutable, yes),
    ...ranges.flatMap((part) => relationTo(store, addresses, node, part, sizes.size)),
  ];
}

/**
 * What a page says of itself. Its neighbours are named by Hydra's terms and not by relations: each page has one relation
 * that leads to it, because clients fetch a node once for every path to it.
 */
export function describePage(addresses: LdesAddresses, page: ChangePage): Quad[] {
  const node = addresses.page(page.first);
  return [
    ...describeStream(addresses),
    typed(node, tree.Node),
    ...(page.isFull ? [triple(node, ldes.immutable, yes)] : []),
    ...(page.previous === undefined ? [] : [triple(node, hydra.previous, addresses.page(page.previous))]),
    ...(page.next === undefined ? [] : [triple(node, hydra.next, addresses.page(page.next))]),
  ];
}

const yes = literal('true', { datatype: xsd.boolean });

/** All that is in a complete range was published between the times of its first and its last commit. */
function relationTo(
  store: RecordReader,
  addresses: LdesAddresses,
  node: Iri,
  range: CommitRange,
  size: number,
): Quad[] {
  const { first, last } = range;
  const target = last - first + 1 === size ? addresses.page(first) : addresses.index(range);
  return [
    ...relation(node, `from-${first}`, tree.GreaterThanOrEqualToRelation, target, timeOf(store, first)),
    ...relation(node, `to-${last}`, tree.LessThanOrEqualToRelation, target, timeOf(store, last)),
  ];
}

function relationToOpen(
  store: RecordReader,
  addresses: LdesAddresses,
  node: Iri,
  first: number,
  sequence: number,
): Quad[] {
  const target = addresses.page(first);
  const time = first <= sequence ? timeOf(store, first) : undefined;
  return time === undefined
    ? relation(node, `from-${first}`, tree.Relation, target)
    : relation(node, `from-${first}`, tree.GreaterThanOrEqualToRelation, target, time);
}

function relation(node: Iri, name: string, type: Iri, target: Iri, time?: string): Quad[] {
  const iri = `${node}#${name}` as Iri;
  return [
    triple(node, tree.relation, iri),
    typed(iri, type),
    triple(iri, tree.node, target),
    ...(time === undefined
      ? []
      : [
          triple(iri, tree.path, activityStreams.published),
          triple(iri, tree.value, literal(time, { datatype: xsd.dateTime })),
        ]),
  ];
}

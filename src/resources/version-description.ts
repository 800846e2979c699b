import type { Quad } from '@rdfjs/types';
import { DataFactory } from 'n3';
import { historyIri, timeGateIri, timeMapIri, versionIri } from '../mapping/version-iris.ts';
import { integer, literal, triple, typed } from '../rdf/terms.ts';
import { composeDocument, hasCatalogRecord } from '../store/document.ts';
import type { RecordHead, RecordVersion, StoredVersion, VersionEnd } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { adms, admsStatus, dcat, dct, foaf, hydra, prov, rdfs, skos, xsd } from '../vocabulary/terms.ts';

/**
 * A version as quads: its document as it then was, in the graph of the document, and what is said of the version itself, in
 * the graph of its own IRI.
 * @param previous sequence number of the version before it
 */
export function versionQuads(version: StoredVersion, previous: number | undefined): Quad[] {
  const iri = versionIri(version.document, version.sequence);
  return [...composeDocument(version), ...inGraph(describeVersion(version, previous), iri)];
}

/** What is said of a version (DCAT 3 §11, PROV-O): of which document, when it began, and when and how it ended. */
export function describeVersion(version: RecordVersion, previous: number | undefined): Quad[] {
  const { document, topic, sequence, modified, ended } = version;
  const iri = versionIri(document, sequence);
  const before = previous === undefined ? undefined : versionIri(document, previous);
  return [
    typed(iri, prov.Entity),
    triple(iri, foaf.primaryTopic, topic),
    triple(iri, dcat.isVersionOf, document),
    triple(iri, prov.specializationOf, document),
    triple(iri, dcat.version, literal(String(sequence))),
    triple(iri, prov.generatedAtTime, dateTime(modified)),
    ...(before ? [triple(iri, dcat.previousVersion, before), triple(iri, prov.wasRevisionOf, before)] : []),
    ...(ended?.time === undefined ? [] : [triple(iri, prov.invalidatedAtTime, dateTime(ended.time))]),
    ...(ended?.type === 'withdrawn' ? withdrawalTriples(iri, ended) : []),
  ];
}

/**
 * What is left of a withdrawn record: when and why it went, what replaces it, and where it can still be read.
 * @param last sequence number of the last version
 */
export function tombstoneTriples(head: RecordHead, last: number | undefined): Quad[] {
  const { document, topic, kind, issued, modified } = head;
  return [
    typed(document, hasCatalogRecord(kind) ? dcat.CatalogRecord : foaf.Document),
    triple(document, foaf.primaryTopic, topic),
    triple(document, dct.issued, dateTime(issued)),
    triple(document, prov.invalidatedAtTime, dateTime(modified)),
    ...withdrawalTriples(document, head),
    ...replacementTriples(topic, head),
    ...(last === undefined ? [] : [triple(document, dcat.hasVersion, versionIri(document, last))]),
    ...[historyIri(document), timeGateIri(document), timeMapIri(document, 'link')].map((iri) =>
      triple(document, rdfs.seeAlso, iri),
    ),
  ];
}

/** A page of the versions of a document, newest first, as `dcat:hasVersion` and Hydra's paging controls. */
export interface HistoryPage {
  readonly head: RecordHead;
  readonly versions: readonly RecordVersion[];
  /** Sequence number of the version before each of `versions`. */
  readonly previous: ReadonlyMap<number, number>;
  readonly total: number;
  /** Addresses of this page, of the first and of the next one. */
  readonly self: Iri;
  readonly first: Iri;
  readonly next?: Iri;
}

export function historyTriples(page: HistoryPage): Quad[] {
  const { head, versions, previous, total, self, first, next } = page;
  const { document, topic } = head;
  const collection = historyIri(document);
  return [
    typed(collection, hydra.Collection),
    triple(collection, foaf.primaryTopic, document),
    triple(collection, hydra.totalItems, integer(total)),
    triple(collection, hydra.view, self),
    typed(self, hydra.PartialCollectionView),
    triple(self, hydra.first, first),
    ...(next === undefined ? [] : [triple(self, hydra.next, next)]),
    triple(document, foaf.primaryTopic, topic),
    ...(head.state === 'live' ? [] : withdrawalTriples(document, head)),
    ...versions.flatMap((version) => [
      triple(document, dcat.hasVersion, versionIri(document, version.sequence)),
      triple(collection, hydra.member, versionIri(document, version.sequence)),
      ...describeVersion(version, previous.get(version.sequence)),
    ]),
  ];
}

type Withdrawn = Pick<VersionEnd, 'reason' | 'replacedBy'>;

/** @param subject the document or the version that was withdrawn */
function withdrawalTriples(subject: Iri, withdrawn: Withdrawn): Quad[] {
  const { reason } = withdrawn;
  return [
    triple(subject, adms.status, admsStatus.Withdrawn),
    ...(reason === undefined ? [] : [triple(subject, skos.changeNote, literal(reason))]),
    ...replacementTriples(subject, withdrawn),
  ];
}

function replacementTriples(subject: Iri, { replacedBy }: Withdrawn): Quad[] {
  return replacedBy === undefined ? [] : [triple(subject, dct.isReplacedBy, replacedBy)];
}

export function dateTime(time: string) {
  return literal(time, { datatype: xsd.dateTime });
}

export function inGraph(quads: readonly Quad[], graph: Iri): Quad[] {
  const name = DataFactory.namedNode(graph);
  return quads.map(
    ({ subject, predicate, object }) =>
      DataFactory.quad(subject as never, predicate as never, object as never, name) as unknown as Quad,
  );
}

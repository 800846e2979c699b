import type { Quad } from '@rdfjs/types';
import { versionIri } from '../mapping/version-iris.ts';
import type { RecordKind } from '../model/record.ts';
import { canonicalNQuads } from '../rdf/canonical.ts';
import { parseNQuads } from '../rdf/n-quads.ts';
import { literal, triple, typed } from '../rdf/terms.ts';
import { dcat, dct, foaf, xsd } from '../vocabulary/terms.ts';
import type { RecordVersion, StoredVersion } from './record-store.ts';

/** What a `dcat:CatalogRecord` may be about for DCAT-AP 3 (the range of its `foaf:primaryTopic`). */
const catalogued: ReadonlySet<RecordKind> = new Set(['catalog', 'dataset', 'series', 'service']);

/** Whether the document of such a thing is a catalog record; else it is a plain document. */
export function hasCatalogRecord(kind: RecordKind): boolean {
  return catalogued.has(kind);
}

/** Of a live record or of a past version: what its document states of itself. */
export type DocumentVersion = Omit<RecordVersion, 'version' | 'ended'>;

/**
 * The catalog record's own triples. They come from the commit log and the policy, not from the source, and are no
 * part of the version hash: publishing the same source again changes nothing (DCAT 3 §6.5, `dcat:CatalogRecord`; §11 for
 * versions). Every one of them costs the query engine memory for each record.
 */
export function catalogRecordTriples(version: DocumentVersion): Quad[] {
  const { document, topic, kind, issued, modified, policy, sequence, previous } = version;
  return [
    typed(document, hasCatalogRecord(kind) ? dcat.CatalogRecord : foaf.Document),
    triple(document, foaf.primaryTopic, topic),
    triple(document, dct.issued, literal(issued, { datatype: xsd.dateTime })),
    triple(document, dct.modified, literal(modified, { datatype: xsd.dateTime })),
    triple(document, dct.conformsTo, policy),
    triple(document, dcat.version, literal(String(sequence))),
    triple(document, dcat.hasVersion, versionIri(document, sequence)),
    ...(previous === undefined
      ? []
      : [triple(document, dcat.previousVersion, versionIri(document, previous))]),
  ];
}

/** The whole published document as N-Quads in its graph: what is dereferenced, queried, harvested and exported. */
export function documentNQuads(record: DocumentVersion & Pick<StoredVersion, 'nquads'>): string {
  return record.nquads + canonicalNQuads(catalogRecordTriples(record), record.document);
}

/** The same as quads. */
export function composeDocument(record: DocumentVersion & Pick<StoredVersion, 'nquads'>): Quad[] {
  return parseNQuads(documentNQuads(record));
}

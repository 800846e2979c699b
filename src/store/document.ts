import type { Quad } from '@rdfjs/types';
import type { RecordKind } from '../model/record.ts';
import { canonicalNQuads } from '../rdf/canonical.ts';
import { parseNQuads } from '../rdf/n-quads.ts';
import { literal, triple, typed } from '../rdf/terms.ts';
import { dcat, dct, foaf, xsd } from '../vocabulary/terms.ts';
import type { RecordHead, StoredRecord } from './record-store.ts';

/** What a `dcat:CatalogRecord` may be about for DCAT-AP 3 (the range of its `foaf:primaryTopic`). */
const catalogued: ReadonlySet<RecordKind> = new Set(['catalog', 'dataset', 'series', 'service']);

/** Whether the document of such a thing is a catalog record; else it is a plain document. */
export function hasCatalogRecord(kind: RecordKind): boolean {
  return catalogued.has(kind);
}

/**
 * The catalog record's own triples. They come from the commit log and the policy, not from the source, and are no
 * part of the version hash: publishing the same source again changes nothing (DCAT 3 §6.5, `dcat:CatalogRecord`).
 */
export function catalogRecordTriples(head: RecordHead): Quad[] {
  return [
    typed(head.document, hasCatalogRecord(head.kind) ? dcat.CatalogRecord : foaf.Document),
    triple(head.document, foaf.primaryTopic, head.topic),
    triple(head.document, dct.issued, literal(head.issued, { datatype: xsd.dateTime })),
    triple(head.document, dct.modified, literal(head.modified, { datatype: xsd.dateTime })),
    triple(head.document, dct.conformsTo, head.policy),
  ];
}

/** The whole published document as N-Quads in its graph: what is dereferenced, queried, harvested and exported. */
export function documentNQuads(record: StoredRecord): string {
  return record.nquads + canonicalNQuads(catalogRecordTriples(record), record.document);
}

/** The same as quads. */
export function composeDocument(record: StoredRecord): Quad[] {
  return parseNQuads(documentNQuads(record));
}

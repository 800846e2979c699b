import type { Quad } from '@rdfjs/types';
import type { RecordKind } from '../model/record.ts';
import { parseNQuads } from '../rdf/n-quads.ts';
import { composeDocument } from '../store/document.ts';
import type { StoredRecord } from '../store/record-store.ts';

/** What a `dcat:CatalogRecord` may be about for DCAT-AP 3 (the range of its `foaf:primaryTopic`). */
const catalogued: ReadonlySet<RecordKind> = new Set(['catalog', 'dataset', 'series', 'service']);

export function hasCatalogRecord(kind: RecordKind): boolean {
  return catalogued.has(kind);
}

/**
 * A record as the feed describes it: the whole document of what DCAT-AP catalogues; of the rest (apps, organisations,
 * concepts, places) the description alone, since DCAT-AP's validators refuse catalog records about them.
 */
export function feedDocument(record: StoredRecord): Quad[] {
  return hasCatalogRecord(record.kind) ? composeDocument(record) : parseNQuads(record.nquads);
}

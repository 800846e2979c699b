import type { Quad } from '@rdfjs/types';
import { usualDocument } from '../mapping/alternate-iris.ts';
import { versionIri } from '../mapping/version-iris.ts';
import type { RecordKind, RecordOrigin } from '../model/record.ts';
import { iriTerm, parseNQuads } from '../rdf/n-quads.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dcat, dct, foaf, prov, rdf, xsd } from '../vocabulary/terms.ts';
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
 * The catalog record's own triples, in canonical order. They come from the commit log and the policy, not from the source,
 * and are no part of the version hash: publishing the same source again changes nothing (DCAT 3 §6.5, `dcat:CatalogRecord`;
 * §11 for versions). Every one of them costs the query engine memory for each record.
 */
export function catalogRecordTriples(version: DocumentVersion): Quad[] {
  return parseNQuads(catalogRecordLines(version, ''));
}

/** Written as text: it is read with every document. @param graph term; `''` writes triples */
function catalogRecordLines(version: DocumentVersion, graph: string): string {
  const { document, topic, kind, issued, modified, policy, sequence, previous, origin } = version;
  const subject = iriTerm(document);
  const end = graph === '' ? ' .\n' : ` ${graph} .\n`;
  const line = (property: Iri, object: string) => `${subject} <${property}> ${object}${end}`;
  return [
    line(dct.conformsTo, iriTerm(policy)),
    line(dct.issued, dateTime(issued)),
    line(dct.modified, dateTime(modified)),
    origin?.url === undefined ? '' : line(dct.source, iriTerm(origin.url)),
    line(rdf.type, iriTerm(hasCatalogRecord(kind) ? dcat.CatalogRecord : foaf.Document)),
    line(dcat.hasVersion, iriTerm(versionIri(document, sequence))),
    previous === undefined ? '' : line(dcat.previousVersion, iriTerm(versionIri(document, previous))),
    line(dcat.version, `"${sequence}"`),
    version.alternate ? line(prov.alternateOf, iriTerm(usualDocument(document))) : '',
    origin ? originLines(origin, line) : '',
    line(foaf.primaryTopic, iriTerm(topic)),
  ].join('');
}

/**
 * Where a harvested record comes from (decision 24): what it was made of, the catalogue that answers for that, the run
 * that found it, and when.
 */
function originLines(
  { url, catalogue, run, time }: RecordOrigin,
  line: (property: Iri, object: string) => string,
): string {
  const derivedFrom = url ?? catalogue;
  return [
    line(prov.generatedAtTime, dateTime(time)),
    catalogue === undefined ? '' : line(prov.hadPrimarySource, iriTerm(catalogue)),
    derivedFrom === undefined ? '' : line(prov.wasDerivedFrom, iriTerm(derivedFrom)),
    line(prov.wasGeneratedBy, iriTerm(run)),
  ].join('');
}

function dateTime(time: string): string {
  return `"${time}"^^<${xsd.dateTime}>`;
}

/** The whole published document as N-Quads in its graph: what is dereferenced, queried, harvested and exported. */
export function documentNQuads(record: DocumentVersion & Pick<StoredVersion, 'nquads'>): string {
  return record.nquads + catalogRecordLines(record, iriTerm(record.document));
}

/** The same as quads. */
export function composeDocument(record: DocumentVersion & Pick<StoredVersion, 'nquads'>): Quad[] {
  return parseNQuads(documentNQuads(record));
}

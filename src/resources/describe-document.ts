import { nQuads, type RdfFormat } from '../rdf/formats.ts';
import { plainTriples } from '../rdf/plain-triples.ts';
import { portalPrefixes, serialise } from '../rdf/serialise.ts';
import { composeDocument, documentNQuads } from '../store/document.ts';
import type { StoredRecord } from '../store/record-store.ts';

/**
 * The document of a live record in one syntax.
 * @throws RdfError `unknown-format` where the syntax cannot express a property (RDF/XML)
 */
export function describeDocument(record: StoredRecord, format: RdfFormat, base: string): string {
  if (format === nQuads) return documentNQuads(record);
  return serialise(plainTriples(composeDocument(record), format), format, {
    topic: record.topic,
    prefixes: portalPrefixes(base),
  });
}

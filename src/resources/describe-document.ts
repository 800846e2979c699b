import { nQuads, type RdfFormat } from '../rdf/formats.ts';
import { parseStatements } from '../rdf/n-quads.ts';
import { plainStatements } from '../rdf/plain-triples.ts';
import { portalPrefixes, serialiseStatements } from '../rdf/serialise.ts';
import { documentNQuads } from '../store/document.ts';
import type { StoredRecord } from '../store/record-store.ts';

/**
 * The document of a live record in one syntax, made from its N-Quads without a detour by quads: it takes half the time.
 * @throws RdfError `unknown-format` where the syntax cannot express a property (RDF/XML)
 */
export function describeDocument(record: StoredRecord, format: RdfFormat, base: string): string {
  const text = documentNQuads(record);
  if (format === nQuads) return text;
  return serialiseStatements(plainStatements(parseStatements(text), format), format, {
    topic: record.topic,
    prefixes: portalPrefixes(base),
  });
}

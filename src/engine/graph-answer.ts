import { formatOfMediaType, nQuads, nTriples } from '../rdf/formats.ts';
import { parseNQuads } from '../rdf/n-quads.ts';
import { portalPrefixes, serialise } from '../rdf/serialise.ts';

/** Syntaxes that the engine writes itself, line by line. */
const lineFormats: ReadonlySet<string> = new Set([nTriples.mediaType, nQuads.mediaType]);

/** The media type to ask the engine for, where the answer is to be in `mediaType`. */
export function engineGraphFormat(mediaType: string): string {
  return lineFormats.has(mediaType) ? mediaType : nTriples.mediaType;
}

/**
 * A graph that a query made, in the syntax asked for: the engine writes Turtle without prefixes, and RDF/XML that is not
 * always well-formed, so that it is written here from its N-Triples. A graph is a set: repeated triples are written once.
 */
export function formatGraph(lines: string, mediaType: string, base: string): string {
  const unique = [...new Set(lines.split('\n'))].join('\n');
  if (lineFormats.has(mediaType)) return unique;
  const format = formatOfMediaType(mediaType);
  if (!format) throw new TypeError(`There is no RDF format of the media type ${mediaType}.`);
  return serialise(parseNQuads(unique), format, { prefixes: portalPrefixes(base) });
}

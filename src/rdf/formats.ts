import type { Iri } from '../vocabulary/iri.ts';
import { formats } from '../vocabulary/terms.ts';

/** One RDF syntax: media type, file extension and what it can carry, together, so that no two rooms disagree. */
export interface RdfFormat {
  readonly name: string;
  /** W3C's name of the syntax (https://www.w3.org/ns/formats/). */
  readonly iri: Iri;
  readonly mediaType: string;
  /** Other media types by which it is asked for or declared. */
  readonly aliases: readonly string[];
  readonly extension: string;
  readonly otherExtensions: readonly string[];
  /** Carries named graphs. */
  readonly quads: boolean;
}

function format(
  name: string,
  iri: Iri,
  mediaType: string,
  extension: string,
  quads: boolean,
  aliases: readonly string[] = [],
  otherExtensions: readonly string[] = [],
): RdfFormat {
  return Object.freeze({ name, iri, mediaType, aliases, extension, otherExtensions, quads });
}

export const turtle = format('Turtle', formats.Turtle, 'text/turtle', 'ttl', false, [
  'application/x-turtle',
  'text/n3',
]);
export const nTriples = format('N-Triples', formats['N-Triples'], 'application/n-triples', 'nt', false, [
  'text/plain',
]);
export const jsonLd = format(
  'JSON-LD',
  formats['JSON-LD'],
  'application/ld+json',
  'jsonld',
  true,
  ['application/json'],
  ['json'],
);
export const rdfXml = format(
  'RDF/XML',
  formats.RDF_XML,
  'application/rdf+xml',
  'rdf',
  false,
  ['application/xml', 'text/xml'],
  ['xml', 'owl'],
);
export const triG = format('TriG', formats.TriG, 'application/trig', 'trig', true, ['application/x-trig']);
export const nQuads = format('N-Quads', formats['N-Quads'], 'application/n-quads', 'nq', true, [
  'text/x-nquads',
]);

/** In order of the server's preference. */
export const rdfFormats: readonly RdfFormat[] = [turtle, jsonLd, nTriples, rdfXml, triG, nQuads];

const byExtension = new Map(
  rdfFormats.flatMap((f) => [f.extension, ...f.otherExtensions].map((e) => [e, f] as const)),
);
const byMediaType = new Map(
  rdfFormats.flatMap((f) => [f.mediaType, ...f.aliases].map((m) => [m, f] as const)),
);

export function formatOfExtension(extension: string): RdfFormat | undefined {
  return byExtension.get(extension.toLowerCase().replace(/^\./, ''));
}

/** `mediaType` without parameters. */
export function formatOfMediaType(mediaType: string): RdfFormat | undefined {
  return byMediaType.get(mediaType.toLowerCase());
}

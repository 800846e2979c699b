import { bindingFormats, graphFormats } from '../sparql/result-formats.ts';

/**
 * Short names of formats for the `format` parameter, and the `Accept` field that each stands for: a syntax of rows, and
 * the nearest syntax of graphs.
 */
const names: Readonly<Record<string, string>> = {
  json: 'application/sparql-results+json, application/ld+json;q=0.9',
  xml: 'application/sparql-results+xml, application/rdf+xml;q=0.9',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  turtle: 'text/turtle',
  ttl: 'text/turtle',
  n3: 'text/turtle',
  ntriples: 'application/n-triples',
  nt: 'application/n-triples',
  nquads: 'application/n-quads',
  nq: 'application/n-quads',
  trig: 'application/trig',
  jsonld: 'application/ld+json',
  'json-ld': 'application/ld+json',
  rdf: 'application/rdf+xml',
  rdfxml: 'application/rdf+xml',
  'rdf+xml': 'application/rdf+xml',
};

/** Names that the `format` parameter takes, for the answer to one that it does not. */
export const formatNames: readonly string[] = Object.keys(names);

const mediaTypes = new Set(
  [...bindingFormats, ...graphFormats].flatMap((one) => [one.mediaType, ...one.aliases]),
);

/** The `Accept` field that a value of `format` stands for: a short name or a media type. `undefined`: neither. */
export function acceptOfName(name: string): string | undefined {
  const key = name.trim().toLowerCase();
  return names[key] ?? (mediaTypes.has(key.replace(/ /g, '+')) ? key.replace(/ /g, '+') : undefined);
}

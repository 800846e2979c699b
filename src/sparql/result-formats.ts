import { rdfFormats } from '../rdf/formats.ts';

/** A syntax that answers a SPARQL query, for negotiation. */
export interface ResultFormat {
  readonly mediaType: string;
  readonly extension: string;
  readonly aliases: readonly string[];
}

/** SPARQL 1.1 results of SELECT and ASK, in order of the server's preference. */
export const bindingFormats: readonly ResultFormat[] = [
  { mediaType: 'application/sparql-results+json', extension: 'json', aliases: ['application/json'] },
  { mediaType: 'application/sparql-results+xml', extension: 'xml', aliases: ['application/xml', 'text/xml'] },
  { mediaType: 'text/csv', extension: 'csv', aliases: [] },
  { mediaType: 'text/tab-separated-values', extension: 'tsv', aliases: [] },
];

/** ASK has no CSV or TSV form (SPARQL 1.1 Query Results CSV and TSV Formats §1). */
export const booleanFormats: readonly ResultFormat[] = bindingFormats.slice(0, 2);

/** Syntaxes of the graphs that CONSTRUCT and DESCRIBE make. */
export const graphFormats: readonly ResultFormat[] = rdfFormats;

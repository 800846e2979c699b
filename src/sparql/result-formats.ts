import { rdfFormats } from '../rdf/formats.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { formats } from '../vocabulary/terms.ts';

/** A syntax that answers a SPARQL query, for negotiation. */
export interface ResultFormat {
  /** W3C's name of the syntax (https://www.w3.org/ns/formats/). */
  readonly iri: Iri;
  readonly mediaType: string;
  readonly extension: string;
  readonly aliases: readonly string[];
}

/** SPARQL 1.1 results of SELECT and ASK, in order of the server's preference. */
export const bindingFormats: readonly ResultFormat[] = [
  {
    iri: formats.SPARQL_Results_JSON,
    mediaType: 'application/sparql-results+json',
    extension: 'json',
    aliases: ['application/json'],
  },
  {
    iri: formats.SPARQL_Results_XML,
    mediaType: 'application/sparql-results+xml',
    extension: 'xml',
    aliases: ['application/xml', 'text/xml'],
  },
  { iri: formats.SPARQL_Results_CSV, mediaType: 'text/csv', extension: 'csv', aliases: [] },
  { iri: formats.SPARQL_Results_TSV, mediaType: 'text/tab-separated-values', extension: 'tsv', aliases: [] },
];

/** ASK has no CSV or TSV form (SPARQL 1.1 Query Results CSV and TSV Formats §1). */
export const booleanFormats: readonly ResultFormat[] = bindingFormats.slice(0, 2);

/** Syntaxes of the graphs that CONSTRUCT and DESCRIBE make. */
export const graphFormats: readonly ResultFormat[] = rdfFormats;

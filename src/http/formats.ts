import { type RdfFormat, rdfFormats } from '../rdf/formats.ts';
import type { Negotiable } from './negotiate-format.ts';

/** The page for people, as one more format of a document. */
export interface HtmlFormat extends Negotiable {
  readonly name: 'HTML';
  readonly extension: 'html';
}

export const html: HtmlFormat = Object.freeze({
  name: 'HTML',
  mediaType: 'text/html',
  aliases: [],
  extension: 'html',
});

export type DocumentFormat = RdfFormat | HtmlFormat;

export function isHtml(format: DocumentFormat): format is HtmlFormat {
  return format === html;
}

/** Data first: who does not say what is wanted is a program; browsers ask for HTML. */
export const documentFormats: readonly DocumentFormat[] = [...rdfFormats, html];

/** The format that an address ends with, by the extensions that links use. */
export function formatOfPath(path: string): { format: DocumentFormat; rest: string } | undefined {
  const dot = path.lastIndexOf('.');
  if (dot <= path.lastIndexOf('/')) return undefined;
  const extension = path.slice(dot + 1);
  const format = documentFormats.find((one) => one.extension === extension);
  return format && { format, rest: path.slice(0, dot) };
}

/** Everything is sent in UTF-8; the RDF types that default to it (RFC 8259, N-Triples…) carry no parameter. */
export function contentType(mediaType: string): string {
  return /^(?:text\/|application\/(?:xml|xhtml\+xml|rdf\+xml)$)/.test(mediaType)
    ? `${mediaType}; charset=utf-8`
    : mediaType;
}

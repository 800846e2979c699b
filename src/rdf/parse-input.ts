import type { Quad } from '@rdfjs/types';
import type { RdfError } from './rdf-error.ts';

export interface ParseLimits {
  /** Characters without a complete statement: the longest literal, line or run of comments. */
  readonly token: number;
  /** Characters of a JSON-LD document, which is read as a whole. */
  readonly document: number;
  /** Elements or brackets inside each other (RDF/XML, JSON-LD). */
  readonly depth: number;
}

export const defaultParseLimits: ParseLimits = Object.freeze({
  token: 16 * 1024 * 1024,
  document: 64 * 1024 * 1024,
  depth: 500,
});

/** What the parser of one syntax is given. */
export interface ParseInput {
  readonly text: AsyncIterable<string>;
  readonly base: string;
  readonly contexts: ReadonlyMap<string, object>;
  readonly limits: ParseLimits;
  readonly onBadLine: ((error: RdfError) => void) | undefined;
}

/** A quad, and the line in which it ends where the syntax tells. */
export interface PlacedQuad {
  readonly quad: Quad;
  readonly line: number | undefined;
}

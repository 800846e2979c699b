import type { Quad } from '@rdfjs/types';
import { DataFactory } from 'n3';
import { nQuads, nTriples, type RdfFormat, triG } from './formats.ts';
import { nQuadLine } from './n-quads.ts';
import { type Statement, triplePart } from './statement.ts';

/**
 * Quads as a reader of `format` expects them: in their graphs in TriG and N-Quads, else as triples, each once. JSON-LD
 * could name graphs too, but who reads a document or a feed looks for its triples at the top.
 */
export function plainTriples(quads: readonly Quad[], format: RdfFormat): readonly Quad[] {
  if (hasGraphs(format)) return quads;
  const triples = new Map<string, Quad>();
  for (const quad of quads) {
    const key = nQuadLine(quad, '');
    if (!triples.has(key)) triples.set(key, withoutGraph(quad));
  }
  return [...triples.values()];
}

/** As {@link plainTriples}. */
export function plainStatements(statements: readonly Statement[], format: RdfFormat): readonly Statement[] {
  if (hasGraphs(format)) return statements;
  // The other writers group what they write, so that there each triple stands once anyway.
  const once =
    format === nTriples
      ? new Map(statements.map((statement) => [triplePart(statement), statement])).values()
      : statements;
  return Array.from(once, ({ subject, predicate, object }) => ({ subject, predicate, object, graph: '' }));
}

function hasGraphs(format: RdfFormat): boolean {
  return format === triG || format === nQuads;
}

function withoutGraph({ subject, predicate, object }: Quad): Quad {
  return DataFactory.quad(subject as never, predicate as never, object as never) as unknown as Quad;
}

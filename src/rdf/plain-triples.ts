import type { Quad } from '@rdfjs/types';
import { DataFactory } from 'n3';
import { nQuads, type RdfFormat, triG } from './formats.ts';
import { nQuadLine } from './n-quads.ts';

/**
 * Quads as a reader of `format` expects them: in their graphs in TriG and N-Quads, else as triples, each once. JSON-LD
 * could name graphs too, but who reads a document or a feed looks for its triples at the top.
 */
export function plainTriples(quads: readonly Quad[], format: RdfFormat): readonly Quad[] {
  if (format === triG || format === nQuads) return quads;
  const triples = new Map<string, Quad>();
  for (const quad of quads) {
    const key = nQuadLine(quad, '');
    if (!triples.has(key)) triples.set(key, withoutGraph(quad));
  }
  return [...triples.values()];
}

function withoutGraph({ subject, predicate, object }: Quad): Quad {
  return DataFactory.quad(subject as never, predicate as never, object as never) as unknown as Quad;
}

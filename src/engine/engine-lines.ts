import { nQuadLine, parseNQuads } from '../rdf/n-quads.ts';
import type { Oxigraph } from './instantiation.ts';
import { tripleLine } from './oxigraph-edit.ts';

/**
 * Each line of N-Quads as the engine would give it back: it lower-cases language tags and folds numeric types and dates
 * into one form. The result has one N-Triples line for each line that is not empty, in their order.
 */
export function engineLines(oxigraph: Oxigraph, nquads: string): string[] {
  const quads = parseNQuads(nquads.replace(/^\s*\n/gm, ''));
  // Each in a graph of its own, so that equal ones stay apart, and all are read at once.
  const place = 'urn:line:';
  const apart = quads.map((quad, index) => nQuadLine(quad, `<${place}${index}>`)).join('');
  const store = new oxigraph.Store();
  store.load(apart, { format: 'application/n-quads', no_transaction: true, lenient: true });
  const lines: string[] = [];
  for (const quad of store.match()) lines[Number(quad.graph.value.slice(place.length))] = tripleLine(quad);
  const missing = quads.findIndex((_, index) => lines[index] === undefined);
  if (missing !== -1) throw new Error(`The engine read nothing from line ${missing + 1}.`);
  return lines;
}

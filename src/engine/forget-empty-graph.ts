import type { Store } from 'oxigraph';
import type { Oxigraph } from './instantiation.ts';
import { isPlainIri } from './term-text.ts';

/**
 * Makes the engine forget a graph that holds nothing any more: it keeps the name of each graph that ever held a quad, and
 * `GRAPH ?g {}` would list it.
 */
export function forgetEmptyGraph(
  { namedNode }: Pick<Oxigraph, 'namedNode'>,
  store: Store,
  graph: string,
): void {
  if (isPlainIri(graph)) store.update(`DROP SILENT GRAPH ${namedNode(graph).toString()}`);
}

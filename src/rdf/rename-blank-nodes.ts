import type { Quad, Term } from '@rdfjs/types';
import { DataFactory } from 'n3';

/** The quads with their blank nodes called `{prefix}0`, `{prefix}1`… in the order of their appearance. */
export function renameBlankNodes(quads: readonly Quad[], prefix: string): Quad[] {
  const nodes = new Map<string, Term>();
  const rename = <T extends Term>(term: T): T => {
    if (term.termType !== 'BlankNode') return term;
    let node = nodes.get(term.value);
    if (!node) {
      node = DataFactory.blankNode(`${prefix}${nodes.size}`) as unknown as Term;
      nodes.set(term.value, node);
    }
    return node as T;
  };
  return quads.map(
    ({ subject, predicate, object, graph }) =>
      DataFactory.quad(rename(subject), predicate, rename(object), rename(graph)) as unknown as Quad,
  );
}

import { createHash } from 'node:crypto';
import type { Quad, Term } from '@rdfjs/types';
import { DataFactory } from 'n3';
import type { Iri } from '../vocabulary/iri.ts';
import { canonicalLabels } from './canonical.ts';
import { nQuadLine, nQuadTerm } from './n-quads.ts';
import { RdfError } from './rdf-error.ts';
import { iri } from './terms.ts';

/**
 * A graph with its blank nodes as sorted lines of N-Quads: isomorphic graphs give equal texts (RDFC-1.0), whatever their
 * blank nodes were called. The labels begin with a hash of the graph's name, so that the lines of several graphs can stand
 * in one document. Where the blank nodes cannot be told apart with reasonable effort they are numbered as they come.
 * @param graph '' for the default graph: the lines are N-Triples
 */
export async function canonicalGraph(quads: readonly Quad[], graph: string): Promise<string> {
  const triples = quads.map(({ subject, predicate, object }) => DataFactory.quad(subject, predicate, object));
  const labels = await labelsOf(triples as unknown as Quad[]);
  const prefix = `g${createHash('sha256').update(graph).digest('hex').slice(0, 8)}`;
  const renamed = new Map<string, Term>();
  const rename = <T extends Term>(term: T): T => {
    if (term.termType !== 'BlankNode') return term;
    const known = renamed.get(term.value);
    if (known) return known as T;
    const label = labels.get(term.value) ?? `n${renamed.size}`;
    const node = DataFactory.blankNode(`${prefix}${label}`) as unknown as Term;
    renamed.set(term.value, node);
    return node as T;
  };
  const name = graph === '' ? '' : nQuadTerm(iri(graph as Iri));
  const lines = triples.map(({ subject, predicate, object }) =>
    nQuadLine(
      DataFactory.quad(rename(subject as never), predicate, rename(object as never)) as unknown as Quad,
      name,
    ),
  );
  return [...new Set(lines)].sort().join('');
}

async function labelsOf(triples: readonly Quad[]): Promise<ReadonlyMap<string, string>> {
  const hasBlank = triples.some(
    ({ subject, object }) => subject.termType === 'BlankNode' || object.termType === 'BlankNode',
  );
  if (!hasBlank) return new Map();
  try {
    return await canonicalLabels(triples);
  } catch (error) {
    if (error instanceof RdfError && error.code === 'too-large') return new Map();
    throw error;
  }
}

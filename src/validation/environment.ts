import type { NamedNode, Quad, Term } from '@rdfjs/types';
import { DataFactory } from 'n3';
import rdf from 'rdf-ext';
import type { Options } from 'rdf-validate-shacl';
import { type Graph, IndexedGraph } from './graph.ts';
import { Pointer } from './pointer.ts';

type Environment = NonNullable<Options['factory']>;

/**
 * The RDF/JS environment that `rdf-validate-shacl` works in: indexed graphs, light pointers, and each named node made
 * once (the library asks for `sh:minCount` and its like anew at every check).
 */
export function validationEnvironment(): Environment {
  const names = new Map<string, NamedNode>();
  const environment = {
    ...DataFactory,
    namedNode(iri: string): NamedNode {
      let node = names.get(iri);
      if (!node) {
        node = rdf.namedNode(iri);
        names.set(iri, node);
      }
      return node;
    },
    dataset: (quads: Iterable<Quad> = []) => new IndexedGraph(quads),
    termMap: <Value>(entries: Iterable<readonly [Term, Value]> = []) => rdf.termMap([...entries] as never),
    clownface: ({ dataset, term }: { dataset?: Graph; term?: Term } = {}) =>
      new Pointer(dataset ?? new IndexedGraph(), term ? [term] : []),
  };
  // The library's type names the whole of clownface; Pointer is the part of it that the library's source uses.
  return environment as unknown as Environment;
}

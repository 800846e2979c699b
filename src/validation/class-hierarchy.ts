import type { Quad_Subject, Term } from '@rdfjs/types';
import rdf from 'rdf-ext';
import { rdfs } from '../vocabulary/terms.ts';
import { type IndexedGraph, termKey } from './graph.ts';

const nothing: readonly never[] = Object.freeze([]);

/** The `rdfs:subClassOf` triples of a graph, followed to their ends once for each class; circles do no harm. */
export class ClassHierarchy {
  readonly #graph: IndexedGraph;
  readonly #below = new Map<string, readonly Quad_Subject[]>();
  /** Terms that {@link subclasses} gave. */
  readonly #given = new WeakSet<Term>();

  constructor(graph: IndexedGraph) {
    this.#graph = graph;
  }

  /**
   * All classes below a class. The library asks again for each class of the answer, without looking back: for a term out
   * of an answer there is nothing left to say.
   */
  subclasses(ofClass: Term): readonly Quad_Subject[] {
    if (this.#given.has(ofClass)) return nothing;
    const key = termKey(ofClass);
    const known = this.#below.get(key);
    if (known) return known;
    const found = this.#reach(ofClass, (term) => this.#graph.subjects(rdfs.subClassOf, term));
    if (found.length === 0) return nothing;
    const answer = found.map((term) =>
      term.termType === 'BlankNode' ? rdf.blankNode(term.value) : rdf.namedNode(term.value),
    );
    for (const term of answer) this.#given.add(term);
    this.#below.set(key, answer);
    return answer;
  }

  /** IRIs of a class and of all classes above it. */
  upwards(iri: string): readonly string[] {
    const start = rdf.namedNode(iri);
    return [iri, ...this.#reach(start, (term) => this.#graph.objects(term, rdfs.subClassOf)).map(termKey)];
  }

  #reach(start: Term, step: (term: Term) => readonly Term[]): Term[] {
    const seen = new Map<string, Term>();
    const open: Term[] = [start];
    for (let term = open.pop(); term; term = open.pop())
      for (const next of step(term)) {
        const key = termKey(next);
        if (seen.has(key) || key === termKey(start)) continue;
        seen.set(key, next);
        open.push(next);
      }
    return [...seen.values()];
  }
}

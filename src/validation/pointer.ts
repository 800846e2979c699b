import type { BlankNode, NamedNode, Quad, Quad_Object, Quad_Subject, Term } from '@rdfjs/types';
import { DataFactory } from 'n3';
import { rdf } from '../vocabulary/terms.ts';
import { type Graph, IndexedGraph, termKey } from './graph.ts';

type Many<T> = T | readonly T[] | Pointer | null | undefined;

/**
 * Terms of a graph to walk from: the part of `clownface` that `rdf-validate-shacl` uses. Its own pointers cost most of the
 * time of a validation (several objects and linear scans for each step of a path).
 */
export class Pointer {
  readonly dataset: Graph;
  readonly terms: readonly Term[];

  constructor(dataset: Graph, terms: readonly Term[]) {
    this.dataset = dataset;
    this.terms = terms;
  }

  get term(): Term | undefined {
    return this.terms.length === 1 ? this.terms[0] : undefined;
  }

  get value(): string | undefined {
    return this.term?.value;
  }

  node(terms?: Many<Term>): Pointer {
    return new Pointer(this.dataset, many(terms));
  }

  blankNode(): Pointer {
    return new Pointer(this.dataset, [DataFactory.blankNode() as unknown as BlankNode]);
  }

  out(predicates: Many<Term>): Pointer {
    return this.#walk(predicates, (term, predicate) => this.dataset.objects(term, predicate));
  }

  in(predicates: Many<Term>): Pointer {
    return this.#walk(predicates, (term, predicate) => this.dataset.subjects(predicate, term));
  }

  addOut(predicate: Term, objects: Many<Term>): this {
    if (!(this.dataset instanceof IndexedGraph)) throw new TypeError('This graph is read only');
    for (const subject of this.terms)
      for (const object of many(objects)) this.dataset.add(triple(subject, predicate, object));
    return this;
  }

  toArray(): Pointer[] {
    return this.terms.map((term) => new Pointer(this.dataset, [term]));
  }

  map<Result>(use: (pointer: Pointer) => Result): Result[] {
    return this.toArray().map(use);
  }

  filter(use: (pointer: Pointer) => boolean): Pointer {
    return new Pointer(
      this.dataset,
      this.toArray()
        .filter(use)
        .flatMap((pointer) => pointer.terms),
    );
  }

  forEach(use: (pointer: Pointer) => void): this {
    this.toArray().forEach(use);
    return this;
  }

  /** The members of the RDF list at the term, or `null` where there is none. A list that bites its tail ends there. */
  list(): Iterable<Pointer> | null {
    const head = this.term;
    if (!head || head.termType === 'Literal') return null;
    if (head.value !== rdf.nil && this.dataset.objects(head, rdf.first).length === 0) return null;
    const members: Pointer[] = [];
    const seen = new Set<string>();
    let cell: Term | undefined = head;
    while (cell && cell.value !== rdf.nil && !seen.has(termKey(cell))) {
      seen.add(termKey(cell));
      members.push(new Pointer(this.dataset, this.dataset.objects(cell, rdf.first).slice(0, 1)));
      cell = this.dataset.objects(cell, rdf.rest)[0];
    }
    return members;
  }

  #walk(predicates: Many<Term>, step: (term: Term, predicate: string) => readonly Term[]): Pointer {
    const steps = many(predicates);
    const [term] = this.terms;
    const [predicate] = steps;
    if (term && predicate && this.terms.length === 1 && steps.length === 1)
      return new Pointer(this.dataset, step(term, predicate.value));
    return new Pointer(
      this.dataset,
      this.terms.flatMap((from) => steps.flatMap((by) => step(from, by.value))),
    );
  }
}

function many(terms: Many<Term>): readonly Term[] {
  if (!terms) return [];
  if (terms instanceof Pointer) return terms.terms;
  return 'termType' in terms ? [terms] : terms;
}

function triple(subject: Term, predicate: Term, object: Term): Quad {
  return DataFactory.quad(
    subject as Quad_Subject as never,
    predicate as NamedNode as never,
    object as Quad_Object as never,
  ) as unknown as Quad;
}

import type { Literal, Quad, Term } from '@rdfjs/types';
import type { Iri } from '../vocabulary/iri.ts';
import { rdf } from '../vocabulary/terms.ts';

type Values = Map<string, Term[]>;
const nothing: readonly never[] = [];

/** The triples of one document, to be asked by subject and property. Values keep the order of the document. */
export class Description {
  readonly #bySubject = new Map<string, Values>();

  constructor(quads: Iterable<Quad>) {
    for (const { subject, predicate, object } of quads) {
      let values = this.#bySubject.get(subject.value);
      if (values === undefined) {
        values = new Map();
        this.#bySubject.set(subject.value, values);
      }
      const terms = values.get(predicate.value);
      if (terms) terms.push(object);
      else values.set(predicate.value, [object]);
    }
  }

  describes(subject: string): boolean {
    return this.#bySubject.has(subject);
  }

  values(subject: string, property: Iri): readonly Term[] {
    return this.#bySubject.get(subject)?.get(property) ?? nothing;
  }

  properties(subject: string): readonly string[] {
    return [...(this.#bySubject.get(subject)?.keys() ?? nothing)];
  }

  iris(subject: string, property: Iri): readonly Iri[] {
    const values = this.values(subject, property);
    if (values.length === 0) return nothing;
    return values.flatMap((term) => (term.termType === 'NamedNode' ? [term.value as Iri] : []));
  }

  literals(subject: string, property: Iri): readonly Literal[] {
    const values = this.values(subject, property);
    if (values.length === 0) return nothing;
    return values.filter((term): term is Literal => term.termType === 'Literal');
  }

  /** Lexical form of the first literal. */
  text(subject: string, property: Iri): string | undefined {
    return this.literals(subject, property)[0]?.value;
  }

  /** The literals of the first of `properties` that has any. */
  firstLiterals(subject: string, properties: readonly Iri[]): readonly Literal[] {
    for (const property of properties) {
      const literals = this.literals(subject, property);
      if (literals.length > 0) return literals;
    }
    return nothing;
  }

  is(subject: string, type: Iri): boolean {
    return this.values(subject, rdf.type).some((term) => term.value === type);
  }

  /** Those that state that `object` is their `property`: catalogues, which membership leads to from their members. */
  subjectsOf(property: Iri, object: string): readonly Iri[] {
    const found: Iri[] = [];
    for (const [subject, values] of this.#bySubject)
      if (values.get(property)?.some((term) => term.value === object)) found.push(subject as Iri);
    return found;
  }
}

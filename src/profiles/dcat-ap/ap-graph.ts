import type { Literal, Quad, Quad_Object, Term } from '@rdfjs/types';
import { DataFactory } from 'n3';
import { nQuadTerm } from '../../rdf/n-quads.ts';
import { triple } from '../../rdf/terms.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { rdf } from '../../vocabulary/terms.ts';

/** The triples of one document, each once, by subject and property. */
export class ApGraph {
  readonly #subjects = new Map<string, Map<Iri, Map<string, Quad>>>();
  #blankNodes = 0;

  /** @param subject an IRI, or a blank node of {@link fresh} */
  state(subject: Iri | Quad['subject'], property: Iri, object: Iri | Term): void {
    const quad = triple(subject, property, object as Quad_Object | Iri);
    let properties = this.#subjects.get(quad.subject.value);
    if (properties === undefined) {
      properties = new Map();
      this.#subjects.set(quad.subject.value, properties);
    }
    const values = properties.get(property) ?? new Map<string, Quad>();
    values.set(nQuadTerm(quad.object), quad);
    properties.set(property, values);
  }

  /** A thing without a name of its own, for what the source gives as a text. */
  fresh(): Quad['subject'] {
    this.#blankNodes += 1;
    return DataFactory.blankNode(`ap${this.#blankNodes}`) as unknown as Quad['subject'];
  }

  has(subject: string, property: Iri, object?: Iri): boolean {
    const values = this.#subjects.get(subject)?.get(property);
    if (values === undefined) return false;
    return object === undefined ? values.size > 0 : values.has(`<${object}>`);
  }

  values(subject: string, property: Iri): readonly Term[] {
    return [...(this.#subjects.get(subject)?.get(property)?.values() ?? [])].map(({ object }) => object);
  }

  literals(subject: string, property: Iri): readonly Literal[] {
    return this.values(subject, property).filter((term): term is Literal => term.termType === 'Literal');
  }

  /** Those that are stated to be of the type. */
  ofType(type: Iri): readonly Quad['subject'][] {
    return [...this.#subjects.values()].flatMap((properties) => {
      const quad = properties.get(rdf.type)?.get(`<${type}>`);
      return quad ? [quad.subject] : [];
    });
  }

  /** Leaves one value of a property: what `better` prefers, else the first. */
  keepOne(property: Iri, better: (a: Term, b: Term) => boolean): void {
    for (const properties of this.#subjects.values()) {
      const values = properties.get(property);
      if (values === undefined || values.size < 2) continue;
      const best = [...values].reduce((a, b) => (better(b[1].object, a[1].object) ? b : a));
      properties.set(property, new Map([best]));
    }
  }

  /** Takes a thing out, with all that refers to it. */
  forget(thing: string): void {
    this.#subjects.delete(thing);
    for (const properties of this.#subjects.values())
      for (const values of properties.values()) values.delete(`<${thing}>`);
  }

  quads(): Quad[] {
    return [...this.#subjects.values()].flatMap((properties) =>
      [...properties.values()].flatMap((values) => [...values.values()]),
    );
  }
}

import type { Quad, Term } from 'oxigraph';
import type { PlainQuad, PlainTerm } from './engine-edit.ts';

export type Oxigraph = typeof import('oxigraph');

/** One solution of a WHERE clause: variable → term. */
export type Bindings = ReadonlyMap<string, Term>;

/**
 * Fills templates with one solution (SPARQL 1.1 Update §4.2.2, `Template`): blank nodes are new ones for each solution;
 * a quad with an unbound variable, or with a term where RDF has no place for it, is left out.
 */
export class Instantiation {
  readonly #oxigraph: Oxigraph;
  readonly #bindings: Bindings;
  readonly #blankNodes = new Map<string, Term>();

  constructor(oxigraph: Oxigraph, bindings: Bindings = new Map()) {
    this.#oxigraph = oxigraph;
    this.#bindings = bindings;
  }

  quads(templates: readonly PlainQuad[]): Quad[] {
    return templates.flatMap((template) => {
      const subject = this.#term(template.subject);
      const predicate = this.#term(template.predicate);
      const object = this.#term(template.object);
      const graph = template.graph ? this.#term(template.graph) : this.#oxigraph.defaultGraph();
      const sound =
        isNode(subject) &&
        predicate?.termType === 'NamedNode' &&
        (isNode(object) || object?.termType === 'Literal') &&
        (graph?.termType === 'NamedNode' || graph?.termType === 'DefaultGraph');
      return sound ? [this.#oxigraph.quad(subject, predicate, object, graph)] : [];
    });
  }

  #term(term: PlainTerm): Term | undefined {
    switch (term.type) {
      case 'iri':
        return this.#oxigraph.namedNode(term.value);
      case 'variable':
        return this.#bindings.get(term.value);
      case 'literal': {
        const { value, language, datatype } = term;
        if (language) return this.#oxigraph.literal(value, language);
        return this.#oxigraph.literal(value, datatype ? this.#oxigraph.namedNode(datatype) : undefined);
      }
      case 'blank': {
        const known = this.#blankNodes.get(term.value);
        if (known) return known;
        const fresh = this.#oxigraph.blankNode();
        this.#blankNodes.set(term.value, fresh);
        return fresh;
      }
    }
  }
}

function isNode(term: Term | undefined): term is Extract<Term, { termType: 'NamedNode' | 'BlankNode' }> {
  return term?.termType === 'NamedNode' || term?.termType === 'BlankNode';
}

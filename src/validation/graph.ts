import type { Quad, Quad_Object, Quad_Subject, Term } from '@rdfjs/types';

/** Quads that matched a pattern, as far as `rdf-validate-shacl` uses a dataset: counted and walked through. */
export class Matches implements Iterable<Quad> {
  readonly quads: readonly Quad[];

  constructor(quads: readonly Quad[]) {
    this.quads = quads;
  }

  get size(): number {
    return this.quads.length;
  }

  [Symbol.iterator](): Iterator<Quad> {
    return this.quads[Symbol.iterator]();
  }
}

/** What validation reads of a graph: direct look-ups for the two steps of a property path, patterns for the rest. */
export interface Graph extends Iterable<Quad> {
  objects(subject: Term, predicate: string): readonly Quad_Object[];
  subjects(predicate: string, object: Term): readonly Quad_Subject[];
  match(subject?: Term | null, predicate?: Term | null, object?: Term | null): Matches;
}

/** A term as a key of a map; terms are equal (RDF 1.1 Concepts, section 3) where their keys are. */
export function termKey(term: Term): string {
  switch (term.termType) {
    case 'NamedNode':
      return term.value;
    case 'BlankNode':
      return `_:${term.value}`;
    case 'Literal':
      return `"${term.value}"${term.language ? `@${term.language}` : `^^${term.datatype.value}`}`;
    default:
      return `?${term.termType} ${term.value}`;
  }
}

type Index = Map<string, Map<string, Map<string, Quad>>>;

const nothing: readonly never[] = Object.freeze([]);

/** A set of triples that can grow, indexed from both ends: shapes, reports and background knowledge. Graph names are ignored. */
export class IndexedGraph implements Graph {
  readonly #outgoing: Index = new Map();
  readonly #incoming: Index = new Map();
  #size = 0;

  constructor(quads: Iterable<Quad> = []) {
    for (const quad of quads) this.add(quad);
  }

  get size(): number {
    return this.#size;
  }

  add(quad: Quad): this {
    const subject = termKey(quad.subject);
    const predicate = quad.predicate.value;
    const object = termKey(quad.object);
    const objects = branch(branch(this.#outgoing, subject), predicate);
    if (objects.has(object)) return this;
    objects.set(object, quad);
    branch(branch(this.#incoming, object), predicate).set(subject, quad);
    this.#size++;
    return this;
  }

  describes(subject: Term): boolean {
    return this.#outgoing.has(termKey(subject));
  }

  objects(subject: Term, predicate: string): readonly Quad_Object[] {
    const quads = this.#outgoing.get(termKey(subject))?.get(predicate);
    return quads ? Array.from(quads.values(), (quad) => quad.object) : nothing;
  }

  subjects(predicate: string, object: Term): readonly Quad_Subject[] {
    const quads = this.#incoming.get(termKey(object))?.get(predicate);
    return quads ? Array.from(quads.values(), (quad) => quad.subject) : nothing;
  }

  match(subject?: Term | null, predicate?: Term | null, object?: Term | null): Matches {
    const by = predicate?.value;
    const key = object ? termKey(object) : undefined;
    if (subject) {
      const found = under(this.#outgoing.get(termKey(subject)), by);
      return new Matches(key === undefined ? found : found.filter((quad) => termKey(quad.object) === key));
    }
    if (key !== undefined) return new Matches(under(this.#incoming.get(key), by));
    return new Matches([...this].filter((quad) => by === undefined || quad.predicate.value === by));
  }

  *[Symbol.iterator](): Iterator<Quad> {
    for (const predicates of this.#outgoing.values())
      for (const objects of predicates.values()) yield* objects.values();
  }
}

function under(predicates: Map<string, Map<string, Quad>> | undefined, predicate?: string): Quad[] {
  if (!predicates) return [];
  if (predicate !== undefined) return [...(predicates.get(predicate)?.values() ?? [])];
  return Array.from(predicates.values(), (quads) => [...quads.values()]).flat();
}

function branch<Value extends Map<string, unknown>>(index: Map<string, Value>, key: string): Value {
  let found = index.get(key);
  if (!found) {
    found = new Map<string, never>() as unknown as Value;
    index.set(key, found);
  }
  return found;
}

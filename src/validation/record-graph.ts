import type { Quad, Quad_Object, Quad_Subject, Term } from '@rdfjs/types';
import type { MappedRecord } from '../model/record.ts';
import { rdf, rdfs } from '../vocabulary/terms.ts';
import type { ClassHierarchy } from './class-hierarchy.ts';
import { type Graph, type IndexedGraph, Matches, termKey } from './graph.ts';

/**
 * The data graph of one record: what the record says of its own things, and of other things what the record and the
 * background knowledge say together. Built for each record, so that no other record of a batch can hide or cause a finding.
 *
 * Three look-ups differ from a plain union, each so that the verdict is about this record only:
 * - the record is the whole truth about the things that it describes: the background does not fill their gaps;
 * - instances of a class, and subjects or objects of a predicate (the targets of shapes), are the record's own;
 * - the class hierarchy is a given one.
 */
export class RecordGraph implements Graph {
  readonly #outgoing = new Map<string, Map<string, Quad[]>>();
  readonly #instances = new Map<string, Quad_Subject[]>();
  readonly #owned: ReadonlySet<string>;
  readonly #quads: readonly Quad[];
  #byPredicate: Map<string, Quad[]> | undefined;
  readonly #background: readonly IndexedGraph[];
  readonly #classes: ClassHierarchy;

  constructor(
    record: MappedRecord,
    {
      background,
      classes,
    }: { readonly background: readonly IndexedGraph[]; readonly classes: ClassHierarchy },
  ) {
    this.#quads = record.quads;
    this.#background = background;
    this.#classes = classes;
    const owned = new Set<string>([record.topic, ...record.parts]);
    for (const quad of record.quads) {
      const subject = termKey(quad.subject);
      const predicate = quad.predicate.value;
      this.#index(subject, predicate, quad);
      if (predicate === rdf.type) {
        owned.add(subject);
        append(this.#instances, quad.object.value, quad.subject);
      } else if (subject.startsWith(`${record.document}#`)) owned.add(subject);
    }
    this.#owned = owned;
  }

  /**
   * Whether the record describes the term: its topic, its parts, what it types, and the nodes of its document. Not so the
   * catalogue of a membership triple (`<catalogue> dcat:dataset <dataset>`), which stands with the member.
   */
  owns(term: Term): boolean {
    return this.#owned.has(termKey(term));
  }

  /** The classes of the things that the record describes. */
  get types(): Iterable<string> {
    return this.#instances.keys();
  }

  objects(subject: Term, predicate: string): readonly Quad_Object[] {
    if (subject.termType === 'Literal') return [];
    const key = termKey(subject);
    const own = this.#outgoing.get(key)?.get(predicate);
    const objects = own ? own.map((quad) => quad.object) : [];
    if (this.#owned.has(key)) return objects;
    for (const graph of this.#background) objects.push(...graph.objects(subject, predicate));
    return objects;
  }

  subjects(predicate: string, object: Term): readonly Quad_Subject[] {
    if (predicate === rdf.type) return this.#instances.get(object.value) ?? [];
    if (predicate === rdfs.subClassOf) return this.#classes.subclasses(object);
    const known = this.#background.flatMap((graph) => graph.subjects(predicate, object));
    const key = termKey(object);
    for (const quad of this.#with(predicate)) if (termKey(quad.object) === key) known.push(quad.subject);
    return known;
  }

  match(subject?: Term | null, predicate?: Term | null, object?: Term | null): Matches {
    const key = subject ? termKey(subject) : undefined;
    const objectKey = object ? termKey(object) : undefined;
    const quads = this.#quads.filter(
      (quad) =>
        (key === undefined || termKey(quad.subject) === key) &&
        (!predicate || quad.predicate.value === predicate.value) &&
        (objectKey === undefined || termKey(quad.object) === objectKey),
    );
    if (subject && key !== undefined && !this.#owned.has(key))
      for (const graph of this.#background) quads.push(...graph.match(subject, predicate, object));
    return new Matches(quads);
  }

  [Symbol.iterator](): Iterator<Quad> {
    return this.#quads[Symbol.iterator]();
  }

  #with(predicate: string): readonly Quad[] {
    if (!this.#byPredicate) {
      this.#byPredicate = new Map();
      for (const quad of this.#quads) append(this.#byPredicate, quad.predicate.value, quad);
    }
    return this.#byPredicate.get(predicate) ?? [];
  }

  #index(subject: string, predicate: string, quad: Quad): void {
    const predicates = this.#outgoing.get(subject);
    if (predicates) append(predicates, predicate, quad);
    else this.#outgoing.set(subject, new Map([[predicate, [quad]]]));
  }
}

function append<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

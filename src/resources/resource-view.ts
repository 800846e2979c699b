import type { Literal, Quad, Term } from '@rdfjs/types';
import { type ColumnType, tableColumns } from '../rdf/table-columns.ts';
import type { RecordHead } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dcat, rdf, skos } from '../vocabulary/terms.ts';
import { isLiteral, type Phrase } from './phrase.ts';
import type { PropertyLabel } from './property-labels.ts';
import { descriptionProperties, phrasesOf, titleOf, titleProperties } from './title-of.ts';

/** One value of a property, as a page shows it. */
export type Value =
  | { readonly type: 'literal'; readonly phrase: Phrase; readonly datatype: string }
  | { readonly type: 'link'; readonly iri: Iri }
  /** Something that has no document of its own and is described in this one. */
  | { readonly type: 'node'; readonly node: NodeView };

export interface PropertyView {
  readonly property: Iri;
  readonly values: readonly Value[];
}

/** One described thing: its name, its text, and its other properties in the order of the table. */
export interface NodeView {
  readonly iri: Iri;
  readonly titles: readonly Phrase[];
  readonly descriptions: readonly Phrase[];
  readonly types: readonly Iri[];
  readonly properties: readonly PropertyView[];
  /** Of a distribution that states those of its table. */
  readonly columns?: readonly ColumnView[];
}

/** A column of a table. */
export interface ColumnView {
  readonly name: string;
  readonly titles: readonly Phrase[];
  readonly descriptions: readonly Phrase[];
  readonly type?: ColumnType;
}

/** A document, arranged for people. */
export interface ResourceView {
  readonly head: RecordHead;
  readonly topic: NodeView;
  readonly distributions: readonly NodeView[];
  /** Other things that the document describes and that nothing in it refers to: terms of a vocabulary. */
  readonly parts: readonly NodeView[];
  /** Catalogues that list the topic. */
  readonly memberOf: readonly Iri[];
}

/** Membership stands with the member, so these lead from somewhere else to the topic. */
const memberships = new Set<string>([
  dcat.dataset,
  dcat.service,
  dcat.catalog,
  dcat.resource,
  dcat.record,
  skos.hasTopConcept,
]);
/** The class stands above the title; hidden labels are for finding, misspellings among them (SKOS §5.1). */
const notShown = new Set<string>([rdf.type, skos.hiddenLabel]);
const deepest = 3;

export function viewResource(
  head: RecordHead,
  quads: readonly Quad[],
  labels: ReadonlyMap<string, PropertyLabel>,
): ResourceView {
  const viewer = new Viewer(quads, labels, head);
  const topic = viewer.node(head.topic, 0);
  const distributions = viewer.objects(head.topic, dcat.distribution).map((iri) => viewer.distribution(iri));
  return { head, topic, distributions, memberOf: viewer.memberOf(), parts: viewer.rest() };
}

class Viewer {
  readonly #bySubject = new Map<string, Quad[]>();
  readonly #labels: ReadonlyMap<string, PropertyLabel>;
  readonly #topic: Iri;
  readonly #shown: Set<string>;

  constructor(quads: readonly Quad[], labels: ReadonlyMap<string, PropertyLabel>, head: RecordHead) {
    for (const quad of quads) {
      const own = this.#bySubject.get(quad.subject.value);
      if (own) own.push(quad);
      else this.#bySubject.set(quad.subject.value, [quad]);
    }
    this.#labels = labels;
    this.#topic = head.topic;
    // The catalog record is told in the page's foot; distributions have a section of their own.
    this.#shown = new Set([head.document, head.topic, ...this.objects(head.topic, dcat.distribution)]);
  }

  node(iri: Iri, depth: number): NodeView {
    this.#shown.add(iri);
    const quads = this.#bySubject.get(iri) ?? [];
    const values = new Map<string, Value[]>();
    const titles = titleOf(quads, iri);
    const descriptions = phrasesOf(quads, iri, descriptionProperties);
    for (const { predicate, object } of quads) {
      const property = predicate.value as Iri;
      if (notShown.has(property)) continue;
      if (titleProperties.includes(property) && tells(titles, object)) continue;
      if (descriptionProperties.includes(property) && tells(descriptions, object)) continue;
      if (property === dcat.distribution && this.#bySubject.has(object.value)) continue;
      const list = values.get(property);
      const value = this.#value(object, depth);
      if (list) list.push(value);
      else values.set(property, [value]);
    }
    return {
      iri,
      titles,
      descriptions,
      types: this.objects(iri, rdf.type),
      properties: this.#inOrder(values),
    };
  }

  /** The schema of a table is told as its columns: its lists and columns are no things of their own to people. */
  distribution(iri: Iri): NodeView {
    const { columns, described } = tableColumns(iri, (subject, property) =>
      (this.#bySubject.get(subject) ?? [])
        .filter(({ predicate }) => predicate.value === property)
        .map(({ object }) => object),
    );
    for (const node of described) this.#shown.add(node);
    const node = this.node(iri, 0);
    if (columns.length === 0) return node;
    return {
      ...node,
      columns: columns.map(({ titles, descriptions, ...column }) => ({
        ...column,
        titles: titles.map(toPhrase),
        descriptions: descriptions.map(toPhrase),
      })),
      properties: node.properties.flatMap(({ property, values }) => {
        const others = values.filter((value) => value.type !== 'link' || !described.has(value.iri));
        return others.length === 0 ? [] : [{ property, values: others }];
      }),
    };
  }

  objects(subject: Iri, property: Iri): Iri[] {
    return (this.#bySubject.get(subject) ?? [])
      .filter((quad) => quad.predicate.value === property && !isLiteral(quad.object))
      .map((quad) => quad.object.value as Iri);
  }

  memberOf(): Iri[] {
    const holders: Iri[] = [];
    for (const [subject, quads] of this.#bySubject) {
      if (this.#shown.has(subject) || !quads.every((quad) => this.#isMembership(quad))) continue;
      this.#shown.add(subject);
      if (!quads.every((quad) => quad.predicate.value === skos.hasTopConcept)) holders.push(subject as Iri);
    }
    return holders;
  }

  rest(): NodeView[] {
    return [...this.#bySubject.keys()]
      .filter((subject) => !this.#shown.has(subject))
      .map((subject) => this.node(subject as Iri, 0));
  }

  #isMembership(quad: Quad): boolean {
    return memberships.has(quad.predicate.value) && quad.object.value === this.#topic;
  }

  #value(term: Term, depth: number): Value {
    if (isLiteral(term)) {
      return {
        type: 'literal',
        phrase: { text: term.value, language: term.language },
        datatype: term.datatype.value,
      };
    }
    const iri = term.value as Iri;
    const nested = this.#bySubject.has(iri) && !this.#shown.has(iri) && depth < deepest;
    return nested ? { type: 'node', node: this.node(iri, depth + 1) } : { type: 'link', iri };
  }

  #inOrder(values: ReadonlyMap<string, readonly Value[]>): readonly PropertyView[] {
    return Array.from(values, ([property, list]) => ({
      order: this.#labels.get(property)?.order ?? Number.MAX_SAFE_INTEGER,
      view: { property: property as Iri, values: list },
    }))
      .sort((a, b) => a.order - b.order)
      .map(({ view }) => view);
  }
}

function toPhrase({ value, language }: Literal): Phrase {
  return { text: value, language };
}

/** Whether a text stands among those that head the description. */
function tells(phrases: readonly Phrase[], term: Term): boolean {
  return isLiteral(term) && phrases.some(({ text }) => text === term.value);
}

/** Where a distribution can be fetched: the file itself, else a page or an interface that leads to it. */
export function fetchLinks(distribution: NodeView): { downloads: readonly Iri[]; accesses: readonly Iri[] } {
  const links = (property: Iri) =>
    distribution.properties
      .filter((one) => one.property === property)
      .flatMap((one) => one.values)
      .flatMap((value) => (value.type === 'link' ? [value.iri] : []));
  const downloads = links(dcat.downloadURL);
  return { downloads, accesses: links(dcat.accessURL).filter((iri) => !downloads.includes(iri)) };
}

import type { Quad, Term } from '@rdfjs/types';
import type { Severity } from '../model/finding.ts';
import { languages, type Text } from '../model/text.ts';
import { prefixes } from '../vocabulary/prefixes.ts';
import { rdfs, sh, skos } from '../vocabulary/terms.ts';
import { IndexedGraph, termKey } from './graph.ts';

/** What a finding takes from the shape that was not met. Texts that the shape does not give are absent. */
export interface ShapeFacts {
  readonly name?: Text;
  readonly message?: Text;
  readonly remedy?: Text;
  /** Position among the findings of a record (`sh:order`); shapes without one come last. */
  readonly order: number;
  readonly severity: Severity;
  /** Keys of the things that the shape does not apply to (`ndsap:exempts` of the shape or of the node shape around it). */
  readonly exempts: ReadonlySet<string>;
  /** The properties whose dates the shape's values must not be after (`sh:lessThanOrEquals`). */
  readonly notAfter: readonly string[];
}

export interface ShapeTerms {
  /** `ndsap:remedy` of the portal's vocabulary. */
  readonly remedy: string;
  /** `ndsap:exempts` of the portal's vocabulary. */
  readonly exempts: string;
}

/** Reads names, messages and remedies of shapes, and labels of properties, each once. */
export class ShapeIndex {
  readonly #shapes: IndexedGraph;
  readonly #background: readonly IndexedGraph[];
  readonly #terms: ShapeTerms;
  readonly #facts = new Map<string, ShapeFacts>();
  readonly #labels = new Map<string, Text>();

  constructor(shapes: Iterable<Quad>, background: readonly IndexedGraph[], terms: ShapeTerms) {
    this.#shapes = new IndexedGraph(shapes);
    this.#background = background;
    this.#terms = terms;
  }

  facts(shape: Term): ShapeFacts {
    const key = termKey(shape);
    let facts = this.#facts.get(key);
    if (!facts) {
      facts = this.#read(shape);
      this.#facts.set(key, facts);
    }
    return facts;
  }

  /** The label of a property by the background knowledge, else its local name: "accrualPeriodicity" → "accrual periodicity". */
  label(property: string): Text {
    let label = this.#labels.get(property);
    if (!label) {
      const term = { termType: 'NamedNode', value: property } as Term;
      const graphs = [...this.#background, this.#shapes];
      const found = graphs
        .flatMap((graph) => [...graph.objects(term, skos.prefLabel), ...graph.objects(term, rdfs.label)])
        .filter((value) => value.termType === 'Literal');
      const local = localName(property);
      label = textOf(found) ?? { en: local, hi: local };
      this.#labels.set(property, label);
    }
    return label;
  }

  /** What the constraint of a finding code asks for, such as "xsd:date" or "foaf:Agent"; empty where that says nothing. */
  expectation(shape: Term, code: string): string {
    const parameter = code.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    return this.#shapes
      .objects(shape, `${prefixes.sh}${parameter}`)
      .filter((value) => value.termType !== 'BlankNode' && !(code === 'min-count' && value.value === '1'))
      .map((value) => (code === 'node' ? this.label(value.value).en : compact(value)))
      .join(', ');
  }

  #read(shape: Term): ShapeFacts {
    const name = this.#text(shape, sh.name) ?? this.#text(shape, rdfs.label);
    const message = this.#text(shape, sh.message);
    const remedy = this.#text(shape, this.#terms.remedy);
    const order = Number(this.#shapes.objects(shape, sh.order)[0]?.value ?? Number.POSITIVE_INFINITY);
    const around = [shape, ...this.#shapes.subjects(sh.property, shape)];
    return {
      ...(name && { name }),
      ...(message && { message }),
      ...(remedy && { remedy }),
      order: Number.isNaN(order) ? Number.POSITIVE_INFINITY : order,
      severity: severityOf(this.#shapes.objects(shape, sh.severity)[0]),
      exempts: new Set(
        around.flatMap((node) => this.#shapes.objects(node, this.#terms.exempts).map(termKey)),
      ),
      notAfter: this.#shapes.objects(shape, `${prefixes.sh}lessThanOrEquals`).map((term) => term.value),
    };
  }

  #text(subject: Term, predicate: string): Text | undefined {
    return textOf(this.#shapes.objects(subject, predicate));
  }
}

/** `sh:severity` of other vocabularies counts as a violation: what is unknown must not let a record through. */
function severityOf(term: Term | undefined): Severity {
  if (term?.value === sh.Warning) return 'warning';
  return term?.value === sh.Info ? 'info' : 'violation';
}

/** A text in both languages; one that is given in a single language stands for the other as well. */
export function textOf(values: readonly Term[]): Text | undefined {
  const literals = values.filter((value) => value.termType === 'Literal');
  const [first] = literals;
  if (!first) return undefined;
  const inLanguage = (language: string) =>
    literals.find((value) => value.language.split('-')[0]?.toLowerCase() === language)?.value;
  const fallback = inLanguage('en') ?? literals.find((value) => value.language === '')?.value ?? first.value;
  return Object.fromEntries(
    languages.map((language) => [language, inLanguage(language) ?? fallback]),
  ) as Text;
}

function localName(iri: string): string {
  const name = iri.replace(/[#/]+$/, '').replace(/^.*[#/]/, '');
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[-_]+/g, ' ');
  return iri.startsWith(prefixes.sh) ? name : words.toLowerCase() || iri;
}

function compact(term: Term): string {
  if (term.termType !== 'NamedNode') return term.value;
  const known = Object.entries(prefixes).find(([, namespace]) => term.value.startsWith(namespace));
  return known ? `${known[0]}:${term.value.slice(known[1].length)}` : term.value;
}

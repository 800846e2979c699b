import type { Literal, Quad } from '@rdfjs/types';
import type { Finding } from '../model/finding.ts';
import type { Place } from '../model/place.ts';
import type { MappedRecord, Mapping, RecordKind } from '../model/record.ts';
import { literal, triple } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { ndsapTerms } from '../vocabulary/ndsap.ts';
import { rdf } from '../vocabulary/terms.ts';
import type { MappingContext } from './context.ts';
import { findingOf, type Remark } from './mapping-findings.ts';
import { languageOf } from './values/language.ts';

type Ndsap = ReturnType<typeof ndsapTerms>;
/** A property as the tables write it: a term of a vocabulary, or one of the portal's own, whose IRI depends on its base. */
export type Property = Iri | `ndsap:${keyof Ndsap}`;

/** The portal's own terms, made once for each context. */
const ownTerms = new WeakMap<MappingContext, Ndsap>();

function ownTermsOf(context: MappingContext): Ndsap {
  let terms = ownTerms.get(context);
  if (!terms) {
    terms = ndsapTerms(context.iris.base);
    ownTerms.set(context, terms);
  }
  return terms;
}

/** One record while it is being mapped: its triples, parts and findings. A triple is held once. */
export class Draft {
  readonly context: MappingContext;
  readonly kind: RecordKind;
  readonly topic: Iri;
  readonly place: Place;
  readonly ndsap: Ndsap;
  readonly #quads: Quad[] = [];
  readonly #seen = new Set<string>();
  readonly #subjects = new Set<Iri>();
  readonly #parts = new Set<Iri>();
  readonly #findings: Finding[] = [];
  #at: Place;
  readonly #incidental = new Map<Iri, MappedRecord>();

  constructor(context: MappingContext, kind: RecordKind, topic: Iri, place: Place) {
    this.context = context;
    this.kind = kind;
    this.topic = topic;
    this.place = place;
    this.#at = place;
    this.ndsap = ownTermsOf(context);
  }

  property(property: Property): Iri {
    return property.startsWith('ndsap:') ? this.ndsap[property.slice(6) as keyof Ndsap] : (property as Iri);
  }

  /** States that `subject` has `object` (an IRI or a literal) as its `property`. */
  state(subject: Iri, property: Iri, object: Iri | Literal): void {
    const predicate = `${subject} ${property}`;
    const key = keyOfTriple(predicate, object);
    if (this.#seen.has(key)) return;
    this.#seen.add(predicate).add(key);
    this.#subjects.add(subject);
    this.#quads.push(triple(subject, property, object));
  }

  /** States a text, tagged with `language` or with what its script tells. */
  text(subject: Iri, property: Iri, text: string, language?: string): void {
    this.state(
      subject,
      property,
      literal(text, { language: language ?? languageOf(text, this.context.language) }),
    );
  }

  states(subject: Iri, property: Iri, object: Iri | Literal): boolean {
    return this.#seen.has(keyOfTriple(`${subject} ${property}`, object));
  }

  /** Is anything stated of `property` yet? */
  has(subject: Iri, property: Iri): boolean {
    return this.#seen.has(`${subject} ${property}`);
  }

  /** Is anything stated of `subject` yet? */
  describes(subject: Iri): boolean {
    return this.#subjects.has(subject);
  }

  /** A thing of its own within this record, which dereferences to the record's document. */
  part(iri: Iri, ...types: readonly Iri[]): Iri {
    this.#parts.add(iri);
    this.type(iri, ...types);
    return iri;
  }

  type(subject: Iri, ...types: readonly Iri[]): void {
    for (const type of types) this.state(subject, rdf.type, type);
  }

  /** What is reported from now on stands there; without a place, where the record does. */
  standAt(place: Place = this.place): void {
    this.#at = place;
  }

  report(remark: Remark, field: string, value?: string, property?: Iri): void {
    this.#findings.push(
      findingOf(remark, {
        place: this.#at,
        field,
        ...(value === undefined ? {} : { value }),
        ...(property ? { property } : {}),
      }),
    );
  }

  /** A value that could not be used as meant stays with the resource, under the publisher's own field name. */
  keepAsText(subject: Iri, field: string, value: string): void {
    this.text(subject, this.ndsap.unresolvedValue, `${field}: ${value}`);
  }

  /** A record met on the way (an organisation, a sector): written only where none of its topic exists. */
  meet(record: MappedRecord): void {
    if (record.topic !== this.topic && !this.#incidental.has(record.topic))
      this.#incidental.set(record.topic, record);
  }

  /** This draft as a record met on the way by another. */
  asIncidental(): MappedRecord {
    return { ...this.#record(), incidental: true };
  }

  /** The mapping of this draft: the record, then those met on the way. */
  finish(): Mapping {
    return { records: [this.#record(), ...this.#incidental.values()], deletions: [], findings: [] };
  }

  /** The record is withdrawn. */
  withdraw(): Mapping {
    return { records: [], deletions: [this.context.iris.document(this.kind, this.topic)], findings: [] };
  }

  /** Nothing is published; the findings say why. */
  refuse(remark: Remark, field: string, value?: string): Mapping {
    this.report(remark, field, value);
    return { records: [], deletions: [], findings: this.#findings };
  }

  #record(): MappedRecord {
    return {
      kind: this.kind,
      topic: this.topic,
      document: this.context.iris.document(this.kind, this.topic),
      parts: [...this.#parts],
      quads: this.#quads,
      incidental: false,
      place: this.place,
      findings: this.#findings,
    };
  }
}

function keyOfTriple(predicate: string, object: Iri | Literal): string {
  if (typeof object === 'string') return `${predicate} <${object}`;
  return `${predicate} "${object.language}^${object.datatype.value}^${object.value}`;
}

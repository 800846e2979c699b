import type { Quad } from '@rdfjs/types';
import { composeDocument } from '../store/document.ts';
import type { RecordReader } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { skos } from '../vocabulary/terms.ts';
import { licenceNames } from './licence-names.ts';
import type { Phrase } from './phrase.ts';
import { titleOf, titleProperties } from './title-of.ts';

const mediaTypes = 'https://www.iana.org/assignments/media-types/';
const mostLabels = 20_000;

interface Known {
  readonly sequence: number;
  readonly phrases: readonly Phrase[];
}

/**
 * Names of things for people: of a record by its own title, of a concept of another authority (EU tables, Wikidata)
 * through the portal's concept that is its `skos:exactMatch`.
 */
export class Labels {
  readonly #store: RecordReader;
  readonly #vocabulary: ReadonlyMap<string, readonly Phrase[]>;
  readonly #known = new Map<string, Known>();

  /** @param vocabulary triples of the portal's concept schemes */
  constructor(dependencies: { store: RecordReader; vocabulary: Iterable<Quad> }) {
    this.#store = dependencies.store;
    this.#vocabulary = indexVocabulary(dependencies.vocabulary);
  }

  /** Empty where nothing names the thing. */
  of(thing: string): readonly Phrase[] {
    const own = this.#ofRecord(thing as Iri);
    if (own && own.length > 0) return own;
    const known = this.#vocabulary.get(thing) ?? licenceNames.get(thing.replace(/^http:/, 'https:'));
    if (known) return known;
    if (thing.startsWith(mediaTypes)) return [{ text: thing.slice(mediaTypes.length), language: '' }];
    return [];
  }

  #ofRecord(thing: Iri): readonly Phrase[] | undefined {
    const document = this.#store.documentOf(thing);
    const head = document && this.#store.head(document);
    if (head?.state !== 'live') return undefined;
    const known = this.#known.get(thing);
    if (known?.sequence === head.sequence) return known.phrases;
    const record = this.#store.get(head.document);
    if (!record) return undefined;
    const phrases = titleOf(composeDocument(record), thing);
    this.#remember(thing, { sequence: record.sequence, phrases });
    return phrases;
  }

  #remember(thing: string, known: Known): void {
    this.#known.delete(thing);
    this.#known.set(thing, known);
    if (this.#known.size <= mostLabels) return;
    const oldest = this.#known.keys().next().value;
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}

function indexVocabulary(quads: Iterable<Quad>): ReadonlyMap<string, readonly Phrase[]> {
  const bySubject = new Map<string, Quad[]>();
  for (const quad of quads) {
    const property = quad.predicate.value as Iri;
    if (property !== skos.exactMatch && !titleProperties.includes(property)) continue;
    const own = bySubject.get(quad.subject.value);
    if (own) own.push(quad);
    else bySubject.set(quad.subject.value, [quad]);
  }
  const labels = new Map<string, readonly Phrase[]>();
  for (const [subject, own] of bySubject) {
    const phrases = titleOf(own, subject);
    if (phrases.length === 0) continue;
    labels.set(subject, phrases);
    for (const { predicate, object } of own) {
      if (predicate.value === skos.exactMatch && !labels.has(object.value)) labels.set(object.value, phrases);
    }
  }
  return labels;
}

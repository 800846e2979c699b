import type { Quad } from '@rdfjs/types';
import { LRUCache } from 'lru-cache';
import { ownCopy } from '../rdf/own-copy.ts';
import { composeDocument } from '../store/document.ts';
import type { RecordReader } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { skos } from '../vocabulary/terms.ts';
import { licenceNames } from './licence-names.ts';
import type { Phrase } from './phrase.ts';
import { titleOf, titleProperties } from './title-of.ts';

const mediaTypes = 'https://www.iana.org/assignments/media-types/';
/** Things remembered, the latest used. */
const mostThings = 20_000;

interface Known {
  /** Commit of the store up to which this is known to be so. */
  asOf: number;
  /** The live document that describes the thing. */
  readonly document?: Iri;
  /** Commit that made the document's version. */
  readonly sequence?: number;
  /** By its document. */
  readonly phrases: readonly Phrase[];
}

/**
 * Names of things for people, and the documents that describe them: names of a record by its own title, of a concept of
 * another authority (EU tables, Wikidata) through the portal's concept that is its `skos:exactMatch`.
 */
export class Labels {
  readonly #store: RecordReader;
  readonly #vocabulary: ReadonlyMap<string, readonly Phrase[]>;
  readonly #known = new LRUCache<string, Known>({ max: mostThings });
  /** The store's last commit, where it was looked up in this turn of the event loop. */
  #asOf: number | undefined;

  /** @param vocabulary triples of the portal's concept schemes */
  constructor(dependencies: { store: RecordReader; vocabulary: Iterable<Quad> }) {
    this.#store = dependencies.store;
    this.#vocabulary = indexVocabulary(dependencies.vocabulary);
  }

  /** Empty where nothing names the thing. */
  of(thing: string): readonly Phrase[] {
    const own = this.#ofRecord(thing as Iri).phrases;
    if (own.length > 0) return own;
    const known = this.#vocabulary.get(thing) ?? licenceNames.get(thing.replace(/^http:/, 'https:'));
    if (known) return known;
    if (thing.startsWith(mediaTypes)) return [{ text: thing.slice(mediaTypes.length), language: '' }];
    return [];
  }

  /** The live document that describes the thing: it is the thing's own, or the thing is a part of it. */
  documentOf(thing: string): Iri | undefined {
    return this.#ofRecord(thing as Iri).document;
  }

  /** A page asks for the same few concepts, places and publishers as the page before: one commit, one look at each. */
  #ofRecord(thing: Iri): Known {
    const asOf = this.#lastCommit();
    const known = this.#known.get(thing);
    if (known?.asOf === asOf) return known;
    const document = this.#store.documentOf(thing);
    const head = document && this.#store.head(document);
    if (head?.state !== 'live') return this.#remember(thing, { asOf, phrases: [] });
    if (known?.sequence === head.sequence && known.document === head.document) {
      known.asOf = asOf;
      return known;
    }
    const record = this.#store.get(head.document);
    if (record?.state !== 'live') return this.#remember(thing, { asOf, phrases: [] });
    const phrases = titleOf(composeDocument(record), thing);
    return this.#remember(thing, { asOf, document: record.document, sequence: record.sequence, phrases });
  }

  #remember(thing: string, known: Known): Known {
    this.#known.set(ownCopy(thing), known);
    return known;
  }

  /** Read once for each page, not for each link of it: nothing else runs while a page is made. */
  #lastCommit(): number {
    if (this.#asOf !== undefined) return this.#asOf;
    this.#asOf = this.#store.sequence();
    queueMicrotask(() => {
      this.#asOf = undefined;
    });
    return this.#asOf;
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

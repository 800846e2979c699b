import { LRUCache } from 'lru-cache';
import { parseNQuads } from '../rdf/n-quads.ts';
import type { RecordReader, StoredRecord } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { Description } from './description.ts';

/** What is asked of the record store. */
export type RecordLookup = Pick<RecordReader, 'sequence' | 'documentOf' | 'head' | 'get' | 'linkedFrom'>;

/** A live record and what it says. */
export interface KnownThing {
  readonly record: StoredRecord;
  readonly description: Description;
}

interface Kept extends KnownThing {
  /** Sequence number of the store at which this was last seen to be the record's latest version. */
  checked: number;
}

/** Characters of N-Quads whose descriptions are kept. */
const mostKept = 8_000_000;
/** A description that is larger is read anew each time, lest one catalogue drive all publishers out. */
const largestKept = 200_000;

/** The records of other things that a record refers to: publishers, places, catalogues, parent datasets. */
export class KnownThings {
  readonly #store: RecordLookup;
  readonly #kept = new LRUCache<string, Kept>({
    max: 4_000,
    maxSize: mostKept,
    maxEntrySize: largestKept,
    sizeCalculation: ({ record }) => record.nquads.length + 500,
  });

  constructor(store: RecordLookup) {
    this.#store = store;
  }

  /** The record that describes a thing, as the store has it now; `undefined` where none does or it was withdrawn. */
  find(thing: Iri): KnownThing | undefined {
    const now = this.#store.sequence();
    const kept = this.#kept.get(thing);
    if (kept?.checked === now) return kept;
    const document = this.#store.documentOf(thing);
    const head = document === undefined ? undefined : this.#store.head(document);
    if (head?.state !== 'live') return undefined;
    if (kept?.record.document === head.document && kept.record.sequence === head.sequence) {
      kept.checked = now;
      return kept;
    }
    const record = this.#store.get(head.document);
    if (record?.state !== 'live') return undefined;
    const found = { record, description: new Description(parseNQuads(record.nquads)), checked: now };
    this.#kept.set(thing, found);
    return found;
  }

  /** Live records that link to a thing, at most `limit`, in the order of their documents. */
  linkedFrom(thing: Iri, limit: number): readonly KnownThing[] {
    return this.#store.linkedFrom(thing, { limit }).documents.flatMap((document) => {
      const topic = this.#store.head(document)?.topic;
      const known = topic === undefined ? undefined : this.find(topic);
      return known ? [known] : [];
    });
  }
}

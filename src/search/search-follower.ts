import { setImmediate as turn } from 'node:timers/promises';
import { isAside } from '../store/is-aside.ts';
import type { LogEntry, RecordReader, StoredRecord } from '../store/record-store.ts';
import { withAlternates } from '../store/with-alternates.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { type FacetName, mainKinds, otherKinds, searchedKinds } from './facets.ts';
import { wordsOf, writtenWords } from './fold-text.ts';
import { SearchIndex } from './search-index.ts';

/** Records taken up, and log entries read, before others get a turn. */
const recordsAtOnce = 100;
const entriesAtOnce = 500;
/** Facets that the store keeps no index of: which records state such a value it cannot tell. */
const unlinked: readonly FacetName[] = ['format', 'access', 'licence', 'stars'];

/**
 * Keeps a search index in step with the record store: makes it from a snapshot, then applies the commit log, whichever
 * process writes it. Where the meaning of values changed (a concept's matches, what it is below), the records that state
 * them are taken up again.
 */
export class SearchFollower {
  readonly #store: RecordReader;
  readonly #base: string;
  #index: SearchIndex | undefined;
  #sequence = 0;
  #built: number | undefined;

  constructor(options: { store: RecordReader; base: string }) {
    this.#store = options.store;
    this.#base = options.base;
  }

  /** `undefined` until it has been made. */
  get index(): SearchIndex | undefined {
    return this.#index;
  }

  /** Commit up to which the index has followed. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Milliseconds that making the index took, the last time. */
  get built(): number | undefined {
    return this.#built;
  }

  /** Makes the index anew; the one before answers meanwhile. */
  async build(): Promise<void> {
    const started = performance.now();
    // The snapshot holds at least what was committed up to here; what came in between is applied again, which is harmless.
    const sequence = this.#store.sequence();
    const index = new SearchIndex({ base: this.#base, written: this.#written });
    let taken = 0;
    // Concepts first: what the others refer to is known by then.
    for (const kinds of [otherKinds, mainKinds]) {
      for (const record of this.#store.records({ kinds })) {
        if (!isAside(this.#store, record)) index.put(record);
        taken += 1;
        if (taken % recordsAtOnce === 0) await turn();
      }
    }
    this.#index = index;
    this.#sequence = sequence;
    this.#built = performance.now() - started;
  }

  /** Applies the next entries of the log. @returns whether there were any */
  async follow(): Promise<boolean> {
    const entries = this.#store.changes(this.#sequence, entriesAtOnce);
    const last = entries.at(-1);
    if (!last || !this.#index) return false;
    const affected = new Set<string>();
    await this.#apply(withAlternates(this.#store, changedRecords(entries)), affected);
    for (const iri of affected) await this.#applyLinked(iri as Iri);
    if (this.#index.states(unlinked, affected)) await this.build();
    else this.#sequence = last.sequence;
    return true;
  }

  async #applyLinked(iri: Iri): Promise<void> {
    let after: string | undefined;
    do {
      const options = { limit: recordsAtOnce, ...(after !== undefined && { after }) };
      const { documents, next } = this.#store.linkedFrom(iri, options);
      await this.#apply(documents, new Set());
      after = next;
    } while (after !== undefined);
  }

  async #apply(documents: Iterable<Iri>, affected: Set<string>): Promise<void> {
    let taken = 0;
    for (const document of documents) {
      for (const iri of this.#takeUp(document)) affected.add(iri);
      taken += 1;
      if (taken % recordsAtOnce === 0) await turn();
    }
  }

  #takeUp(document: Iri): readonly string[] {
    const record = this.#store.get(document);
    const index = this.#index as SearchIndex;
    return record && isSearched(record) && !isAside(this.#store, record)
      ? index.put(record)
      : index.delete(document);
  }

  readonly #written = (term: string, document: Iri): string => {
    const words = writtenWords(this.#store.get(document)?.nquads ?? '');
    return words.find((word) => wordsOf(word)[0] === term)?.toLowerCase() ?? term;
  };
}

function changedRecords(entries: readonly LogEntry[]): Set<Iri> {
  return new Set(entries.filter(({ subject }) => subject === 'record').map(({ document }) => document));
}

function isSearched({ state, kind }: StoredRecord): boolean {
  return state === 'live' && searchedKinds.includes(kind);
}

import type { StoredRecord } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { ConceptGraph } from './concept-graph.ts';
import { detached } from './detached.ts';
import { compareEntries, type EntryOrder } from './entry-order.ts';
import { FacetColumn } from './facet-column.ts';
import { countFacets, filterEntries } from './facet-counts.ts';
import { type FacetName, facetNames, otherKinds, plainFacets } from './facets.ts';
import { foldText } from './fold-text.ts';
import { LeadingEntries } from './leading-entries.ts';
import { EntryReader, type SearchEntry } from './search-entry.ts';
import type { SearchAnswer, SearchQuery } from './search-query.ts';
import { mostSlots, TermIndex } from './term-index.ts';
import { wordImpacts } from './word-impacts.ts';
import { type NearTerm, scoreWord } from './word-scores.ts';

/** Slots of entries that are gone, before the index is put together anew: at least, and as a share of all. */
const mostDead = { least: 1_000, share: 0.25 };

/** Characters of a title that decide where it stands. */
const longestTitleKey = 200;

export interface SearchIndexOptions {
  /** IRI of the portal. */
  readonly base: string;
  /** A word of the document that is indexed as `term`, as it is written there. */
  readonly written?: (term: string, document: Iri) => string;
}

/**
 * The full-text and facet index of the live records, in memory. An entry has a slot, a number; a change takes a new slot,
 * and what was in the old one is passed over until the index is put together anew.
 */
export class SearchIndex {
  readonly #reader: EntryReader;
  readonly #written: (term: string, document: Iri) => string;
  readonly #terms = new TermIndex();
  readonly #graph = new ConceptGraph();
  readonly #slots = new Map<Iri, number>();
  readonly #columns = new Map(facetNames.map((facet) => [facet, new FacetColumn()] as const));
  #documents: Iri[] = [];
  /** By slot; `''` but for what others refer to. */
  #topics: string[] = [];
  #titles = { en: [] as string[], hi: [] as string[] };
  #dates: number[] = [];
  #alive = new Uint8Array(1024);
  #naming = new Uint8Array(1024);

  constructor({ base, written = (term) => term }: SearchIndexOptions) {
    this.#reader = new EntryReader(base);
    this.#written = written;
  }

  /** Live entries. */
  get size(): number {
    return this.#slots.size;
  }

  get terms(): number {
    return this.#terms.terms;
  }

  /**
   * Takes up a record in place of what was there.
   * @returns IRIs whose meaning as a facet's value changed with it: records that state them are to be put again
   */
  put(record: StoredRecord): readonly string[] {
    const entry = this.#reader.read(record);
    const affected = isConcept(entry) ? this.#graph.set(entry.topic, entry) : [];
    this.#bury(entry.document);
    this.#append(entry);
    this.#tidy();
    return affected;
  }

  /** @returns as {@link put} */
  delete(document: Iri): readonly string[] {
    const slot = this.#slots.get(document);
    if (slot === undefined) return [];
    const topic = this.#topics[slot] ?? '';
    this.#bury(document);
    this.#tidy();
    return topic === '' ? [] : this.#graph.delete(topic);
  }

  /** Whether another authority's IRI or another thing stands for `iri` as a value of a facet. */
  resolve(facet: FacetName, iri: string): readonly string[] {
    return plainFacets.has(facet) ? [iri] : this.#graph.resolve(iri);
  }

  /** Whether an entry has one of the IRIs as its value of one of the facets. */
  states(facets: readonly FacetName[], iris: ReadonlySet<string>): boolean {
    return facets.some((facet) => [...iris].some((iri) => this.#column(facet).idOf(iri) !== undefined));
  }

  search(query: SearchQuery): Omit<SearchAnswer, 'sequence'> {
    const alive = this.#alive.subarray(0, this.#documents.length);
    const words = query.words.map((word) => scoreWord(this.#scored(alive), word));
    const weights = query.after?.sort === 'relevance' ? query.after.weights : this.#weights(words);
    const scores = combine(
      words.map((word) => word.scores),
      weights,
      alive,
    );
    const filters = this.#resolved(query.filters);
    const passing = filterEntries(this.#columns, scores, filters);
    const order = this.#order(query, scores);
    const documents = this.#leading(query, order, passing.all);
    const page = documents.slice(0, query.size);
    const last = page.at(-1);
    return {
      total: passing.all.length,
      filters: Object.fromEntries(filters),
      unfiltered: passing.matching,
      documents: page.map((slot) => this.#documents[slot] as Iri),
      facets: countFacets(this.#columns, passing, filters),
      words: query.words.map(({ written }, index) => ({
        word: written,
        count: words[index]?.count ?? 0,
        taken: this.#spellings(words[index]?.taken ?? []),
        suggested: this.#spellings(words[index]?.suggested ?? []),
      })),
      ...(documents.length > query.size &&
        last !== undefined && {
          next: {
            sort: query.sort,
            ...order.cursorOf(last),
            weights: query.sort === 'relevance' ? weights : [],
          },
        }),
    };
  }

  #leading({ size, after }: SearchQuery, order: EntryOrder, passing: Uint32Array): readonly number[] {
    const leading = new LeadingEntries(size + 1, order.compare);
    for (const slot of passing) if (!after || order.isAfter(slot, after)) leading.offer(slot);
    return leading.slots;
  }

  #order({ sort, language }: SearchQuery, scores: Float32Array): EntryOrder {
    return compareEntries(sort, {
      documents: this.#documents,
      dates: this.#dates,
      titles: this.#titles[language],
      scores,
    });
  }

  #scored(alive: Uint8Array) {
    return {
      terms: this.#terms,
      alive,
      naming: this.#naming,
      named: (['sector', 'publisher', 'place'] as const).map((facet) => this.#column(facet)),
      topicOf: (slot: number) => this.#topics[slot] ?? '',
    };
  }

  /** Rare words weigh more. In steps, so that most changes of the catalogue leave the order as it is. */
  #weights(words: readonly { readonly count: number }[]): readonly number[] {
    return words.map(({ count }) => Math.round(2 * Math.log2(2 + this.size / (count + 1))) / 2);
  }

  #resolved(filters: SearchQuery['filters']): Map<FacetName, readonly string[]> {
    const resolved = new Map<FacetName, readonly string[]>();
    for (const facet of facetNames) {
      const values = (filters[facet] ?? []).flatMap((value) => this.resolve(facet, value).slice(0, 1));
      if (values.length > 0) resolved.set(facet, [...new Set(values)]);
    }
    return resolved;
  }

  #spellings(near: readonly NearTerm[]): string[] {
    return [...new Set(near.map(({ term, slot }) => this.#written(term, this.#documents[slot] as Iri)))];
  }

  #column(facet: FacetName): FacetColumn {
    return this.#columns.get(facet) as FacetColumn;
  }

  #append(entry: SearchEntry): void {
    const slot = this.#documents.length;
    if (slot >= mostSlots) throw new RangeError(`The search index holds at most ${mostSlots} entries.`);
    this.#makeRoom(slot);
    const document = detached(entry.document) as Iri;
    this.#slots.set(document, slot);
    this.#documents.push(document);
    const naming = isConcept(entry);
    this.#topics.push(naming ? detached(entry.topic) : '');
    const english = titleKey(entry.titles.en);
    const sameInHindi = entry.titles.hi === entry.titles.en;
    this.#titles.en.push(english);
    this.#titles.hi.push(sameInHindi ? english : titleKey(entry.titles.hi));
    this.#dates.push(entry.date);
    this.#alive[slot] = 1;
    this.#naming[slot] = naming ? 1 : 0;
    this.#terms.add(slot, wordImpacts(entry));
    for (const [facet, column] of this.#columns) {
      const stated = entry.values.filter((value) => value.facet === facet);
      column.push(stated.flatMap(({ value }) => this.resolve(facet, value)));
    }
  }

  #makeRoom(slot: number): void {
    if (slot < this.#alive.length) return;
    this.#alive = enlarged(this.#alive);
    this.#naming = enlarged(this.#naming);
  }

  #bury(document: Iri): void {
    const slot = this.#slots.get(document);
    if (slot === undefined) return;
    this.#alive[slot] = 0;
    this.#slots.delete(document);
  }

  #tidy(): void {
    const dead = this.#documents.length - this.size;
    if (dead < mostDead.least || dead < mostDead.share * this.#documents.length) return;
    const alive = this.#alive.slice(0, this.#documents.length);
    const slots = new Int32Array(alive.length).fill(-1);
    let next = 0;
    for (let slot = 0; slot < alive.length; slot++) if (alive[slot] === 1) slots[slot] = next++;
    this.#terms.renumber(slots);
    for (const column of this.#columns.values()) column.keep(alive);
    const living = <T>(list: readonly T[]): T[] => list.filter((_, slot) => alive[slot] === 1);
    const naming = this.#naming.filter((_, slot) => alive[slot] === 1);
    this.#documents = living(this.#documents);
    this.#topics = living(this.#topics);
    this.#titles = { en: living(this.#titles.en), hi: living(this.#titles.hi) };
    this.#dates = living(this.#dates);
    this.#alive.fill(0).fill(1, 0, next);
    this.#naming.fill(0).set(naming);
    this.#documents.forEach((document, slot) => {
      this.#slots.set(document, slot);
    });
  }
}

/** Cursors hold it, and addresses are bounded. */
function titleKey(title: string): string {
  return detached(foldText(title.slice(0, longestTitleKey)));
}

function isConcept({ kind }: SearchEntry): boolean {
  return otherKinds.includes(kind);
}

function enlarged(flags: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(flags.length * 2);
  larger.set(flags);
  return larger;
}

/** The sum over all words where an entry has each of them; without words 1 for all. 0 for those that do not match. */
function combine(
  words: readonly Float32Array[],
  weights: readonly number[],
  alive: Uint8Array,
): Float32Array {
  const total = Float32Array.from(alive);
  words.forEach((scores, which) => {
    const weight = weights[which] ?? 0;
    for (let slot = 0; slot < total.length; slot++) {
      const score = scores[slot] ?? 0;
      total[slot] = score > 0 && (total[slot] ?? 0) > 0 ? (total[slot] ?? 0) + weight * score : 0;
    }
  });
  return total;
}

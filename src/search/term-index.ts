import SearchableMap from 'minisearch/SearchableMap';
import { detached } from './detached.ts';
import { GrowingArray } from './growing-array.ts';

/** How much a word counts in an entry: 1 to 127, and whether it is in a name of the thing. */
export interface Occurrence {
  readonly impact: number;
  readonly isName: boolean;
}

/** A word of the index that is taken for one that was asked for. */
export interface TermMatch {
  readonly term: string;
  /** 1 for the word itself, less for longer and similar ones. */
  readonly similarity: number;
  /** One number an entry; see {@link slotOf}, {@link impactOf}, {@link isInName}. */
  readonly postings: Uint32Array;
}

const nameBit = 0x80;
/** Slots that 24 bits can number. */
export const mostSlots = 2 ** 24;

export const slotOf = (posting: number): number => posting >>> 8;
export const impactOf = (posting: number): number => posting & 0x7f;
export const isInName = (posting: number): boolean => (posting & nameBit) !== 0;

/** Letters from which on a word stands for longer ones too: one letter begins everything. */
const shortestPrefix = 2;

/**
 * Which entries a word stands in. The words are in the radix tree of MiniSearch, which finds them by prefix and by edit
 * distance; the entries of a word lie in a typed array, in ascending order of their slots. A word of one entry, which most
 * are, takes no array of its own.
 */
export class TermIndex {
  readonly #terms = new SearchableMap<number>();
  readonly #lists: (GrowingArray | number | undefined)[] = [];
  readonly #free: number[] = [];

  get terms(): number {
    return this.#terms.size;
  }

  /** @param slot larger than all before */
  add(slot: number, words: ReadonlyMap<string, Occurrence>): void {
    for (const [word, { impact, isName }] of words)
      this.#append(word, slot * 256 + impact + (isName ? nameBit : 0));
  }

  /** The word itself, and where `prefix` is set, words that begin with it. */
  match(word: string, prefix: boolean): TermMatch[] {
    const own = this.#terms.get(word);
    const matches: TermMatch[] = own === undefined ? [] : [this.#found(word, own, 1)];
    if (!prefix || word.length < shortestPrefix || /^\d{1,4}$/.test(word)) return matches;
    for (const [term, list] of this.#terms.atPrefix(word)) {
      if (term !== word) matches.push(this.#found(term, list, 0.3 + (0.5 * word.length) / term.length));
    }
    return matches;
  }

  /**
   * Words that differ by a letter or by two letters in each other's place, or by two letters where the word is long;
   * numbers are not mistyped into others.
   */
  near(word: string): TermMatch[] {
    if (/\d/.test(word) || word.length < 4) return [];
    const matches = this.#swapped(word);
    const known = new Set(matches.map(({ term }) => term));
    for (const [term, [list, distance]] of this.#terms.fuzzyGet(word, word.length < 8 ? 1 : 2)) {
      if (distance > 0 && !/\d/.test(term) && !known.has(term))
        matches.push(this.#found(term, list, 0.5 / distance));
    }
    return matches;
  }

  /** Renumbers the slots; what has none any more is forgotten. @param slots old slot → new slot, ascending, or −1 */
  renumber(slots: Int32Array): void {
    for (const [term, list] of [...this.#terms]) {
      const kept: number[] = [];
      for (const posting of this.#postings(list)) {
        const slot = slots[slotOf(posting)] ?? -1;
        if (slot >= 0) kept.push(slot * 256 + (posting & 0xff));
      }
      const [first] = kept;
      if (first === undefined) {
        this.#terms.delete(term);
        this.#lists[list] = undefined;
        this.#free.push(list);
      } else if (kept.length === 1) this.#lists[list] = first;
      else {
        const array = new GrowingArray(kept.length);
        for (const posting of kept) array.push(posting);
        this.#lists[list] = array;
      }
    }
  }

  /** To the edit distance of the radix tree this is two letters. */
  #swapped(word: string): TermMatch[] {
    const swaps = Array.from({ length: word.length - 1 }, (_, at) =>
      [word.slice(0, at), word[at + 1], word[at], word.slice(at + 2)].join(''),
    );
    return [...new Set(swaps)].flatMap((term) => {
      const list = term === word ? undefined : this.#terms.get(term);
      return list === undefined ? [] : [this.#found(term, list, 0.5)];
    });
  }

  #append(word: string, posting: number): void {
    const known = this.#terms.get(word);
    if (known === undefined) {
      const list = this.#free.pop() ?? this.#lists.length;
      this.#lists[list] = posting;
      this.#terms.set(detached(word), list);
      return;
    }
    const list = this.#lists[known];
    if (list instanceof GrowingArray) list.push(posting);
    else {
      const array = new GrowingArray();
      if (list !== undefined) array.push(list);
      array.push(posting);
      this.#lists[known] = array;
    }
  }

  #found(term: string, list: number, similarity: number): TermMatch {
    return { term, similarity, postings: this.#postings(list) };
  }

  #postings(list: number): Uint32Array {
    const postings = this.#lists[list];
    if (postings instanceof GrowingArray) return postings.view();
    return postings === undefined ? new Uint32Array() : Uint32Array.of(postings);
  }
}

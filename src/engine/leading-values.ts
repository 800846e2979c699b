import {
  type CountSpec,
  changesBetween,
  type ReadRows,
  type TouchedCounts,
  touchedCounts,
} from './kept-counts.ts';
import { compareRanks, type Rank, rankOf } from './term-rank.ts';
import { termText } from './term-text.ts';

/** The values that come first when the solutions of a pattern are ordered by one of its variables, its only key. */
export interface LeadingSpec extends CountSpec {
  readonly descending: boolean;
}

/** The values that come first, and how many solutions have each; kept in step like {@link KeptCounts}. */
export class LeadingValues {
  readonly spec: LeadingSpec;
  readonly #counts: Map<string, { readonly rank: Rank; count: number }>;
  /** Values that do not come before this one are not known; absent: all values are known. */
  readonly #floor: Rank | undefined;
  readonly #kind: Rank['kind'] | undefined;
  readonly #rows: number;
  #ordered: readonly { readonly text: string; readonly rank: Rank; readonly count: number }[] | undefined;

  private constructor(
    spec: LeadingSpec,
    counts: Map<string, { rank: Rank; count: number }>,
    floor: Rank | undefined,
    rows: number,
  ) {
    this.spec = spec;
    this.#counts = counts;
    this.#floor = floor;
    this.#kind = floor?.kind ?? counts.values().next().value?.rank.kind;
    this.#rows = rows;
  }

  get size(): number {
    return this.#counts.size;
  }

  /** @returns `undefined` where the first `rows` solutions have values of several kinds, or all the same one */
  static ask(spec: LeadingSpec, read: ReadRows, rows: number): LeadingValues | undefined {
    const { prologue, body, keys, descending } = spec;
    const [name = ''] = keys;
    const order = descending ? `DESC(?${name})` : `?${name}`;
    const found = read(`${prologue}SELECT ?${name} WHERE {${body}} ORDER BY ${order} LIMIT ${rows + 1}`);
    const values: { text: string; rank: Rank }[] = [];
    for (const row of found) {
      const text = termText(row.get(name));
      const rank = text === undefined ? undefined : rankOf(text);
      if (text === undefined || !rank || (values[0] && values[0].rank.kind !== rank.kind)) return undefined;
      values.push({ text, rank });
    }
    const floor = found.length > rows ? values.at(-1)?.rank : undefined;
    const counts = new Map<string, { rank: Rank; count: number }>();
    for (const { text, rank } of values) {
      if (floor && compareRanks(rank, floor) === 0) continue;
      const known = counts.get(text);
      if (known) known.count += 1;
      else counts.set(text, { rank, count: 1 });
    }
    return floor && counts.size === 0 ? undefined : new LeadingValues(spec, counts, floor, rows);
  }

  touched(subjects: ReadonlySet<string>, read: ReadRows): TouchedCounts | undefined {
    return touchedCounts(this.spec, subjects, read);
  }

  /** Takes in a change. @returns false where it cannot, and the values are not to be used any more */
  apply(before: TouchedCounts, after: TouchedCounts): boolean {
    this.#ordered = undefined;
    for (const [text, change] of changesBetween(before, after)) {
      const rank = rankOf(text);
      if (!rank || (this.#kind !== undefined && rank.kind !== this.#kind)) return false;
      if (this.#kind === undefined) return false;
      if (this.#floor && !this.#isBefore(rank, this.#floor)) continue;
      const known = this.#counts.get(text) ?? { rank, count: 0 };
      known.count += change;
      if (known.count < 0) return false;
      if (known.count === 0) this.#counts.delete(text);
      else this.#counts.set(text, known);
    }
    return this.#counts.size <= this.#rows * 4 && (!this.#floor || this.#counts.size > 0);
  }

  /**
   * The first values that have at least `solutions` solutions, with all that might tie with the last of them.
   * @returns `undefined` where fewer are known; `all`: there are no other values
   */
  first(solutions: number): { readonly texts: readonly string[]; readonly all: boolean } | undefined {
    this.#ordered ??= [...this.#counts]
      .map(([text, value]) => ({ text, ...value }))
      .sort((a, b) => (this.#isBefore(a.rank, b.rank) ? -1 : this.#isBefore(b.rank, a.rank) ? 1 : 0));
    const texts: string[] = [];
    let met = 0;
    let last: Rank | undefined;
    for (const { text, rank, count } of this.#ordered) {
      if (met >= solutions && last && compareRanks(last, rank) !== 0) return { texts, all: false };
      texts.push(text);
      met += count;
      last = rank;
    }
    if (!this.#floor) return { texts, all: true };
    return met >= solutions ? { texts, all: false } : undefined;
  }

  #isBefore(a: Rank, b: Rank): boolean {
    const order = compareRanks(a, b);
    return this.spec.descending ? order > 0 : order < 0;
  }
}

import type { Term } from 'oxigraph';
import type { LocalPattern } from './local-pattern.ts';
import type { PatternText } from './query-text.ts';
import { termText } from './term-text.ts';

/** Runs SELECT queries over the union of all graphs. */
export type ReadRows = (query: string) => readonly ReadonlyMap<string, Term>[];

/** What is counted: the solutions of a pattern, or the different values of one of its variables, by some others. */
export interface CountSpec extends PatternText {
  readonly subjects: readonly string[];
  /** Predicates of the statements that it depends on; absent: all. */
  readonly predicates?: readonly string[];
  /** Variables that solutions are grouped by; each solution binds all of them. */
  readonly keys: readonly string[];
  /** Count different values of this variable; absent: count solutions. */
  readonly distinct?: string;
}

export function countSpec(
  { subjects, predicates }: LocalPattern,
  text: PatternText,
  keys: readonly string[],
): CountSpec {
  return { ...text, subjects, keys, ...(predicates && { predicates }) };
}

/** A name for the spec: equal names mean equal counts. */
export function nameOf({ prologue, body, keys, distinct }: CountSpec): string {
  return [prologue, body, keys.join(' '), distinct ?? '*'].join('\n\n');
}

const number = 'fivestar_n';
const separator = '\u0000';

/** Solutions of the spec's pattern that concern some subjects, by key (and before it the distinct variable's value). */
export type TouchedCounts = ReadonlyMap<string, number>;

/**
 * Counts that were asked of the engine once and are kept in step: before and after each change, the solutions that
 * concern the changed subjects are counted. Exact for any data, as the engine itself evaluates the pattern both times.
 */
export class KeptCounts {
  readonly spec: CountSpec;
  /** Count by key: the values of the key variables in SPARQL's syntax, a blank between them. */
  readonly counts: Map<string, number>;

  get size(): number {
    return this.counts.size;
  }

  private constructor(spec: CountSpec, counts: Map<string, number>) {
    this.spec = spec;
    this.counts = counts;
  }

  /** @returns `undefined` where there are more than `most` keys, or one that no text can name */
  static ask(spec: CountSpec, read: ReadRows, most: number): KeptCounts | undefined {
    const { prologue, body, keys, distinct } = spec;
    const what = distinct === undefined ? '*' : `DISTINCT ?${distinct}`;
    const names = keys.map((key) => `?${key}`).join(' ');
    const grouping = keys.length > 0 ? `GROUP BY ${names} LIMIT ${most + 1}` : '';
    const rows = read(
      `${prologue}SELECT ${names} (COUNT(${what}) AS ?${number}) WHERE {${body}} ${grouping}`,
    );
    if (rows.length > most) return undefined;
    const counts = new Map<string, number>();
    for (const row of rows) {
      const key = keyOf(row, keys);
      if (key === undefined) return undefined;
      const count = countOf(row);
      if (count > 0) counts.set(key, count);
    }
    return new KeptCounts(spec, counts);
  }

  touched(subjects: ReadonlySet<string>, read: ReadRows): TouchedCounts | undefined {
    return touchedCounts(this.spec, subjects, read);
  }

  /** Takes in a change. @returns false where it cannot, and the counts are not to be used any more */
  apply(before: TouchedCounts, after: TouchedCounts, read: ReadRows): boolean {
    const changes = changesBetween(before, after);
    const { distinct } = this.spec;
    const steps = distinct === undefined ? changes : this.#appearances(distinct, changes, read);
    if (!steps) return false;
    for (const [key, change] of steps) {
      const now = (this.counts.get(key) ?? 0) + change;
      if (now < 0) return false;
      if (now === 0) this.counts.delete(key);
      else this.counts.set(key, now);
    }
    return true;
  }

  /** For each key, values of the distinct variable that now have a solution with it and had none, less those that lost theirs. */
  #appearances(
    distinct: string,
    changes: ReadonlyMap<string, number>,
    read: ReadRows,
  ): Map<string, number> | undefined {
    const steps = new Map<string, number>();
    if (changes.size === 0) return steps;
    const values = new Set([...changes.keys()].map((marked) => marked.split(separator, 1)[0] ?? ''));
    const grouped = [...new Set([distinct, ...this.spec.keys])];
    const now = new Map<string, number>();
    for (const row of read(within(this.spec, distinct, values, grouped))) {
      const marked = markedKeyOf(row, this.spec);
      if (marked === undefined) return undefined;
      now.set(marked, countOf(row));
    }
    for (const [marked, change] of changes) {
      const after = now.get(marked) ?? 0;
      const step = Number(after > 0) - Number(after - change > 0);
      const key = marked.slice(marked.indexOf(separator) + 1);
      if (step !== 0) steps.set(key, (steps.get(key) ?? 0) + step);
    }
    return steps;
  }
}

/**
 * Counts the solutions that concern some subjects.
 * @returns `undefined` where a value cannot be named
 */
export function touchedCounts(
  spec: CountSpec,
  subjects: ReadonlySet<string>,
  read: ReadRows,
): TouchedCounts | undefined {
  const grouped = [...new Set([...spec.subjects, ...spec.keys, ...(spec.distinct ? [spec.distinct] : [])])];
  const found = new Map<string, number>();
  for (const [index, subject] of spec.subjects.entries()) {
    const earlier = spec.subjects.slice(0, index);
    for (const row of read(within(spec, subject, subjects, grouped))) {
      // A solution with two changed subjects was met with the first of them.
      if (earlier.some((name) => subjects.has(row.get(name)?.toString() ?? ''))) continue;
      const key = markedKeyOf(row, spec);
      if (key === undefined) return undefined;
      found.set(key, (found.get(key) ?? 0) + countOf(row));
    }
  }
  return found;
}

/** What became more or less, by key; what stayed is left out. */
export function changesBetween(before: TouchedCounts, after: TouchedCounts): Map<string, number> {
  const changes = new Map<string, number>(after);
  for (const [key, count] of before) changes.set(key, (changes.get(key) ?? 0) - count);
  for (const [key, change] of changes) if (change === 0) changes.delete(key);
  return changes;
}

function within(
  { prologue, body }: CountSpec,
  name: string,
  values: ReadonlySet<string>,
  grouped: readonly string[],
): string {
  const names = grouped.map((each) => `?${each}`).join(' ');
  return `${prologue}SELECT ${names} (COUNT(*) AS ?${number}) WHERE { VALUES ?${name} { ${[...values].join(' ')} } ${body} } GROUP BY ${names}`;
}

function markedKeyOf(row: ReadonlyMap<string, Term>, { keys, distinct }: CountSpec): string | undefined {
  const key = keyOf(row, keys);
  if (distinct === undefined) return key;
  const value = termText(row.get(distinct));
  return key === undefined || value === undefined ? undefined : value + separator + key;
}

function keyOf(row: ReadonlyMap<string, Term>, keys: readonly string[]): string | undefined {
  const texts = keys.map((key) => termText(row.get(key)));
  return texts.includes(undefined) ? undefined : texts.join(' ');
}

function countOf(row: ReadonlyMap<string, Term>): number {
  return Number(row.get(number)?.value ?? Number.NaN);
}

import type { FacetColumn } from './facet-column.ts';
import type { QueryWord } from './query-words.ts';
import { impactOf, isInName, slotOf, type TermIndex, type TermMatch } from './term-index.ts';

/** What the scoring sees of the index. */
export interface ScoredIndex {
  readonly terms: TermIndex;
  /** 1 for each slot that holds an entry. */
  readonly alive: Uint8Array;
  /** 1 for each slot of a thing that others refer to: concepts, places, organisations. */
  readonly naming: Uint8Array;
  /** Facets whose values' names are searched with the entries that have them. */
  readonly named: readonly FacetColumn[];
  topicOf(slot: number): string;
}

/** A term with one of the entries that have it. */
export interface NearTerm {
  readonly term: string;
  readonly slot: number;
}

export interface WordScores {
  /** By slot; 0 where the entry does not have the word. */
  readonly scores: Float32Array;
  readonly count: number;
  readonly taken: readonly NearTerm[];
  readonly suggested: readonly NearTerm[];
}

/** What the name of a publisher, sector or place counts in the entries that refer to it: as a keyword does. */
const nameImpact = 40;
const mostNear = 3;
/** A word is taken for a slip where at most so many entries have it, and a similar word so many times more. */
const fewEntries = 3;
const timesMore = 20;

/** Scores every entry for one word. */
export function scoreWord(index: ScoredIndex, { word, exact }: QueryWord): WordScores {
  const scores = new Float32Array(index.alive.length);
  const count = add(index, scores, index.terms.match(word, !exact));
  if (exact || count > fewEntries) return { scores, count, taken: [], suggested: [] };
  const near = index.terms.near(word);
  if (count > 0) {
    const frequent = near.filter(({ postings }) => postings.length >= timesMore * count);
    return { scores, count, taken: [], suggested: named(index, frequent) };
  }
  return { scores, count: add(index, scores, near), taken: named(index, near), suggested: [] };
}

/** @returns number of entries that now have a score */
function add(index: ScoredIndex, scores: Float32Array, matches: readonly TermMatch[]): number {
  const { alive, naming, named: columns } = index;
  const flags = columns.map((column) => new Uint8Array(column.size));
  let isNamed = false;
  for (const { postings, similarity } of matches) {
    for (let at = 0; at < postings.length; at++) {
      const posting = postings[at] ?? 0;
      const slot = slotOf(posting);
      if (alive[slot] !== 1) continue;
      const score = impactOf(posting) * similarity;
      if (score > (scores[slot] ?? 0)) scores[slot] = score;
      if (naming[slot] !== 1 || !isInName(posting)) continue;
      columns.forEach((column, which) => {
        const id = column.idOf(index.topicOf(slot));
        if (id === undefined) return;
        (flags[which] as Uint8Array)[id] = 1;
        isNamed = true;
      });
    }
  }
  if (isNamed) addNamed(index, scores, flags);
  let count = 0;
  for (let slot = 0; slot < scores.length; slot++) if ((scores[slot] ?? 0) > 0) count += 1;
  return count;
}

function addNamed(
  { alive, named: columns }: ScoredIndex,
  scores: Float32Array,
  flags: readonly Uint8Array[],
): void {
  columns.forEach((column, which) => {
    const having = column.having(flags[which] as Uint8Array);
    for (let slot = 0; slot < having.length; slot++) {
      if (having[slot] === 1 && alive[slot] === 1) scores[slot] = Math.max(scores[slot] ?? 0, nameImpact);
    }
  });
}

function named({ alive }: ScoredIndex, matches: readonly TermMatch[]): NearTerm[] {
  const found: (NearTerm & { similarity: number; count: number })[] = [];
  for (const { term, similarity, postings } of matches) {
    const posting = postings.find((one) => alive[slotOf(one)] === 1);
    if (posting !== undefined)
      found.push({ term, slot: slotOf(posting), similarity, count: postings.length });
  }
  return found
    .sort((a, b) => b.similarity - a.similarity || b.count - a.count)
    .slice(0, mostNear)
    .map(({ term, slot }) => ({ term, slot }));
}

import type { SchemeKey } from '../vocabulary/ndsap.ts';
import type { Concept, ConceptIndex } from './concept-index.ts';

const howMany = 3;
const leastLikeness = 0.35;
const mostRemembered = 1000;
const longestText = 100;
const remembered = new WeakMap<ConceptIndex, Map<string, readonly Concept[]>>();

/** The concepts of a scheme whose labels look most like the text (pairs of letters in common), best first, at most three. */
export function nearestConcepts(index: ConceptIndex, scheme: SchemeKey, text: string): readonly Concept[] {
  let known = remembered.get(index);
  if (!known || known.size >= mostRemembered) {
    known = new Map();
    remembered.set(index, known);
  }
  const key = `${scheme} ${text.slice(0, longestText).toLowerCase()}`;
  let found = known.get(key);
  if (!found) {
    found = rank(index.all(scheme), text.slice(0, longestText));
    known.set(key, found);
  }
  return found;
}

function rank(concepts: readonly Concept[], text: string): readonly Concept[] {
  const pairs = pairsOf(text);
  return concepts
    .map((concept) => ({
      concept,
      likeness: Math.max(
        0,
        ...[...concept.labels.values(), ...concept.notations].map((l) => likeness(pairs, pairsOf(l))),
      ),
    }))
    .filter((candidate) => candidate.likeness >= leastLikeness)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, howMany)
    .map((candidate) => candidate.concept);
}

function pairsOf(text: string): Set<string> {
  const letters = text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ');
  const pairs = new Set<string>();
  for (let at = 0; at < letters.length - 1; at++) pairs.add(letters.slice(at, at + 2));
  return pairs;
}

/** Dice's coefficient. */
function likeness(a: Set<string>, b: Set<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let common = 0;
  for (const pair of a) if (b.has(pair)) common++;
  return (2 * common) / (a.size + b.size);
}

import { wordsOf } from './fold-text.ts';
import type { SearchEntry, TextField } from './search-entry.ts';
import type { Occurrence } from './term-index.ts';

const weights: Readonly<Record<TextField, number>> = {
  title: 10,
  otherTitle: 6,
  identifier: 8,
  keyword: 4,
  hidden: 4,
  part: 2,
  description: 1,
};
/** Weight at which a word counts half of the most: a word that is said ten times tells little more than said twice. */
const halfWeight = 6;
const mostImpact = 127;

/** How much each word of an entry counts: by where it stands, how often, and in how long a title. */
export function wordImpacts({ texts }: Pick<SearchEntry, 'texts'>): Map<string, Occurrence> {
  const sums = new Map<string, { weight: number; isName: boolean }>();
  for (const { field, text } of texts) {
    const words = wordsOf(text);
    const isTitle = field === 'title' || field === 'otherTitle';
    // Hidden labels are for finding (SKOS §5.1.1); of several words each alone would find too much.
    const isName = isTitle || (field === 'hidden' && words.length === 1);
    const weight = isTitle ? weights[field] / (1 + 0.05 * words.length) : weights[field];
    for (const word of words) {
      const sum = sums.get(word);
      if (sum) {
        sum.weight += weight;
        sum.isName ||= isName;
      } else sums.set(word, { weight, isName });
    }
  }
  return new Map(
    [...sums].map(([word, { weight, isName }]) => [
      word,
      { impact: Math.max(1, Math.round((mostImpact * weight) / (weight + halfWeight))), isName },
    ]),
  );
}

import { wordsOf, writtenWords } from './fold-text.ts';
import { stopWords } from './stop-words.ts';

/** Bounds of what one search looks for: more makes it slower, not better. */
export const mostCharacters = 1_000;
export const mostWords = 16;

/** One word that is looked for; each must be found. */
export interface QueryWord {
  /** As the index has it. */
  readonly word: string;
  /** As it was typed. */
  readonly written: string;
  /** It stood in quotation marks: neither longer nor similar words are taken for it. */
  readonly exact: boolean;
}

export interface QueryWords {
  readonly words: readonly QueryWord[];
  /** The text was longer than what is looked for; the rest is left out. */
  readonly cut: boolean;
}

/** The words of what somebody typed, each once. */
export function queryWords(text: string): QueryWords {
  const taken = text.slice(0, mostCharacters);
  const words = new Map<string, QueryWord>();
  taken.split(/["“”„«»]/).forEach((part, index, parts) => {
    // A mark without its other half says nothing.
    const exact = index % 2 === 1 && index < parts.length - 1;
    for (const written of writtenWords(part)) {
      for (const word of wordsOf(written)) {
        if (exact || !words.has(word)) words.set(word, { word, written, exact });
      }
    }
  });
  const all = withoutStopWords([...words.values()]);
  return { words: all.slice(0, mostWords), cut: text.length > mostCharacters || all.length > mostWords };
}

/** Joining words are left out, unless there is nothing else or they stand in quotation marks. */
function withoutStopWords(words: readonly QueryWord[]): readonly QueryWord[] {
  const telling = words.filter(({ word, exact }) => exact || !stopWords.has(word));
  return telling.length > 0 ? telling : words;
}

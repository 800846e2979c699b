import type { Literal, Term } from '@rdfjs/types';
import type { Language } from '../model/text.ts';

/** A text with its language tag (BCP 47); `''` where the source gives none. */
export interface Phrase {
  readonly text: string;
  readonly language: string;
}

export function phraseOf(literal: Literal): Phrase {
  return { text: literal.value, language: literal.language };
}

export function isLiteral(term: Term): term is Literal {
  return term.termType === 'Literal';
}

/** Whether the phrase is in that language, whatever its region or script (BCP 47). */
export function speaks({ language }: Phrase, wanted: Language | ''): boolean {
  return language === wanted || (wanted !== '' && language.startsWith(`${wanted}-`));
}

/** The best phrase for a reader: in the language asked for, else English, else without a tag, else the first. */
export function choosePhrase(phrases: readonly Phrase[], language: Language): Phrase | undefined {
  for (const wanted of [language, 'en', ''] as const) {
    const found = phrases.find((phrase) => speaks(phrase, wanted));
    if (found) return found;
  }
  return phrases[0];
}

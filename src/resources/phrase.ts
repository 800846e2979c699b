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

/** The best phrase for a reader: in the language asked for, else English, else without a tag, else the first. */
export function choosePhrase(phrases: readonly Phrase[], language: Language): Phrase | undefined {
  const speaks = (wanted: string) => (phrase: Phrase) => phrase.language.split('-', 1)[0] === wanted;
  return (
    phrases.find(speaks(language)) ?? phrases.find(speaks('en')) ?? phrases.find(speaks('')) ?? phrases[0]
  );
}

import type { Literal } from '@rdfjs/types';
import type { Language } from '../../model/text.ts';
import type { JsonLdValue } from './json-ld.ts';

/**
 * How texts are told: in one language for a page, as plain strings, or in all of them with their tags. `most` is the
 * number of values of one property.
 */
export interface Voice {
  readonly language?: Language;
  readonly most: number;
}

/** The literals that this voice tells: of one language the best there is, else all. */
export function spoken(literals: readonly Literal[], { language, most }: Voice): readonly Literal[] {
  if (language === undefined || literals.length < 2) return literals.slice(0, most);
  for (const wanted of [language, 'en', '']) {
    const own = literals.filter((literal) => primary(literal) === wanted);
    if (own.length > 0) return own.slice(0, most);
  }
  return literals.slice(0, most);
}

/** One text, or one for each language. */
export function text(literals: readonly Literal[], voice: Voice): JsonLdValue | undefined {
  const told = spoken(literals, voice);
  return voice.language === undefined ? told.map((literal) => said(literal, voice)) : told[0]?.value;
}

/** Several texts: keywords, other names. */
export function texts(literals: readonly Literal[], voice: Voice): readonly JsonLdValue[] {
  return spoken(literals, voice).map((literal) => said(literal, voice));
}

export function said({ value, language }: { value: string; language: string }, voice: Voice): JsonLdValue {
  return voice.language === undefined && language !== '' ? { '@language': language, '@value': value } : value;
}

function primary({ language }: Literal): string {
  return language.split('-', 1)[0] ?? '';
}

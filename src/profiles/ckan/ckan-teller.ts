import type { Literal } from '@rdfjs/types';
import type { Iri } from '../../vocabulary/iri.ts';
import type { UsTeller } from '../dcat-us/members.ts';

/** What the functions share that write the parts of a package: one text where CKAN has room for one, in one language. */
export type CkanTeller = UsTeller;

/** What the parts of the portal's own packages are called by. */
export const kindsOfPackages = ['dataset', 'series'] as const;

/** An ISO 8601 time as CKAN writes it: UTC without saying so, microseconds. */
export function ckanTime(time: string): string {
  return new Date(time).toISOString().replace(/Z$/, '000');
}

/** The first text of each language, where there is more than one language (ckanext-fluent's `…_translated`). */
export function translations(literals: readonly Literal[]): Record<string, string> | undefined {
  const texts = new Map<string, string>();
  for (const { language, value } of literals) {
    if (language !== '' && !texts.has(language)) texts.set(language, value);
  }
  return texts.size > 1 ? Object.fromEntries(texts) : undefined;
}

/** Lexical forms of literals and IRIs alike. */
export function lexical({ from }: CkanTeller, subject: string, property: Iri): readonly string[] {
  return from.values(subject, property).map(({ value }) => value);
}

export function mailAddress(value: string | undefined): string | undefined {
  return value?.replace(/^mailto:/i, '');
}

import type { Literal } from '@rdfjs/types';
import type { Iri } from '../../vocabulary/iri.ts';
import { skos } from '../../vocabulary/terms.ts';
import type { Description } from '../description.ts';
import type { ProfileContext } from '../profile-context.ts';

/** Members of an object of a `data.json`. What is `undefined` or an empty list is left out of it. */
export type Members = Readonly<Record<string, unknown>>;

/** What the functions that write the parts of a dataset share. */
export interface UsTeller {
  readonly context: ProfileContext;
  readonly from: Description;
  /** DCAT-US has one text for each member: in this language where there is one. */
  readonly language: string;
}

export function stated(members: Members): Members {
  return Object.fromEntries(
    Object.entries(members).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

/** The text in the language of the file, else in English, else without a language, else the first. */
export function oneText(literals: readonly Literal[], { language }: UsTeller): string | undefined {
  if (literals.length < 2) return literals[0]?.value;
  const speaks = (wanted: string) => (literal: Literal) => literal.language.split('-', 1)[0] === wanted;
  const best = literals.find(speaks(language)) ?? literals.find(speaks('en')) ?? literals.find(speaks(''));
  return (best ?? literals[0])?.value;
}

/** All texts, but each in the language of the file where some are in it. */
export function manyTexts(literals: readonly Literal[], { language }: UsTeller): readonly string[] {
  const own = literals.filter((literal) => literal.language.split('-', 1)[0] === language);
  return [...new Set((own.length > 0 ? own : literals).map(({ value }) => value))];
}

/** Values that had no place in DCAT and were kept as "field: value" when a `data.json` was read. */
export function keptTexts({ context, from }: UsTeller, subject: Iri, field: string): readonly string[] {
  const start = `${field}: `;
  return [context.ndsap.unresolvedValue, skos.note].flatMap((property) =>
    from
      .literals(subject, property)
      .filter(({ value }) => value.startsWith(start))
      .map(({ value }) => value.slice(start.length)),
  );
}

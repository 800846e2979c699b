import { languageTag } from '../mapping/values/language.ts';

const tables =
  /^https?:\/\/(?:publications\.europa\.eu\/resource\/authority\/language|id\.loc\.gov\/vocabulary\/iso639-[123]|lexvo\.org\/id\/iso639-[13]|www\.lexvo\.org\/page\/iso639-[13])\/(.+)$/i;

/** BCP 47 tag of a language that is named in the EU's table, in that of the Library of Congress or in Lexvo. */
export function languageTagOf(iri: string): string | undefined {
  const code = tables.exec(iri)?.[1];
  return code === undefined ? undefined : languageTag(code);
}

export function languageTags(iris: readonly string[]): readonly string[] {
  return [...new Set(iris.flatMap((iri) => languageTagOf(iri) ?? []))];
}

import type { Language, Text } from '../model/text.ts';
import { displayIri } from '../resources/display-value.ts';
import { choosePhrase, type Phrase } from '../resources/phrase.ts';
import type { FacetName } from '../search/facets.ts';
import { kindNames } from './pages/kind-names.ts';
import type { PageContext } from './pages/page-context.ts';
import { nameOf, phraseIn } from './pages/words.tsx';

const kinds = new Map<string, Text>(kindNames);

/** A facet's value for people. */
export function facetValueName(context: PageContext, facet: FacetName, value: string): Phrase {
  const kind = facet === 'kind' ? kinds.get(value) : undefined;
  if (kind) return phraseIn(kind, context.language);
  if (facet === 'kind' || facet === 'year') return { text: value, language: '' };
  const name = nameOf(context, value);
  if (name.text !== displayIri(value)) return name;
  // Of an authority's table without names here, the code says more than the whole address.
  const code = /\/authority\/[^/]+\/([^/#?]+)$/.exec(value)?.[1];
  return code === undefined ? name : { text: code, language: '' };
}

/** Longest part of a description that a list shows, in characters. */
const longestExcerpt = 240;

/** The title of a result, for which its address stands in where it has none. */
export function resultTitle(titles: readonly Phrase[], document: string, language: Language): Phrase {
  return choosePhrase(titles, language) ?? { text: displayIri(document), language: '' };
}

/** The beginning of a description, cut between words. */
export function excerptOf(descriptions: readonly Phrase[], language: Language): Phrase | undefined {
  const phrase = choosePhrase(descriptions, language);
  if (!phrase) return undefined;
  const text = phrase.text.replace(/\s+/g, ' ').trim();
  if (text.length <= longestExcerpt) return { ...phrase, text };
  const cut = text.slice(0, longestExcerpt);
  const end = cut.lastIndexOf(' ');
  return {
    ...phrase,
    text: `${(end > longestExcerpt / 2 ? cut.slice(0, end) : cut).replace(/[\uD800-\uDBFF]$/, '')}…`,
  };
}

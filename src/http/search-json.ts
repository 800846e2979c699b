import { languages } from '../model/text.ts';
import type { Phrase } from '../resources/phrase.ts';
import { shortValue } from '../search/facets.ts';
import type { FacetAnswer } from '../search/search-query.ts';
import { nameOf } from './pages/words.tsx';
import { facetValueName } from './search-names.ts';
import type { SearchResult } from './search-results.ts';
import type { SearchView } from './search-view.ts';

/** The results as JSON. Texts are by language (BCP 47; `und` where the source gives none), addresses are absolute. */
export function searchJson(view: SearchView): string {
  const { context, request, answer, results, self, first, next } = view;
  const origin = new URL(context.site.base).origin;
  const address = (reference: string) => origin + reference;
  return `${JSON.stringify(
    {
      query: {
        text: request.text,
        words: answer.words,
        cut: request.cut,
        filters: request.query.filters,
        sort: request.query.sort,
      },
      sequence: answer.sequence,
      total: answer.total,
      totalWithoutFilters: answer.unfiltered,
      results: results.map((result) => resultJson(view, result)),
      facets: Object.fromEntries(answer.facets.map((facet) => [facet.facet, facetJson(view, facet)])),
      self: address(self),
      ...(first !== undefined && { first: address(first) }),
      ...(next !== undefined && { next: address(next) }),
    },
    null,
    1,
  )}\n`;
}

function resultJson({ context }: SearchView, result: SearchResult): object {
  const { topic, document, kind, titles, descriptions, publishers, formats, issued, modified } = result;
  const named = (iri: string) => ({ iri, name: nameOf(context, iri).text });
  return {
    iri: topic,
    document,
    kind,
    title: byLanguage(titles),
    description: byLanguage(descriptions),
    publisher: publishers.map(named),
    format: formats.map(named),
    ...(issued !== undefined && { issued }),
    ...(modified !== undefined && { modified }),
  };
}

function facetJson({ context }: SearchView, { facet, values, more }: FacetAnswer): object {
  return {
    values: values.map(({ value, count, selected }) => ({
      value: shortValue(facet, value, context.site.base),
      ...(facet !== 'year' && facet !== 'kind' && { iri: value }),
      name: facetValueName(context, facet, value).text,
      count,
      selected,
    })),
    more,
  };
}

/** The first text of each language; the product's own languages first. */
function byLanguage(phrases: readonly Phrase[]): Record<string, string> {
  const texts = new Map<string, string>();
  const order = (language: string) => {
    const position = (languages as readonly string[]).indexOf(language);
    return position < 0 ? languages.length : position;
  };
  for (const { text, language } of [...phrases].sort((a, b) => order(a.language) - order(b.language))) {
    const tag = language || 'und';
    if (!texts.has(tag)) texts.set(tag, text);
  }
  return Object.fromEntries(texts);
}

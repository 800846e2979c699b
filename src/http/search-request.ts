import { recordKinds } from '../model/record.ts';
import type { Language } from '../model/text.ts';
import { readCursor, type Sort, sorts } from '../search/cursor.ts';
import { type FacetName, facetNames, fullValue, shortValue } from '../search/facets.ts';
import { queryWords } from '../search/query-words.ts';
import type { SearchQuery } from '../search/search-query.ts';
import { ProblemError } from './problem.ts';
import { badRequest } from './problems.ts';

/** Results of a page: where the request names no `size`, and at most. */
export const defaultSize = 20;
export const largestSize = 100;
const mostValues = 50;

/** A search as its address states it. */
export interface SearchRequest {
  /** As typed, without control characters. */
  readonly text: string;
  /** More was typed than what is looked for. */
  readonly cut: boolean;
  /** The order that was asked for; absent: the usual one. */
  readonly sortAsked?: Sort;
  readonly sizeAsked?: number;
  readonly after?: string;
  readonly query: SearchQuery;
}

/**
 * Reads the parameters of a search; those that it does not know are left out, empty ones too: forms send them.
 * @throws ProblemError 400 where one cannot be meant
 */
export function readSearch(parameters: URLSearchParams, language: Language, base: string): SearchRequest {
  const text = (parameters.get('q') ?? '').replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim();
  const { words, cut } = queryWords(text);
  const sortAsked = readSort(parameters.get('sort'));
  const sort = sortAsked ?? (words.length > 0 ? 'relevance' : 'newest');
  const sizeAsked = readSize(parameters.get('size'));
  const after = parameters.get('after') || undefined;
  const cursor = after === undefined ? undefined : readCursor(after, sort, words.length);
  if (after !== undefined && !cursor) throw malformed('after', after, wanted.after);
  return {
    text,
    cut,
    ...(sortAsked && { sortAsked }),
    ...(sizeAsked !== undefined && { sizeAsked }),
    ...(after !== undefined && { after }),
    query: {
      words,
      filters: readFilters(parameters, base),
      sort,
      language,
      size: sizeAsked ?? defaultSize,
      ...(cursor && { after: cursor }),
    },
  };
}

/** What of a search an address is to state otherwise; `undefined` takes it out. */
export interface SearchChange {
  readonly text?: string;
  readonly filters?: SearchQuery['filters'];
  readonly sort?: Sort | undefined;
  readonly after?: string;
}

/** The parameters of a search, always in the same order; a page of it only where `after` is given. */
export function searchParameters(
  request: SearchRequest,
  base: string,
  change: SearchChange = {},
): URLSearchParams {
  const parameters = new URLSearchParams();
  const text = change.text ?? request.text;
  if (text !== '') parameters.set('q', text);
  const filters = change.filters ?? request.query.filters;
  for (const facet of facetNames) {
    for (const value of filters[facet] ?? []) parameters.append(facet, shortValue(facet, value, base));
  }
  const sort = 'sort' in change ? change.sort : request.sortAsked;
  if (sort) parameters.set('sort', sort);
  if (request.sizeAsked !== undefined) parameters.set('size', String(request.sizeAsked));
  if (change.after !== undefined) parameters.set('after', change.after);
  return parameters;
}

function readFilters(parameters: URLSearchParams, base: string): SearchQuery['filters'] {
  const filters: Partial<Record<FacetName, string[]>> = {};
  for (const facet of facetNames) {
    const stated = [...new Set(parameters.getAll(facet).map((value) => value.trim()))].filter(Boolean);
    if (stated.length > mostValues) throw malformed(facet, stated[mostValues] ?? '', wanted.values);
    for (const value of stated) {
      if (facet === 'year' && !/^\d{4}$/.test(value)) throw malformed(facet, value, wanted.year);
      if (facet === 'kind' && !recordKinds.some((kind) => kind === value))
        throw malformed(facet, value, wanted.kind);
    }
    if (stated.length > 0) filters[facet] = stated.map((value) => fullValue(facet, value, base));
  }
  return filters;
}

function readSort(text: string | null): Sort | undefined {
  if (text === null || text === '') return undefined;
  const sort = sorts.find((one) => one === text);
  if (!sort) throw malformed('sort', text, wanted.sort);
  return sort;
}

/** What is larger than the largest page is cut to it. */
function readSize(text: string | null): number | undefined {
  if (text === null || text === '') return undefined;
  const size = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (size < 1) throw malformed('size', text, wanted.size);
  return Math.min(size, largestSize);
}

const wanted = {
  after: {
    en: 'Take the address of the next page from the page before it, or leave "after" out to begin at the first page.',
    hi: 'अगले पृष्ठ का पता पिछले पृष्ठ से लें, या पहले पृष्ठ से आरंभ करने के लिए "after" हटा दें।',
  },
  sort: { en: `Give one of: ${sorts.join(', ')}.`, hi: `इनमें से एक दें: ${sorts.join(', ')}।` },
  size: {
    en: `Give a whole number from 1 to ${largestSize}, or leave it out.`,
    hi: `1 से ${largestSize} तक की पूर्ण संख्या दें, या इसे हटा दें।`,
  },
  year: { en: 'Give a year of four digits.', hi: 'चार अंकों का वर्ष दें।' },
  kind: { en: `Give one of: ${recordKinds.join(', ')}.`, hi: `इनमें से एक दें: ${recordKinds.join(', ')}।` },
  values: {
    en: `Choose at most ${mostValues} values of one property.`,
    hi: `किसी एक गुण के अधिकतम ${mostValues} मान चुनें।`,
  },
};

function malformed(name: string, text: string, remedy: { en: string; hi: string }): ProblemError {
  const value = text.slice(0, 50);
  return new ProblemError(
    badRequest(
      `malformed-${name}`,
      { en: `"${name}" is "${value}".`, hi: `"${name}" का मान "${value}" है।` },
      remedy,
    ),
  );
}

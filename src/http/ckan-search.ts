import { LRUCache } from 'lru-cache';
import { Failure } from '../model/failure.ts';
import type { Language } from '../model/text.ts';
import type { CkanCall } from '../profiles/ckan/ckan-calls.ts';
import { kindsOfPackages } from '../profiles/ckan/ckan-teller.ts';
import { type PackageFilter, type TextTerms, textsOf, wordFields } from '../profiles/ckan/package-filter.ts';
import { type PackageSort, sortKeys } from '../profiles/ckan/package-order.ts';
import { parseSolr } from '../profiles/ckan/solr-query.ts';
import { UnsupportedQuery } from '../profiles/ckan/solr-tokens.ts';
import { mostWords, type QueryWord, queryWords } from '../search/query-words.ts';
import type { SearchQuery } from '../search/search-query.ts';
import type { SearchService } from '../search/search-service.ts';
import type { CkanReader } from './ckan-reader.ts';

/** As CKAN's `ckan.search.rows_max`. */
const mostRows = 1_000;
const usualRows = 10;
const usualFacetValues = 50;
const usualSort = 'score desc, metadata_modified desc';
/** What the search index is asked for at a time: of the first so many it keeps an order, and others want it too. */
const pageOfMatches = 2_000;
const mostTexts = 20;

/** Parameters of `package_search`; those that only say what is always so here are let through. */
const known: ReadonlySet<string> = new Set([
  ...['q', 'fq', 'fq_list', 'rows', 'start', 'limit', 'offset', 'sort'],
  ...['facet', 'facet.field', 'facet.limit', 'facet.mincount'],
  ...['include_drafts', 'include_private', 'include_deleted', 'use_default_schema', 'wt', 'df', 'q.op'],
]);
const sortNames: Readonly<Record<string, string>> = { title_string: 'title', relevance: 'score' };

/** Reads `package_search` and has the full-text index find what is text in it. */
export class CkanSearch {
  readonly #search: SearchService | undefined;
  readonly #language: Language;
  /** Documents by what they were found for and the commit that the index had followed. */
  readonly #found = new LRUCache<string, Promise<readonly string[]>>({ max: 50 });

  constructor({ search, language }: { readonly search?: SearchService; readonly language: Language }) {
    this.#search = search;
    this.#language = language;
  }

  /**
   * @param client who asks
   * @throws CkanRefusal, UnsupportedQuery, Failure `search-unavailable`
   */
  async read(reader: CkanReader, client: string): Promise<CkanCall> {
    refuseUnknown(reader);
    const q = reader.text('q') ?? '*:*';
    const fq = [...reader.texts('fq'), ...reader.texts('fq_list')];
    const sort = reader.text('sort') ?? usualSort;
    const filter: PackageFilter = { type: 'and', parts: [q, ...fq].map((query) => parseSolr(query)) };
    const texts = textsOf(filter);
    if (texts.length > mostTexts)
      throw new UnsupportedQuery(`Words stand in more than ${mostTexts} places of the query.`);
    return {
      action: 'package_search',
      filter,
      texts: await Promise.all(texts.map((terms) => this.#documents(terms))),
      sort,
      sorts: readSorts(reader, sort),
      rows: Math.min(reader.count('rows') ?? reader.count('limit') ?? usualRows, mostRows),
      start: reader.count('start') ?? reader.count('offset') ?? 0,
      facets: readFacets(reader),
      crawl: JSON.stringify([client, q, fq, sort]),
    };
  }

  #documents(terms: TextTerms): Promise<readonly string[]> {
    const search = this.#search;
    if (!search) throw new Failure('search-unavailable', 'This server has no search index.');
    const key = `${search.state().sequence} ${JSON.stringify(terms)}`;
    const known = this.#found.get(key);
    if (known) return known;
    const found = this.#find(search, wordsOf(terms));
    this.#found.set(key, found);
    found.catch(() => this.#found.delete(key));
    return found;
  }

  async #find(search: SearchService, words: readonly QueryWord[]): Promise<readonly string[]> {
    const documents: string[] = [];
    const query: SearchQuery = {
      words,
      filters: { kind: kindsOfPackages },
      sort: 'relevance',
      language: this.#language,
      size: pageOfMatches,
    };
    for (let after: SearchQuery['after']; ; ) {
      const answer = await search.search({ ...query, ...(after && { after }) });
      // Words that were taken for others are what a person may have meant; a program gets what it asked for.
      if (answer.words.some(({ taken }) => taken.length > 0)) return [];
      documents.push(...answer.documents);
      if (!answer.next) return documents;
      after = answer.next;
    }
  }
}

/** Words are themselves here, not the beginning of longer ones, unless a `*` says so. */
function wordsOf({ words, prefixes }: TextTerms): readonly QueryWord[] {
  const whole = queryWords(words.join(' ').replaceAll('"', ' '));
  const begun = queryWords(prefixes.join(' ').replaceAll('"', ' '));
  if (whole.cut || begun.cut || whole.words.length + begun.words.length > mostWords)
    throw new UnsupportedQuery(`More than ${mostWords} words are looked for at once.`);
  return [
    ...whole.words.map((word) => ({ ...word, exact: true })),
    ...begun.words.map((word) => ({ ...word, exact: false })),
  ];
}

function refuseUnknown(reader: CkanReader): void {
  const unknown = reader.names().filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new UnsupportedQuery(
      `Invalid search parameters: ${JSON.stringify(unknown)}. There are: ${[...known].join(', ')}.`,
    );
  const operator = reader.text('q.op');
  if (operator !== undefined && operator !== 'AND')
    throw new UnsupportedQuery('q.op: terms must all hold; write OR between those that need not.');
}

function readSorts(reader: CkanReader, sort: string): readonly PackageSort[] {
  return sort.split(',').map((part) => {
    const [, field = '', direction = 'asc'] = /^\s*([\w.]+)(?:\s+(asc|desc))?\s*$/i.exec(part) ?? [];
    const key = sortKeys.find((one) => one === (sortNames[field] ?? field));
    if (!key)
      throw reader.refusal(
        'sort',
        `"${part.trim()}" is no order. Write one of ${sortKeys.join(', ')}, and asc or desc.`,
      );
    return { key, descending: direction.toLowerCase() === 'desc' };
  });
}

function readFacets(reader: CkanReader) {
  const asked = reader.flag('facet', true) ? reader.texts('facet.field') : [];
  const fields = asked.map((name) => {
    const field = wordFields.find((one) => one === name);
    if (!field)
      throw reader.refusal('facet.field', `"${name}" is no facet. There are: ${wordFields.join(', ')}.`);
    return field;
  });
  const limit = reader.limit('facet.limit', usualFacetValues);
  return { fields, ...(limit !== undefined && { limit }), atLeast: reader.count('facet.mincount') ?? 1 };
}

import type { Language } from '../model/text.ts';
import type { AtomAddresses } from './feed-atom.ts';
import { readSearch, type SearchRequest, searchParameters } from './search-request.ts';

/** Parameters that narrow the feed down, as those of the search of the same name. */
const filterNames = ['publisher', 'sector', 'kind'];

/**
 * Reads what narrows the feed down; other parameters are left out.
 * @throws ProblemError 400 where a value cannot be meant
 */
export function readAtomFilters(query: string, language: Language, base: string): SearchRequest {
  const stated = [...new URLSearchParams(query)].filter(([name]) => filterNames.includes(name));
  return readSearch(new URLSearchParams(stated), language, base);
}

/** @param own the language, where the address states it */
export function atomAddresses(search: SearchRequest, base: string, own: Language | undefined): AtomAddresses {
  const address = (path: string, wanted?: Language) => {
    const parameters = searchParameters(search, base);
    if (wanted !== undefined) parameters.set('lang', wanted);
    const query = parameters.toString();
    return `${base}${path}${query === '' ? '' : `?${query}`}`;
  };
  return {
    current: (other) => address('feed/atom', other ?? own),
    archive: (first) => address(`feed/atom/${first}`, own),
    searchPage: address('search', own),
    searchFeed: address('search.atom', own),
  };
}

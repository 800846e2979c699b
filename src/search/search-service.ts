import type { SearchAnswer, SearchQuery } from './search-query.ts';

export interface SearchState {
  /** The index is made and answers. */
  readonly ready: boolean;
  /** Commit up to which it has followed. */
  readonly sequence: number;
  /** Records that can be found. */
  readonly entries: number;
  /** How often its thread was replaced. */
  readonly replacements: number;
}

/** Full-text and faceted search of the live records. */
export interface SearchService {
  state(): SearchState;
  /** @throws Failure `search-unavailable` where the index is not made yet or its thread died, `busy` */
  search(query: SearchQuery): Promise<SearchAnswer>;
}

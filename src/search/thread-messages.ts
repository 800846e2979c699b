import type { SearchAnswer, SearchQuery } from './search-query.ts';

/** What the search thread is started with. */
export interface SearchThreadData {
  /** Data folder of the record store. */
  readonly folder: string;
  /** IRI of the portal. */
  readonly base: string;
}

export interface SearchRequest {
  readonly id: number;
  readonly query: SearchQuery;
}

export type SearchResponse =
  | { readonly type: 'answer'; readonly id: number; readonly answer: SearchAnswer }
  | { readonly type: 'failed'; readonly id: number; readonly message: string }
  /** Everything up to commit `sequence` can be found. */
  | {
      readonly type: 'followed';
      readonly sequence: number;
      readonly entries: number;
      /** Milliseconds, where the index was just made. */
      readonly built?: number;
    };

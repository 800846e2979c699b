import type { SearchAnswer } from '../search/search-query.ts';
import type { PageContext } from './pages/page-context.ts';
import type { SearchRequest } from './search-request.ts';
import type { SearchResult } from './search-results.ts';

/** An answered search, ready to be written in any format. */
export interface SearchView {
  readonly context: PageContext;
  readonly request: SearchRequest;
  readonly answer: SearchAnswer;
  readonly results: readonly SearchResult[];
  /** Path-absolute references of this page in each format, of the first and of the next page in this format. */
  readonly self: string;
  readonly formats: Readonly<Record<'json' | 'atom' | 'html', string>>;
  readonly first?: string;
  readonly next?: string;
}

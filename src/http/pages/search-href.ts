import { type SearchChange, searchParameters } from '../search-request.ts';
import type { SearchView } from '../search-view.ts';
import { localHref } from './page-context.ts';

/** Where a search leads that differs from this one; it begins at its first page. */
export function searchHref({ context, request }: SearchView, change: SearchChange): string {
  const { site } = context;
  return localHref(context, `${site.path}search?${searchParameters(request, site.base, change)}`);
}

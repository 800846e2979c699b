import { type ResultView, resultViews } from '../model/query-page.ts';

/** What an address of the query page carries. */
export interface SharedQuery {
  readonly query: string;
  readonly view?: ResultView;
}

/** The fragment that carries a query, `#query=…&view=…`: it has no limit of length, for it is not sent with the page's address. */
export function fragmentOf({ query, view }: SharedQuery): string {
  const viewPart = view === undefined ? '' : `&view=${view}`;
  return `#query=${encodeURIComponent(query)}${viewPart}`;
}

/** Reads a fragment, also those of YASGUI, which write a space as `+`. */
export function readFragment(fragment: string): SharedQuery | undefined {
  const parameters = new URLSearchParams(fragment.replace(/^#/, ''));
  const query = parameters.get('query');
  if (query === null || query.trim() === '') return undefined;
  const view = resultViews.find((one) => one === parameters.get('view'));
  return { query, ...(view && { view }) };
}

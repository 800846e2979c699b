/** How the answer to a query is looked at. */
export const resultViews = ['table', 'chart', 'response'] as const;
export type ResultView = (typeof resultViews)[number];

/** A query that answers a question about the catalogue, in the words of one language. */
export interface OfferedQuery {
  readonly id: string;
  readonly title: string;
  readonly explanation: string;
  readonly query: string;
  /** In which its answer is best seen. */
  readonly view: ResultView;
}

export interface OfferedQueries {
  readonly title: string;
  readonly queries: readonly OfferedQuery[];
}

/** What the server tells the script of the query page; written into the page as JSON. */
export interface QueryPageData {
  /** Path of the SPARQL endpoint. */
  readonly endpoint: string;
  /** Path of the VoID description. */
  readonly statistics: string;
  /** Base of the portal's IRIs, and the path at which they are served. */
  readonly base: string;
  readonly path: string;
  readonly prefixes: Readonly<Record<string, string>>;
  readonly examples: readonly OfferedQueries[];
}

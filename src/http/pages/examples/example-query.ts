import type { ResultView } from '../../../model/query-page.ts';
import type { Text } from '../../../model/text.ts';

/** A query that answers a question about the catalogue. */
export interface ExampleQuery {
  readonly id: string;
  readonly title: Text;
  readonly explanation: Text;
  /** In which the answer is best seen; the table where none is named. */
  readonly view?: ResultView;
  /** Without prefixes, which are added as they are used. */
  readonly query: (words: ExampleWords) => string;
}

/** What example queries are written with. */
export interface ExampleWords {
  readonly base: string;
  /** A pattern that binds `name` to the label of `subject`: in the language of the page, else in English. */
  label(subject: string, name: string): string;
}

export interface ExampleGroup {
  readonly title: Text;
  readonly queries: readonly ExampleQuery[];
}

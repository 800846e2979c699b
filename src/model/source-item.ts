import type { Finding } from './finding.ts';
import type { SourceRecord } from './record.ts';

/** What a reader yields: a record, or the reason why a row, line or element of the input is none. */
export type SourceItem =
  | { readonly type: 'record'; readonly record: SourceRecord }
  | { readonly type: 'unreadable'; readonly finding: Finding };

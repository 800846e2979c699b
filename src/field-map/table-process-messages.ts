import type { FailureCode } from '../model/failure.ts';
import type { TableHead, TableItem } from './row.ts';

/** From the process that reads a table. `open` is answered by `head`, each `more` by `items` or `end`. */
export type FromTableProcess =
  | { readonly type: 'head'; readonly head: TableHead }
  | { readonly type: 'items'; readonly items: readonly TableItem[] }
  | { readonly type: 'end' }
  | { readonly type: 'failed'; readonly code: FailureCode; readonly message: string };

export type ToTableProcess = { readonly type: 'open'; readonly task: unknown } | { readonly type: 'more' };

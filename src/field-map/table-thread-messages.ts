import type { FailureCode } from '../model/failure.ts';
import type { TableHead, TableItem } from './row.ts';

/** From the thread that reads a table. After `head`, each `more` of the reader is answered by `items` or `end`. */
export type FromTableThread =
  | { readonly type: 'head'; readonly head: TableHead }
  | { readonly type: 'items'; readonly items: readonly TableItem[] }
  | { readonly type: 'end' }
  | { readonly type: 'failed'; readonly code: FailureCode; readonly message: string };

export type ToTableThread = { readonly type: 'more' };

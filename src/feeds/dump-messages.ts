import type { StoredRecord } from '../store/record-store.ts';
import type { Portal } from './portal.ts';

/** A file to be written by the dump thread. */
export interface DumpTask {
  readonly type: 'write';
  /** {@link DumpKind.extension}. */
  readonly kind: string;
  readonly portal: Portal;
  /** N-Quads of the portal's own catalogue. */
  readonly description: string;
  /** Open for writing, empty. Stays open: it belongs to who sent the task. */
  readonly descriptor: number;
  /** Where the open file lies while it is written. */
  readonly temporary: string;
  /** Where it goes when it is whole. */
  readonly file: string;
  readonly checksumFile: string;
  /** The name that the checksum file gives it. */
  readonly publicName: string;
}

export interface DumpRecords {
  readonly type: 'records';
  readonly records: readonly StoredRecord[];
  /** There are no more. */
  readonly last: boolean;
}

export type ToDumpThread = DumpTask | DumpRecords;

export type FromDumpThread =
  /** Asks for records. */
  | { readonly type: 'more' }
  /** Bytes of the file so far. */
  | { readonly type: 'written'; readonly bytes: number }
  | { readonly type: 'done'; readonly bytes: number; readonly sha256: string }
  | { readonly type: 'failed'; readonly message: string };

/** A `data.json` to be written by a thread. */
export interface DataJsonTask {
  /** Data folder of the record store. */
  readonly folder: string;
  /** IRI of the portal. */
  readonly base: string;
  /** Of texts, where there is more than one. */
  readonly language: 'en' | 'hi';
  /** Where the file is had. */
  readonly address: string;
  /** The commit that it is to show. */
  readonly sequence: number;
  readonly gzip: boolean;
  /** Open for writing, empty. Stays open: it belongs to who sent the task. */
  readonly descriptor: number;
  /** Shared: something else than 0 in it asks the thread to give up. */
  readonly stop: Int32Array;
}

export type FromDataJsonThread =
  /** Something was committed before the snapshot was opened: nothing is written. */
  | { readonly type: 'moved' }
  /** Bytes of the file so far. */
  | { readonly type: 'written'; readonly bytes: number }
  | { readonly type: 'done'; readonly bytes: number; readonly sha256: string };

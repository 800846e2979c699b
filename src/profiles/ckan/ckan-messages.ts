import type { CkanCall, CkanResult } from './ckan-calls.ts';

/** What the thread is started with. */
export interface CkanThreadData {
  /** Data folder of the record store. */
  readonly folder: string;
  /** IRI of the portal. */
  readonly base: string;
  /** BCP 47 tag of texts where CKAN has room for one. */
  readonly language: string;
}

export interface CkanRequest {
  readonly type: 'call';
  readonly id: number;
  readonly call: CkanCall;
}

export type ToCkanThread = CkanRequest | { readonly type: 'stop' };

export type CkanResponse =
  | { readonly type: 'ready'; readonly packages: number; readonly milliseconds: number }
  | { readonly type: 'answer'; readonly id: number; readonly result: CkanResult }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };

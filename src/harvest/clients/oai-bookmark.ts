import type { Json } from '../harvest-client.ts';
import { membersOf } from './kept-members.ts';

/** What a run leaves for the next. */
export interface OaiBookmark {
  readonly query: string;
  /** `responseDate` of the run's first page, in the repository's granularity. */
  readonly from: string;
  /** Runs since everything was read. */
  readonly runs: number;
}

/** How far a list has been read. */
export interface OaiCursor {
  readonly query: string;
  /** Absent: everything is asked for. */
  readonly from?: string;
  /** Empty at the beginning, and at the end. */
  readonly token: string;
  readonly rows: number;
  readonly records: number;
  /** `responseDate` of the first page; empty before it. */
  readonly began: string;
  /** The list was begun anew once. */
  readonly again: boolean;
}

export function readOaiBookmark(value: Json | undefined, query: string): OaiBookmark | undefined {
  const { query: asked, from, runs } = membersOf(value);
  if (asked !== query || typeof from !== 'string' || typeof runs !== 'number') return undefined;
  return { query, from, runs };
}

export function readOaiCursor(value: Json | undefined, query: string): OaiCursor | undefined {
  const { query: asked, from, token, rows, records, began, again } = membersOf(value);
  if (asked !== query || typeof token !== 'string' || token === '') return undefined;
  if (typeof rows !== 'number' || typeof records !== 'number' || typeof began !== 'string') return undefined;
  return {
    query,
    ...(typeof from === 'string' && { from }),
    token,
    rows,
    records,
    began,
    again: again === true,
  };
}

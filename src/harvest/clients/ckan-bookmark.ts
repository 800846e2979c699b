import type { Json } from '../harvest-client.ts';
import { type CkanEntry, entriesOf } from './ckan-found.ts';
import { membersOf } from './kept-members.ts';

/** What a run leaves for the next. */
export interface CkanBookmark {
  /** What was asked for; another question begins anew. */
  readonly query: string;
  /** `metadata_modified` of the newest record when the run began, by the clock of the portal. */
  readonly since: string;
  /** Runs since everything was read. */
  readonly runs: number;
  readonly entries: readonly CkanEntry[];
  /** Names of `package_list` that are no datasets. */
  readonly hidden: readonly string[];
}

/** Where an interrupted run goes on. */
export interface CkanCursor {
  readonly query: string;
  /** The calls of a portal without a search that gives records are told apart. */
  readonly by: 'search' | 'list';
  readonly since?: string;
  /** Position in the search. */
  readonly start: number;
  readonly entries: readonly CkanEntry[];
  readonly unreadable: number;
}

export function readBookmark(value: Json | undefined, query: string): CkanBookmark | undefined {
  const { query: asked, since, runs, entries, hidden } = membersOf(value);
  const known = entriesOf(entries);
  if (asked !== query || typeof since !== 'string' || typeof runs !== 'number' || !known) return undefined;
  return { query, since, runs, entries: known, hidden: textsOf(hidden) };
}

export function readCursor(value: Json | undefined, query: string): CkanCursor | undefined {
  const { query: asked, by, since, start, entries, unreadable } = membersOf(value);
  const known = entriesOf(entries);
  if (asked !== query || (by !== 'search' && by !== 'list') || typeof start !== 'number' || !known)
    return undefined;
  return {
    query,
    by,
    ...(typeof since === 'string' && { since }),
    start,
    entries: known,
    unreadable: typeof unreadable === 'number' ? unreadable : 0,
  };
}

function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

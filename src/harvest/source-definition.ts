import type { FetchLimits } from '../fetch/fetcher.ts';

/** How a source is spoken with. */
export const sourceTypes = [
  'dcat',
  'ldes',
  'fivestar',
  'ckan',
  'data-json',
  'oai-pmh',
  'feed',
  'sitemap',
  'table',
] as const;
export type SourceType = (typeof sourceTypes)[number];

/** When a source is read. Absent: only when it is told to. */
export type Schedule =
  /** A cron expression of five or six fields, in UTC unless `timezone` (IANA) says otherwise. */
  | { readonly cron: string; readonly timezone?: string }
  /** Milliseconds between the end of a run and the next. */
  | { readonly every: number };

/** A catalogue that is harvested: plain data, as it is kept and as it is declared. */
export interface SourceDefinition {
  /** Lower-case letters, digits and hyphens, at most 48: part of IRIs. */
  readonly name: string;
  readonly type: SourceType;
  /** Where it begins: a URL; of a table also a path, a folder, a zip file, or the address of a database. */
  readonly url: string;
  readonly title?: string;
  readonly schedule?: Schedule;
  /** Milliseconds by which a scheduled run is put off at most, at random. */
  readonly jitter?: number;
  /** Path of the field map of a table. */
  readonly map?: string;
  /**
   * Set before the keys of IRIs that are minted for what has none of its own, because identifiers are unique within a
   * source only. Absent: the name; for tables, none. Empty: none, for sources of the portal's own.
   */
  readonly namespace?: string;
  /** Share (0 to 1) of a source's records that may vanish in one run and be withdrawn; beyond it a person is asked. */
  readonly vanishing?: number;
  /** Header fields of every request; `${NAME}` in a value (and in `url`) stands for an environment variable. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Networks, addresses or host names that are not public and may be reached all the same. */
  readonly allow?: readonly string[];
  /** Whether robots.txt is heeded; absent: for sitemaps and feeds. */
  readonly robots?: boolean;
  readonly limits?: Partial<FetchLimits>;
  /** Milliseconds of a whole run. */
  readonly runTime?: number;
  /** What only this type has: `fq` of CKAN, `set` and `prefix` of OAI-PMH, `query` of databases… */
  readonly options?: Readonly<Record<string, string>>;
  /** Not read by schedule. */
  readonly paused?: boolean;
}

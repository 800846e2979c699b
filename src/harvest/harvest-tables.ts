import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, open, type RootDatabase } from 'lmdb';
import type { Validators } from '../fetch/fetcher.ts';
import { Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import type { SourceRecord } from '../model/record.ts';
import type { Iri } from '../vocabulary/iri.ts';
import type { HarvestEnd, ItemOrigin, Json } from './harvest-client.ts';
import type { RunReport } from './run-report.ts';
import type { SourceDefinition } from './source-definition.ts';

/** Version of the layout below. A folder of another layout is refused, never rewritten. */
const layout = 1;

/** What is kept of a source between runs. */
export interface StoredSource {
  readonly definition: SourceDefinition;
  readonly declared: boolean;
}

export interface StoredProgress {
  /** Number of the last run that was begun. */
  readonly run: number;
  readonly lastGood?: number;
  readonly failures: number;
  /** Records of the source that are published. */
  readonly records: number;
  /** What could not be read in the last run, and may be records of any name. */
  readonly nameless?: number;
  /** What bookmark, page memos and hashes were made with; where it is another now they are worth nothing. */
  readonly fingerprint?: string;
  readonly waiting?: { readonly run: number; readonly vanished: number; readonly of: number };
  /** When the schedule reads it next, xsd:dateTime in UTC. */
  readonly next?: string;
}

/** One record of a source as the last runs left it. */
export interface KnownRecord {
  readonly key: string;
  /** Of each part of it that the source states; several where several pages describe it. Sorted. */
  readonly hashes: readonly string[];
  /** Those parts, where there are several: a page that has changed brings its own part only. */
  readonly parts?: readonly StagedPart[];
  /** Absent: it was never published. */
  readonly document?: Iri;
  /** The last version that the source had was refused. */
  readonly refusal?: { readonly label?: string; readonly findings: readonly Finding[] };
  /** It was missing in this run and the ones after; it waits for a person. */
  readonly missing?: number;
  /** Documents that it had before it got another one, and that are not withdrawn yet. */
  readonly former?: readonly Iri[];
}

export interface StagedPart {
  readonly hash: string;
  readonly record: SourceRecord;
  readonly origin: ItemOrigin;
}

/** What a run has found so far under one key and hash. */
export type StagedItem =
  | ({ readonly type: 'record'; readonly key: string; readonly at: number } & StagedPart)
  | { readonly type: 'unchanged'; readonly key: string; readonly hash: string; readonly at: number }
  | { readonly type: 'deleted'; readonly key: string; readonly at: number; readonly reason?: string }
  /** It is there, and could not be read. */
  | { readonly type: 'unreadable'; readonly key: string; readonly at: number };

/** A page as it was read last. */
export interface PageMemo {
  readonly url: string;
  readonly validators: Validators;
  /** SHA-256 of its bytes. */
  readonly hash: string;
  readonly links: Json;
  /** Its records: keys and hashes; of deleted ones `!`. */
  readonly items: readonly (readonly [key: string, hash: string])[];
  /** What could not be read of it, with its key where that is known. */
  readonly unreadable: readonly { readonly finding: Finding; readonly key?: string }[];
  /** How much more could not be read that has no key, and is not told of. */
  readonly omitted?: number;
}

/** How far the run has come that is on its way; survives a crash. */
export interface StagedRun {
  readonly run: number;
  readonly fingerprint: string;
  readonly begun: string;
  readonly cursor?: Json;
  /** Checkpoints so far, and the place of what is staged next: what stands behind was read after the last of them. */
  readonly checkpoints?: number;
  readonly at?: number;
  /** It reads everything again: remembered pages and the bookmark are worth nothing to it. */
  readonly anew?: true;
  /** Present: the source was read to its end, and publishing may have begun. */
  readonly end?: HarvestEnd;
  /** It was interrupted while the source was read: what moved between pages meanwhile may have been missed. */
  readonly resumed?: boolean;
  /** Things that were read and are no records. */
  readonly unreadable: number;
  /** Those of them that may be records of any name. */
  readonly nameless: number;
}

/** Who is at work on a source. */
export interface Lease {
  /** Its machine, the number of its process, and a name of its own. */
  readonly holder: string;
  /** Milliseconds since 1970; a lease that was not renewed lapses. */
  readonly renewed: number;
}

export interface HarvestTables {
  readonly root: RootDatabase;
  readonly path: string;
  readonly sources: Database<StoredSource, string>;
  readonly progress: Database<StoredProgress, string>;
  /** [source, key] */
  readonly records: Database<KnownRecord, [string, string]>;
  /** [source, address]; see {@link changesPage} */
  readonly pages: Database<PageMemo, [string, string]>;
  /** [source, key, hash] */
  readonly staged: Database<StagedItem, [string, string, string]>;
  /** [source, address] */
  readonly stagedPages: Database<PageMemo | null, [string, string]>;
  /** Apart from the progress, which is looked at often: it may be as large as the source. */
  readonly bookmarks: Database<Json, string>;
  /** [source, number]: findings of what could not be read */
  readonly stagedFindings: Database<Finding, [string, number]>;
  readonly stagedRuns: Database<StagedRun, string>;
  /** [source, number] */
  readonly runs: Database<RunReport, [string, number]>;
  readonly leases: Database<Lease, string>;
}

/**
 * Opens (or makes) the harvest part of a data folder.
 * @throws Failure `store-unusable`
 */
export function openHarvestTables(folder: string): HarvestTables {
  const path = join(folder, 'harvest');
  const { meta, ...tables } = openFiles(path);
  const stored = tables.root.transactionSync(() => {
    const found = meta.get('layout');
    if (found === undefined) meta.putSync('layout', layout);
    return found ?? layout;
  });
  if (stored === layout) return tables;
  void tables.root.close();
  throw new Failure(
    'store-unusable',
    `${path} has layout ${stored}, this version of Fivestar writes layout ${layout}. Use the version that wrote it, or remove the folder: the sources must then be added again, and the next runs read everything.`,
  );
}

function openFiles(path: string): HarvestTables & { readonly meta: Database<number, string> } {
  try {
    mkdirSync(path, { recursive: true });
    const root = open({ path, compression: true, maxDbs: 16, overlappingSync: false });
    const table = <V, K extends string | [string, string] | [string, number] | [string, string, string]>(
      name: string,
    ) => root.openDB<V, K>({ name, compression: { threshold: 400 } });
    return {
      root,
      path,
      sources: table('sources'),
      progress: table('progress'),
      records: table('records'),
      pages: table('pages'),
      staged: table('staged'),
      stagedPages: table('staged-pages'),
      bookmarks: table('bookmarks'),
      stagedFindings: table('staged-findings'),
      stagedRuns: table('staged-runs'),
      runs: table('runs'),
      leases: table('leases'),
      meta: table('meta'),
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Failure(
      'store-unusable',
      `What is kept of harvests in ${path} cannot be opened: ${reason}. Check that it is a folder of Fivestar, that it is writable, and that the disk has room.`,
      { cause },
    );
  }
}

/** Name of a page that only runs of changes have met: the next one forgets it where it does not meet it again. */
export function changesPage(name: string): string {
  return ` ${name}`;
}

/** Every entry whose key begins with `source`. */
export function ofSource(source: string): { start: [string]; end: [string] } {
  // Names have no character below a space: what follows is the smallest key beyond them.
  return { start: [source], end: [`${source} `] };
}

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, open, type RootDatabase } from 'lmdb';
import { Failure } from '../model/failure.ts';
import type { ChangeKind, PastVersion, RecordHead, RecordVersion, StoredGraph } from './record-store.ts';

/** Version of the layout below. A folder of another layout is refused, never rewritten. */
const layout = 1;

/** What a document refers to, kept so that an update can take the old index entries back. */
export interface Edges {
  readonly links: readonly string[];
  readonly parts: readonly string[];
}

export interface LoggedChange {
  readonly time: string;
  readonly kind: ChangeKind;
  /** Absent: a record. */
  readonly subject?: 'graph';
  readonly document: string;
  readonly version: string;
}

/** What a record's past version has besides its triples; it stands under the IRI of its document. */
export type EndedVersion = Omit<RecordVersion, 'document'>;

/** The LMDB databases of one data folder. Keys made of IRIs pass through {@link shortKey}. */
export interface Tables {
  readonly root: RootDatabase;
  readonly path: string;
  /** document → head */
  readonly heads: Database<RecordHead, string>;
  /** document → canonical N-Quads of the live version */
  readonly bodies: Database<string, string>;
  /** document → links and parts of the live version */
  readonly edges: Database<Edges, string>;
  /** topic or part → document */
  readonly things: Database<string, string>;
  /** thing → documents that link to it */
  readonly inbound: Database<string, string>;
  /** topic → its live alternates, in order. Absent: an older Fivestar had none. */
  readonly alternates: Database<readonly string[], string>;
  /** graph that is no record's → its content */
  readonly graphs: Database<StoredGraph, string>;
  /** [document, sequence] → superseded version */
  readonly history: Database<PastVersion, [string, number]>;
  /** [document, sequence] → the same version of a record without its triples. Absent: an older Fivestar ended it. */
  readonly versions: Database<EndedVersion, [string, number]>;
  /** sequence → change */
  readonly log: Database<LoggedChange, number>;
  /** `sequence`, `count:{kind}`, `aside:{kind}` (alternates that no thing leads to), `layout`, `base` */
  readonly meta: Database<number | string, string>;
}

/**
 * Opens (or makes) the record store's tables in `folder`.
 * @throws Failure `store-unusable` where the folder cannot be used, holds another layout, or was made for another base IRI
 */
export function openTables(folder: string, base: string): Tables {
  const path = join(folder, 'records');
  const tables = openFiles(path);
  const { meta } = tables;
  const storedLayout = meta.get('layout');
  if (storedLayout === undefined) {
    tables.root.transactionSync(() => {
      meta.putSync('layout', layout);
      meta.putSync('base', base);
    });
    return tables;
  }
  const refuse = (message: string): never => {
    void tables.root.close();
    throw new Failure('store-unusable', message);
  };
  if (storedLayout !== layout) {
    refuse(
      `${path} has layout ${storedLayout}, this version of Fivestar writes layout ${layout}. Export it with the version that wrote it and publish the export into a new folder.`,
    );
  }
  const storedBase = meta.get('base');
  if (storedBase !== base) {
    refuse(
      `${path} was made for the base IRI ${storedBase}, not for ${base}: its IRIs would change. Start with --base ${storedBase}, or choose another data folder.`,
    );
  }
  return tables;
}

/** The base IRI that the store in `folder` was made with; `undefined` where there is none. */
export function storedBase(folder: string): string | undefined {
  const path = join(folder, 'records');
  if (!existsSync(join(path, 'data.mdb'))) return undefined;
  const { root, meta } = openFiles(path);
  try {
    const base = meta.get('base');
    return typeof base === 'string' ? base : undefined;
  } finally {
    void root.close();
  }
}

function openFiles(path: string): Tables {
  try {
    mkdirSync(path, { recursive: true });
    const root = open({ path, compression: true, maxDbs: 16, overlappingSync: false });
    const table = <V, K extends string | number | [string, number]>(name: string, options = {}) =>
      root.openDB<V, K>({ name, ...options });
    return {
      root,
      path,
      heads: table('heads'),
      bodies: table('bodies', { encoding: 'string', compression: { threshold: 400 } }),
      edges: table('edges'),
      things: table('things', { encoding: 'string', compression: false }),
      inbound: table('inbound', { encoding: 'ordered-binary', dupSort: true, compression: false }),
      alternates: table('alternates', { compression: false }),
      graphs: table('graphs', { compression: { threshold: 400 } }),
      history: table('history', { compression: { threshold: 400 } }),
      versions: table('versions', { compression: false }),
      log: table('log', { keyEncoding: 'uint32', compression: false }),
      meta: table('meta', { compression: false }),
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Failure(
      'store-unusable',
      `The data folder ${path} cannot be opened: ${reason}. Check that it is a folder of Fivestar, that it is writable, and that the disk has room.`,
      { cause },
    );
  }
}

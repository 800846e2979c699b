import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Transaction } from 'lmdb';
import { Failure } from '../model/failure.ts';
import type { RecordKind } from '../model/record.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { applyChanges, unchangedSince } from './apply-changes.ts';
import { openTables, type Tables } from './lmdb-tables.ts';
import { countVersions, listVersions, readVersion } from './lmdb-versions.ts';
import type {
  Change,
  Listing,
  LogEntry,
  Outcome,
  PastVersion,
  RecordHead,
  RecordStore,
  RecordVersion,
  StoredGraph,
  StoredRecord,
  StoredVersion,
} from './record-store.ts';
import { shortKey } from './short-key.ts';

/** The record store on LMDB: one writer at a time across processes, readers never wait. */
export class LmdbRecordStore implements RecordStore {
  readonly #tables: Tables;
  readonly #now: () => Date;

  private constructor(tables: Tables, now: () => Date) {
    this.#tables = tables;
    this.#now = now;
  }

  /**
   * @param folder data folder, made where absent
   * @throws Failure `store-unusable`
   */
  static open(folder: string, options: { base: string; now?: () => Date }): LmdbRecordStore {
    return new LmdbRecordStore(openTables(folder, options.base), options.now ?? (() => new Date()));
  }

  sequence(): number {
    return Number(this.#tables.meta.get('sequence') ?? 0);
  }

  head(document: Iri): RecordHead | undefined {
    return this.#tables.heads.get(shortKey(document));
  }

  get(document: Iri): StoredRecord | undefined {
    return this.#inSnapshot((transaction) => this.#read(shortKey(document), transaction));
  }

  documentOf(thing: Iri): Iri | undefined {
    return this.#tables.things.get(shortKey(thing)) as Iri | undefined;
  }

  list(options: { kinds?: readonly RecordKind[]; after?: string; limit: number }): Listing {
    const records: StoredRecord[] = [];
    for (const record of this.#live(options.kinds, options.after)) {
      if (records.length === options.limit) {
        const last = records[records.length - 1];
        return last ? { records, next: shortKey(last.document) } : { records };
      }
      records.push(record);
    }
    return { records };
  }

  records(options: { kinds?: readonly RecordKind[] } = {}): Iterable<StoredRecord> {
    return this.#live(options.kinds);
  }

  count(kind?: RecordKind): number {
    const { meta } = this.#tables;
    if (kind) return Number(meta.get(`count:${kind}`) ?? 0);
    let total = 0;
    for (const { value } of meta.getRange({ start: 'count:', end: 'count;' })) total += Number(value);
    return total;
  }

  countThings(kind: RecordKind): number {
    return this.count(kind) - Number(this.#tables.meta.get(`aside:${kind}`) ?? 0);
  }

  alternatesOf(thing: Iri): readonly Iri[] {
    const { alternates, heads } = this.#tables;
    return (alternates.get(shortKey(thing)) ?? []).flatMap((key) => heads.get(key)?.document ?? []);
  }

  linkedFrom(
    thing: Iri,
    options: { limit: number; after?: string },
  ): { documents: readonly Iri[]; total: number; next?: string } {
    const { inbound } = this.#tables;
    const key = shortKey(thing);
    const documents: Iri[] = [];
    let last = '';
    const start = options.after === undefined ? {} : { start: options.after };
    for (const value of inbound.getValues(key, start)) {
      if (value === options.after) continue;
      if (documents.length === options.limit) {
        return { documents, total: inbound.getValuesCount(key), next: last };
      }
      const document = this.#tables.heads.get(value)?.document;
      if (document) documents.push(document);
      last = value;
    }
    return { documents, total: inbound.getValuesCount(key) };
  }

  changes(after: number, limit: number): readonly LogEntry[] {
    const entries: LogEntry[] = [];
    for (const { key, value } of this.#tables.log.getRange({ start: after + 1, limit })) {
      entries.push({ sequence: key, subject: 'record', ...value, document: value.document as Iri });
    }
    return entries;
  }

  graph(name: Iri): StoredGraph | undefined {
    return this.#tables.graphs.get(shortKey(name));
  }

  *graphs(): Generator<StoredGraph> {
    const transaction = this.#tables.root.useReadTransaction();
    try {
      for (const { value } of this.#tables.graphs.getRange({ transaction })) yield value;
    } finally {
      transaction.done();
    }
  }

  history(document: Iri): readonly PastVersion[] {
    const key = shortKey(document);
    const range = this.#tables.history.getRange({ start: [key, 0], end: [key, Number.MAX_SAFE_INTEGER] });
    return [...range.map(({ value }) => value)];
  }

  version(document: Iri, sequence: number): StoredVersion | undefined {
    return this.#inSnapshot((transaction) => readVersion(this.#tables, document, sequence, transaction));
  }

  versions(
    document: Iri,
    options: { newestFirst?: boolean; beyond?: number } = {},
  ): Generator<RecordVersion> {
    return listVersions(this.#tables, document, options);
  }

  countVersions(document: Iri): number {
    return this.#inSnapshot((transaction) => countVersions(this.#tables, document, transaction));
  }

  async commit(changes: readonly Change[]): Promise<readonly Outcome[]> {
    return this.#transaction(() => applyChanges(this.#tables, changes, this.#now()), changes);
  }

  async commitSince(sequence: number, changes: readonly Change[]): Promise<readonly Outcome[] | undefined> {
    const apply = () =>
      unchangedSince(this.#tables, sequence, changes)
        ? applyChanges(this.#tables, changes, this.#now())
        : undefined;
    return this.#transaction<readonly Outcome[] | undefined>(apply, changes);
  }

  /** Synchronous inside: LMDB aborts the whole transaction where anything throws, and syncs to disk before it returns. */
  #transaction<T>(apply: () => T, changes: readonly Change[]): T | readonly Outcome[] {
    if (changes.length === 0) return [];
    try {
      return this.#tables.root.transactionSync(apply);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Failure(
        'store-unusable',
        `Nothing of this batch was written: ${reason}. Check the room on the disk of ${this.#tables.path}, then publish again.`,
        { cause },
      );
    }
  }

  async backup(directory: string): Promise<void> {
    if (existsSync(directory) && readdirSync(directory).length > 0) {
      throw new Failure(
        'wrong-usage',
        `${directory} is not empty. Name a new folder: a backup never overwrites.`,
      );
    }
    const target = join(directory, 'records');
    mkdirSync(target, { recursive: true });
    await this.#tables.root.backup(target, true);
  }

  size(): number {
    return statSync(join(this.#tables.path, 'data.mdb')).size;
  }

  async close(): Promise<void> {
    await this.#tables.root.close();
  }

  #inSnapshot<T>(read: (transaction: Transaction) => T): T {
    const transaction = this.#tables.root.useReadTransaction();
    try {
      return read(transaction);
    } finally {
      transaction.done();
    }
  }

  #read(key: string, transaction: Transaction): StoredRecord | undefined {
    const head = this.#tables.heads.get(key, { transaction });
    if (!head) return undefined;
    return { ...head, nquads: this.#tables.bodies.get(key, { transaction }) ?? '' };
  }

  *#live(kinds?: readonly RecordKind[], after?: string): Generator<StoredRecord> {
    const wanted = kinds && new Set(kinds);
    const transaction = this.#tables.root.useReadTransaction();
    try {
      const range = after === undefined ? { transaction } : { transaction, start: after };
      for (const { key, value } of this.#tables.heads.getRange(range)) {
        if (key === after || value.state !== 'live' || (wanted && !wanted.has(value.kind))) continue;
        yield { ...value, nquads: this.#tables.bodies.get(key, { transaction }) ?? '' };
      }
    } finally {
      transaction.done();
    }
  }
}

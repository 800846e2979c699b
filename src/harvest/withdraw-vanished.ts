import type { Change, RecordStore } from '../store/record-store.ts';
import { shortKey } from '../store/short-key.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { type HarvestTables, type KnownRecord, ofSource } from './harvest-tables.ts';
import { PendingWrites } from './pending-writes.ts';
import { documentsOf, type GoneRecord } from './publish-stage.ts';

/** Records that are withdrawn in one transaction. */
const batchSize = 500;

export interface Withdrawing {
  readonly tables: HarvestTables;
  readonly source: string;
  readonly store: Pick<RecordStore, 'head' | 'sequence' | 'commitSince'>;
}

const vanishedReason = 'Its source lists it no more.';

/**
 * Records of a source that a whole run did not meet.
 * @param met short names of those that it met, in the order of the database
 */
export function vanishedRecords(
  of: Pick<Withdrawing, 'tables' | 'source'>,
  met: Iterable<string>,
): {
  readonly vanished: readonly GoneRecord[];
  /** Keys of which nothing is published, or what another key stands for now. */
  readonly unpublished: readonly string[];
  /** Published records that were met. */
  readonly present: number;
} {
  const missing: GoneRecord[] = [];
  const unpublished: string[] = [];
  let present = 0;
  const names = met[Symbol.iterator]();
  let name = names.next();
  for (const { key, value } of of.tables.records.getRange(ofSource(of.source))) {
    while (!name.done && isBefore(name.value, key[1])) name = names.next();
    const [document] = documentsOf(value);
    if (!name.done && name.value === key[1]) present += value.document ? 1 : 0;
    else if (document) missing.push({ key: value.key, document, reason: vanishedReason });
    else unpublished.push(value.key);
  }
  // What is not read to its end holds on to its view of the database.
  names.return?.();
  const kept = publishedElsewhere(of, missing);
  const vanished = missing.filter(({ document }) => !kept.has(document));
  for (const { key, document } of missing) if (kept.has(document)) unpublished.push(key);
  return { vanished, unpublished, present };
}

/** In the order of the database: by bytes of UTF-8. */
function isBefore(one: string, other: string): boolean {
  return one !== other && Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0;
}

/** Those documents of `records` that other records of the source have. */
function publishedElsewhere(
  { tables, source }: Pick<Withdrawing, 'tables' | 'source'>,
  records: readonly Pick<GoneRecord, 'key' | 'document'>[],
): ReadonlySet<string> {
  const kept = new Set<string>();
  if (records.length === 0) return kept;
  const gone = new Set(records.map(({ key }) => key));
  const documents = new Set<string>(records.map(({ document }) => document));
  for (const { value } of tables.records.getRange(ofSource(source)))
    if (value.document && documents.has(value.document) && !gone.has(value.key)) kept.add(value.document);
  return kept;
}

/** Keeps them published, and marks that they are missing, until a person decides or they are met again. */
export async function holdRecords(
  { tables, source }: Pick<Withdrawing, 'tables' | 'source'>,
  records: readonly GoneRecord[],
  run: number,
): Promise<void> {
  const writes = new PendingWrites();
  for (const { key } of records) {
    const name: [string, string] = [source, shortKey(key)];
    const known = tables.records.get(name);
    if (known && known.missing === undefined)
      await writes.add(tables.records.put(name, { ...known, missing: run }));
  }
  await writes.settle();
}

export function heldRecords({ tables, source }: Pick<Withdrawing, 'tables' | 'source'>): GoneRecord[] {
  const held: GoneRecord[] = [];
  for (const { value } of tables.records.getRange(ofSource(source))) {
    const [document] = documentsOf(value);
    if (value.missing !== undefined && document)
      held.push({ key: value.key, document, reason: vanishedReason });
  }
  return held;
}

/**
 * Withdraws records and forgets them. What another key of the source publishes now, or another source, or a person, is
 * theirs and stays.
 * @returns how many were withdrawn
 */
export async function withdrawRecords(
  withdrawing: Withdrawing,
  records: readonly GoneRecord[],
): Promise<number> {
  const { tables, source } = withdrawing;
  const kept = publishedElsewhere(withdrawing, records);
  let withdrawn = 0;
  for (let first = 0; first < records.length; first += batchSize) {
    const batch = records.slice(first, first + batchSize);
    const changes = batch.flatMap(({ key, document, reason }) => {
      const { former = [] } = tables.records.get([source, shortKey(key)]) ?? {};
      return [...new Set([document, ...former])]
        .filter((one) => !kept.has(one))
        .map((one) => ({ document: one, ...(reason !== undefined && { reason }) }));
    });
    withdrawn += await withdrawOwn(withdrawing, changes);
    await Promise.all(batch.map(({ key }) => tables.records.remove([source, shortKey(key)])));
  }
  return withdrawn;
}

/** Withdraws the documents that records have left for others, and forgets those. */
export async function withdrawFormer(withdrawing: Withdrawing, keys: readonly string[]): Promise<void> {
  const { tables, source } = withdrawing;
  for (let first = 0; first < keys.length; first += batchSize) {
    const known = keys
      .slice(first, first + batchSize)
      .flatMap((key) => tables.records.get([source, shortKey(key)]) ?? []);
    const left = known.flatMap(({ document: replacedBy, former = [] }) =>
      former.map((document) => ({ key: '', document, ...(replacedBy && { replacedBy }) })),
    );
    const kept = publishedElsewhere(withdrawing, left);
    await withdrawOwn(
      withdrawing,
      left.flatMap(({ key: _key, ...gone }) => (kept.has(gone.document) ? [] : [gone])),
    );
    await Promise.all(
      known.map(({ former: _former, ...record }) =>
        tables.records.put([source, shortKey(record.key)], record),
      ),
    );
  }
}

/** Other processes write as well: whose a document is holds at the moment of the commit, or is looked up again. */
async function withdrawOwn(
  { store, source }: Withdrawing,
  gone: readonly { readonly document: Iri; readonly reason?: string; readonly replacedBy?: Iri }[],
): Promise<number> {
  for (;;) {
    const sequence = store.sequence();
    const changes = gone
      .filter(({ document }) => store.head(document)?.origin?.source === source)
      .map((one): Change => ({ type: 'withdraw', ...one }));
    if (changes.length === 0) return 0;
    const outcomes = await store.commitSince(sequence, changes);
    if (outcomes) return outcomes.filter((outcome) => outcome === 'withdrawn').length;
  }
}

/** Number of records of a source that are published. */
export function countPublished(tables: HarvestTables, source: string): number {
  let count = 0;
  for (const { value } of tables.records.getRange(ofSource(source)) as Iterable<{ value: KnownRecord }>)
    if (value.document) count += 1;
  return count;
}

import type { Change, RecordStore } from '../store/record-store.ts';
import { shortKey } from '../store/short-key.ts';
import { type HarvestTables, type KnownRecord, ofSource } from './harvest-tables.ts';
import type { GoneRecord } from './publish-stage.ts';

/** Records that are withdrawn in one transaction. */
const batchSize = 500;

export interface Withdrawing {
  readonly tables: HarvestTables;
  readonly source: string;
  readonly store: RecordStore;
}

const vanishedReason = 'Its source lists it no more.';

/** Records of a source that a whole run did not meet. */
export function vanishedRecords(
  { tables, source }: Pick<Withdrawing, 'tables' | 'source'>,
  isMet: (key: string) => boolean,
): {
  readonly vanished: readonly GoneRecord[];
  readonly unpublished: readonly string[];
  readonly of: number;
} {
  const vanished: GoneRecord[] = [];
  const unpublished: string[] = [];
  const present = new Set<string>();
  for (const { value } of tables.records.getRange(ofSource(source))) {
    const { key, document } = value;
    if (isMet(key)) {
      if (document) present.add(document);
    } else if (document) vanished.push({ key, document, reason: vanishedReason });
    else unpublished.push(key);
  }
  return { vanished, unpublished, of: present.size + vanished.length };
}

/** Keeps them published, and marks that they are missing, until a person decides or they are met again. */
export async function holdRecords(
  { tables, source }: Withdrawing,
  records: readonly GoneRecord[],
  run: number,
): Promise<void> {
  for (const { key } of records) {
    const name: [string, string] = [source, shortKey(key)];
    const known = tables.records.get(name);
    if (known && known.missing === undefined) await tables.records.put(name, { ...known, missing: run });
  }
}

export function heldRecords({ tables, source }: Pick<Withdrawing, 'tables' | 'source'>): GoneRecord[] {
  const held: GoneRecord[] = [];
  for (const { value } of tables.records.getRange(ofSource(source)))
    if (value.missing !== undefined && value.document)
      held.push({ key: value.key, document: value.document, reason: vanishedReason });
  return held;
}

/**
 * Withdraws records and forgets them. What another key of the source publishes now, or another source, or a person, is
 * theirs and stays.
 * @returns how many were withdrawn
 */
export async function withdrawRecords(
  { tables, source, store }: Withdrawing,
  records: readonly GoneRecord[],
): Promise<number> {
  if (records.length === 0) return 0;
  const gone = new Set(records.map(({ key }) => key));
  const kept = new Set<string>();
  for (const { value } of tables.records.getRange(ofSource(source)))
    if (!gone.has(value.key) && value.document) kept.add(value.document);
  let withdrawn = 0;
  for (let first = 0; first < records.length; first += batchSize) {
    const batch = records.slice(first, first + batchSize);
    const changes = batch.flatMap(({ document, reason }): Change[] => {
      const isOurs = store.head(document)?.origin?.source === source;
      if (!isOurs || kept.has(document)) return [];
      return [{ type: 'withdraw', document, ...(reason !== undefined && { reason }) }];
    });
    const outcomes = changes.length > 0 ? await store.commit(changes) : [];
    withdrawn += outcomes.filter((outcome) => outcome === 'withdrawn').length;
    await Promise.all(batch.map(({ key }) => tables.records.remove([source, shortKey(key)])));
  }
  return withdrawn;
}

/** Number of records of a source that are published. */
export function countPublished(tables: HarvestTables, source: string): number {
  let count = 0;
  for (const { value } of tables.records.getRange(ofSource(source)) as Iterable<{ value: KnownRecord }>)
    if (value.document) count += 1;
  return count;
}

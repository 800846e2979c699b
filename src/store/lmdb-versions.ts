import type { Transaction } from 'lmdb';
import type { Iri } from '../vocabulary/iri.ts';
import type { EndedVersion, Tables } from './lmdb-tables.ts';
import type { RecordHead, RecordVersion, StoredVersion, VersionEnd } from './record-store.ts';
import { shortKey } from './short-key.ts';

/** The version that commit `sequence` made of a document. */
export function readVersion(
  tables: Tables,
  document: Iri,
  sequence: number,
  transaction: Transaction,
): StoredVersion | undefined {
  const key = shortKey(document);
  const head = tables.heads.get(key, { transaction });
  if (!head) return undefined;
  if (head.state === 'live' && head.sequence === sequence)
    return { ...presentVersion(head), nquads: tables.bodies.get(key, { transaction }) ?? '' };
  const past = tables.history.get([key, sequence], { transaction });
  return past && { ...pastVersion(tables, key, head, sequence, transaction), nquads: past.nquads };
}

/** Versions one after the other; only their keys and what is short of them is read, while they are asked for. */
export function* listVersions(
  tables: Tables,
  document: Iri,
  { newestFirst = false, beyond }: { newestFirst?: boolean; beyond?: number },
): Generator<RecordVersion> {
  const key = shortKey(document);
  const transaction = tables.root.useReadTransaction();
  try {
    const head = tables.heads.get(key, { transaction });
    if (!head) return;
    const isPresent = head.state === 'live' && isBeyond(head.sequence, beyond, newestFirst);
    if (isPresent && newestFirst) yield presentVersion(head);
    const keys = tables.history.getKeys({ ...rangeOf(key, beyond, newestFirst), transaction });
    for (const [, sequence] of keys) yield pastVersion(tables, key, head, sequence, transaction);
    if (isPresent && !newestFirst) yield presentVersion(head);
  } finally {
    transaction.done();
  }
}

export function countVersions(tables: Tables, document: Iri, transaction: Transaction): number {
  const key = shortKey(document);
  const head = tables.heads.get(key, { transaction });
  if (!head) return 0;
  const past = tables.history.getKeysCount({ ...rangeOf(key, undefined, false), transaction });
  return head.state === 'live' ? past + 1 : past;
}

/** Sequence number of the last version of a record that was withdrawn; an older Fivestar did not keep it in the head. */
export function lastVersion(tables: Tables, key: string, head: RecordHead): number | undefined {
  if (head.previous !== undefined) return head.previous;
  for (const [, sequence] of tables.history.getKeys({ ...rangeOf(key, undefined, true), limit: 1 }))
    return sequence;
  return undefined;
}

function isBeyond(sequence: number, beyond: number | undefined, newestFirst: boolean): boolean {
  return beyond === undefined || (newestFirst ? sequence < beyond : sequence > beyond);
}

/** Ranges hold their start and not their end. */
function rangeOf(key: string, beyond: number | undefined, newestFirst: boolean) {
  const end = Number.MAX_SAFE_INTEGER;
  const [first, last]: [string, number][] = [
    [key, 0],
    [key, end],
  ] as [[string, number], [string, number]];
  if (newestFirst)
    return {
      start: beyond === undefined ? last : ([key, beyond - 1] as [string, number]),
      end: first,
      reverse: true,
    };
  return { start: beyond === undefined ? first : ([key, beyond + 1] as [string, number]), end: last };
}

function presentVersion(head: RecordHead): RecordVersion {
  const { document, topic, kind, version, sequence, previous, issued, modified, policy } = head;
  const { origin, alternate } = head;
  return {
    document,
    topic,
    kind,
    version,
    sequence,
    ...(previous !== undefined && { previous }),
    issued,
    modified,
    policy,
    ...(origin && { origin }),
    ...(alternate && { alternate }),
  };
}

function pastVersion(
  tables: Tables,
  key: string,
  head: RecordHead,
  sequence: number,
  transaction: Transaction,
): RecordVersion {
  const kept = tables.versions.get([key, sequence], { transaction });
  const { document } = head;
  return { document, ...(kept ?? olderVersion(tables, key, head, sequence, transaction)) };
}

/** A version that ended before ends were kept: its own times and hash are known, the rest is taken from the record. */
function olderVersion(
  tables: Tables,
  key: string,
  head: RecordHead,
  sequence: number,
  transaction: Transaction,
): EndedVersion {
  const past = tables.history.get([key, sequence], { transaction });
  const { topic, kind, issued, policy } = head;
  return {
    topic,
    kind,
    version: past?.version ?? '',
    sequence,
    issued,
    modified: past?.modified ?? issued,
    policy,
    ended: endOfOlder(tables, key, head, sequence, transaction),
  };
}

/** The log tells whether the record was there when the next version came; when it had been withdrawn is not looked for. */
function endOfOlder(
  tables: Tables,
  key: string,
  head: RecordHead,
  sequence: number,
  transaction: Transaction,
): VersionEnd {
  const range = { ...rangeOf(key, sequence, false), limit: 1, transaction };
  const [next] = [...tables.history.getKeys(range)];
  const after = next?.[1] ?? (head.state === 'live' ? head.sequence : undefined);
  if (after === undefined) return { type: 'withdrawn', time: head.modified };
  const entry = tables.log.get(after, { transaction });
  return entry?.kind === 'update' ? { type: 'superseded', time: entry.time } : { type: 'withdrawn' };
}

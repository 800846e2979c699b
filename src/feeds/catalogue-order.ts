import type { RecordHead, RecordReader, StoredVersion } from '../store/record-store.ts';

/** Log entries that one page may cost, whatever it finds among them: some milliseconds. */
const mostEntries = 1_000;
/** Log entries that are read at a time. */
const stretch = 200;

/** Where a reading in the order of the last changes stands. */
export interface ChangePosition {
  /** The commit whose state of the catalogue is read, from the first page to the last. */
  readonly snapshot: number;
  /** The commit up to which it has been read. */
  readonly after: number;
}

export interface ChangedRecords {
  readonly records: readonly StoredVersion[];
  /** Absent where this was the rest. `time`: what follows was changed then or later, xsd:dateTime. */
  readonly next?: ChangePosition & { readonly time: string };
}

/**
 * Records by their last change, oldest first, as they were at one commit: each has one place in the log that stays
 * where it is while others, or the record itself, go on changing. So a reading from page to page meets each record that
 * exists throughout, and none twice. What was withdrawn since is left out. A page may have fewer records than asked
 * for, even none, and others after it.
 * @param accepts by the head as it is now, before anything else is read
 * @param holds by the version that would be given
 */
export function readByChange(
  store: RecordReader,
  { snapshot, after }: ChangePosition,
  options: {
    size: number;
    accepts: (head: RecordHead) => boolean;
    holds: (version: StoredVersion) => boolean;
  },
): ChangedRecords {
  const records: StoredVersion[] = [];
  const end = Math.min(snapshot, after + mostEntries);
  for (let position = after; position < end; ) {
    const entries = store.changes(position, Math.min(stretch, end - position));
    if (entries.length === 0) break;
    for (const { sequence, subject, kind, document, time } of entries) {
      const before = sequence - 1;
      position = sequence;
      if (subject !== 'record' || kind === 'delete') continue;
      const head = store.head(document);
      if (head?.state !== 'live' || !options.accepts(head)) continue;
      if (newestVersion(store, head, snapshot) !== sequence) continue;
      const version = store.version(document, sequence);
      if (!version || !options.holds(version)) continue;
      if (records.length === options.size) return { records, next: { snapshot, after: before, time } };
      records.push(version);
    }
  }
  if (end === snapshot) return { records };
  const time = store.changes(end - 1, 1)[0]?.time;
  return time === undefined ? { records } : { records, next: { snapshot, after: end, time } };
}

/** The commit that made the version which was in force at commit `snapshot`. */
function newestVersion(store: RecordReader, head: RecordHead, snapshot: number): number | undefined {
  if (head.sequence <= snapshot) return head.sequence;
  for (const { sequence } of store.versions(head.document, { newestFirst: true, beyond: snapshot + 1 })) {
    return sequence;
  }
  return undefined;
}

/**
 * The last commit before a moment; 0 where there is none. Times of commits never go back.
 * @param time xsd:dateTime in UTC, to the second
 */
export function lastCommitBefore(store: RecordReader, time: string): number {
  let before = 0;
  let beyond = store.sequence() + 1;
  while (beyond - before > 1) {
    const middle = Math.floor((before + beyond) / 2);
    const entry = store.changes(middle - 1, 1)[0];
    if (entry && entry.time < time) before = middle;
    else beyond = middle;
  }
  return before;
}

import type { RecordKind } from '../model/record.ts';
import type { LogEntry, RecordHead, RecordReader, StoredVersion } from '../store/record-store.ts';
import { isIn, setsOf } from './oai-set.ts';
import { memberKinds, type Portal, portalDocument } from './portal.ts';

/** Log entries that are read before others get their turn. */
const stretch = 200;

/** An item of the repository, or what is left of one that was withdrawn. */
export interface OaiItem {
  readonly head: RecordHead;
  /** What it states; absent where it was withdrawn. */
  readonly version?: StoredVersion;
  readonly sets: readonly string[];
}

export interface OaiRange {
  /** Commit up to which the list was given already. */
  readonly after: number;
  /** No item whose datestamp is later (xsd:dateTime in UTC). */
  readonly until?: string;
  readonly set?: string;
  readonly size: number;
}

export interface OaiList {
  readonly items: readonly OaiItem[];
  /** The entry of the log after which the rest comes; absent where there is none. */
  readonly next?: Pick<LogEntry, 'sequence' | 'time'>;
}

const members: ReadonlySet<RecordKind> = new Set(memberKinds);

/**
 * Items in the order of their datestamps, which is the log's: an item stands where it was last changed or withdrawn. One
 * that is changed while it is harvested moves to the end and is met there; it is never lost. A list ends where the log
 * ends at that time. Reads a stretch of the log at a time, and lets other work in between.
 */
export async function readOaiList(store: RecordReader, portal: Portal, range: OaiRange): Promise<OaiList> {
  const items: OaiItem[] = [];
  const places: LogEntry[] = [];
  // One is looked at beyond those that are given: a last page of a single record trips common clients.
  const wanted = range.size + 2;
  for (let after = range.after, more = true; more; ) {
    const entries = store.changes(after, stretch);
    more = entries.length === stretch;
    for (const entry of entries) {
      after = entry.sequence;
      if (range.until !== undefined && entry.time > range.until) return { items };
      const item = itemOf(store, portal, entry);
      if (!item || (range.set !== undefined && !isIn(item.sets, range.set))) continue;
      items.push(item);
      places.push(entry);
      if (items.length < wanted) continue;
      const last = places[range.size - 1];
      return { items: items.slice(0, range.size), ...(last && { next: last }) };
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { items };
}

/** The item as it is now, where this entry of the log is its newest. */
function itemOf(store: RecordReader, portal: Portal, entry: LogEntry): OaiItem | undefined {
  if (entry.subject !== 'record') return undefined;
  const head = store.head(entry.document);
  return head?.sequence === entry.sequence ? readOaiItem(store, portal, head) : undefined;
}

/** `undefined` where it is no item of the repository, or has changed since its head was read. */
export function readOaiItem(store: RecordReader, portal: Portal, head: RecordHead): OaiItem | undefined {
  if (!members.has(head.kind) || head.document === portalDocument(portal)) return undefined;
  const isLive = head.state === 'live';
  const sequence = isLive ? head.sequence : head.previous;
  const version = sequence === undefined ? undefined : store.version(head.document, sequence);
  // Of what was withdrawn, the sets are those of its last version.
  const sets = version ? setsOf(store, portal.base, version) : isLive ? undefined : [`kind:${head.kind}`];
  if (!sets) return undefined;
  return { head, sets, ...(isLive && version && { version }) };
}

import type { Json } from '../harvest-client.ts';

/** When entries last changed, in milliseconds (0: not known), by id. */
export type EntryTimes = ReadonlyMap<string, number>;

/** Where a run left a feed. */
export interface FeedBookmark {
  /** Entries that were met, the newest of them. */
  readonly seen: EntryTimes;
  /** What changed before is not remembered one by one: it was met. 0: all is. */
  readonly floor: number;
  /** The archive before the document that is subscribed to; it and all before it have been read. */
  readonly archive: string;
}

/** Where an interrupted run goes on. */
export interface FeedCursor {
  /** The document to read next. */
  readonly url: string;
  /** Entries that were met: what an older document says of them counts no more. */
  readonly met: EntryTimes;
  readonly archive: string;
  readonly isArchived: boolean;
  readonly failed: number;
}

const mostSeen = 10_000;

/** What is known after a run that met these entries, newest document first. */
export function bookmarkAfter(
  before: FeedBookmark | undefined,
  met: EntryTimes,
  archive: string,
): FeedBookmark {
  const all = [...new Map([...(before?.seen ?? []), ...met])].sort(([, a], [, b]) => b - a);
  const [, cut = 0] = all[mostSeen] ?? [];
  return {
    seen: new Map(all.slice(0, mostSeen)),
    floor: Math.max(cut, before?.floor ?? 0),
    archive,
  };
}

/** Whether an entry is what it was. One without a time may always have changed. */
export function isKnown(bookmark: FeedBookmark | undefined, id: string, changed: number): boolean {
  if (!bookmark || changed === 0) return false;
  return changed < bookmark.floor || bookmark.seen.get(id) === changed;
}

export function bookmarkToJson({ seen, floor, archive }: FeedBookmark): Json {
  return { seen: [...seen], floor, archive };
}

/** `undefined` where it is none: the feed is then read anew. */
export function bookmarkFromJson(value: Json | undefined): FeedBookmark | undefined {
  const { seen, floor, archive } = membersOf(value);
  const times = timesOf(seen);
  return times && typeof floor === 'number' && typeof archive === 'string'
    ? { seen: times, floor, archive }
    : undefined;
}

export function cursorToJson({ met, ...cursor }: FeedCursor): Json {
  return { ...cursor, met: [...met] };
}

export function cursorFromJson(value: Json | undefined): FeedCursor | undefined {
  const { url, met, archive, isArchived, failed } = membersOf(value);
  const times = timesOf(met);
  if (!times || typeof url !== 'string' || typeof archive !== 'string') return undefined;
  return {
    url,
    met: times,
    archive,
    isArchived: isArchived === true,
    failed: typeof failed === 'number' ? failed : 0,
  };
}

function membersOf(value: Json | undefined): Readonly<Record<string, Json | undefined>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, Json>>)
    : {};
}

function timesOf(value: Json | undefined): EntryTimes | undefined {
  if (!Array.isArray(value)) return undefined;
  const times = new Map<string, number>();
  for (const entry of value as readonly Json[]) {
    if (!Array.isArray(entry)) return undefined;
    const [id, changed] = entry as readonly Json[];
    if (typeof id !== 'string' || typeof changed !== 'number') return undefined;
    times.set(id, changed);
  }
  return times;
}

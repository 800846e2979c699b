import { createHash } from 'node:crypto';
import type { Quad } from '@rdfjs/types';
import { Failure } from '../model/failure.ts';
import type { LogEntry, RecordReader, StoredRecord } from '../store/record-store.ts';
import { dumpedRecords, writeDump } from './catalogue-dump.ts';
import type { DumpKind } from './dump-kind.ts';
import { describePortal, type Portal } from './portal.ts';

/** The catalogue as one commit left it. */
export interface CatalogueState {
  readonly sequence: number;
  /** The commit's last log entry; absent where nothing was ever committed. */
  readonly last?: LogEntry;
  /** The portal's own catalogue. */
  readonly description: readonly Quad[];
}

export interface CatalogueSnapshot extends CatalogueState {
  /** Every other record. Holds a snapshot of the store until it is read to its end or returned. */
  readonly records: Iterator<StoredRecord>;
}

/** What a dump will be, byte for byte, before it is written. */
export interface DumpIdentity {
  readonly sequence: number;
  /** Time of the commit, xsd:dateTime. */
  readonly modified?: string;
  /** Opaque: the same name, the same bytes. Safe in file names and entity tags. */
  readonly name: string;
}

/** Other processes commit too; more than once between two reads of a number is not to be expected. */
const attempts = 20;

/**
 * All that belongs to one commit. Synchronous, so that nothing of this process comes between; what another process
 * commits meanwhile shows in the sequence number.
 * @throws Failure `busy`
 */
export function openSnapshot(store: RecordReader, portal: Portal): CatalogueSnapshot {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const state = readState(store, portal);
    const records = dumpedRecords(store, portal);
    // The first step opens the store's snapshot.
    const first = records.next();
    if (store.sequence() === state.sequence) return { ...state, records: startingWith(first, records) };
    records.return(undefined);
  }
  throw new Failure('busy', 'Records are being committed faster than a snapshot can be opened. Try again.');
}

export function readState(store: RecordReader, portal: Portal): CatalogueState {
  const sequence = store.sequence();
  const last = sequence > 0 ? store.changes(sequence - 1, 1)[0] : undefined;
  return { sequence, ...(last && { last }), description: describePortal(store, portal) };
}

/**
 * The sequence number alone would not do for a strong tag: a data folder that is made anew counts from 1 again, and
 * another version of the software may write the same records otherwise. So the name also has the last log entry and
 * a specimen of the syntax in it.
 */
export async function identifyDump(
  portal: Portal,
  { sequence, last, description }: CatalogueState,
  { format, encoding, extension }: DumpKind,
): Promise<DumpIdentity> {
  const hash = createHash('sha256').update(extension);
  if (last) hash.update(JSON.stringify([last.time, last.document, last.version]));
  for await (const piece of writeDump({ portal, description, records: [] }, format)) hash.update(piece);
  if (encoding === 'gzip') hash.update(process.versions.zlib);
  return {
    sequence,
    ...(last && { modified: last.time }),
    name: `${sequence}-${hash.digest('hex').slice(0, 16)}`,
  };
}

function* startingWith(
  first: IteratorResult<StoredRecord>,
  rest: Generator<StoredRecord>,
): Generator<StoredRecord> {
  if (first.done) return;
  try {
    yield first.value;
    yield* rest;
  } finally {
    rest.return(undefined);
  }
}

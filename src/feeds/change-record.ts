import { historyIri, versionIri } from '../mapping/version-iris.ts';
import type { RecordKind } from '../model/record.ts';
import type { LogEntry, RecordReader, StoredVersion } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';

interface ChangeOfRecord {
  /** Names the change, and what it made: the version; of a withdrawal, its place in the history of the document. */
  readonly iri: Iri;
  readonly sequence: number;
  /** xsd:dateTime in UTC. */
  readonly time: string;
  readonly document: Iri;
  readonly topic: Iri;
  readonly kind: RecordKind;
  /** What was published; of a withdrawal, what was withdrawn. */
  readonly version: StoredVersion;
}

/** A version that was published: the first one of a record (also after a withdrawal), or another one. */
export interface PublishedChange extends ChangeOfRecord {
  readonly type: 'create' | 'update';
}

/** That a record was withdrawn. */
export interface WithdrawnChange extends ChangeOfRecord {
  readonly type: 'delete';
  readonly reason?: string;
  readonly replacedBy?: Iri;
}

export type RecordChange = PublishedChange | WithdrawnChange;

/**
 * The changes of records among log entries, in their order, each with what it made. A graph that is no record's is no
 * part of any feed. What is told of a change is told for ever: it is taken from versions, never from what is there now.
 */
export function readChanges(store: RecordReader, entries: readonly LogEntry[]): RecordChange[] {
  return entries.flatMap((entry) => readChange(store, entry) ?? []);
}

/** @returns `undefined` where the entry is about a graph that is no record's */
export function readChange(store: RecordReader, entry: LogEntry): RecordChange | undefined {
  if (entry.subject !== 'record') return undefined;
  return entry.kind === 'delete' ? withdrawal(store, entry) : publication(store, entry, entry.kind);
}

function publication(store: RecordReader, entry: LogEntry, type: 'create' | 'update'): PublishedChange {
  const { document, sequence, time } = entry;
  const version = store.version(document, sequence);
  if (!version) throw lacking(entry);
  const { topic, kind } = version;
  return { type, iri: versionIri(document, sequence), sequence, time, document, topic, kind, version };
}

function withdrawal(store: RecordReader, entry: LogEntry): WithdrawnChange {
  const { document, sequence, time } = entry;
  const version = versionBefore(store, document, sequence);
  if (!version) throw lacking(entry);
  const { topic, kind, ended } = version;
  return {
    type: 'delete',
    iri: withdrawalIri(document, sequence),
    sequence,
    time,
    document,
    topic,
    kind,
    version,
    ...(ended?.reason !== undefined && { reason: ended.reason }),
    ...(ended?.replacedBy !== undefined && { replacedBy: ended.replacedBy }),
  };
}

/** The last version of a document that was made before a commit. */
export function versionBefore(
  store: RecordReader,
  document: Iri,
  sequence: number,
): StoredVersion | undefined {
  for (const before of store.versions(document, { newestFirst: true, beyond: sequence }))
    return store.version(document, before.sequence);
  return undefined;
}

/** A withdrawal makes no version: it is a place in the history of the document. */
export function withdrawalIri(document: Iri, sequence: number): Iri {
  return `${historyIri(document)}#withdrawal-${sequence}` as Iri;
}

function lacking({ document, sequence }: LogEntry): Error {
  return new Error(
    `The store has commit ${sequence} of ${document} in its log, and no version that belongs to it.`,
  );
}

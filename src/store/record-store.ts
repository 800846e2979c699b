import type { RecordKind, RecordOrigin } from '../model/record.ts';
import type { Iri } from '../vocabulary/iri.ts';

/** What the store knows of a record besides its triples. Times are xsd:dateTime in UTC. */
export interface RecordHead {
  /** Document IRI = named graph = catalog record. */
  readonly document: Iri;
  readonly topic: Iri;
  readonly kind: RecordKind;
  readonly state: 'live' | 'withdrawn';
  /** Hash of the canonical N-Quads; the root of every ETag. */
  readonly version: string;
  /** Commit that made this version, or withdrew the record. */
  readonly sequence: number;
  /** Commit that made the version before, across withdrawals too; of a withdrawn record, the last version. */
  readonly previous?: number;
  /** First published here. */
  readonly issued: string;
  readonly modified: string;
  /** Why the record was withdrawn, in the words of who did it. */
  readonly reason?: string;
  /** What replaces a withdrawn record. */
  readonly replacedBy?: Iri;
  /** Policy that the record was accepted under (`dct:conformsTo` of the catalog record). */
  readonly policy: Iri;
  /** Hash of the shapes and background knowledge that accepted it. */
  readonly policyVersion: string;
  /** Number of warnings that it was accepted with. */
  readonly warnings: number;
  /** Where the version was harvested; absent: it was published here. */
  readonly origin?: RecordOrigin;
  /** Stands beside the record of the same topic that another source, or the portal itself, has at the usual document. */
  readonly alternate?: true;
}

export interface StoredRecord extends RecordHead {
  /** Canonical N-Quads in the graph `document`; empty where the record is withdrawn. */
  readonly nquads: string;
}

export type ChangeKind = 'create' | 'update' | 'delete';

/** One entry of the commit log. */
export interface LogEntry {
  readonly sequence: number;
  readonly time: string;
  readonly kind: ChangeKind;
  /** What changed: a record, or a graph that is none ({@link StoredGraph}). */
  readonly subject: 'record' | 'graph';
  /** Document of the record, or name of the graph. */
  readonly document: Iri;
  /** Version after the change; of a deletion, the version that went. */
  readonly version: string;
}

/**
 * A graph of the graph store that is no record's: kept as it was written, blank nodes included. `graph` is its IRI; the
 * default (unnamed) graph goes by the name {@link defaultGraph}. An empty graph may exist.
 */
export interface StoredGraph {
  readonly graph: Iri;
  readonly version: string;
  /** Commit that made this version. */
  readonly sequence: number;
  readonly issued: string;
  readonly modified: string;
  /** N-Quads in the graph; of the default graph, N-Triples. */
  readonly nquads: string;
}

/** Name of the default (unnamed) graph in the store; it is no IRI of the web and never published. */
export const defaultGraph = 'urn:fivestar:default-graph' as Iri;

/** How a version ended. */
export interface VersionEnd {
  readonly type: 'superseded' | 'withdrawn';
  /** Absent: not known, of a version that was withdrawn before the store kept the ends of versions. */
  readonly time?: string;
  readonly reason?: string;
  readonly replacedBy?: Iri;
}

/**
 * One version of a record, without its triples: all that its document stated of itself while it was the present one. Of a
 * version that ended before the store kept this, `topic`, `kind`, `issued` and `policy` are those of the record now, and
 * `previous` is absent.
 */
export interface RecordVersion
  extends Pick<
    RecordHead,
    | 'document'
    | 'topic'
    | 'kind'
    | 'version'
    | 'sequence'
    | 'previous'
    | 'issued'
    | 'modified'
    | 'policy'
    | 'origin'
    | 'alternate'
  > {
  /** Absent: it is the present version. */
  readonly ended?: VersionEnd;
}

export interface StoredVersion extends RecordVersion {
  /** Canonical N-Quads in the graph `document`. */
  readonly nquads: string;
}

/** A superseded or withdrawn version of a record or of another graph. */
export interface PastVersion {
  readonly sequence: number;
  readonly version: string;
  readonly modified: string;
  readonly nquads: string;
}

/** A record to be written. */
export interface Put {
  readonly type: 'put';
  readonly document: Iri;
  readonly topic: Iri;
  readonly kind: RecordKind;
  /** Other things that dereference to this document. */
  readonly parts: readonly Iri[];
  /** Things of other records that this one refers to, for {@link RecordReader.linkedFrom}. */
  readonly links: readonly Iri[];
  readonly nquads: string;
  readonly version: string;
  readonly policy: Iri;
  readonly policyVersion: string;
  readonly warnings: number;
  /** Written only where the document does not exist yet. */
  readonly incidental: boolean;
  /** Where it was harvested. What is put without takes the document over for the portal itself. */
  readonly origin?: RecordOrigin;
  /** See {@link RecordHead.alternate}: things lead to it only where no other live document describes them. */
  readonly alternate?: true;
}

export interface Withdrawal {
  readonly type: 'withdraw';
  readonly document: Iri;
  readonly reason?: string;
  readonly replacedBy?: Iri;
}

/** New content of a graph that is no record's; made where it does not exist. */
export interface PutGraph {
  readonly type: 'put-graph';
  readonly graph: Iri;
  readonly nquads: string;
  readonly version: string;
}

export interface DropGraph {
  readonly type: 'drop-graph';
  readonly graph: Iri;
}

export type Change = Put | Withdrawal | PutGraph | DropGraph;

/** What a change came to. `absent`: there was nothing to withdraw. */
export type Outcome = 'created' | 'updated' | 'unchanged' | 'withdrawn' | 'absent';

export interface Listing {
  readonly records: readonly StoredRecord[];
  /** Cursor of the next page; absent on the last one. */
  readonly next?: string;
}

/** The read side of the record store: every call sees what was committed before it, by any process. */
export interface RecordReader {
  /** Sequence number of the last commit; 0 where nothing was ever committed. */
  sequence(): number;
  get(document: Iri): StoredRecord | undefined;
  head(document: Iri): RecordHead | undefined;
  /** The document that describes a thing (a topic or a part). */
  documentOf(thing: Iri): Iri | undefined;
  /** Live records in the stable order of their documents, after the cursor `after`. */
  list(options: { kinds?: readonly RecordKind[]; after?: string; limit: number }): Listing;
  /** Every live record, in one consistent snapshot that ends with the iteration. */
  records(options?: { kinds?: readonly RecordKind[] }): Iterable<StoredRecord>;
  /** Number of live records, of one kind or of all. */
  count(kind?: RecordKind): number;
  /** Number of things that live records of a kind are about: an alternate beside the usual document is not counted. */
  countThings(kind: RecordKind): number;
  /** Live alternates whose topic is `thing`, in the order of their documents. */
  alternatesOf(thing: Iri): readonly Iri[];
  /** Live documents whose record links to `thing`. */
  linkedFrom(
    thing: Iri,
    options: { limit: number; after?: string },
  ): { documents: readonly Iri[]; total: number; next?: string };
  /** Log entries after the sequence number `after`, oldest first. */
  changes(after: number, limit: number): readonly LogEntry[];
  /** A graph that is no record's. */
  graph(name: Iri): StoredGraph | undefined;
  /** Every graph that is no record's, in one consistent snapshot that ends with the iteration. */
  graphs(): Iterable<StoredGraph>;
  /** Past versions of a document or graph, oldest first. */
  history(document: Iri): readonly PastVersion[];
  /** The version of a record that commit `sequence` made, present or past; one lookup. */
  version(document: Iri, sequence: number): StoredVersion | undefined;
  /**
   * Versions of a record without their triples, the present one included, in one consistent snapshot that ends with the
   * iteration.
   * @param options `beyond`: only those after (newest first: before) this sequence number
   */
  versions(document: Iri, options?: { newestFirst?: boolean; beyond?: number }): Iterable<RecordVersion>;
  /** Number of versions of a record. */
  countVersions(document: Iri): number;
}

/** The record store: the truth that everything else follows. */
export interface RecordStore extends RecordReader {
  /** All changes in one transaction, durable when the promise resolves. Outcomes in the order of the changes. */
  commit(changes: readonly Change[]): Promise<readonly Outcome[]>;
  /**
   * As {@link commit}, where none of the documents and graphs of the changes was written after commit `sequence`.
   * `undefined`: one was, and nothing is written.
   */
  commitSince(sequence: number, changes: readonly Change[]): Promise<readonly Outcome[] | undefined>;
  /** Copies a consistent snapshot into the empty or absent folder `directory` while the store goes on. */
  backup(directory: string): Promise<void>;
  /** Bytes on disk. */
  size(): number;
  close(): Promise<void>;
}

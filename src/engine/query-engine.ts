import type { Iri } from '../vocabulary/iri.ts';
import type { EditOperation, EditResult } from './engine-edit.ts';

/** One SPARQL query for an engine. */
export interface EngineQuery {
  readonly query: string;
  /** Media type of the answer: a SPARQL results format, or an RDF format where the query makes a graph. */
  readonly mediaType: string;
  /** Of a DESCRIBE without a dataset of its own, each resource is answered with the whole document that describes it. */
  readonly form: 'SELECT' | 'ASK' | 'CONSTRUCT' | 'DESCRIBE';
  /** Caps of the answer; past one the query fails, nothing is cut. */
  readonly limits: { readonly rows: number; readonly bytes: number };
  /** Protocol dataset (SPARQL 1.1 Protocol §2.1.4). Absent: the default graph is the union of all graphs. */
  readonly defaultGraphs?: readonly string[];
  readonly namedGraphs?: readonly string[];
  /** Base IRI of relative IRIs in the query. */
  readonly base: string;
}

/** What an engine holds. A triple that stands in two graphs counts twice, as it does in the union of all graphs. */
export interface EngineSummary {
  readonly quads: number;
  /** Classes with the number of `rdf:type` statements that name them, most first. */
  readonly classes: readonly { readonly iri: string; readonly statements: number }[];
  /** Properties with the number of their statements, most first. */
  readonly properties: readonly { readonly iri: string; readonly statements: number }[];
}

/** New content of one graph (`null`: the default graph); empty N-Quads drop it. */
export interface GraphContent {
  readonly graph: Iri | null;
  readonly nquads: string;
}

/**
 * One copy of the catalogue in a query engine. It runs one request at a time. Where its process or thread dies, every
 * pending call is rejected with Failure `engine-unavailable` (or `query-timeout`, `engine-full`) and `closed` resolves.
 */
export interface EngineReplica {
  /** Bulk load of N-Quads (UTF-8, whole lines); the buffer is handed over. Resolves with the quads held. */
  load(nquads: Uint8Array<ArrayBuffer>): Promise<number>;
  /** Replaces whole graphs. Resolves with the quads held. */
  replace(graphs: readonly GraphContent[]): Promise<number>;
  /**
   * @throws Failure `query-malformed` with the engine's message; `result-too-large`; `query-timeout` after `timeout` milliseconds, when the
   * replica is gone
   */
  query(query: EngineQuery, timeout: number): Promise<Uint8Array>;
  /**
   * What an update request would change; nothing is changed here.
   * @throws Failure `query-malformed` where an operation fails, `query-timeout` after `timeout` milliseconds
   */
  edit(operations: readonly EditOperation[], timeout: number): Promise<EditResult>;
  /** Each line of N-Quads in the engine's own form, as N-Triples, to be compared with what {@link edit} gives. */
  engineLines(nquads: string): Promise<readonly string[]>;
  /** What the replica holds, kept with every change: no scan. */
  summary(): Promise<EngineSummary>;
  /**
   * Writes an image of the replica, with which another starts at once. Queries go on, but for a moment; loads and
   * replacements wait until the memory is copied, so that the image is of exactly this moment.
   * @param mark where in the record store's history the replica stands
   * @throws Failure `store-unusable` where the file cannot be written; one that was there is kept
   */
  save(file: string, mark: ImageMark): Promise<ImageOutcome>;
  /**
   * The image that the replica was started with; `undefined` where there was none, or none that could be used: the
   * replica is empty then, or gone. Never rejected. Whatever is asked before waits for it.
   */
  readonly restored: Promise<RestoredImage | undefined>;
  /** Resolves when the replica is gone, with the reason. */
  readonly closed: Promise<ReplicaEnd>;
  /** @param end why, for those who wait; by default it was closed */
  close(end?: ReplicaEnd): Promise<void>;
}

/** Why a replica is gone. `full`: the engine ran out of its address space; `preempted`: it made room for others. */
export interface ReplicaEnd {
  readonly reason: 'closed' | 'timeout' | 'full' | 'crashed' | 'preempted';
  readonly message: string;
}

/** A place in the history of a record store. */
export interface ImageMark {
  readonly sequence: number;
  /** Tells the history itself from others: whatever must be the same for an image to be of use. */
  readonly log: string;
}

export interface RestoredImage extends ImageMark {
  readonly quads: number;
}

/** What a replica starts with: nothing, or an image. One that cannot be used is removed. */
export interface ReplicaStart {
  /** File of the image. */
  readonly image?: string;
  /** Whether an image is one of this history; asked before it is read. By default every one is. */
  readonly accept?: (mark: ImageMark) => boolean;
}

/** `refused`: nothing was written, and an image that was there is kept; `message` says why. */
export type ImageOutcome =
  | { readonly type: 'saved'; readonly bytes: number }
  | { readonly type: 'refused'; readonly message: string };

/** Starts a replica that is empty, or holds what an image holds. */
export type StartReplica = (start?: ReplicaStart) => EngineReplica;

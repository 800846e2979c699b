import type { Iri } from '../vocabulary/iri.ts';

/** One SPARQL query for an engine. */
export interface EngineQuery {
  readonly query: string;
  /** Media type of the answer: a SPARQL results format, or an RDF format where the query makes a graph. */
  readonly mediaType: string;
  /** The query is a DESCRIBE: each resource is answered with the whole document that describes it. */
  readonly describe: boolean;
  /** Protocol dataset (SPARQL 1.1 Protocol §2.1.4). Absent: the default graph is the union of all graphs. */
  readonly defaultGraphs?: readonly string[];
  readonly namedGraphs?: readonly string[];
  /** Base IRI of relative IRIs in the query. */
  readonly base: string;
}

/** New content of one named graph; empty N-Quads drop it. */
export interface GraphContent {
  readonly graph: Iri;
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
   * @throws Failure `query-malformed` with the engine's message; `query-timeout` after `timeout` milliseconds, when the
   * replica is gone
   */
  query(query: EngineQuery, timeout: number): Promise<Uint8Array>;
  /** Resolves when the replica is gone, with the reason. */
  readonly closed: Promise<ReplicaEnd>;
  close(): Promise<void>;
}

/** Why a replica is gone. `full`: the engine ran out of its address space. */
export interface ReplicaEnd {
  readonly reason: 'closed' | 'timeout' | 'full' | 'crashed';
  readonly message: string;
}

/** Starts an empty replica. */
export type StartReplica = () => EngineReplica;

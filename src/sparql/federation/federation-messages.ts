import type { FailureCode } from '../../model/failure.ts';

/** What the thread knows from its start. */
export interface FederationSetting {
  /** IRI of the portal's own endpoint. */
  readonly local: string;
  readonly base: string;
  /** Entries of `AllowedEndpoints`. */
  readonly allowed: readonly string[];
  /** Bytes of one answer of an endpoint, and of the whole result. */
  readonly maxBytes: number;
}

/** One federated query; everything that can be refused beforehand was. */
export interface FederatedTask {
  readonly query: string;
  /** Endpoint IRIs; the portal's own may carry the protocol's dataset as parameters. */
  readonly sources: readonly string[];
  /** The query has SERVICE clauses. */
  readonly services: boolean;
  readonly mediaType: string;
}

/** A request to the portal's own endpoint, answered by the main thread. */
export interface LocalQuery {
  readonly query: string;
  /** SPARQL results in JSON, or Turtle where the query makes a graph. */
  readonly mediaType: string;
  /** Protocol dataset (SPARQL 1.1 Protocol §2.1.4). Absent: the union of all records. */
  readonly defaultGraphs?: readonly string[];
  readonly namedGraphs?: readonly string[];
}

export interface LocalAnswer {
  readonly body: Uint8Array;
  readonly mediaType: string;
}

/** What the main thread tells the federation thread. */
export type ThreadRequest =
  | { readonly type: 'run'; readonly task: FederatedTask; readonly credit: number }
  | { readonly type: 'credit' }
  | ({ readonly type: 'local-answer'; readonly id: number } & LocalAnswer)
  | {
      readonly type: 'local-failure';
      readonly id: number;
      readonly code: FailureCode;
      readonly message: string;
    };

/** What the federation thread tells the main thread. */
export type ThreadReport =
  | { readonly type: 'ready' }
  | { readonly type: 'local'; readonly id: number; readonly query: LocalQuery }
  | { readonly type: 'chunk'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'end' }
  | {
      readonly type: 'failed';
      readonly code: FailureCode;
      readonly message: string;
      /** Nothing of the query is left in the thread: it can take another. */
      readonly clean: boolean;
    };

/** An RDF term as plain data, so that it can pass between threads. `undefined` members of a literal do not matter. */
export type PlainTerm =
  | { readonly type: 'iri'; readonly value: string }
  | { readonly type: 'blank'; readonly value: string }
  | { readonly type: 'variable'; readonly value: string }
  | {
      readonly type: 'literal';
      readonly value: string;
      readonly language?: string;
      readonly datatype?: string;
    };

/** A quad, or the template of one; without `graph` it stands in the default (unnamed) graph. */
export interface PlainQuad {
  readonly subject: PlainTerm;
  readonly predicate: PlainTerm;
  readonly object: PlainTerm;
  readonly graph?: PlainTerm;
}

/** A graph of the graph store: its IRI, or `null` for the default (unnamed) graph. */
export type GraphRef = string | null;

/** Data that a WHERE clause is matched against (SPARQL 1.1 Update §3.1.3). Absent: the union of all graphs. */
export interface EditDataset {
  readonly defaultGraphs: readonly GraphRef[];
  /** Absent: every named graph. */
  readonly namedGraphs?: readonly string[];
}

/** One operation of a SPARQL 1.1 Update request (§3), compiled: IRIs are absolute, prefixes are gone. */
export type EditOperation =
  | { readonly type: 'delete-data'; readonly quads: readonly PlainQuad[] }
  | { readonly type: 'insert-data'; readonly quads: readonly PlainQuad[] }
  | {
      readonly type: 'modify';
      /** A `SELECT *` query with the WHERE clause. */
      readonly select: string;
      readonly base: string;
      readonly dataset?: EditDataset;
      readonly remove: readonly PlainQuad[];
      readonly insert: readonly PlainQuad[];
    }
  /** CLEAR and DROP: alike here, as an empty graph is not told from an absent one by the engine. */
  | { readonly type: 'clear'; readonly target: 'all' | 'named' | { readonly graph: GraphRef } }
  | {
      readonly type: 'add' | 'move' | 'copy';
      readonly from: GraphRef;
      readonly to: GraphRef;
      readonly silent: boolean;
    }
  | { readonly type: 'create'; readonly graph: string; readonly silent: boolean };

/** What the operations would do to one graph. Lines are N-Triples in the engine's own form, without a line break. */
export interface GraphDifference {
  readonly graph: GraphRef;
  readonly removed: readonly string[];
  readonly added: readonly string[];
  /** The whole new content, where the graph held blank nodes, whose labels mean nothing outside the engine. */
  readonly whole?: readonly string[];
}

export interface EditResult {
  /** Everything else in the store goes: all named graphs, or those and the default graph. */
  readonly cleared?: 'all' | 'named';
  readonly graphs: readonly GraphDifference[];
  /** Graphs that CREATE made. */
  readonly created: readonly string[];
  /** Graphs that CLEAR or DROP named, and that nothing was written to since: an empty one may exist in the store. */
  readonly dropped: readonly string[];
}

/** An operation that cannot be done (SPARQL 1.1 Update §3.2: the request fails as a whole). */
export class EditError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EditError';
  }
}

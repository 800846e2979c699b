import type { EngineQuery } from '../engine/query-engine.ts';
import { Failure } from '../model/failure.ts';
import type { EnginePool, PoolState } from './engine-pool.ts';
import { type QueryForm, queryForm } from './query-form.ts';
import { bindingFormats, booleanFormats, graphFormats, type ResultFormat } from './result-formats.ts';

/** A query as the SPARQL 1.1 Protocol carries it. */
export interface SparqlRequest {
  readonly query: string;
  readonly defaultGraphs?: readonly string[];
  readonly namedGraphs?: readonly string[];
  /** Chooses among the formats that the query's form allows; `undefined`: none is acceptable. */
  readonly choose: (formats: readonly ResultFormat[]) => ResultFormat | undefined;
}

export type SparqlAnswer =
  | {
      readonly type: 'answer';
      readonly mediaType: string;
      readonly body: Uint8Array;
      /** Commit that the answer reflects. */
      readonly sequence: number;
    }
  | { readonly type: 'not-acceptable'; readonly formats: readonly ResultFormat[] };

export interface SparqlService {
  state(): PoolState;
  /** @throws Failure `query-malformed`, `query-timeout`, `busy`, `engine-unavailable`, `engine-full` */
  query(request: SparqlRequest): Promise<SparqlAnswer>;
}

const formatsOf: Record<QueryForm, readonly ResultFormat[]> = {
  SELECT: bindingFormats,
  ASK: booleanFormats,
  CONSTRUCT: graphFormats,
  DESCRIBE: graphFormats,
};

/** Answers queries from the pool's replicas. `base` resolves relative IRIs in queries. */
export class PooledSparqlService implements SparqlService {
  readonly #pool: EnginePool;
  readonly #base: string;

  constructor(dependencies: { pool: EnginePool; base: string }) {
    this.#pool = dependencies.pool;
    this.#base = dependencies.base;
  }

  state(): PoolState {
    return this.#pool.state();
  }

  async query(request: SparqlRequest): Promise<SparqlAnswer> {
    const form = queryForm(request.query);
    if (!form) {
      throw new Failure(
        'query-malformed',
        'This is no SPARQL query: after its PREFIX and BASE lines it must go on with SELECT, ASK, CONSTRUCT or DESCRIBE.',
      );
    }
    const formats = formatsOf[form];
    const format = request.choose(formats);
    if (!format) return { type: 'not-acceptable', formats };
    const query: EngineQuery = {
      query: request.query,
      mediaType: format.mediaType,
      describe: form === 'DESCRIBE',
      base: this.#base,
      ...(request.defaultGraphs && { defaultGraphs: request.defaultGraphs }),
      ...(request.namedGraphs && { namedGraphs: request.namedGraphs }),
    };
    const { body, sequence } = await this.#pool.query(query);
    return { type: 'answer', mediaType: format.mediaType, body, sequence };
  }
}

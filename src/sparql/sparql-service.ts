import type { EngineQuery, EngineSummary } from '../engine/query-engine.ts';
import { Failure } from '../model/failure.ts';
import { AnswerCache, type CacheState, type KeptAnswer } from './answer-cache.ts';
import type { EnginePool } from './engine-pool.ts';
import { looksExpensive } from './expensive.ts';
import type { FederatedQueries } from './federation/federated-queries.ts';
import { isFederated } from './federation/find-services.ts';
import { fingerprintOf, isRepeatable, normaliseQuery } from './normalise-query.ts';
import type { PoolState } from './pool-state.ts';
import { type QueryForm, queryForm } from './query-form.ts';
import type { Terms } from './query-terms.ts';
import { bindingFormats, booleanFormats, graphFormats, type ResultFormat } from './result-formats.ts';
import { withRowLimit } from './row-limit.ts';

/** A query as the SPARQL 1.1 Protocol carries it. */
export interface SparqlRequest {
  readonly query: string;
  readonly defaultGraphs?: readonly string[];
  readonly namedGraphs?: readonly string[];
  /** Endpoints that the query is to be asked over, as a federation. */
  readonly sources?: readonly string[];
  /** Chooses among the formats that the query's form allows; `undefined`: none is acceptable. */
  readonly choose: (formats: readonly ResultFormat[]) => ResultFormat | undefined;
  /** Who asks, for fairness. */
  readonly client: string;
  /** Milliseconds that the query may run, up to the configured time. */
  readonly timeout?: number;
  /** Work it out again, even where the answer is kept. */
  readonly fresh?: boolean;
  /** The caller left. */
  readonly signal?: AbortSignal;
}

export type SparqlAnswer =
  | {
      readonly type: 'answer';
      readonly mediaType: string;
      readonly answer: KeptAnswer;
      /** What the answer is known by as long as nothing is published; absent where asking again may give another one. */
      readonly validator?: string;
    }
  /** Of a federation: bytes as they come. */
  | { readonly type: 'stream'; readonly mediaType: string; readonly body: AsyncIterable<Uint8Array> }
  | { readonly type: 'not-acceptable'; readonly formats: readonly ResultFormat[] };

/** Caps of queries. Times are in milliseconds. */
export interface SparqlLimits {
  readonly queryTimeout: number;
  readonly maxRows: number;
  readonly maxBytes: number;
  readonly maxQueued: number;
}

export interface SparqlService {
  readonly limits: SparqlLimits;
  state(): PoolState;
  cacheState(): CacheState;
  /**
   * @throws Failure `query-malformed`, `query-timeout`, `result-too-large`, `busy`, `engine-unavailable`, `engine-full`,
   * `endpoint-refused`, `endpoint-failed`
   */
  query(request: SparqlRequest): Promise<SparqlAnswer>;
  /** The validator that {@link query} would give now, where the answer is kept already: nothing need be worked out. */
  validator(request: SparqlRequest): string | undefined;
  /** What the engine holds. @throws Failure `engine-unavailable` while it is loading */
  summary(): Promise<{ summary: EngineSummary; sequence: number }>;
}

const formatsOf: Record<QueryForm, readonly ResultFormat[]> = {
  SELECT: bindingFormats,
  ASK: booleanFormats,
  CONSTRUCT: graphFormats,
  DESCRIBE: graphFormats,
};

export interface SparqlServiceParts {
  readonly pool: EnginePool;
  /** Absent: no federation. */
  readonly federation?: FederatedQueries;
  /** Resolves relative IRIs in queries. */
  readonly base: string;
  readonly limits: SparqlLimits;
  /** Bytes of answers that are kept. */
  readonly cacheBytes: number;
}

/** Answers queries from the pool's replicas, and federated ones through Comunica. */
export class PooledSparqlService implements SparqlService {
  readonly limits: SparqlLimits;
  readonly #parts: SparqlServiceParts;
  readonly #cache: AnswerCache;

  constructor(parts: SparqlServiceParts) {
    this.#parts = parts;
    this.limits = parts.limits;
    this.#cache = new AnswerCache(parts.cacheBytes);
  }

  state(): PoolState {
    return this.#parts.pool.state();
  }

  cacheState(): CacheState {
    return this.#cache.state();
  }

  summary(): Promise<{ summary: EngineSummary; sequence: number }> {
    return this.#parts.pool.summary();
  }

  validator(request: SparqlRequest): string | undefined {
    const form = queryForm(request.query);
    const format = form && request.choose(formatsOf[form]);
    if (!form || !format || request.fresh || isFederatedRequest(request)) return undefined;
    const { question, repeatable } = identify(request, format);
    const sequence = this.#parts.pool.freshest();
    return repeatable && this.#cache.has(question, sequence) ? validatorOf(question, sequence) : undefined;
  }

  async query(request: SparqlRequest): Promise<SparqlAnswer> {
    const form = queryForm(request.query);
    if (!form) throw noQuery();
    const formats = formatsOf[form];
    const format = request.choose(formats);
    if (!format) return { type: 'not-acceptable', formats };
    if (isFederatedRequest(request)) return this.#federated(request, form, format);

    const { question, fingerprint, repeatable } = identify(request, format);
    const { mediaType } = format;
    const work = (signal?: AbortSignal) => this.#work(request, form, mediaType, fingerprint, signal);
    const { signal } = request;
    if (!repeatable) return { type: 'answer', mediaType, answer: await work(signal) };
    const sequence = this.#parts.pool.freshest();
    const terms = {
      timeout: this.#timeout(request),
      fresh: request.fresh === true,
      ...(signal && { signal }),
    };
    const answer = await this.#cache.get(question, sequence, work, terms);
    return { type: 'answer', mediaType, answer, validator: validatorOf(question, answer.sequence) };
  }

  #work(
    request: SparqlRequest,
    form: QueryForm,
    mediaType: string,
    fingerprint: string,
    signal?: AbortSignal,
  ): Promise<KeptAnswer> {
    const { defaultGraphs, namedGraphs } = request;
    const { maxRows, maxBytes } = this.limits;
    const query: EngineQuery = {
      query: form === 'SELECT' ? withRowLimit(request.query, maxRows) : request.query,
      mediaType,
      form,
      limits: { rows: maxRows, bytes: maxBytes },
      base: this.#parts.base,
      ...(defaultGraphs && { defaultGraphs }),
      ...(namedGraphs && { namedGraphs }),
    };
    return this.#parts.pool.query(query, this.#terms(request, fingerprint, signal));
  }

  #terms(request: SparqlRequest, fingerprint: string, signal?: AbortSignal): Terms {
    return {
      client: request.client,
      timeout: this.#timeout(request),
      fingerprint,
      expensive: () => looksExpensive(request.query),
      ...(signal && { signal }),
    };
  }

  #timeout({ timeout }: SparqlRequest): number {
    return Math.min(timeout ?? this.limits.queryTimeout, this.limits.queryTimeout);
  }

  async #federated(request: SparqlRequest, form: QueryForm, format: ResultFormat): Promise<SparqlAnswer> {
    const { federation } = this.#parts;
    if (!federation) throw noFederation();
    const { query, sources = [], defaultGraphs, namedGraphs, signal } = request;
    const { mediaType } = format;
    const body = await federation.query({
      query,
      sources,
      mediaType,
      form,
      timeout: this.#timeout(request),
      ...(defaultGraphs && { defaultGraphs }),
      ...(namedGraphs && { namedGraphs }),
      ...(signal && { signal }),
    });
    return { type: 'stream', mediaType, body };
  }
}

function isFederatedRequest({ query, sources = [] }: SparqlRequest): boolean {
  return sources.length > 0 || isFederated(query);
}

function identify(
  request: SparqlRequest,
  format: ResultFormat,
): { question: string; fingerprint: string; repeatable: boolean } {
  const normalised = normaliseQuery(request.query);
  const fingerprint = fingerprintOf(normalised, [request.defaultGraphs, request.namedGraphs]);
  return {
    question: `${fingerprint} ${format.mediaType}`,
    fingerprint,
    repeatable: isRepeatable(normalised),
  };
}

function validatorOf(question: string, sequence: number): string {
  return `${sequence}-${question.replace(/[^A-Za-z0-9_-]+/g, '-')}`;
}

function noQuery(): Failure {
  return new Failure(
    'query-malformed',
    'This is no SPARQL query: after its PREFIX and BASE lines it must go on with SELECT, ASK, CONSTRUCT or DESCRIBE.',
  );
}

function noFederation(): Failure {
  return new Failure(
    'endpoint-refused',
    'This service asks no other endpoints: SERVICE and sources= are off. Its operator can allow endpoints with the setting "federate".',
  );
}

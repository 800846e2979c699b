import type { EditOperation, EditResult, GraphRef } from '../../engine/engine-edit.ts';
import { Failure } from '../../model/failure.ts';
import type { EnginePool } from '../engine-pool.ts';
import { looksExpensive } from '../expensive.ts';
import { fingerprintOf, normaliseQuery } from '../normalise-query.ts';
import { compileUpdate, type LoadOperation, type UsingGraphs, withinGraph } from './compile-update.ts';

/** An update request as the SPARQL 1.1 Protocol carries it (§2.2). */
export interface UpdateRequest {
  readonly update: string;
  readonly using?: UsingGraphs;
  /** The only graph that it may change, in place of the default graph (`null`: the default graph itself). */
  readonly within?: GraphRef;
  readonly client: string;
  /** Milliseconds. */
  readonly timeout: number;
}

/**
 * Fetches what LOAD names.
 * @throws Failure `endpoint-refused`; `endpoint-failed` unless the operation is silent
 */
export type LoadSource = (operation: LoadOperation) => Promise<EditOperation>;

/** An update that is compiled, and whose documents are fetched. */
export interface PreparedUpdate {
  readonly operations: readonly EditOperation[];
  readonly request: UpdateRequest;
}

/** What an update would change, worked out on the state of commit `sequence`. */
export interface UpdatePlan {
  readonly result: EditResult;
  readonly sequence: number;
}

/** Works out what updates would change, on a replica of the query engine; changes nothing. */
export class UpdatePlanner {
  readonly #pool: EnginePool;
  readonly #base: string;
  readonly #load: LoadSource;

  /** @param load absent: LOAD is refused */
  constructor(parts: { pool: EnginePool; base: string; load?: LoadSource }) {
    this.#pool = parts.pool;
    this.#base = parts.base;
    this.#load = parts.load ?? refuseLoad;
  }

  /**
   * What need not be done again when the data have changed meanwhile, nor while other writers wait.
   * @throws Failure `query-malformed`, and those of {@link LoadSource}
   */
  async prepare(request: UpdateRequest): Promise<PreparedUpdate> {
    const { update, using, within } = request;
    const whole = compileUpdate(update, this.#base, using);
    const compiled = within === undefined ? whole : withinGraph(whole, within);
    const operations: EditOperation[] = [];
    for (const operation of compiled) {
      operations.push(operation.type === 'load' ? await this.#load(operation) : operation);
    }
    return { operations, request };
  }

  /** @throws Failure `query-malformed`, `query-timeout`, `busy`, `engine-unavailable` */
  async plan({ operations, request }: PreparedUpdate): Promise<UpdatePlan> {
    const { update, using, client, timeout } = request;
    const terms = {
      client,
      timeout,
      fingerprint: fingerprintOf(normaliseQuery(update), [using?.defaultGraphs, using?.namedGraphs]),
      expensive: () => looksExpensive(update),
    };
    return this.#pool.edit(operations, terms);
  }

  /** Each line of N-Quads as the engine gives it back. */
  engineLines(nquads: string, client: string): Promise<readonly string[]> {
    return this.#pool.engineLines(nquads, {
      client,
      timeout: 60_000,
      fingerprint: `lines of ${nquads.slice(0, 200)}`,
      expensive: () => false,
    });
  }

  /** From now on queries see commit `sequence`. */
  committed(sequence: number): void {
    this.#pool.require(sequence);
  }
}

function refuseLoad({ source }: LoadOperation): never {
  throw new Failure(
    'endpoint-refused',
    `LOAD <${source}> is refused: this portal loads no documents; its operator can allow some with --load (http and https URLs). Or send the data itself, with INSERT DATA or to the Graph Store (PUT or POST at /graph).`,
  );
}

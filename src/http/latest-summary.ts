import type { KnownSummary } from '../feeds/void-description.ts';
import { Failure, type FailureCode } from '../model/failure.ts';
import type { SparqlService } from '../sparql/sparql-service.ts';

/** Milliseconds that a description waits for the engine, which may be busy with a query. */
const patience = 2_000;
/** Why an engine cannot tell what it holds: no fault of whoever asks for a description. */
const expected: ReadonlySet<FailureCode> = new Set([
  'busy',
  'engine-full',
  'engine-unavailable',
  'query-timeout',
]);

/**
 * What the query engine holds, for descriptions. Asked once for each commit, by one request at a time: descriptions take
 * no place in the line of queries, and are not held up by it.
 */
export class LatestSummary {
  readonly #sparql: Pick<SparqlService, 'summary'>;
  readonly #patience: number;
  #latest: KnownSummary | undefined;
  #pending: Promise<void> | undefined;

  constructor(sparql: Pick<SparqlService, 'summary'>, options: { patience?: number } = {}) {
    this.#sparql = sparql;
    this.#patience = options.patience ?? patience;
  }

  /**
   * @param sequence the store's last commit
   * @returns the newest that is known, which may be of an earlier commit; `undefined` before the engine has answered once
   */
  async read(sequence: number): Promise<KnownSummary | undefined> {
    if (this.#latest?.sequence === sequence) return this.#latest;
    this.#pending ??= this.#ask().finally(() => {
      this.#pending = undefined;
    });
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.#patience);
    });
    try {
      await Promise.race([this.#pending, enough]);
    } finally {
      clearTimeout(timer);
    }
    return this.#latest;
  }

  async #ask(): Promise<void> {
    try {
      const newer = await this.#sparql.summary();
      // Replicas follow the log at their own pace: another one may answer this time.
      if (newer.sequence >= (this.#latest?.sequence ?? 0)) this.#latest = newer;
    } catch (error) {
      if (!(error instanceof Failure && expected.has(error.code))) throw error;
    }
  }
}

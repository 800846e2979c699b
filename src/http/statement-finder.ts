import type { Quad } from '@rdfjs/types';
import { nTriples } from '../rdf/formats.ts';
import { parseNQuads } from '../rdf/n-quads.ts';
import {
  type KnownStatements,
  statementsOfRecords,
  statementsQuery,
  VocabularyMentions,
} from '../resources/describe-iri.ts';
import type { Iri } from '../vocabulary/iri.ts';
import type { HttpContext } from './http-context.ts';
import { ProblemError } from './problem.ts';
import { engineNeeded, iriUnknown } from './resource-problems.ts';

/** Records of a page. */
const recordsShown = 50;
/** Statements that the query engine is asked for in each place where the IRI may stand, and milliseconds that it has. */
const mostStatements = 100;
const patience = 5_000;

/** Finds the statements in which an IRI without a document stands. */
export class StatementFinder {
  readonly #context: Pick<HttpContext, 'site' | 'store' | 'sparql' | 'vocabulary'>;
  #mentions: VocabularyMentions | undefined;

  constructor(context: Pick<HttpContext, 'site' | 'store' | 'sparql' | 'vocabulary'>) {
    this.#context = context;
  }

  /**
   * From the records that the index leads to, and the vocabulary; else from the query engine, which holds every statement.
   * @param options `after`: cursor of the records; `client`: who asks, for fairness
   * @throws ProblemError 404 where nothing is known, 503 while the engine is needed and not ready
   */
  async find(iri: Iri, options: { after?: string; client: string }): Promise<KnownStatements> {
    const { site, sparql, store, vocabulary } = this.#context;
    const { after, client } = options;
    const indexed = statementsOfRecords(store, iri, {
      limit: recordsShown,
      ...(after !== undefined && { after }),
    });
    this.#mentions ??= new VocabularyMentions(vocabulary, site.base);
    const named = this.#mentions.of(iri);
    if (indexed.statements.length > 0)
      return { ...indexed, statements: [...(after === undefined ? named : []), ...indexed.statements] };
    const { ready, restoring } = sparql.state();
    if (!ready && !restoring) {
      if (named.length > 0) return { statements: named, cut: true };
      throw new ProblemError(engineNeeded());
    }
    const statements = await this.#ask(iri, client);
    if (statements.length === 0) throw new ProblemError(iriUnknown(iri, `${site.base}catalog`));
    return { statements, cut: statements.length >= mostStatements };
  }

  async #ask(iri: Iri, client: string): Promise<readonly Quad[]> {
    const answer = await this.#context.sparql.query({
      query: statementsQuery(iri, mostStatements),
      choose: (formats) => formats.find(({ mediaType }) => mediaType === nTriples.mediaType),
      client,
      timeout: patience,
    });
    if (answer.type !== 'answer') throw new TypeError('The engine gave no triples.');
    return parseNQuads(new TextDecoder().decode(answer.answer.body));
  }
}

import { Router } from 'express';
import { tombstoneTriples } from '../../resources/version-description.ts';
import type { RecordHead } from '../../store/record-store.ts';
import type { DocumentAnswers } from '../document-answers.ts';
import type { HttpContext } from '../http-context.ts';
import { ProblemError } from '../problem.ts';
import { methodNotAllowed } from '../problems.ts';
import { sendRepresentation } from '../send.ts';
import { sendProblem } from '../send-problem.ts';
import { neighboursOf } from '../version-links.ts';
import { tombstone } from '../version-problems.ts';
import { WithdrawnError } from '../withdrawn-error.ts';
import { allowMethods, graphMethods } from './allow-methods.ts';

/** `/doc/…`: documents, negotiated or by extension; 410 with a tombstone where the record was withdrawn. */
export function documentRoutes(context: HttpContext, answers: DocumentAnswers): Router {
  const router = Router({ caseSensitive: true, strict: true });
  router.use('/doc', allowMethods(...graphMethods), (request, response) => {
    // Writes of documents never come here; this address is none.
    if (request.method !== 'GET' && request.method !== 'HEAD')
      throw new ProblemError(methodNotAllowed(request.method, 'GET, HEAD, OPTIONS'));
    try {
      sendRepresentation(request, response, answers.answer(request));
    } catch (error) {
      if (!(error instanceof WithdrawnError)) throw error;
      const last = lastVersionOf(error.head);
      const problem = tombstone(error.head, last, `${context.site.base}catalog`);
      sendProblem(context, request, response, problem, tombstoneTriples(error.head, last));
    }
  });

  /** An older release did not keep it in the head. */
  function lastVersionOf({ document, previous }: RecordHead): number | undefined {
    return previous ?? neighboursOf(context.store, document, 0).last?.sequence;
  }
  return router;
}

import { Router } from 'express';
import type { HttpContext } from '../http-context.ts';
import { ProblemError } from '../problem.ts';
import { malformedUrl, notFound } from '../problems.ts';
import { requestTarget } from '../request-target.ts';
import { sendRepresentation } from '../send.ts';
import { answerVersion } from '../version-answers.ts';
import { answerHistory } from '../version-history.ts';
import { noSuchVersion } from '../version-problems.ts';
import { findVersion } from '../version-target.ts';
import { readOnly } from './allow-methods.ts';

/** `/version/{rest}/{sequence}`: each version for ever; `/version/{rest}`: all of them. Negotiated or by extension. */
export function versionRoutes(context: HttpContext): Router {
  const { site, store } = context;
  const router = Router({ caseSensitive: true, strict: true });
  router.use('/version', readOnly(), (request, response) => {
    const { path } = requestTarget(request);
    const target = findVersion(store, site, path);
    switch (target.type) {
      case 'version': {
        const { version, extension } = target;
        return sendRepresentation(request, response, answerVersion(context, request, version, extension));
      }
      case 'history': {
        const { head, extension } = target;
        return sendRepresentation(request, response, answerHistory(context, request, head, extension));
      }
      case 'no-version':
        throw new ProblemError(noSuchVersion(path, target.head));
      case 'malformed':
        throw new ProblemError(malformedUrl());
      case 'absent':
        throw new ProblemError(notFound(path, `${site.base}catalog`));
    }
  });
  return router;
}

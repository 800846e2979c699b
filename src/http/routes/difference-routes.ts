import { Router } from 'express';
import type { HttpContext } from '../http-context.ts';
import { ProblemError } from '../problem.ts';
import { malformedUrl, notFound } from '../problems.ts';
import { requestTarget } from '../request-target.ts';
import { sendRepresentation } from '../send.ts';
import { answerDifference, differenceFormats } from '../version-difference.ts';
import { noSuchVersion } from '../version-problems.ts';
import { findExactly, localPart } from '../version-target.ts';
import { readOnly } from './allow-methods.ts';

const extensions = differenceFormats.map(({ extension }) => extension).join('|');
const pair = new RegExp(`^(.+)/([1-9]\\d{0,15})/([1-9]\\d{0,15})(?:\\.(${extensions}))?$`);

/** `/difference/{rest}/{from}/{to}`: added and removed triples, for programs and for people. */
export function differenceRoutes(context: HttpContext): Router {
  const { site, store } = context;
  const router = Router({ caseSensitive: true, strict: true });
  router.use('/difference', readOnly(), (request, response) => {
    const { path } = requestTarget(request);
    const [, rest, from, to, extension] = pair.exec(localPart(site, 'difference/', path)) ?? [];
    if (rest === undefined) throw new ProblemError(notFound(path, `${site.base}catalog`));
    const found = findExactly(store, site, rest);
    if (found.type === 'malformed') throw new ProblemError(malformedUrl());
    if (found.type === 'absent') throw new ProblemError(notFound(path, `${site.base}catalog`));
    const { document } = found.head;
    const [before, after] = [store.version(document, Number(from)), store.version(document, Number(to))];
    if (!before || !after) throw new ProblemError(noSuchVersion(path, found.head));
    sendRepresentation(request, response, answerDifference(context, request, [before, after], extension));
  });
  return router;
}

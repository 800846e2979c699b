import { Router } from 'express';
import { portalIri } from '../../feeds/portal.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import type { HttpContext } from '../http-context.ts';
import { ProblemError } from '../problem.ts';
import { malformedUrl, notFound } from '../problems.ts';
import { requestTarget } from '../request-target.ts';
import { sendSeeOther } from '../send.ts';
import { encodeIri } from '../site.ts';
import { readOnly } from './allow-methods.ts';

/** `/id/…` and `/def/…`: things are not documents, so the answer is 303 to the document that describes them. */
export function thingRoutes(context: HttpContext): Router {
  const { site, store } = context;
  const router = Router({ caseSensitive: true, strict: true });
  router.use(['/id', '/def'], readOnly(), (request, response) => {
    const { path, query } = requestTarget(request);
    const things = site.irisOf(path);
    if (!things) throw new ProblemError(malformedUrl());
    const document = things.map((thing) => documentFor(thing)).find((found) => found !== undefined);
    if (document === undefined && things[0] === portalIri(context.portal)) {
      sendSeeOther(request, response, `${site.path}catalog`, { 'Cache-Control': 'public, no-cache' });
      return;
    }
    if (document === undefined) throw new ProblemError(notFound(path, `${site.base}catalog`));
    const location = site.reference(document) + (query === '' ? '' : `?${query}`);
    sendSeeOther(request, response, location, {
      'Cache-Control': 'public, no-cache',
      Link: `<${encodeIri(document)}>; rel="describedby"`,
    });
  });

  /** A vocabulary may be named with its hash, which no client sends. */
  function documentFor(thing: Iri): Iri | undefined {
    return store.documentOf(thing) ?? store.documentOf(`${thing}#` as Iri);
  }
  return router;
}

import { Router } from 'express';
import { portalIri } from '../../feeds/portal.ts';
import type { HttpContext } from '../http-context.ts';
import { nearThings } from '../near-addresses.ts';
import { ProblemError } from '../problem.ts';
import { malformedUrl, notFound } from '../problems.ts';
import { requestTarget } from '../request-target.ts';
import { sendSeeOther } from '../send.ts';
import { encodeIri } from '../site.ts';
import { describingDocument, thingLocation } from '../thing-location.ts';
import { readOnly } from './allow-methods.ts';

/** `/id/…` and `/def/…`: things are not documents, so the answer is 303 to the document that describes them. */
export function thingRoutes(context: HttpContext): Router {
  const { site, store } = context;
  const router = Router({ caseSensitive: true, strict: true });
  router.use(['/id', '/def'], readOnly(), (request, response) => {
    const { path, query } = requestTarget(request);
    const things = site.irisOf(path);
    if (!things) throw new ProblemError(malformedUrl());
    for (const thing of things) {
      const document = describingDocument(context, thing);
      if (document === undefined) continue;
      sendSeeOther(request, response, thingLocation(context, thing, document, query), {
        'Cache-Control': 'public, no-cache',
        Link: `<${encodeIri(document)}>; rel="describedby"`,
      });
      return;
    }
    const mentioned = things.find((thing) => store.linkedFrom(thing, { limit: 1 }).total > 0);
    const location =
      things[0] === portalIri(context.portal)
        ? `${site.path}catalog`
        : mentioned && `${site.path}resource?${new URLSearchParams({ iri: mentioned })}`;
    if (location === undefined) throw new ProblemError(absent(path));
    sendSeeOther(request, response, location, { 'Cache-Control': 'public, no-cache' });
  });

  function absent(path: string) {
    const nearest = nearThings(store, site, path).map((iri) => ({ href: site.reference(iri) }));
    const problem = notFound(path, `${site.base}catalog`);
    return nearest.length === 0 ? problem : { ...problem, extensions: { nearest } };
  }
  return router;
}

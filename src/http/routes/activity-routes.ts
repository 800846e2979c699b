import type { IncomingMessage } from 'node:http';
import { Router } from 'express';
import { type ChangePage, readChangePage } from '../../feeds/change-pages.ts';
import { hubIri } from '../../feeds/push-links.ts';
import {
  activityCollection,
  activityJson,
  activityPage,
  collectionIri,
  newestPage,
  pageIri,
} from '../feed-activity.ts';
import { withLinks } from '../feed-format.ts';
import { contentType } from '../formats.ts';
import type { HttpContext } from '../http-context.ts';
import { type Negotiable, negotiateFormat } from '../negotiate-format.ts';
import { ProblemError } from '../problem.ts';
import { notFound } from '../problems.ts';
import { requestTarget } from '../request-target.ts';
import { immutable, representation, sendRepresentation } from '../send.ts';
import { readOnly } from './allow-methods.ts';

/** Both names of the format (ActivityStreams 2.0 §8): JSON-LD is asked for with a profile, which is a wish. */
const formats: readonly Negotiable[] = [
  { mediaType: activityJson, aliases: ['application/ld+json', 'application/json'] },
];

/** `/feed/activity`: every change as an ActivityStreams 2.0 collection, newest first. */
export function activityRoutes(context: HttpContext): Router {
  const { site, store, cache, cacheControl } = context;
  const router = Router({ caseSensitive: true, strict: true });

  router.all('/feed/activity', readOnly(), (request, response) => {
    const { headers } = chosen(request);
    const sequence = store.sequence();
    const ready = representation(write(activityCollection(context)), {
      validator: String(sequence),
      headers: withLinks(headers, {
        hub: hubIri(site.base),
        self: collectionIri(site.base),
        first: site.reference(pageIri(site.base, newestPage(sequence))),
        last: site.reference(pageIri(site.base, 1)),
      }),
      cacheControl,
    });
    sendRepresentation(request, response, ready);
  });

  router.all(/^\/feed\/activity\/([1-9]\d{0,14})$/, readOnly(), (request, response) => {
    const page = readChangePage(store, Number(request.params[0]));
    if (!page) throw new ProblemError(notFound(requestTarget(request).path, collectionIri(site.base)));
    const { headers, mediaType } = chosen(request);
    const key = `activity ${page.first} ${mediaType}`;
    const validator = String(page.entries.at(-1)?.sequence ?? page.first - 1);
    let ready = cache.get(key, validator);
    if (!ready) {
      ready = representation(write(activityPage(context, page)), {
        validator,
        headers: withLinks(headers, neighbours(page)),
        cacheControl: page.isFull ? immutable : cacheControl,
      });
      cache.set(key, validator, ready);
    }
    sendRepresentation(request, response, ready);
  });

  /** There is one format: who names neither of its types gets it all the same (RFC 9110 §12.4.1). */
  function chosen(request: IncomingMessage) {
    const mediaType = negotiateFormat(request.headers.accept, formats)?.mediaType ?? activityJson;
    return { mediaType, headers: { 'Content-Type': contentType(mediaType), Vary: 'Accept' } };
  }

  function neighbours({ previous, next }: ChangePage) {
    const pageAt = (first: number | undefined) =>
      first === undefined ? first : site.reference(pageIri(site.base, first));
    return {
      prev: pageAt(next),
      next: pageAt(previous),
      collection: site.reference(collectionIri(site.base)),
    };
  }

  return router;
}

function write(json: object): string {
  return `${JSON.stringify(json, null, 2)}\n`;
}

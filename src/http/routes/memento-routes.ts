import type { IncomingMessage } from 'node:http';
import { Router } from 'express';
import { versionIri } from '../../mapping/version-iris.ts';
import type { RecordHead } from '../../store/record-store.ts';
import { findDocument } from '../find-document.ts';
import type { HttpContext } from '../http-context.ts';
import { linkField } from '../link-field.ts';
import { ProblemError } from '../problem.ts';
import { malformedUrl, notFound } from '../problems.ts';
import { requestTarget } from '../request-target.ts';
import { representation, revalidated, sendBody, sendRepresentation } from '../send.ts';
import { positionOf } from '../version-history.ts';
import { link, linkFormat, mementoLinks, neighboursOf, timeLinks, timeMapJson } from '../version-links.ts';
import { findExactly, localPart } from '../version-target.ts';
import { acceptDatetime, versionAt } from '../version-time-gate.ts';
import { jsonTimeMap, linkFormatTimeMap, readTimeMap } from '../version-time-map.ts';
import { readOnly } from './allow-methods.ts';

/** `/timegate/…`, `/timemap/link/…` and `/timemap/json/…`: documents as they were at a time (RFC 7089). */
export function mementoRoutes(context: HttpContext): Router {
  const { site, store } = context;
  const router = Router({ caseSensitive: true, strict: true });

  router.use('/timegate', readOnly(), (request, response) => {
    const { path, query } = requestTarget(request);
    const found = findDocument(store, site, `${site.path}doc/${localPart(site, 'timegate/', path)}`);
    const head = headOf(found, path);
    const { document } = head;
    const time = acceptDatetime(fieldOf(request, 'accept-datetime'));
    const version = versionAt(store, document, time);
    if (!version) throw new ProblemError(notFound(path, `${site.base}catalog`));
    const extension = found.type === 'found' && found.format ? `.${found.format.extension}` : '';
    const iri = versionIri(document, version.sequence);
    const location = `${site.reference(iri)}${extension}${query === '' ? '' : `?${query}`}`;
    const links = [
      link(document, 'original'),
      ...timeLinks(document),
      ...mementoLinks(neighboursOf(store, document, version.sequence)),
    ];
    const headers = {
      Location: location,
      Vary: 'accept-datetime',
      'Cache-Control': revalidated,
      'Content-Type': 'text/plain; charset=utf-8',
      Link: linkField(links),
    };
    sendBody(request, response, 302, headers, `See ${location}\n`);
  });

  router.use(['/timemap/link', '/timemap/json'], readOnly(), (request, response) => {
    const { path } = requestTarget(request);
    const form = path.startsWith(`${site.path}timemap/link`) ? 'link' : 'json';
    const found = findExactly(store, site, localPart(site, `timemap/${form}/`, path));
    const head = headOf(found, path);
    const map = readTimeMap(store, head.document, positionOf(request));
    const ready = representation(form === 'link' ? linkFormatTimeMap(map) : jsonTimeMap(map), {
      validator: String(head.sequence),
      lastModified: head.modified,
      headers: {
        'Content-Type': form === 'link' ? linkFormat : timeMapJson,
        Link: linkField([link(head.document, 'original'), ...timeLinks(head.document)]),
      },
    });
    sendRepresentation(request, response, ready);
  });

  function headOf(found: ReturnType<typeof findDocument>, path: string): RecordHead {
    if (found.type === 'malformed') throw new ProblemError(malformedUrl());
    if (found.type === 'absent') throw new ProblemError(notFound(path, `${site.base}catalog`));
    return found.head;
  }
  return router;
}

function fieldOf(request: IncomingMessage, name: string): string | undefined {
  const field = request.headers[name];
  return Array.isArray(field) ? field.join(', ') : field;
}

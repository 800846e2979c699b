import express, { type NextFunction, type Request, type Response, Router } from 'express';
import { inboxIri, inboxLink } from '../../feeds/push-links.ts';
import type { Notification } from '../../push/notification.ts';
import type { PushService } from '../../push/push-service.ts';
import { jsonLd, type RdfFormat, rdfFormats } from '../../rdf/formats.ts';
import { plainTriples } from '../../rdf/plain-triples.ts';
import { portalPrefixes, serialise } from '../../rdf/serialise.ts';
import { ldp } from '../../vocabulary/terms.ts';
import { authorise } from '../authorise.ts';
import { clientOf } from '../client-of.ts';
import { contentType, type HtmlFormat, html, isHtml } from '../formats.ts';
import { preflightHeaders } from '../headers.ts';
import type { HttpContext } from '../http-context.ts';
import { Allowance } from '../hub-allowance.ts';
import { noPush, tooOften } from '../hub-problems.ts';
import { describeInbox, inboxJsonLd, notificationIri } from '../inbox-description.ts';
import { readNotification } from '../inbox-notification.ts';
import { notificationTooLarge } from '../inbox-problems.ts';
import { negotiateFormat } from '../negotiate-format.ts';
import { pageContextOf } from '../page-context-of.ts';
import { renderInboxPage } from '../pages/inbox-page.tsx';
import { ProblemError } from '../problem.ts';
import { availableOf, notAcceptable, notFound, unavailable, unsupportedMediaType } from '../problems.ts';
import { requestTarget } from '../request-target.ts';
import { representation, sendBody, sendRepresentation } from '../send.ts';
import { mediaTypeOf } from '../text-body.ts';
import { allowMethods, readOnly } from './allow-methods.ts';

/** What a notification may be sent as; a profile is a wish (LDN §3.3.2 asks for JSON-LD). */
const accepted = 'application/ld+json, application/activity+json';
/** Bytes of a notification. */
const longestNotification = 64 * 1024;
/** Notifications that a list names: the newest. */
const mostListed = 1_000;
/** Who has no token may leave ten at once, then one every six seconds. */
const allowance = { most: 10, interval: 6_000 };

/** JSON-LD first: it is what every receiver must speak (LDN §3.3). */
const formats: readonly (RdfFormat | HtmlFormat)[] = [
  jsonLd,
  ...rdfFormats.filter((format) => format !== jsonLd),
  html,
];

/** `/inbox`: the receiver of Linked Data Notifications (https://www.w3.org/TR/ldn/ §3.3). */
export function inboxRoutes(context: HttpContext): Router {
  const { site, proxies, push } = context;
  const router = Router({ caseSensitive: true, strict: true });
  const clients = new Allowance(allowance);
  const links = { Link: `<${ldp.Container}>; rel="type", ${inboxLink(site.reference(inboxIri(site.base)))}` };
  const parse = express.raw({ type: () => true, limit: longestNotification });

  router.options('/inbox', (request, response) => {
    const headers = { ...preflightHeaders('GET, HEAD, POST, OPTIONS'), 'Accept-Post': accepted };
    sendBody(request, response, 204, headers);
  });

  router.all(
    '/inbox',
    allowMethods('GET', 'HEAD', 'POST'),
    refuseEarly,
    readBody,
    async (request, response) => {
      if (request.method === 'POST') await receive(request, response);
      else list(request, response);
    },
  );

  router.all(/^\/inbox\/([0-9a-z]{1,12}-[0-9a-f]{24})$/, readOnly(), (request, response) => {
    const notification = service().notifications.get(request.params[0] ?? '');
    if (!notification) throw new ProblemError(notFound(requestTarget(request).path, inboxIri(site.base)));
    const headers = {
      'Content-Type': notification.mediaType,
      // Anybody can have written it: search engines are not to take it for the portal's word.
      'X-Robots-Tag': 'noindex',
    };
    const ready = representation(notification.body, { validator: 'notification', headers });
    sendRepresentation(request, response, ready);
  });

  function service(): PushService {
    if (!push) throw new ProblemError(unavailable('push-unavailable', noPush));
    return push;
  }

  /** What will not be taken is not read. */
  function refuseEarly(request: Request, response: Response, next: NextFunction): void {
    if (request.method === 'POST') {
      service();
      const type = mediaTypeOf(request);
      if (!accepted.split(', ').includes(type)) throw new ProblemError(unsupportedMediaType(type, accepted));
      response.locals['token'] = senderOf(request);
    }
    next();
  }

  /** Id of the token. Whoever has none may send all the same, and is held to a measure. */
  function senderOf(request: Request): string | undefined {
    if (request.headers.authorization !== undefined) return authorise(context, request, 'editor').id;
    const wait = clients.take(clientOf(request, proxies));
    if (wait > 0) throw new ProblemError(tooOften(wait));
    return undefined;
  }

  function readBody(request: Request, response: Response, next: NextFunction): void {
    if (request.method !== 'POST') {
      next();
      return;
    }
    parse(request, response, (error?: unknown) => {
      const isTooLarge = error instanceof Error && 'type' in error && error.type === 'entity.too.large';
      next(isTooLarge ? new ProblemError(notificationTooLarge(longestNotification)) : error);
    });
  }

  async function receive(request: Request, response: Response): Promise<void> {
    const { notifications } = service();
    const id = notifications.newId();
    const bytes: unknown = request.body;
    const iri = notificationIri(site.base, id);
    const { body, facts } = await readNotification(
      bytes instanceof Uint8Array ? bytes : new Uint8Array(),
      iri,
    );
    const token: unknown = response.locals['token'];
    const notification: Notification = {
      id,
      received: Date.now(),
      ...facts,
      body,
      mediaType: mediaTypeOf(request),
      ...(typeof token === 'string' && { token }),
    };
    await service().receive(notification);
    const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };
    sendBody(request, response, 201, { ...headers, Location: site.reference(iri) });
  }

  /** Who has an editor's token sees all; others what came with one. */
  function list(request: Request, response: Response): void {
    const isEditor = request.headers.authorization !== undefined;
    if (isEditor) authorise(context, request, 'editor');
    const chosen = negotiateFormat(request.headers.accept, formats);
    if (!chosen) throw new ProblemError(notAcceptable(availableOf(formats)));
    const { format, mediaType } = chosen;
    const listed = service().notifications.list({ anonymous: isEditor, limit: mostListed });
    const page = isHtml(format) ? pageContextOf(context, request) : undefined;
    const headers = {
      ...links,
      'Content-Type': contentType(mediaType),
      ...(page && { 'Content-Language': page.language }),
      Vary: ['Accept', 'Authorization', ...(page ? ['Accept-Language'] : [])].join(', '),
      'Accept-Post': accepted,
    };
    const body = isHtml(format)
      ? renderInboxPage({ context: pageContextOf(context, request), notifications: listed })
      : write(format, listed);
    const cacheControl = isEditor ? 'private, no-cache' : 'public, no-cache';
    sendRepresentation(
      request,
      response,
      representation(body, { validator: `inbox-${listed.length}`, headers, cacheControl }),
    );
  }

  function write(format: RdfFormat, listed: readonly Notification[]): string {
    if (format === jsonLd) return `${JSON.stringify(inboxJsonLd(site.base, listed), null, 2)}\n`;
    const options = { topic: inboxIri(site.base), prefixes: portalPrefixes(site.base) };
    return serialise(plainTriples(describeInbox(site.base, listed), format), format, options);
  }

  return router;
}

import express, { type Request, type Response, Router } from 'express';
import { hubIri } from '../../feeds/push-links.ts';
import type { PushService } from '../../push/push-service.ts';
import { jsonLd, type RdfFormat, rdfFormats } from '../../rdf/formats.ts';
import { plainTriples } from '../../rdf/plain-triples.ts';
import { portalPrefixes, serialise } from '../../rdf/serialise.ts';
import { clientOf } from '../client-of.ts';
import { contentType, html } from '../formats.ts';
import type { HttpContext } from '../http-context.ts';
import { Allowance } from '../hub-allowance.ts';
import { describeHub, hubJson } from '../hub-description.ts';
import { hubRefusal, noPush, tooOften } from '../hub-problems.ts';
import { readHubRequest } from '../hub-request.ts';
import { type Negotiable, negotiateFormat } from '../negotiate-format.ts';
import { pageContextOf } from '../page-context-of.ts';
import { renderHubPage } from '../pages/hub-page.tsx';
import { ProblemError } from '../problem.ts';
import { availableOf, notAcceptable, unavailable, unsupportedMediaType } from '../problems.ts';
import { representation, sendBody, sendRepresentation } from '../send.ts';
import { mediaTypeOf, strictParameters, textBody } from '../text-body.ts';
import { allowMethods, readOnly } from './allow-methods.ts';

const form = 'application/x-www-form-urlencoded';
/** Bytes of a subscription request. */
const longestForm = 16 * 1024;
/** A client may ask for a hundred things at once, then for one a second: each makes this server send a request. */
const allowance = { most: 100, interval: 1_000 };

interface HubFormat extends Negotiable {
  readonly rdf?: RdfFormat;
}

const json: HubFormat = { mediaType: 'application/json', aliases: ['text/json'] };
const formats: readonly HubFormat[] = [
  json,
  ...rdfFormats.map((rdf) => ({
    mediaType: rdf.mediaType,
    aliases: rdf === jsonLd ? [] : rdf.aliases,
    rdf,
  })),
  html,
];

/** `/hub`: the WebSub hub of the portal's feeds (https://www.w3.org/TR/websub/). */
export function hubRoutes(context: HttpContext): Router {
  const { site, push, proxies } = context;
  const router = Router({ caseSensitive: true, strict: true });
  const clients = new Allowance(allowance);

  router.all(
    '/hub',
    allowMethods('GET', 'HEAD', 'POST'),
    express.raw({ type: () => true, limit: longestForm }),
    async (request, response) => {
      if (request.method === 'POST') await subscribe(request, response);
      else describe(request, response);
    },
  );

  async function subscribe(request: Request, response: Response): Promise<void> {
    if (!push) throw new ProblemError(unavailable('push-unavailable', noPush));
    if (mediaTypeOf(request) !== form) {
      throw new ProblemError(unsupportedMediaType(mediaTypeOf(request), form));
    }
    const wait = clients.take(clientOf(request, proxies));
    if (wait > 0) throw new ProblemError(tooOften(wait));
    const asked = readHubRequest(strictParameters(textBody(request, form)));
    const answer = await push.subscribe(asked);
    if (answer.type !== 'accepted') throw new ProblemError(hubRefusal(answer, asked, hubIri(site.base)));
    const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };
    sendBody(request, response, 202, headers, 'Accepted. The callback is now asked whether it was meant.\n');
  }

  function describe(request: Request, response: Response): void {
    const chosen = negotiateFormat(request.headers.accept, formats);
    if (!chosen) throw new ProblemError(notAcceptable(availableOf(formats)));
    const { format, mediaType } = chosen;
    const page = format === html ? pageContextOf(context, request) : undefined;
    const headers = {
      'Content-Type': contentType(mediaType),
      ...(page && { 'Content-Language': page.language }),
      Vary: page ? 'Accept, Accept-Language' : 'Accept',
      'Accept-Post': form,
    };
    const body = page ? renderHubPage({ context: page, formats: [] }) : write(format);
    const { cacheControl } = context;
    sendRepresentation(request, response, representation(body, { validator: 'hub', headers, cacheControl }));
  }

  function write({ rdf }: HubFormat): string {
    if (!rdf) return `${JSON.stringify(hubJson(site.base), null, 2)}\n`;
    const options = { topic: hubIri(site.base), prefixes: portalPrefixes(site.base) };
    return serialise(plainTriples(describeHub(site.base), rdf), rdf, options);
  }

  return router;
}

const keyDirectoryPath = '/.well-known/http-message-signatures-directory';

/** The public keys of deliveries: a JSON Web Key Set (RFC 7517 §5) where verifiers of message signatures look for it. */
export function keyRoutes({ push }: { readonly push?: PushService }): Router {
  const router = Router({ caseSensitive: true, strict: true });
  router.all(keyDirectoryPath, readOnly(), (request, response) => {
    if (!push) throw new ProblemError(unavailable('push-unavailable', noPush));
    const body = `${JSON.stringify({ keys: [push.publicJwk] }, null, 2)}\n`;
    const headers = { 'Content-Type': 'application/http-message-signatures-directory+json' };
    const cacheControl = 'public, max-age=3600';
    sendRepresentation(request, response, representation(body, { validator: 'keys', headers, cacheControl }));
  });
  return router;
}

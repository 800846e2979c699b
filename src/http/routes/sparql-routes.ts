import express, { type Request, type Response, Router } from 'express';
import { authorise } from '../authorise.ts';
import { isNotModified } from '../conditional.ts';
import { contentType, html } from '../formats.ts';
import { commonHeaders } from '../headers.ts';
import type { HttpContext } from '../http-context.ts';
import { negotiateFormat } from '../negotiate-format.ts';
import { pageContextOf } from '../page-context-of.ts';
import { queryPageHeaders, renderSparqlPage } from '../pages/sparql-page.tsx';
import { ProblemError } from '../problem.ts';
import { availableOf, badRequest, notAcceptable, unavailable, unsupportedMediaType } from '../problems.ts';
import { requestTarget } from '../request-target.ts';
import { sendBody } from '../send.ts';
import { sendCompressed, sendStream } from '../send-compressed.ts';
import { sendServiceDescription } from '../service-answer.ts';
import { acceptOf, queryRequest, updateRequest } from '../sparql-request.ts';
import { mediaTypeOf, strictParameters, textBody } from '../text-body.ts';
import { sendWritten } from '../write-answer.ts';
import { allowMethods } from './allow-methods.ts';

const form = 'application/x-www-form-urlencoded';
const directQuery = 'application/sparql-query';
const directUpdate = 'application/sparql-update';
const supported = `${directQuery}, ${directUpdate}, ${form}`;
/** Bytes of a query sent by POST; an update may be as large as any upload. */
const longestQuery = 1024 * 1024;

/**
 * `/sparql`: the query and update operations of the SPARQL 1.1 Protocol. Asked nothing, it describes itself: a page with
 * an editor for browsers, a Service Description for others.
 */
export function sparqlRoutes(context: HttpContext): Router {
  const { sparql } = context;
  const router = Router({ caseSensitive: true, strict: true });
  const raw = (limit: number) => express.raw({ type: () => true, limit });

  router.all(
    ['/sparql', '/sparql/'],
    allowMethods('GET', 'HEAD', 'POST'),
    (request, response, next) => {
      const started = performance.now();
      response.once('close', () =>
        context.metrics.observe(response.statusCode, (performance.now() - started) / 1000),
      );
      // Whoever shows a token is told at once where it does not hold, and not answered as if he had none.
      if (request.headers.authorization !== undefined) authorise(context, request, 'reader');
      if (request.method === 'POST') requireOperationType(request);
      next();
    },
    (request, response, next) => {
      const isUpdate = mediaTypeOf(request) === directUpdate;
      if (request.method === 'POST' && isUpdate) authorise(context, request, 'editor');
      const limit = isUpdate || mediaTypeOf(request) === form ? context.uploadBytes : longestQuery;
      raw(limit)(request, response, next);
    },
    async (request, response) => {
      const parameters = parametersOf(request);
      const isRead = request.method === 'GET' || request.method === 'HEAD';
      if (parameters.has('update')) await answerUpdate(request, response, parameters);
      else if (isRead && !parameters.has('query')) await describe(request, response, parameters);
      else await answerQuery(request, response, parameters);
    },
  );

  async function describe(request: Request, response: Response, parameters: URLSearchParams): Promise<void> {
    if (!parameters.has('format') && wantsPage(request)) sendPage(request, response);
    else await sendServiceDescription(context, request, response, acceptOf(request, parameters));
  }

  function sendPage(request: Request, response: Response): void {
    const page = pageContextOf(context, request);
    const headers = {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': page.language,
      'Cache-Control': 'public, no-cache',
      Vary: 'Accept, Accept-Language',
      ...queryPageHeaders,
    };
    sendBody(request, response, 200, headers, renderSparqlPage(page));
  }

  async function answerQuery(
    request: Request,
    response: Response,
    parameters: URLSearchParams,
  ): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const asked = queryRequest(context, request, parameters, gone.signal);
    const known = sparql.validator(asked);
    if (known !== undefined && sendUnchanged(request, response, known)) return;
    requireReady();
    const answer = await sparql.query(asked);
    if (answer.type === 'not-acceptable') throw new ProblemError(notAcceptable(availableOf(answer.formats)));
    const type = contentType(asked.chosen() ?? answer.mediaType);
    if (answer.type === 'stream') {
      const headers = { 'Content-Type': type, 'Cache-Control': 'no-store', Vary: 'Accept' };
      await sendStream(request, response, headers, answer.body);
      return;
    }
    const { validator } = answer;
    if (validator !== undefined && sendUnchanged(request, response, validator)) return;
    const caching = validator === undefined ? { 'Cache-Control': 'no-store' } : validatorHeaders(validator);
    await sendCompressed(
      request,
      response,
      { 'Content-Type': type, Vary: 'Accept', ...caching },
      answer.answer,
    );
  }

  /** `false` while a replica is only being brought back: the query then waits for it. */
  function requireReady(): void {
    const state = sparql.state();
    if (state.ready || state.restoring) return;
    if (state.problem) {
      const { code, message } = state.problem;
      throw new ProblemError(unavailable(code, { en: message, hi: message }, { engine: state }));
    }
    const { loaded, total } = state;
    const detail = {
      en: `The query engine is loading: ${loaded} of ${total} records so far.`,
      hi: `क्वेरी इंजन लोड हो रहा है: अब तक ${total} में से ${loaded} रिकॉर्ड।`,
    };
    throw new ProblemError(unavailable('engine-loading', detail, { loaded, total }));
  }

  async function answerUpdate(
    request: Request,
    response: Response,
    parameters: URLSearchParams,
  ): Promise<void> {
    if (request.method !== 'POST') throw new ProblemError(updateByGet());
    authorise(context, request, 'editor');
    if (parameters.has('query')) throw new ProblemError(queryAndUpdate());
    const asked = updateRequest(context, request, parameters);
    requireReady();
    sendWritten(context, request, response, await context.writer.update(asked));
  }

  return router;
}

function sendUnchanged(request: Request, response: Response, validator: string): boolean {
  if (!isNotModified(request.headers, { etag: `"${validator}"`, headers: [], body: Buffer.alloc(0) }))
    return false;
  response.writeHead(304, {
    ...commonHeaders,
    Vary: 'Accept, Accept-Encoding',
    ...validatorHeaders(validator),
  });
  response.end();
  return true;
}

/** Weak: two replicas may give the rows of one answer in another order. Asked about each time, as anything may change. */
function validatorHeaders(validator: string): Record<string, string> {
  return { ETag: `W/"${validator}"`, 'Cache-Control': 'public, no-cache' };
}

function requireOperationType(request: Request): void {
  const type = mediaTypeOf(request);
  if (type === form || type === directQuery || type === directUpdate) return;
  throw new ProblemError(unsupportedMediaType(type, supported));
}

/** Of the address, and of the body where it is a form; the body itself is the query or update where it is sent directly. */
function parametersOf(request: Request): URLSearchParams {
  const parameters = strictParameters(requestTarget(request).query);
  if (request.method !== 'POST') return parameters;
  const type = mediaTypeOf(request);
  const body = textBody(request, supported);
  if (type === form) {
    for (const name of ['query', 'update']) parameters.delete(name);
    for (const [name, value] of strictParameters(body)) parameters.append(name, value);
    return parameters;
  }
  for (const name of ['query', 'update']) parameters.delete(name);
  parameters.append(type === directUpdate ? 'update' : 'query', body);
  return parameters;
}

const data = { mediaType: 'text/turtle', aliases: ['application/ld+json', 'application/rdf+xml'] };
const dataOrPage = [data, html];

function wantsPage(request: Request): boolean {
  return negotiateFormat(request.headers.accept, dataOrPage)?.format === html;
}

function updateByGet() {
  return badRequest(
    'update-by-get',
    {
      en: 'An update cannot be sent by GET (SPARQL 1.1 Protocol §2.2).',
      hi: 'अद्यतन GET से नहीं भेजा जा सकता (SPARQL 1.1 Protocol §2.2)।',
    },
    {
      en: 'POST it: a form with update=, or the update itself as application/sparql-update.',
      hi: 'इसे POST करें: फ़ॉर्म में update=, या स्वयं अद्यतन application/sparql-update के रूप में।',
    },
  );
}

function queryAndUpdate() {
  return badRequest(
    'query-and-update',
    { en: 'The request has a query and an update.', hi: 'अनुरोध में क्वेरी और अद्यतन दोनों हैं।' },
    { en: 'Send one of them.', hi: 'इनमें से एक भेजें।' },
  );
}

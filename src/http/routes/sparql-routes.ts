import express, { type Request, type Response, Router } from 'express';
import type { ResultFormat } from '../../sparql/result-formats.ts';
import { contentType, html } from '../formats.ts';
import type { HttpContext } from '../http-context.ts';
import { negotiateFormat } from '../negotiate-format.ts';
import { pageContextOf } from '../page-context-of.ts';
import { renderSparqlPage, resultNames } from '../pages/sparql-page.tsx';
import { ProblemError } from '../problem.ts';
import { availableOf, badRequest, notAcceptable, unavailable, unsupportedMediaType } from '../problems.ts';
import { requestTarget } from '../request-target.ts';
import { sendBody } from '../send.ts';
import { allowMethods } from './allow-methods.ts';

const form = 'application/x-www-form-urlencoded';
const direct = 'application/sparql-query';
/** Bytes of a query sent by POST. */
const longestBody = 1024 * 1024;

/** `/sparql`: the query operation of the SPARQL 1.1 Protocol (§2.1), three ways. A form page where a browser asks nothing. */
export function sparqlRoutes(context: HttpContext): Router {
  const { sparql } = context;
  const router = Router({ caseSensitive: true, strict: true });

  router.all(
    '/sparql',
    allowMethods('GET', 'HEAD', 'POST'),
    (request, _response, next) => {
      if (request.method === 'POST') requireQueryType(request);
      next();
    },
    express.text({ type: [form, direct], limit: longestBody }),
    async (request, response) => {
      const parameters = parametersOf(request);
      const accept = acceptOf(request, parameters);
      if (!parameters.has('query') && request.method !== 'POST' && wantsPage(request)) {
        sendPage(request, response);
        return;
      }
      const query = onlyQuery(parameters);
      requireReady();
      await answer(request, response, { query, parameters, accept });
    },
  );

  function sendPage(request: Request, response: Response): void {
    const page = pageContextOf(context, request);
    const headers = {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': page.language,
      'Cache-Control': 'public, no-cache',
      Vary: 'Accept, Accept-Language',
    };
    sendBody(request, response, 200, headers, renderSparqlPage(page));
  }

  function requireReady(): void {
    const state = sparql.state();
    if (state.ready) return;
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

  async function answer(
    request: Request,
    response: Response,
    asked: { query: string; parameters: URLSearchParams; accept: string | undefined },
  ): Promise<void> {
    const { query, parameters, accept } = asked;
    let mediaType: string | undefined;
    const result = await sparql.query({
      query,
      ...graphs('defaultGraphs', parameters.getAll('default-graph-uri')),
      ...graphs('namedGraphs', parameters.getAll('named-graph-uri')),
      choose: (formats: readonly ResultFormat[]) => {
        const chosen = negotiateFormat(accept, formats);
        mediaType = chosen?.mediaType;
        return chosen?.format;
      },
    });
    if (result.type === 'not-acceptable') throw new ProblemError(notAcceptable(availableOf(result.formats)));
    const headers = {
      'Content-Type': contentType(mediaType ?? result.mediaType),
      'Cache-Control': 'public, no-cache',
      Vary: 'Accept',
    };
    sendBody(request, response, 200, headers, result.body);
  }
  return router;
}

function graphs<Name extends string>(name: Name, iris: string[]): { [K in Name]?: string[] } {
  return (iris.length > 0 ? { [name]: iris } : {}) as { [K in Name]?: string[] };
}

function requireQueryType(request: Request): void {
  const type = mediaTypeOf(request);
  if (type === form || type === direct) return;
  throw new ProblemError(unsupportedMediaType(type, `${direct}, ${form}`));
}

function mediaTypeOf(request: Request): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** Of the address; of the body where it is a form; the body itself is the query where it is sent directly. */
function parametersOf(request: Request): URLSearchParams {
  const { query } = requestTarget(request);
  if (request.method !== 'POST') return new URLSearchParams(query);
  const body = typeof request.body === 'string' ? request.body : '';
  if (mediaTypeOf(request) === form) return new URLSearchParams(body);
  const parameters = new URLSearchParams(query);
  parameters.delete('query');
  parameters.append('query', body);
  return parameters;
}

function onlyQuery(parameters: URLSearchParams): string {
  const queries = parameters.getAll('query');
  const [query = ''] = queries;
  if (queries.length === 1 && query.trim() !== '') return query;
  const remedy = {
    en: 'Send one query: GET with ?query=, a POSTed form with query=, or POST as application/sparql-query.',
    hi: 'एक क्वेरी भेजें: GET में ?query=, POST फ़ॉर्म में query=, या application/sparql-query के रूप में POST।',
  };
  if (parameters.has('update')) {
    const detail = {
      en: 'This endpoint answers queries; it takes no updates.',
      hi: 'यह एंडपॉइंट केवल क्वेरी का उत्तर देता है, अद्यतन नहीं लेता।',
    };
    throw new ProblemError(badRequest('update-not-supported', detail, remedy));
  }
  const detail =
    queries.length > 1
      ? {
          en: `The request has ${queries.length} queries.`,
          hi: `अनुरोध में ${queries.length} क्वेरी हैं।`,
        }
      : { en: 'The request has no query.', hi: 'अनुरोध में कोई क्वेरी नहीं है।' };
  throw new ProblemError(badRequest(queries.length > 1 ? 'several-queries' : 'no-query', detail, remedy));
}

/** The form page names a result format in a field, because a browser's `Accept` cannot. */
function acceptOf(request: Request, parameters: URLSearchParams): string | undefined {
  const named = resultNames.find(([name]) => name === parameters.get('format'));
  return named ? named[2] : request.headers.accept;
}

function wantsPage(request: Request): boolean {
  const other = { mediaType: 'application/sparql-results+json', aliases: [] };
  return negotiateFormat(request.headers.accept, [other, html])?.format === html;
}

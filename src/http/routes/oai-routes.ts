import express, { type Request, type Response, Router } from 'express';
import type { HttpContext } from '../http-context.ts';
import { OaiAnswers } from '../oai-answers.ts';
import { rdfXmlSchema } from '../oai-dcat.ts';
import { OaiError, readOaiRequest } from '../oai-request.ts';
import { errorElement, renderOai } from '../oai-xml.ts';
import { ProblemError } from '../problem.ts';
import { unsupportedMediaType } from '../problems.ts';
import { requestTarget } from '../request-target.ts';
import { formFor, representation, sendRepresentation } from '../send.ts';
import { mediaTypeOf, strictParameters, textBody } from '../text-body.ts';
import { allowMethods, readOnly } from './allow-methods.ts';

const form = 'application/x-www-form-urlencoded';
/** Bytes of the arguments sent by POST. */
const longestForm = 64 * 1024;

/** `/oai`: OAI-PMH 2.0 (http://www.openarchives.org/OAI/openarchivesprotocol.html), by GET and POST. */
export function oaiRoutes(context: HttpContext): Router {
  const { site, cacheControl, log } = context;
  const answers = new OaiAnswers(context);
  const router = Router({ caseSensitive: true, strict: true });

  router.all(
    '/oai',
    allowMethods('GET', 'HEAD', 'POST'),
    express.raw({ type: () => true, limit: longestForm }),
    async (request, response) => {
      await send(request, response, await answer(request));
    },
  );

  router.all('/oai/rdf.xsd', readOnly(), (request, response) => {
    const headers = { 'Content-Type': 'application/xml; charset=utf-8' };
    sendRepresentation(
      request,
      response,
      representation(rdfXmlSchema(), { validator: 'oai', headers, cacheControl }),
    );
  });

  async function answer(request: Request): Promise<string> {
    const now = new Date();
    const baseUrl = `${site.base}oai`;
    const parameters = parametersOf(request);
    try {
      if (parameters instanceof OaiError) throw parameters;
      const content = await answers.answer(readOaiRequest(parameters, now), now);
      return renderOai({ baseUrl, now, attributes: Object.fromEntries(parameters) }, content);
    } catch (error) {
      if (!(error instanceof OaiError)) throw error;
      const isUnknown = error.code === 'badVerb' || error.code === 'badArgument';
      const attributes = isUnknown || parameters instanceof OaiError ? {} : Object.fromEntries(parameters);
      log.debug({ code: error.code }, 'an OAI-PMH request was refused');
      return renderOai({ baseUrl, now, attributes }, errorElement(error));
    }
  }

  return router;
}

/** What is malformed is an error of the protocol, not of HTTP (§3.6). */
function parametersOf(request: Request): URLSearchParams | OaiError {
  const isPost = request.method === 'POST';
  if (isPost && mediaTypeOf(request) !== form) {
    throw new ProblemError(unsupportedMediaType(mediaTypeOf(request) || 'nothing', form));
  }
  try {
    return strictParameters(isPost ? textBody(request, form) : requestTarget(request).query);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'not-utf-8') {
      return new OaiError('badArgument', error.problem.detail.en);
    }
    throw error;
  }
}

/** Never conditional: each answer is of its own time. */
async function send(request: Request, response: Response, body: string): Promise<void> {
  const ready = representation(body, {
    validator: 'oai',
    headers: { 'Content-Type': 'text/xml; charset=utf-8' },
    cacheControl: 'no-cache',
  });
  const chosen = await formFor(request, ready);
  response.writeHead(200, chosen.headers as string[]);
  response.end(request.method === 'HEAD' ? undefined : chosen.body);
}

import { Readable } from 'node:stream';
import { type GuardedAnswer, guardedBody, guardedRequest, unusable } from '../../fetch/guarded-request.ts';
import type { Guard } from '../../fetch/send-guarded.ts';
import { Failure } from '../../model/failure.ts';
import { BodyCheck } from './body-check.ts';

/** One request of the SPARQL protocol. */
export interface EndpointCall {
  readonly endpoint: string;
  readonly query: string;
  readonly method: 'GET' | 'POST';
  readonly accept: string;
  readonly signal: AbortSignal;
}

export interface CallRules extends Guard {
  /** Bytes of the answer; more is Failure `result-too-large`. */
  readonly maxBytes: number;
}

/** What endpoints call their results in practice, and what it is. */
const resultTypes = new Map([
  ['application/sparql-results+json', 'application/sparql-results+json'],
  ['application/json', 'application/sparql-results+json'],
  ['application/sparql-results+xml', 'application/sparql-results+xml'],
  ['application/xml', 'application/sparql-results+xml'],
  ['text/xml', 'application/sparql-results+xml'],
  ['text/turtle', 'text/turtle'],
  ['application/x-turtle', 'text/turtle'],
  ['application/n-triples', 'application/n-triples'],
]);

/**
 * Calls an endpoint that is listed.
 * @throws Failure `endpoint-refused`, `endpoint-failed`; reading the body may throw `result-too-large`
 */
export async function callEndpoint(call: EndpointCall, rules: CallRules): Promise<Response> {
  const { endpoint: address, query, method, accept, signal } = call;
  const parameter = `query=${encodeURIComponent(query)}`;
  const place = method === 'POST' ? { form: parameter } : { urlOf: (url: URL) => withQuery(url, parameter) };
  const answer = await guardedRequest(
    { address, accept, signal, ...place, strip: (target) => withoutQuery(target, query) },
    rules,
  );
  const mediaType = resultTypes.get(answer.mediaType);
  if (mediaType === undefined) {
    answer.message.destroy();
    throw unusable(answer.url, `it answered in "${answer.mediaType}", which is no form of SPARQL results`);
  }
  const body = Readable.toWeb(
    Readable.from(checked(answer, mediaType, rules.maxBytes), { objectMode: false }),
  );
  return new Response(body as ReadableStream, { headers: { 'content-type': mediaType } });
}

function withQuery(endpoint: URL, parameter: string): URL {
  const url = new URL(endpoint);
  url.search = url.search ? `${url.search}&${parameter}` : parameter;
  return url;
}

/** Redirects of GET usually repeat the query. */
function withoutQuery(target: URL, query: string): void {
  if (target.searchParams.get('query') === query) target.searchParams.delete('query');
}

async function* checked(answer: GuardedAnswer, mediaType: string, maxBytes: number): AsyncGenerator<Buffer> {
  const check = new BodyCheck(mediaType);
  for await (const chunk of guardedBody(answer, { maxBytes, tooLarge: (url) => tooLarge(url, maxBytes) })) {
    const problem = check.take(chunk);
    if (problem !== undefined) throw unusable(answer.url, problem);
    yield chunk;
  }
  const problem = check.end();
  if (problem !== undefined) throw unusable(answer.url, problem);
}

function tooLarge(url: URL, maxBytes: number): Failure {
  return new Failure(
    'result-too-large',
    `<${url.href}> sent more than ${maxBytes} bytes for one part of the query. Ask it for less: a more selective pattern inside SERVICE.`,
  );
}

import { type LookupAddress, lookup as resolveName } from 'node:dns';
import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { Failure } from '../../model/failure.ts';
import type { AllowedEndpoints } from './allowed-endpoints.ts';
import { BodyCheck } from './body-check.ts';

/** One request of the SPARQL protocol. */
export interface EndpointCall {
  readonly endpoint: string;
  readonly query: string;
  readonly method: 'GET' | 'POST';
  readonly accept: string;
  readonly signal: AbortSignal;
}

/** Connections that stay open between calls. They are made to checked addresses only. */
export class Connections {
  readonly http = new http.Agent({ keepAlive: true, maxSockets });
  readonly https = new https.Agent({ keepAlive: true, maxSockets });
}

export interface CallRules {
  readonly connections: Connections;
  readonly allowed: AllowedEndpoints;
  /** Bytes of the answer; more is Failure `result-too-large`. */
  readonly maxBytes: number;
}

/** What befalls the requests of a query that is over; nobody needs to know. */
export class StaleRequest extends Error {}

const maxRedirects = 3;
/** Connections to one endpoint at a time. */
const maxSockets = 8;
/** Bytes of an error page that are read for the message. */
const excerptBytes = 300;

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
 * Calls an endpoint. Its URL, every redirect's and every address that a name resolves to are checked, and the
 * connection goes to the addresses that were checked: a name cannot resolve to another one in between.
 * @throws Failure `endpoint-refused`, `endpoint-failed`; reading the body may throw `result-too-large`
 */
export async function callEndpoint(call: EndpointCall, rules: CallRules): Promise<Response> {
  let url = rules.allowed.check(call.endpoint);
  for (let redirects = 0; ; redirects++) {
    const answer = await send(url, call, rules);
    const location = answer.headers.location;
    if (location === undefined || !isRedirect(answer.statusCode))
      return responseOf(url, answer, call.signal, rules);
    answer.destroy();
    if (redirects === maxRedirects) throw failed(url, `it redirects more than ${maxRedirects} times`);
    url = nextUrl(url, location, call, rules);
  }
}

/** The method and the query stay the same on every hop: an endpoint that moved still needs the query. */
function isRedirect(status: number | undefined): boolean {
  return status === 301 || status === 302 || status === 307 || status === 308;
}

function nextUrl(from: URL, location: string, call: EndpointCall, rules: CallRules): URL {
  if (!URL.canParse(location, from.href)) throw failed(from, 'it redirects to what is no URL');
  const target = new URL(location, from);
  // Redirects of GET usually repeat the query; `send` adds it again.
  if (target.searchParams.get('query') === call.query) target.searchParams.delete('query');
  try {
    return rules.allowed.check(target.href);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure('endpoint-refused', `<${from.href}> redirects. ${error.message}`);
  }
}

function send(endpoint: URL, call: EndpointCall, rules: CallRules): Promise<http.IncomingMessage> {
  const host = endpoint.hostname;
  const literal = host.replace(/^\[|\]$/g, '');
  // Sockets look up no literal address, so `lookup` would never see it.
  if (isIP(literal) !== 0) rules.allowed.checkAddress(host, literal);
  const url = new URL(endpoint);
  const parameter = `query=${encodeURIComponent(call.query)}`;
  if (call.method === 'GET') url.search = url.search ? `${url.search}&${parameter}` : parameter;
  const headers: http.OutgoingHttpHeaders = {
    accept: call.accept,
    'accept-encoding': 'identity',
    'user-agent': 'fivestar',
  };
  const body = call.method === 'POST' ? Buffer.from(parameter) : undefined;
  if (body) {
    headers['content-type'] = 'application/x-www-form-urlencoded';
    headers['content-length'] = body.length;
  }
  const secure = url.protocol === 'https:';
  const options = {
    method: call.method,
    headers,
    signal: call.signal,
    agent: secure ? rules.connections.https : rules.connections.http,
    lookup: checkedLookup(rules.allowed),
  };
  return new Promise((resolve, reject) => {
    const request = (secure ? https : http).request(url, options, resolve);
    request.on('error', (error) => reject(whatFailed(error, endpoint, error.message, call.signal)));
    request.end(body);
  });
}

/** Resolves a name and refuses it where one of its addresses is not allowed. */
function checkedLookup(allowed: AllowedEndpoints): LookupFunction {
  return (host, options, done) => {
    resolveName(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const refused = error ?? refusedAddress(allowed, host, addresses);
      const first = addresses?.[0];
      if (refused || !first) done(refused ?? new Error(`${host} has no address`), '', 0);
      else if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}

function refusedAddress(
  allowed: AllowedEndpoints,
  host: string,
  addresses: readonly LookupAddress[],
): Failure | undefined {
  try {
    for (const { address } of addresses) allowed.checkAddress(host, address);
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

async function responseOf(
  url: URL,
  answer: http.IncomingMessage,
  signal: AbortSignal,
  rules: CallRules,
): Promise<Response> {
  const status = answer.statusCode ?? 0;
  if (status !== 200) throw failed(url, `it answered with status ${status}${await excerpt(answer)}`);
  const declared = (answer.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const mediaType = resultTypes.get(declared);
  if (mediaType === undefined) {
    answer.destroy();
    throw failed(url, `it answered in "${declared}", which is no form of SPARQL results`);
  }
  const body = Readable.toWeb(
    Readable.from(checked(url, answer, mediaType, rules.maxBytes, signal), { objectMode: false }),
  );
  return new Response(body as ReadableStream, { headers: { 'content-type': mediaType } });
}

async function* checked(
  url: URL,
  answer: http.IncomingMessage,
  mediaType: string,
  maxBytes: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const check = new BodyCheck(mediaType);
  let size = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw new Failure('result-too-large', tooLarge(url, maxBytes));
      const problem = check.take(chunk);
      if (problem !== undefined) throw failed(url, problem);
      yield chunk;
    }
  } catch (error) {
    throw whatFailed(error, url, 'the connection broke off', signal);
  } finally {
    answer.destroy();
  }
  const problem = check.end();
  if (problem !== undefined) throw failed(url, problem);
}

function tooLarge(url: URL, maxBytes: number): string {
  return `<${url.href}> sent more than ${maxBytes} bytes for one part of the query. Ask it for less: a more selective pattern inside SERVICE.`;
}

async function excerpt(answer: http.IncomingMessage): Promise<string> {
  let text = '';
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      text += chunk.toString('utf8');
      if (text.length >= excerptBytes) break;
    }
  } catch {
    // Whatever came before the connection broke is excerpt enough.
  }
  const words = text.replace(/\s+/g, ' ').trim().slice(0, excerptBytes);
  return words ? `: ${words}` : '';
}

function whatFailed(error: unknown, url: URL, reason: string, signal: AbortSignal): Error {
  if (signal.aborted) return new StaleRequest();
  return error instanceof Failure ? error : failed(url, reason, error);
}

function failed(url: URL, reason: string, cause?: unknown): Failure {
  return new Failure('endpoint-failed', `<${url.href}> gave no answer to use: ${reason}.`, { cause });
}

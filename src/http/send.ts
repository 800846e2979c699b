import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { isNotModified } from './conditional.ts';
import { commonHeaders } from './headers.ts';
import { chooseEncoding } from './negotiate-encoding.ts';
import type { Representation } from './representation-cache.ts';

/** Fields of a 200 that a 304 repeats (RFC 9110 §15.4.5); the others describe a body that is not sent. */
const notOn304 = new Set(['content-length', 'content-type', 'content-encoding']);
/** Bytes below which compressing costs more than it saves. */
const worthwhile = 1_400;
/** Kept, but asked about each time: what was withdrawn or mended must not live on in a cache. */
export const revalidated = 'public, no-cache';
/** What never changes under its address. */
export const immutable = 'public, max-age=31536000, immutable';

const compress = promisify(gzip);

/**
 * @param validator what the tag begins with, e.g. the record's version; the rest is a hash of the bytes, so that each
 *   representation has a strong tag of its own, which also changes when the software writes the same record otherwise
 * @param cacheControl `public, no-cache` by default
 */
export function representation(
  body: string | Uint8Array,
  options: {
    validator: string;
    headers: Readonly<Record<string, string>>;
    lastModified?: string;
    cacheControl?: string;
  },
): Representation {
  const bytes = typeof body === 'string' ? Buffer.from(body) : Buffer.from(body);
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 16);
  const etag = `"${options.validator}-${hash}"`;
  const { lastModified } = options;
  const vary = [options.headers['Vary'], ...(bytes.length < worthwhile ? [] : ['Accept-Encoding'])].filter(
    Boolean,
  );
  const headers: Record<string, string> = {
    ...commonHeaders,
    ...options.headers,
    'Cache-Control': options.cacheControl ?? revalidated,
    ...(vary.length > 0 && { Vary: vary.join(', ') }),
    ETag: etag,
    ...(lastModified !== undefined && { 'Last-Modified': new Date(lastModified).toUTCString() }),
    'Content-Length': String(bytes.length),
  };
  return {
    headers: Object.entries(headers).flat(),
    etag,
    ...(lastModified !== undefined && { lastModified }),
    body: bytes,
  };
}

/** 200, or 304 where the client has it; without the body for HEAD; compressed where the client takes it and it is worth it. */
export function sendRepresentation(
  request: IncomingMessage,
  response: ServerResponse,
  ready: Representation,
): void {
  const form = formFor(request, ready);
  if (form instanceof Promise) sendWhenReady(request, response, form);
  else sendReady(request, response, form);
}

/** Where making it fails the connection is broken off. */
export function sendWhenReady(
  request: IncomingMessage,
  response: ServerResponse,
  form: Promise<Representation>,
): void {
  form.then(
    (compressed) => sendReady(request, response, compressed),
    (error: Error) => response.destroy(error),
  );
}

/** The representation in the content coding that the request takes; a promise while that is being made (RFC 9110 §12.5.3). */
export function formFor(
  request: IncomingMessage,
  ready: Representation,
): Representation | Promise<Representation> {
  if (ready.body.length < worthwhile) return ready;
  if (chooseEncoding(request.headers['accept-encoding'], ['gzip']) !== 'gzip') return ready;
  ready.gzip ??= gzipped(ready);
  return ready.gzip;
}

/** The tag differs: these are other bytes (RFC 9110 §8.8.3.3). */
async function gzipped(ready: Representation): Promise<Representation> {
  const body = await compress(ready.body);
  const etag = ready.etag.replace(/"$/, '-gzip"');
  const headers = [...ready.headers, 'Content-Encoding', 'gzip'];
  for (let index = 0; index + 1 < headers.length; index += 2) {
    if (headers[index] === 'ETag') headers[index + 1] = etag;
    if (headers[index] === 'Content-Length') headers[index + 1] = String(body.length);
  }
  const compressed = { ...ready, headers, etag, body };
  delete compressed.gzip;
  ready.gzip = compressed;
  return compressed;
}

/** Sends these very bytes, or 304. */
export function sendReady(request: IncomingMessage, response: ServerResponse, ready: Representation): void {
  if (isNotModified(request.headers, ready)) {
    response.writeHead(304, withoutBodyFields(ready)).end();
    return;
  }
  response.writeHead(200, ready.headers as string[]);
  response.end(request.method === 'HEAD' ? undefined : ready.body);
}

const fieldsOf304 = new WeakMap<Representation, string[]>();

function withoutBodyFields(ready: Representation): string[] {
  const known = fieldsOf304.get(ready);
  if (known) return known;
  const kept: string[] = [];
  for (let index = 0; index + 1 < ready.headers.length; index += 2) {
    const [name = '', value = ''] = ready.headers.slice(index, index + 2);
    if (!notOn304.has(name.toLowerCase())) kept.push(name, value);
  }
  fieldsOf304.set(ready, kept);
  return kept;
}

/** An answer that is made for one request and not kept. */
export function sendBody(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array = '',
): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const length = status === 204 ? {} : { 'Content-Length': String(bytes.length) };
  response.writeHead(status, { ...commonHeaders, ...headers, ...length });
  response.end(request.method === 'HEAD' || status === 204 ? undefined : bytes);
}

/** 303 See Other (https://www.w3.org/TR/cooluris/#r303gendocument). */
export function sendSeeOther(
  request: IncomingMessage,
  response: ServerResponse,
  location: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  sendBody(
    request,
    response,
    303,
    { Location: location, 'Content-Type': 'text/plain; charset=utf-8', ...headers },
    `See ${location}\n`,
  );
}

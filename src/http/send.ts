import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isNotModified } from './conditional.ts';
import { commonHeaders } from './headers.ts';
import type { Representation } from './representation-cache.ts';

/** Fields of a 200 that a 304 repeats (RFC 9110 §15.4.5); the others describe a body that is not sent. */
const notOn304 = new Set(['content-length', 'content-type']);

/**
 * @param validator what the tag begins with, e.g. the record's version; the rest is a hash of the bytes, so that each
 *   representation has a strong tag of its own, which also changes when the software writes the same record otherwise
 */
export function representation(
  body: string | Uint8Array,
  options: { validator: string; headers: Readonly<Record<string, string>>; lastModified?: string },
): Representation {
  const bytes = typeof body === 'string' ? Buffer.from(body) : Buffer.from(body);
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 16);
  const etag = `"${options.validator}-${hash}"`;
  const headers: Record<string, string> = {
    ...commonHeaders,
    ...options.headers,
    // Kept, but asked about each time: what was withdrawn or mended must not live on in a cache.
    'Cache-Control': 'public, no-cache',
    ETag: etag,
    ...(options.lastModified && { 'Last-Modified': new Date(options.lastModified).toUTCString() }),
    'Content-Length': String(bytes.length),
  };
  return {
    headers: Object.entries(headers).flat(),
    etag,
    ...(options.lastModified && { lastModified: options.lastModified }),
    body: bytes,
  };
}

/** 200, or 304 where the client has it; without the body for HEAD. */
export function sendRepresentation(
  request: IncomingMessage,
  response: ServerResponse,
  ready: Representation,
): void {
  if (isNotModified(request.headers, ready)) {
    response.writeHead(304, withoutBodyFields(ready.headers)).end();
    return;
  }
  response.writeHead(200, ready.headers as string[]);
  response.end(request.method === 'HEAD' ? undefined : ready.body);
}

function withoutBodyFields(headers: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index + 1 < headers.length; index += 2) {
    const [name = '', value = ''] = headers.slice(index, index + 2);
    if (!notOn304.has(name.toLowerCase())) kept.push(name, value);
  }
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

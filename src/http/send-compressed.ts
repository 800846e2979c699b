import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip, gzip } from 'node:zlib';
import { parsePreferences } from './accept.ts';
import { commonHeaders } from './headers.ts';

/** Bytes below which compressing costs more than it saves. */
const worthwhile = 1_400;
/** Bytes up to which a body is compressed at once, and kept so; larger ones are compressed as they go out. */
const atOnce = 4 * 1024 * 1024;
/** Bytes handed to the socket at a time. */
const slice = 256 * 1024;

const compress = promisify(gzip);

/** A body that may have been compressed before. */
export interface CompressibleBody {
  readonly body: Uint8Array;
  gzip?: Promise<Uint8Array>;
}

/** Sends a whole body, compressed where the client takes gzip and it is worth it, no faster than the client reads. */
export async function sendCompressed(
  request: IncomingMessage,
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
  content: CompressibleBody,
): Promise<void> {
  const { body } = content;
  const compressed = body.length >= worthwhile && takesGzip(request);
  const all = { ...commonHeaders, ...headers, Vary: withVary(headers.Vary) };
  if (compressed && body.length <= atOnce) {
    content.gzip ??= compress(body);
    const bytes = await content.gzip;
    send(request, response, { ...all, 'Content-Encoding': 'gzip' }, bytes);
  } else if (compressed && request.method !== 'HEAD') {
    response.writeHead(200, { ...all, 'Content-Encoding': 'gzip' });
    await pipeline(Readable.from(slices(body)), createGzip(), response);
  } else if (body.length > slice && request.method !== 'HEAD') {
    response.writeHead(200, { ...all, 'Content-Length': String(body.length) });
    await pipeline(Readable.from(slices(body)), response);
  } else send(request, response, all, body);
}

/** Sends a body of unknown length as it comes. Where reading it fails the connection is broken off: never a cut result. */
export async function sendStream(
  request: IncomingMessage,
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
  body: AsyncIterable<Uint8Array>,
): Promise<void> {
  response.writeHead(200, { ...commonHeaders, ...headers });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  await pipeline(Readable.from(body), response);
}

/** RFC 9110 §12.5.3. */
export function takesGzip(request: IncomingMessage): boolean {
  const field = request.headers['accept-encoding'];
  if (field === undefined) return false;
  const codings = parsePreferences(Array.isArray(field) ? field.join(',') : field);
  const named = codings.find(({ range }) => range === 'gzip' || range === 'x-gzip');
  const chosen = named ?? codings.find(({ range }) => range === '*');
  return chosen !== undefined && chosen.quality > 0;
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
  bytes: Uint8Array,
): void {
  response.writeHead(200, { ...headers, 'Content-Length': String(bytes.length) });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function withVary(vary: string | undefined): string {
  return vary ? `${vary}, Accept-Encoding` : 'Accept-Encoding';
}

function* slices(body: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < body.length; start += slice) yield body.subarray(start, start + slice);
}

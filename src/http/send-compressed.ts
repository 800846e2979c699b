import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { constants, createGzip, gzip } from 'node:zlib';
import { commonHeaders } from './headers.ts';
import { chooseEncoding } from './negotiate-encoding.ts';

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
    await deliver([Readable.from(slices(body)), createGzip()], response);
  } else if (body.length > slice && request.method !== 'HEAD') {
    response.writeHead(200, { ...all, 'Content-Length': String(body.length) });
    await deliver([Readable.from(slices(body))], response);
  } else send(request, response, all, body);
}

/** Sends a body of unknown length as it comes. Where reading it fails the connection is broken off: never a cut result. */
export async function sendStream(
  request: IncomingMessage,
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
  body: AsyncIterable<Uint8Array>,
): Promise<void> {
  const compressed = takesGzip(request);
  const coding = compressed ? { 'Content-Encoding': 'gzip' } : {};
  const all = { ...commonHeaders, ...headers, ...coding, Vary: withVary(headers.Vary) };
  if (request.method === 'HEAD') {
    // Read to its end: to stop what makes it costs more than the rest of most answers, and it may fail still.
    for await (const _ of body);
    response.writeHead(200, all).end();
    return;
  }
  response.writeHead(200, all);
  // What has come is sent, and does not wait in the compressor for more of a slow answer.
  const steps = compressed ? [createGzip({ flush: constants.Z_SYNC_FLUSH })] : [];
  await deliver([Readable.from(body), ...steps], response);
}

/** A client that leaves before the end is no fault of this server's, and there is nobody to tell. */
async function deliver(steps: readonly [Readable, ...Transform[]], response: ServerResponse): Promise<void> {
  try {
    await pipeline([...steps, response]);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ERR_STREAM_PREMATURE_CLOSE' || !response.destroyed) throw error;
  }
}

function takesGzip(request: IncomingMessage): boolean {
  return chooseEncoding(request.headers['accept-encoding'], ['gzip']) === 'gzip';
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

import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DumpFile, WholeDump } from '../feeds/dump-file.ts';
import { rangeApplies } from './dump-preconditions.ts';
import { rangeNotSatisfiable } from './dump-problems.ts';
import { type ByteRange, contentRange, selectRanges } from './dump-ranges.ts';
import type { HttpLog } from './http-context.ts';
import { ProblemError } from './problem.ts';

/** Milliseconds without a byte taken after which a client is given up. */
const stalled = 120_000;
/** Milliseconds that a dump which is being written is waited for, so that its length and digest can be stated. */
const patience = 250;
/** The same for HEAD, which has nothing else to tell, and for ranges: who resumes a download cannot do with all of it. */
const headPatience = 5_000;
const rangePatience = 30_000;

type Headers = Readonly<Record<string, string>>;

interface Body {
  readonly status: number;
  readonly headers: Headers;
  readonly chunks: () => AsyncIterable<Buffer>;
}

/** Sends a dump: whole, in part, or along with its growth. The caller holds it meanwhile. */
export async function sendDump(
  request: IncomingMessage,
  response: ServerResponse,
  { file, headers, log }: { file: DumpFile; headers: Headers & { readonly ETag: string }; log: HttpLog },
): Promise<void> {
  const isHead = request.method === 'HEAD';
  const range =
    !isHead && rangeApplies(request.headers, { etag: headers.ETag }) ? request.headers.range : undefined;
  await file.settled(isHead ? headPatience : range !== undefined ? rangePatience : patience);
  const body = choose(file, headers, range);
  response.writeHead(body.status, body.headers);
  if (isHead) response.end();
  else await stream(body.chunks(), response, log);
}

function choose(file: DumpFile, headers: Headers, range: string | undefined): Body {
  const { whole } = file;
  // A server may ignore ranges (RFC 9110 §14.2): of what has no length yet, no last bytes can be told.
  if (!whole) return { status: 200, headers, chunks: () => file.read() };
  const ranges = range === undefined ? undefined : selectRanges(range, whole.bytes);
  // Each part would be of the coded bytes, but has no field that says so.
  const isMany = ranges !== undefined && ranges.length > 1 && headers['Content-Encoding'] === undefined;
  const all = { ...headers, 'Accept-Ranges': 'bytes', 'Repr-Digest': digestOf(whole) };
  const [first] = ranges ?? [];
  if (ranges && !first) throw new ProblemError(rangeNotSatisfiable(range ?? '', whole.bytes));
  if (isMany) return severalParts(file, all, ranges, whole.bytes);
  if (first && ranges?.length === 1) return onePart(file, all, first, whole.bytes);
  const length = { 'Content-Length': String(whole.bytes), 'Content-Digest': digestOf(whole) };
  return { status: 200, headers: { ...all, ...length }, chunks: () => file.read() };
}

/** RFC 9530 §2, §3: of the file as it is sent. */
function digestOf({ sha256 }: WholeDump): string {
  return `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`;
}

function onePart(file: DumpFile, headers: Headers, { start, end }: ByteRange, size: number): Body {
  const part = {
    'Content-Range': contentRange({ start, end }, size),
    'Content-Length': String(end - start + 1),
  };
  return { status: 206, headers: { ...headers, ...part }, chunks: () => file.read(start, end + 1) };
}

/** RFC 9110 §14.6. */
function severalParts(file: DumpFile, headers: Headers, ranges: readonly ByteRange[], size: number): Body {
  const boundary = randomUUID();
  const heads = ranges.map((range) =>
    Buffer.from(
      `\r\n--${boundary}\r\nContent-Type: ${headers['Content-Type']}\r\nContent-Range: ${contentRange(range, size)}\r\n\r\n`,
    ),
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const length = ranges.reduce(
    (sum, { start, end }, index) => sum + (heads[index]?.length ?? 0) + end - start + 1,
    tail.length,
  );
  async function* chunks(): AsyncGenerator<Buffer> {
    for (const [index, { start, end }] of ranges.entries()) {
      yield heads[index] as Buffer;
      yield* file.read(start, end + 1);
    }
    yield tail;
  }
  const multipart = {
    'Content-Type': `multipart/byteranges; boundary=${boundary}`,
    'Content-Length': String(length),
  };
  return { status: 206, headers: { ...headers, ...multipart }, chunks };
}

/** A fault after the first byte can only be shown by breaking the connection off: the client must not take it for whole. */
async function stream(chunks: AsyncIterable<Buffer>, response: ServerResponse, log: HttpLog): Promise<void> {
  response.setTimeout(stalled, () => response.destroy());
  try {
    await pipeline(Readable.from(chunks, { objectMode: true, highWaterMark: 1 }), response);
  } catch (error) {
    response.destroy();
    const left = error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
    if (left) log.debug({}, 'a client left during a dump');
    else log.error({ err: error }, 'a dump was broken off');
  }
}

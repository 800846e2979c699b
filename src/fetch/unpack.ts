import { pipeline, Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';

/** Content codings that are asked for (RFC 9110 §8.4.1; Brotli: RFC 7932). */
export const acceptEncoding = 'gzip, deflate, br';

/** The coding of a body; `undefined` where it has none, `null` where it is one that was not asked for, or several. */
export function codingOf(contentEncoding: string | undefined): Coding | undefined | null {
  const names = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  const [name] = names;
  if (name === undefined) return undefined;
  return names.length === 1 ? (codings.get(name) ?? null) : null;
}

export type Coding = 'gzip' | 'deflate' | 'br';

const codings = new Map<string, Coding>([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
  ['br', 'br'],
]);
const chunkSize = 1 << 16;

/** Unpacks as it is read. Throws the errors of `chunks`, and those of `node:zlib` where they are unsound or end early. */
export async function* unpack(chunks: AsyncGenerator<Buffer>, coding: Coding): AsyncGenerator<Buffer> {
  const first = await chunks.next();
  if (first.done) return;
  const all = Readable.from(resumed(first.value, chunks));
  // The callback keeps what fails from being thrown at nobody; the reader below gets it from the stream.
  yield* pipeline(all, unpacker(coding, first.value), () => undefined) as AsyncIterable<Buffer>;
}

async function* resumed(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

function unpacker(coding: Coding, first: Buffer): Transform {
  switch (coding) {
    case 'gzip':
      return createGunzip({ chunkSize });
    case 'br':
      return createBrotliDecompress({ chunkSize });
    case 'deflate':
      // Meant is the format of zlib, which begins with its method, 8; some servers send the bare stream.
      return ((first[0] ?? 0) & 0x0f) === 8 ? createInflate({ chunkSize }) : createInflateRaw({ chunkSize });
  }
}

import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Failure } from '../model/failure.ts';
import { peekBytes } from './peek-bytes.ts';

function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/**
 * `input` without its gzip wrapping (RFC 1952, several members allowed), or as it is.
 * @throws Failure `unreadable-input` where the compressed data is damaged or compressed twice.
 */
export async function* decompress(
  input: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<Uint8Array> {
  const outer = await peekBytes(input, 2);
  if (!isGzip(outer.head)) {
    yield* outer.bytes;
    return;
  }
  const inner = await peekBytes(gunzip(outer.bytes, file), 2);
  if (isGzip(inner.head)) {
    await inner.close();
    throw new Failure(
      'unreadable-input',
      `${file} is gzip inside gzip. Unpack it once (gunzip) and publish the result.`,
    );
  }
  yield* inner.bytes;
}

async function* gunzip(input: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  const source = Readable.from(input, { objectMode: false });
  const unzipped = createGunzip();
  // `pipe` does not carry errors over; without this a failing source would leave the reader waiting.
  source.on('error', (error) => unzipped.destroy(error));
  source.pipe(unzipped);
  try {
    for await (const chunk of unzipped) yield chunk as Buffer;
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure(
      'unreadable-input',
      `${file} is a gzip file that is cut off or damaged. Compress or download it again.`,
      { cause },
    );
  } finally {
    source.destroy();
    unzipped.destroy();
  }
}

import { Failure } from '../model/failure.ts';
import { decompress } from '../sources/decompress.ts';
import { detectEncoding, toUtf8 } from '../sources/text-encoding.ts';
import type { TableInput } from './row.ts';

/** How many times more bytes a packed input may have once it is unpacked; the first 16 MB are free. */
const mostRatio = 200;
const freeBytes = 16 * 1024 ** 2;

/** The bytes of an input without gzip around them. @throws Failure `too-large` where it unpacks to far too much */
export async function* unpacked(input: TableInput): AsyncGenerator<Uint8Array> {
  let packed = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of input.bytes()) {
      packed += chunk.length;
      yield chunk;
    }
  }
  let length = 0;
  for await (const chunk of decompress(counted(), input.file)) {
    length += chunk.length;
    if (length > freeBytes && length > packed * mostRatio) {
      throw new Failure(
        'too-large',
        `${input.file} unpacks to more than ${mostRatio} times its size, which no table does. It is refused as a decompression bomb.`,
      );
    }
    yield chunk;
  }
}

/**
 * Text as UTF-8 without byte order mark.
 * @param encoding label of the WHATWG Encoding Standard where it is stated; a byte order mark says it too
 * @throws Failure `unreadable-input` with line, column and byte; `invalid-configuration` where there is no such encoding
 */
export async function* asUtf8(
  bytes: AsyncIterable<Uint8Array>,
  head: Uint8Array,
  file: string,
  encoding?: string,
): AsyncGenerator<Uint8Array> {
  const found = detectEncoding(head);
  const label = encoding === undefined ? undefined : knownLabel(encoding, file);
  if (label === undefined || label === found.name || found.mark > 0) {
    yield* label === undefined ? advised(toUtf8(bytes, found, file)) : toUtf8(bytes, found, file);
    return;
  }
  if (label === 'utf-16le' || label === 'utf-16be' || label === 'utf-8') {
    yield* toUtf8(bytes, { name: label, mark: 0 }, file);
    return;
  }
  yield* decoded(bytes, label, file);
}

/** The beginning of a text, good enough to recognise it by. */
export function sampleText(head: Uint8Array, encoding?: string): string {
  const found = detectEncoding(head);
  const label = found.mark > 0 || encoding === undefined ? found.name : encoding;
  return new TextDecoder(label).decode(head.subarray(found.mark), { stream: true });
}

/** @throws Failure `invalid-configuration` */
export function knownLabel(encoding: string, file: string): string {
  try {
    return new TextDecoder(encoding).encoding;
  } catch (cause) {
    throw new Failure(
      'invalid-configuration',
      `${file}: there is no encoding "${encoding}". Write a label of the WHATWG Encoding Standard, such as utf-8, windows-1252 or utf-16le.`,
      { cause },
    );
  }
}

async function* decoded(
  bytes: AsyncIterable<Uint8Array>,
  label: string,
  file: string,
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(label, { fatal: true });
  let line = 1;
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch (cause) {
      throw new Failure(
        'unreadable-input',
        `${file}, line ${line} or after: this is no valid ${label}. State the encoding that the file has.`,
        { cause },
      );
    }
  };
  for await (const chunk of bytes) {
    const text = decode(chunk);
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) line++;
    yield Buffer.from(text, 'utf8');
  }
  yield Buffer.from(decode(), 'utf8');
}

async function* advised(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (cause) {
    if (!(cause instanceof Failure) || !cause.message.includes('is not UTF-8')) throw cause;
    throw new Failure(
      cause.code,
      `${cause.message} Or leave the file as it is and state \`encoding: windows-1252\` in the field map.`,
      { cause },
    );
  }
}

import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Failure } from '../model/failure.ts';
import { fileFailure } from '../sources/list-files.ts';
import type { TableInput } from './row.ts';

/** A local file or folder as the input of a table. */
export function fileInput(path: string, file = path): TableInput {
  return { file, path, bytes: () => readFile(path) };
}

async function* readFile(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path)) yield chunk as Buffer;
  } catch (cause) {
    throw fileFailure(cause, path);
  }
}

/** An input that can be sought in. */
export interface SeekableFile {
  readonly path: string;
  /** Removes it where it was laid aside. */
  close(): Promise<void>;
}

/**
 * The file of an input, or one of its own that its bytes are laid in.
 * @param most bytes that it may have
 * @throws Failure `too-large`, `unreadable-input`
 */
export async function seekable(input: TableInput, most: number): Promise<SeekableFile> {
  if (input.path !== undefined) return { path: input.path, close: async () => undefined };
  const folder = await mkdtemp(join(tmpdir(), 'fivestar-table-'));
  const path = join(folder, 'input');
  const close = () => rm(folder, { recursive: true, force: true });
  try {
    await pipeline(
      Readable.from(atMost(input.bytes(), most, input.file)),
      createWriteStream(path, { mode: 0o600 }),
    );
  } catch (cause) {
    await close();
    throw cause;
  }
  return { path, close };
}

/** @throws Failure `too-large` where there are more bytes than `most` */
export async function* atMost(
  bytes: AsyncIterable<Uint8Array>,
  most: number,
  file: string,
): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > most) {
      throw new Failure('too-large', `${file} has more than ${most} bytes, the most that is read. Split it.`);
    }
    yield chunk;
  }
}

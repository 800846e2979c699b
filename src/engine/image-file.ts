import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { chunkBytes, type EngineImage, encodeHeader, headerBytes, type ImageHeader } from './engine-image.ts';
import type { ImageMark } from './query-engine.ts';

/** Milliseconds after which a file that nobody wrote to is no longer being written. */
const abandonedAfter = 600_000;

/**
 * Writes an image under a temporary name, brings it to the disk, and gives it its name: a file of that name is whole.
 * @returns the file's identity, see {@link fileIdentity}
 */
export function writeImage(file: string, image: EngineImage, mark: ImageMark): string {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  removeAbandoned(file);
  const temporary = `${file}.${randomUUID().slice(0, 8)}.tmp`;
  const fd = openSync(temporary, 'wx', 0o600);
  try {
    const { memory, statistics, ...state } = image;
    const hash = createHash('sha256');
    let position = headerBytes;
    for (const bytes of [...memory, statistics]) {
      hash.update(bytes);
      writeAll(fd, bytes, position);
      position += bytes.length;
    }
    const header: ImageHeader = {
      ...state,
      sequence: mark.sequence,
      log: mark.log,
      memory: position - headerBytes - statistics.length,
      statistics: statistics.length,
      content: hash.digest('hex'),
    };
    writeAll(fd, encodeHeader(header), 0);
    fsyncSync(fd);
    const identity = fileIdentity(fd);
    renameSync(temporary, file);
    syncFolder(folder);
    return identity;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
}

/** SHA-256 of all that follows the header, hexadecimal. */
export function contentDigest(fd: number): string {
  const hash = createHash('sha256');
  const buffer = new Uint8Array(1 << 20);
  for (let position = headerBytes; ; ) {
    const read = readSync(fd, buffer, 0, buffer.length, position);
    if (read === 0) return hash.digest('hex');
    hash.update(buffer.subarray(0, read));
    position += read;
  }
}

/** @throws Error where the file ends before `target` is full */
export function readInto(target: Uint8Array, fd: number, position: number): void {
  for (let at = 0; at < target.length; ) {
    const read = readSync(fd, target, at, Math.min(chunkBytes, target.length - at), position + at);
    if (read === 0) throw new Error('the file ends too early');
    at += read;
  }
}

/** What changes when a file is replaced or written to. */
export function fileIdentity(fd: number): string {
  const { dev, ino, size, mtimeNs } = fstatSync(fd, { bigint: true });
  return [dev, ino, size, mtimeNs].join(':');
}

function writeAll(fd: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length; )
    at += writeSync(fd, bytes, at, Math.min(chunkBytes, bytes.length - at), position + at);
}

/** What a process that was killed while it wrote has left behind. */
function removeAbandoned(file: string): void {
  const folder = dirname(file);
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${basename(file)}.`) || !name.endsWith('.tmp')) continue;
    const path = join(folder, name);
    const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (written !== undefined && Date.now() - written > abandonedAfter) rmSync(path, { force: true });
  }
}

function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

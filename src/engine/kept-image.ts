import { type FileHandle, open, rm } from 'node:fs/promises';
import { Failure } from '../model/failure.ts';
import { startThread } from '../thread.ts';
import { decodeHeader, type EngineImage, headerBytes, type ImageHeader } from './engine-image.ts';
import { fileIdentity } from './image-file.ts';
import type { ImageTask, ImageTaskResult } from './image-thread.ts';
import type { ImageMark, ReplicaStart } from './query-engine.ts';

/** Files whose content this process has written or compared with its digest. */
const sound = new Map<string, Promise<boolean>>();

type Accept = NonNullable<ReplicaStart['accept']>;

/** An image file that is open, whose header fits. */
export interface OpenImage {
  readonly header: ImageHeader;
  readonly fd: number;
  /** Whether the content is what was written. Read once in a process for one file, in a thread of its own. */
  readonly sound: () => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/**
 * Opens an image, and looks whether it may be used.
 * @returns `undefined` where there is none; a text that says why it cannot be used
 */
export async function openImage(
  file: string,
  accept: Accept = () => true,
): Promise<OpenImage | string | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'r');
  } catch (error) {
    return isAbsent(error) ? undefined : `it cannot be opened (${textOf(error)})`;
  }
  const opened = await check(handle, accept).catch((error) => `it cannot be read (${textOf(error)})`);
  if (typeof opened === 'string') await handle.close();
  return opened;
}

async function check(handle: FileHandle, accept: Accept): Promise<OpenImage | string> {
  const page = Buffer.alloc(headerBytes);
  await handle.read(page, 0, headerBytes, 0);
  const header = decodeHeader(page);
  if (!header) return 'it has no whole header of this version';
  const { size } = await handle.stat();
  if (size !== headerBytes + header.memory + header.statistics) return 'it is not as long as it should be';
  if (!accept({ sequence: header.sequence, log: header.log })) return 'it belongs to another history';
  return {
    header,
    fd: handle.fd,
    sound: () => isSound(handle.fd, header.content),
    close: () => handle.close(),
  };
}

/**
 * @returns bytes of memory in the file
 * @throws Failure `store-unusable` where the disk is full or the folder cannot be written to
 */
export async function keepImage(file: string, image: EngineImage, mark: ImageMark): Promise<number> {
  const bytes = image.memory.reduce((sum, chunk) => sum + chunk.length, 0);
  const transfer = [...image.memory, image.statistics].map((bytes) => bytes.buffer);
  const result = await run({ type: 'write', file, image, mark }, transfer);
  if (result.type === 'failed') {
    throw new Failure(
      'store-unusable',
      `The engine's image could not be written to ${file}: ${result.message}. Queries go on; make room or mend the folder, else the next start takes longer.`,
    );
  }
  sound.clear();
  sound.set(result.value, Promise.resolve(true));
  return bytes;
}

/** @returns whether it is gone */
export function removeImage(file: string): Promise<boolean> {
  return rm(file, { force: true }).then(
    () => true,
    () => false,
  );
}

async function isSound(fd: number, expected: string): Promise<boolean> {
  const identity = fileIdentity(fd);
  const known = sound.get(identity);
  if (known) return known;
  const checked = run({ type: 'digest', fd }, []).then(
    (result) => result.type === 'done' && result.value === expected,
  );
  sound.set(identity, checked);
  return checked;
}

async function run(task: ImageTask, transfer: ArrayBuffer[]): Promise<ImageTaskResult> {
  const thread = startThread('./image-thread', import.meta.url);
  try {
    return await new Promise((resolve) => {
      thread.once('message', resolve);
      thread.once('error', (error) => resolve({ type: 'failed', message: textOf(error) }));
      thread.once('exit', (code) => resolve({ type: 'failed', message: `its thread ended with ${code}` }));
      thread.postMessage(task, transfer);
    });
  } finally {
    await thread.terminate();
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

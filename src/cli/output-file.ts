import { createWriteStream, openSync, type WriteStream } from 'node:fs';
import { Failure } from '../model/failure.ts';

/**
 * Opens a file that a command was asked to write, before its work begins.
 * @throws Failure `wrong-usage` where the file cannot be made
 */
export function openOutput(path: string): WriteStream {
  try {
    return createWriteStream(path, { fd: openSync(path, 'w') });
  } catch (cause) {
    throw outputFailure(cause, path);
  }
}

/** An error of writing in the words of who asked for the file. */
export function outputFailure(cause: unknown, path: string): Failure {
  const code = (cause as NodeJS.ErrnoException | null)?.code;
  const advice: Readonly<Record<string, string>> = {
    ENOENT: 'Its folder does not exist: make it, or name another.',
    ENOTDIR: 'Its folder does not exist: make it, or name another.',
    EISDIR: 'It is a folder: name a file in it.',
    EACCES: 'Check the permissions of its folder.',
    EPERM: 'Check the permissions of its folder.',
    EROFS: 'The file system is read-only: name another place.',
    ENOSPC: 'The disk is full: make room, or name another place.',
  };
  const known = code === undefined ? undefined : advice[code];
  return new Failure('wrong-usage', `${path} cannot be written. ${known ?? String(cause)}`, { cause });
}

import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../model/failure.ts';

/**
 * The files that `path` names: itself, or those of a folder and its folders in name order, without dot files.
 * @throws Failure `not-found` where there is nothing, `unreadable-input` where it may not be read.
 */
export async function listFiles(path: string): Promise<readonly string[]> {
  const files: string[] = [];
  await collect(path, new Set(), files);
  if (files.length === 0)
    throw new Failure('not-found', `${path} is a folder without files. Name a file, or another folder.`);
  return files;
}

async function collect(path: string, visited: Set<string>, files: string[]): Promise<void> {
  try {
    const kind = await stat(path);
    if (!kind.isDirectory()) {
      files.push(path);
      return;
    }
    // A link to a folder above would otherwise be followed for ever.
    const real = await realpath(path);
    if (visited.has(real)) return;
    visited.add(real);
    const names = (await readdir(path)).filter((name) => !name.startsWith('.')).sort();
    for (const name of names) await collect(join(path, name), visited, files);
  } catch (cause) {
    throw cause instanceof Failure ? cause : fileFailure(cause, path);
  }
}

/** An error of the file system in the publisher's words. */
export function fileFailure(cause: unknown, path: string): Failure {
  const code = (cause as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new Failure('not-found', `${path} does not exist. Check the name.`, { cause });
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new Failure('unreadable-input', `${path} may not be read. Check its permissions.`, { cause });
  }
  return new Failure(
    'unreadable-input',
    `${path} could not be read (${code ?? String(cause)}). Check the disk or the network drive.`,
    {
      cause,
    },
  );
}

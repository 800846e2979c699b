import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileFailure, listFiles } from '../../sources/list-files.ts';

/** SHA-256 of files: of a folder, of the names and bytes of all in it. @throws Failure `not-found`, `unreadable-input` */
export async function hashOfFiles(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) {
    const isFolder = await stat(path).then(
      (found) => found.isDirectory(),
      (cause) => {
        throw fileFailure(cause, path);
      },
    );
    if (!isFolder) await addFile(hash, path, '');
    else for (const file of await listFiles(path)) await addFile(hash, file, relative(path, file));
  }
  return hash.digest('base64url');
}

async function addFile(hash: Hash, path: string, name: string): Promise<void> {
  let size = 0;
  try {
    for await (const chunk of createReadStream(path)) {
      hash.update(chunk as Buffer);
      size += (chunk as Buffer).length;
    }
  } catch (cause) {
    throw fileFailure(cause, path);
  }
  hash.update(`\0${name}\0${size}\0`);
}

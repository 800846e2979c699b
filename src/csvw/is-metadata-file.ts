import { open } from 'node:fs/promises';
import { Failure } from '../model/failure.ts';

/**
 * Whether a file holds metadata and no table: a JSON object is no table, whatever the file is called.
 * @throws Failure `not-found`, or `unreadable-input` where it is no file
 */
export async function isMetadataFile(path: string): Promise<boolean> {
  try {
    const file = await open(path);
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(1024), 0, 1024, 0);
      const head = buffer.toString('utf8', 0, bytesRead).replace(/^\uFEFF/, '');
      return /^\s*\{\s*(?:"|\}|$)/.test(head);
    } finally {
      await file.close();
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT')
      throw new Failure('not-found', `${path} is not there. Check the name of the file.`, { cause });
    throw new Failure('unreadable-input', `${path} cannot be read. Name a file that you may read.`, {
      cause,
    });
  }
}

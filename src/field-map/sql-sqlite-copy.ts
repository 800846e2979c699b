import { constants } from 'node:fs';
import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../model/failure.ts';
import { fileFailure } from '../sources/list-files.ts';
import type { SqlFile } from './sql-address.ts';
import type { SeekableFile } from './table-input.ts';

/** Files beside a database that belong to it: the write-ahead log, and what takes back a transaction that was cut off. */
const companions = ['-wal', '-journal'];
const attempts = 5;
const mostBytes = 16 * 1024 ** 3;

/**
 * A copy of an SQLite database as it is between two transactions. The driver has locks of its own kind, which other
 * programs do not know and which stay behind where it is stopped; a copy needs none, and folders may be read-only.
 * @throws Failure `not-found`, `too-large`; `source-failed` where it is written to all the time
 */
export async function copySqlite({ path, shown }: SqlFile): Promise<SeekableFile> {
  const folder = await mkdtemp(join(tmpdir(), 'fivestar-sqlite-'));
  const close = () => rm(folder, { recursive: true, force: true });
  try {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const copy = join(folder, `${attempt}.db`);
      const before = await stateOf(path, shown);
      await copyFile(path, copy, constants.COPYFILE_FICLONE);
      for (const companion of companions) await copyIfThere(path + companion, copy + companion);
      if ((await stateOf(path, shown)) === before) return { path: copy, close };
      await delay(200 * (attempt + 1));
    }
    throw new Failure('source-failed', `${shown} is written to all the time. Read it again later.`);
  } catch (error) {
    await close();
    throw error;
  }
}

/** A log only grows while the database itself stays as it is; what is cut off of its end is no part of it. */
async function stateOf(path: string, shown: string): Promise<string> {
  try {
    const { size, mtimeMs, ino } = await stat(path);
    if (size > mostBytes) throw new Failure('too-large', `${shown} has more than ${mostBytes} bytes.`);
    const journal = await stat(`${path}-journal`).catch(() => undefined);
    return [size, mtimeMs, ino, journal?.size, journal?.mtimeMs].join(' ');
  } catch (cause) {
    throw cause instanceof Failure ? cause : fileFailure(cause, path);
  }
}

async function copyIfThere(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw fileFailure(cause, from);
  }
}

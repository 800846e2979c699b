import { randomUUID } from 'node:crypto';
import { mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DumpFile, type DumpPaths } from './dump-file.ts';
import type { DumpKind } from './dump-kind.ts';
import type { DumpIdentity } from './dump-snapshot.ts';

/** Files of dumps: `{sequence}-{hash}.{extension}`, its checksum, and what was not finished. */
const ours = /^\d+-[0-9a-f]{16}\.[a-z]+(?:\.gz)?(?:\.sha256|\.[0-9a-f]{8}\.part)?$/;
const checksumLine = /^([0-9a-f]{64}) {2}/;

/** The folder that dumps are kept in. */
export class DumpFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  paths(identity: DumpIdentity, kind: DumpKind): DumpPaths {
    const file = join(this.#folder, `${identity.name}.${kind.extension}`);
    // A name of its own: one that failed may still be held by who reads it.
    const temporary = `${file}.${randomUUID().slice(0, 8)}.part`;
    return { file, temporary, checksumFile: `${file}.sha256` };
  }

  /**
   * An empty file to write a dump into.
   * @throws Error of the file system
   */
  create(identity: DumpIdentity, kind: DumpKind): { file: DumpFile; descriptor: number; paths: DumpPaths } {
    mkdirSync(this.#folder, { recursive: true });
    const paths = this.paths(identity, kind);
    const descriptor = openSync(paths.temporary, 'wx+');
    return { file: new DumpFile(identity, descriptor, paths), descriptor, paths };
  }

  /** A whole dump that an earlier run of the server left. */
  reopen(identity: DumpIdentity, kind: DumpKind): DumpFile | undefined {
    const paths = this.paths(identity, kind);
    const sha256 = checksumLine.exec(readText(paths.checksumFile) ?? '')?.[1];
    const size = statSync(paths.file, { throwIfNoEntry: false })?.size;
    if (sha256 === undefined || size === undefined) return undefined;
    const file = new DumpFile(identity, openSync(paths.file, 'r'), paths);
    file.complete({ bytes: size, sha256 });
    return file;
  }

  /** Removes what earlier runs left, but for these files. */
  clean(keep: ReadonlySet<string>): void {
    for (const name of namesIn(this.#folder)) {
      const path = join(this.#folder, name);
      if (ours.test(name) && !keep.has(path)) rmSync(path, { force: true });
    }
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

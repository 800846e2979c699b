import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, open, type RootDatabase, type RootDatabaseOptionsWithPath } from 'lmdb';
import { Failure } from '../model/failure.ts';
import type { TokenEntry } from './token-store.ts';

/** Version of the layout below. A folder of another layout is refused, never rewritten. */
const layout = 1;

/** `hash`: SHA-256 of the secret, in hexadecimal digits. */
export type StoredToken = Omit<TokenEntry, 'id'> & { readonly hash: string };

export interface AccessTables {
  readonly root: RootDatabase;
  readonly path: string;
  /** id → token */
  readonly tokens: Database<StoredToken, string>;
}

/** Where the tokens of the data folder `folder` are. */
export function accessPath(folder: string): string {
  return join(folder, 'access');
}

/** Whether `folder` was ever made ready for tokens. */
export function hasAccessTables(folder: string): boolean {
  return existsSync(join(accessPath(folder), 'data.mdb'));
}

/**
 * Opens (or makes, for the owner's eyes only) the access part of a data folder.
 * @throws Failure `store-unusable`
 */
export function openAccessTables(folder: string): AccessTables {
  const path = accessPath(folder);
  const { root, tokens, meta } = openFiles(folder, path);
  const stored = root.transactionSync(() => {
    const found = meta.get('layout');
    if (found === undefined) meta.putSync('layout', layout);
    return found ?? layout;
  });
  if (stored !== layout) {
    void root.close();
    throw new Failure(
      'store-unusable',
      `${path} has layout ${stored}, this version of Fivestar writes layout ${layout}. Use the version that wrote it, or remove the folder and make the tokens anew.`,
    );
  }
  return { root, path, tokens };
}

function openFiles(folder: string, path: string) {
  try {
    mkdirSync(folder, { recursive: true });
    // Two processes may come here at once: the second finds the folder made, with the same mode.
    mkdirSync(path, { recursive: true, mode: 0o700 });
    // `permissionsMode` is missing in the package's own types.
    const options: RootDatabaseOptionsWithPath & { permissionsMode: number } = {
      path,
      maxDbs: 4,
      overlappingSync: false,
      permissionsMode: 0o600,
    };
    const root = open(options);
    return {
      root,
      tokens: root.openDB<StoredToken, string>({ name: 'tokens', encoding: 'json' }),
      meta: root.openDB<number, string>({ name: 'meta', encoding: 'json' }),
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Failure(
      'store-unusable',
      `The tokens in ${path} cannot be opened: ${reason}. Check that the folder belongs to the user that runs Fivestar, that it is writable, and that the disk has room.`,
      { cause },
    );
  }
}

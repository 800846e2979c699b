import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, open, type RootDatabase, type RootDatabaseOptionsWithPath } from 'lmdb';
import { Failure } from '../model/failure.ts';
import type { StoredNotification } from './notification.ts';
import type { Intent, Subscription } from './subscription.ts';

/** Version of the layout below. A folder of another layout is refused, never rewritten. */
const layout = 1;

export interface PushTables {
  readonly root: RootDatabase;
  readonly path: string;
  /** id → subscription */
  readonly subscriptions: Database<Subscription, string>;
  /** id of the subscription → what is being verified */
  readonly intents: Database<Intent, string>;
  /** id, in the order of arrival → notification of someone whom a token names */
  readonly known: Database<StoredNotification, string>;
  /** The same of anyone. */
  readonly anonymous: Database<StoredNotification, string>;
  /** `layout`; `position`: commit up to which the log was followed; `revision`: of subscriptions and intents */
  readonly meta: Database<number, string>;
}

/** Where subscriptions, notifications and the signing key of a data folder are. */
export function pushPath(folder: string): string {
  return join(folder, 'push');
}

/** Whether `folder` was ever made ready for pushing. */
export function hasPushTables(folder: string): boolean {
  return existsSync(join(pushPath(folder), 'data.mdb'));
}

/**
 * Opens (or makes, for the owner's eyes only: subscribers' secrets are in it) the push part of a data folder.
 * @throws Failure `store-unusable`
 */
export function openPushTables(folder: string): PushTables {
  const path = pushPath(folder);
  const tables = openFiles(path);
  const { root, meta } = tables;
  const stored = root.transactionSync(() => {
    const found = meta.get('layout');
    if (found === undefined) meta.putSync('layout', layout);
    return found ?? layout;
  });
  if (stored !== layout) {
    void root.close();
    throw new Failure(
      'store-unusable',
      `${path} has layout ${stored}, this version of Fivestar writes layout ${layout}. Use the version that wrote it, or remove the folder: subscribers then have to subscribe anew.`,
    );
  }
  return tables;
}

function openFiles(path: string): PushTables {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    // `permissionsMode` is missing in the package's own types.
    const options: RootDatabaseOptionsWithPath & { permissionsMode: number } = {
      path,
      maxDbs: 8,
      overlappingSync: false,
      permissionsMode: 0o600,
    };
    const root = open(options);
    const table = <V>(name: string) => root.openDB<V, string>({ name, encoding: 'json' });
    return {
      root,
      path,
      subscriptions: table('subscriptions'),
      intents: table('intents'),
      known: table('known'),
      anonymous: table('anonymous'),
      meta: table('meta'),
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Failure(
      'store-unusable',
      `The subscriptions in ${path} cannot be opened: ${reason}. Check that the folder belongs to the user that runs Fivestar, that it is writable, and that the disk has room.`,
      { cause },
    );
  }
}

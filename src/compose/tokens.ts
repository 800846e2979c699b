import { hasAccessTables } from '../access/lmdb-access-tables.ts';
import { LmdbTokenStore } from '../access/lmdb-token-store.ts';
import type { TokenStore } from '../access/token-store.ts';
import type { Config } from '../config/config.ts';
import { Failure } from '../model/failure.ts';

/**
 * Opens the tokens of a data folder, which need no record store; made where absent.
 * @throws Failure `store-unusable`
 */
export function openTokens(config: Config): TokenStore {
  return LmdbTokenStore.open(config.data);
}

/** As {@link openTokens} for commands that make none: a folder without tokens is an error, and nothing is written. */
export function openExistingTokens(config: Config): TokenStore {
  if (hasAccessTables(config.data)) return LmdbTokenStore.open(config.data);
  throw new Failure(
    'not-found',
    `No token was ever made in ${config.data}. Name its folder with --data, or make one with "fivestar token create".`,
  );
}

import type { Config } from '../config/config.ts';
import { storedBase } from '../store/lmdb-tables.ts';

/** Configuration with its base settled. */
export type SettledConfig = Config & { readonly base: string };

/** The base that was configured, else the one that the data folder was made with, else this machine's own address. */
export function settleBase(config: Config): SettledConfig {
  const base = config.base ?? storedBase(config.data) ?? `http://localhost:${config.port || 8080}/`;
  return { ...config, base };
}

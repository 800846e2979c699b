import { createHash } from 'node:crypto';

/**
 * What was asked of a source, in short: kept with a bookmark, so that another question begins anew. A hash, because an
 * address may hold a key that must stand in no data folder.
 */
export function questionHash(...parts: readonly (string | boolean | undefined)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);
}

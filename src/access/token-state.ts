import type { TokenEntry } from './token-store.ts';

export type TokenState = 'active' | 'expired' | 'revoked';

export function tokenState({ expires, revoked }: TokenEntry, now: Date): TokenState {
  if (revoked !== undefined) return 'revoked';
  if (expires === undefined) return 'active';
  // Asked this way round, a date that cannot be read is a date that has passed.
  return now.getTime() < Date.parse(expires) ? 'active' : 'expired';
}

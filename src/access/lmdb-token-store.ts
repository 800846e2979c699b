import { randomBytes, timingSafeEqual } from 'node:crypto';
import { Failure } from '../model/failure.ts';
import { type AccessTables, openAccessTables, type StoredToken } from './lmdb-access-tables.ts';
import { hashSecret, mintToken, parseToken, type TokenParts, writeToken } from './token-format.ts';
import { tokenState } from './token-state.ts';
import type { NewToken, TokenEntry, TokenStore, Verification } from './token-store.ts';

/** Tokens in an LMDB environment of their own, `{data folder}/access`. */
export class LmdbTokenStore implements TokenStore {
  readonly #tables: AccessTables;
  readonly #now: () => Date;
  /** What secrets are compared with where the id is unknown; the hash of nothing that anyone has. */
  readonly #nobodys = randomBytes(32);

  private constructor(tables: AccessTables, now: () => Date) {
    this.#tables = tables;
    this.#now = now;
  }

  /**
   * @param folder data folder; its access part is made where absent
   * @throws Failure `store-unusable`
   */
  static open(folder: string, options: { now?: () => Date } = {}): LmdbTokenStore {
    return new LmdbTokenStore(openAccessTables(folder), options.now ?? (() => new Date()));
  }

  create({ role, name, expires }: NewToken): { token: string; entry: TokenEntry } {
    return this.#write(() => {
      const parts = this.#mintUnused();
      const created = timestamp(this.#now());
      const kept = { name, role, created, ...(expires && { expires: timestamp(expires) }) };
      const hash = hashSecret(parts.secret).toString('hex');
      this.#tables.tokens.putSync(parts.id, { ...kept, hash });
      return { token: writeToken(parts), entry: { id: parts.id, ...kept } };
    });
  }

  verify(token: string): Verification {
    const parts = parseToken(token);
    const stored = parts && this.#read(parts.id);
    const expected = stored ? Buffer.from(stored.hash, 'hex') : this.#nobodys;
    const matches = timingSafeEqual(hashSecret(parts?.secret ?? ''), expected);
    if (!parts || !stored || !matches) return { type: 'unknown' };
    const entry = entryOf(parts.id, stored);
    switch (tokenState(entry, this.#now())) {
      case 'revoked':
        return { type: 'revoked', at: entry.revoked ?? '' };
      case 'expired':
        return { type: 'expired', at: entry.expires ?? '' };
      case 'active':
        return { type: 'granted', token: { id: entry.id, name: entry.name, role: entry.role } };
    }
  }

  list(): readonly TokenEntry[] {
    this.#tables.root.resetReadTxn();
    const entries = [...this.#tables.tokens.getRange().map(({ key, value }) => entryOf(key, value))];
    return entries.sort((a, b) => a.created.localeCompare(b.created) || a.id.localeCompare(b.id));
  }

  get(id: string): TokenEntry | undefined {
    const stored = this.#read(id);
    return stored && entryOf(id, stored);
  }

  revoke(id: string): 'revoked' | 'revoked-before' | 'absent' {
    return this.#write(() => {
      const stored = this.#tables.tokens.get(id);
      if (!stored) return 'absent';
      if (stored.revoked !== undefined) return 'revoked-before';
      this.#tables.tokens.putSync(id, { ...stored, revoked: timestamp(this.#now()) });
      return 'revoked';
    });
  }

  async close(): Promise<void> {
    await this.#tables.root.close();
  }

  /** Not from the snapshot that the package keeps for a turn of the event loop: a revocation holds from the next call on. */
  #read(id: string): StoredToken | undefined {
    this.#tables.root.resetReadTxn();
    return this.#tables.tokens.get(id);
  }

  #mintUnused(): TokenParts {
    let parts = mintToken();
    while (this.#tables.tokens.doesExist(parts.id)) parts = mintToken();
    return parts;
  }

  #write<T>(change: () => T): T {
    try {
      return this.#tables.root.transactionSync(change);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Failure(
        'store-unusable',
        `No token was changed: ${reason}. Check the room on the disk of ${this.#tables.path}, and who may write there; then try again.`,
        { cause },
      );
    }
  }
}

function entryOf(id: string, { hash: _, ...kept }: StoredToken): TokenEntry {
  return { id, ...kept };
}

/** xsd:dateTime in whole seconds. */
function timestamp(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

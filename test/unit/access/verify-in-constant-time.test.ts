import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LmdbTokenStore } from '../../../src/access/lmdb-token-store.ts';
import { hashSecret, mintToken, parseToken, writeToken } from '../../../src/access/token-format.ts';

describe('the comparison of secrets', () => {
  const { timingSafeEqual } = crypto;
  const compared: Uint8Array[][] = [];
  let folder: string;
  let store: LmdbTokenStore;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fivestar-compare-'));
    store = LmdbTokenStore.open(folder);
    compared.length = 0;
    crypto.timingSafeEqual = (given, expected) => {
      compared.push([given as Uint8Array, expected as Uint8Array]);
      return timingSafeEqual(given, expected);
    };
    syncBuiltinESMExports();
  });

  afterEach(async () => {
    crypto.timingSafeEqual = timingSafeEqual;
    syncBuiltinESMExports();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is made once, in constant time, for a known id, an unknown one, and what is no token', () => {
    const { token, entry } = store.create({ role: 'admin', name: '' });
    const unknown = writeToken(mintToken());
    const wrong = writeToken({ id: entry.id, secret: mintToken().secret });
    for (const text of [token, wrong, unknown, 'no token']) store.verify(text);
    assert.equal(compared.length, 4);
    const [right, other, nobodys, none] = compared.map(([, expected]) => Buffer.from(expected ?? []));
    assert.deepEqual(right, hashSecret(parseToken(token)?.secret ?? ''));
    assert.deepEqual(other, right);
    assert.notDeepEqual(nobodys, right);
    assert.equal(nobodys?.length, 32);
    assert.deepEqual(none, nobodys);
  });

  it('cannot be won without an entry', () => {
    crypto.timingSafeEqual = () => true;
    syncBuiltinESMExports();
    assert.deepEqual(store.verify(writeToken(mintToken())), { type: 'unknown' });
    assert.deepEqual(store.verify('no token'), { type: 'unknown' });
  });
});

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  hashSecret,
  isTokenId,
  mintToken,
  parseToken,
  writeToken,
} from '../../../src/access/token-format.ts';

describe('the form of tokens', () => {
  it('is what RFC 6750 lets a header field hold, with 256 bits of secret', () => {
    const parts = mintToken();
    const token = writeToken(parts);
    assert.match(token, /^[A-Za-z0-9._~+/-]+=*$/);
    assert.equal(encodeURIComponent(token), token);
    assert.equal(Buffer.from(parts.secret, 'base64url').length, 32);
    assert.deepEqual(parseToken(token), parts);
    assert.ok(isTokenId(parts.id));
  });

  it('never comes twice', () => {
    const tokens = Array.from({ length: 1000 }, mintToken);
    assert.equal(new Set(tokens.map(({ id }) => id)).size, 1000);
    assert.equal(new Set(tokens.map(({ secret }) => secret)).size, 1000);
  });

  it('is read only where it is whole', () => {
    const token = writeToken(mintToken());
    for (const text of [
      '',
      'fivestar',
      token.slice(1),
      `${token}A`,
      `${token}\n`,
      `x${token}`,
      `${token}=`,
    ]) {
      assert.equal(parseToken(text), undefined, JSON.stringify(text));
    }
  });

  it('is read from nothing else, and reading never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => assert.equal(parseToken(text), undefined)),
    );
  });

  it('hashes the secret as written, with SHA-256', () => {
    const expected = createHash('sha256').update('abc', 'ascii').digest();
    assert.deepEqual(hashSecret('abc'), expected);
    assert.equal(hashSecret('').length, 32);
  });
});

import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifySignature as verifyByLibrary } from 'http-message-sig';
import { signRequest } from '../../../src/push/sign-request.ts';
import { SigningKey } from '../../../src/push/signing-key.ts';

describe('the signing key', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fivestar-key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is made once, for its owner only, and nothing is left beside it', () => {
    const { publicJwk } = SigningKey.open(folder);
    assert.deepEqual(SigningKey.open(folder).publicJwk, publicJwk);
    assert.deepEqual(readdirSync(folder), ['signing-key.pem']);
    assert.equal(statSync(join(folder, 'signing-key.pem')).mode & 0o777, 0o600);
    assert.match(readFileSync(join(folder, 'signing-key.pem'), 'utf8'), /PRIVATE KEY/);
    assert.deepEqual(Object.keys(publicJwk).sort(), ['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  });

  it('is named by the thumbprint that RFC 8037 gives for its example', () => {
    // RFC 8037, appendix A.1 (key) and A.3 (thumbprint).
    const key = {
      kty: 'OKP',
      crv: 'Ed25519',
      d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
      x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
    };
    writeFileSync(join(folder, 'signing-key.pem'), pemOf(key));
    assert.equal(SigningKey.open(folder).publicJwk.kid, 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  it('refuses what is no such key, in words', () => {
    writeFileSync(join(folder, 'signing-key.pem'), 'nonsense');
    assert.throws(() => SigningKey.open(folder), { code: 'store-unusable', message: /signing-key\.pem/ });
  });

  it('signs so that the library verifies it, and a changed request not', async () => {
    const key = SigningKey.open(folder);
    const publicKey = createPublicKey({ key: { ...key.publicJwk }, format: 'jwk' });
    const now = Date.UTC(2026, 0, 1);
    const signed = signRequest(
      {
        method: 'POST',
        url: 'https://you.example/callback?x=1',
        headers: { 'Content-Type': 'text/plain' },
        body: Buffer.from('body'),
      },
      { key, base: 'https://data.example.gov.in/portal/', now },
    );
    const check = (change: Partial<{ url: string; type: string }> = {}) =>
      verifyByLibrary(
        {
          kind: 'request',
          method: signed.method,
          targetUri: change.url ?? signed.url,
          fields: Object.entries({
            ...signed.headers,
            ...(change.type && { 'Content-Type': change.type }),
          }).map(([name, value]) => ({ name, value })),
        },
        {
          policy: {
            algorithms: ['ed25519'],
            requiredComponents: ['@method', '@target-uri', 'content-type', 'content-digest'],
            requiredParameters: ['created', 'expires', 'keyid'],
            now: now / 1000,
          },
          resolveVerifier: () => ({
            algorithm: 'ed25519',
            verify: (data, signature) => verify(null, data, publicKey, signature),
          }),
        },
      );
    const { parameters } = await check();
    assert.equal(
      parameters.keyid,
      `https://data.example.gov.in/.well-known/http-message-signatures-directory#${key.publicJwk.kid}`,
    );
    await assert.rejects(check({ url: 'https://you.example/callback?x=2' }));
    await assert.rejects(check({ type: 'text/html' }));
  });
});

function pemOf(key: object): string {
  return createPrivateKey({ key: { ...key }, format: 'jwk' })
    .export({ type: 'pkcs8', format: 'pem' })
    .toString();
}

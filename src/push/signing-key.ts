import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
} from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../model/failure.ts';

/** A public key as RFC 8037 §2 writes it. */
export interface PublicJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  /** Base64url. */
  readonly x: string;
  /** Thumbprint (RFC 7638). */
  readonly kid: string;
  readonly use: 'sig';
  readonly alg: 'EdDSA';
}

/** The key that deliveries are signed with: Ed25519, made when it is first needed, and kept in the data folder. */
export class SigningKey {
  readonly publicJwk: PublicJwk;
  readonly #private: KeyObject;

  private constructor(key: KeyObject) {
    this.#private = key;
    const { x } = createPublicKey(key).export({ format: 'jwk' });
    if (x === undefined) throw new TypeError('The key is none of Ed25519.');
    this.publicJwk = { kty: 'OKP', crv: 'Ed25519', x, kid: thumbprint(x), use: 'sig', alg: 'EdDSA' };
  }

  /**
   * The key in the folder `path`, made for the owner's eyes only where there is none.
   * @throws Failure `store-unusable`
   */
  static open(path: string): SigningKey {
    const file = join(path, 'signing-key.pem');
    try {
      const key = createPrivateKey(readIfThere(file) ?? makeKey(path, file));
      if (key.asymmetricKeyType !== 'ed25519') throw new Error(`it is a key of ${key.asymmetricKeyType}`);
      return new SigningKey(key);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Failure(
        'store-unusable',
        `The signing key ${file} cannot be used: ${reason}. Put back the file from a backup, or remove it: another one is then made, and subscribers find it where the keys are published.`,
        { cause },
      );
    }
  }

  /** Ed25519 (RFC 8032). */
  sign(data: Uint8Array): Uint8Array {
    return sign(null, data, this.#private);
  }
}

/** Two processes may come here at once: the first to link its key has made it, and both read that one. */
function makeKey(path: string, file: string): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  const own = join(path, `signing-key.${randomUUID()}`);
  writeFileSync(own, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(own, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(own);
  }
  return readFileSync(file, 'utf8');
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** RFC 7638 §3: SHA-256 of the required members in their order (RFC 8037 §2). */
function thumbprint(x: string): string {
  return createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url');
}

import { createHash, randomBytes } from 'node:crypto';

const idBytes = 6;
/** 256 bits: beyond guessing, so that a fast hash keeps it safe. */
const secretBytes = 32;

/** `fivestar_{id}_{secret}`: every character may stand in a `b64token` (RFC 6750 §2.1), an address and a shell word. */
const form = /^fivestar_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

export interface TokenParts {
  /** Public: names the token in lists and logs. */
  readonly id: string;
  /** Base64url of 32 random bytes. */
  readonly secret: string;
}

export function mintToken(): TokenParts {
  return {
    id: randomBytes(idBytes).toString('hex'),
    secret: randomBytes(secretBytes).toString('base64url'),
  };
}

export function writeToken({ id, secret }: TokenParts): string {
  return `fivestar_${id}_${secret}`;
}

/** @returns `undefined` where `text` has not the form of a token */
export function parseToken(text: string): TokenParts | undefined {
  const [, id, secret] = form.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

export function isTokenId(text: string): boolean {
  return /^[0-9a-f]{12}$/.test(text);
}

/**
 * SHA-256 of the secret as written (32 bytes). The text is hashed, not what it encodes: the last character of 43 has two
 * bits to spare, and one token must not have four spellings.
 */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

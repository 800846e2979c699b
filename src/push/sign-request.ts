import { createHash, createHmac } from 'node:crypto';
import { createSignatureSync } from 'http-message-sig';
import { keyDirectory } from '../feeds/push-links.ts';
import type { PushRequest } from './push-transport.ts';
import type { SigningKey } from './signing-key.ts';

/** What the signature covers: a request cannot be sent to another address, nor with another body or type. */
const components = ['@method', '@target-uri', 'content-type', 'content-digest'];
/** Seconds for which a signature holds. Each attempt is signed anew. */
const lifetime = 300;

export interface SigningOptions {
  readonly key: SigningKey;
  readonly base: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * A POST with `Content-Digest` (RFC 9530), `Signature-Input` and `Signature` (RFC 9421), by Ed25519. `keyid` is an IRI: the
 * set of keys is found there, the fragment is the thumbprint of the key.
 */
export function signRequest(
  request: PushRequest & { readonly body: Uint8Array },
  { key, base, now }: SigningOptions,
): PushRequest {
  const digest = createHash('sha256').update(request.body).digest('base64');
  const headers = { ...request.headers, 'Content-Digest': `sha-256=:${digest}:` };
  const created = Math.floor(now / 1_000);
  const { signature, signatureInput } = createSignatureSync(
    {
      kind: 'request',
      method: request.method,
      targetUri: request.url,
      fields: Object.entries(headers).map(([name, value]) => ({ name, value })),
    },
    {
      label: 'sig1',
      components,
      parameters: { created, expires: created + lifetime, keyid: keyIri(key, base), alg: 'ed25519' },
      signer: { algorithm: 'ed25519', sign: (data) => key.sign(data) },
    },
  );
  return { ...request, headers: { ...headers, 'Signature-Input': signatureInput, Signature: signature } };
}

export function keyIri(key: SigningKey, base: string): string {
  return `${keyDirectory(base)}#${key.publicJwk.kid}`;
}

/** `X-Hub-Signature` (WebSub §7.1). */
export function hubSignature(body: Uint8Array, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import type { ReceivedRequest } from './subscriber.ts';

/**
 * Verifies Content-Digest (RFC 9530) and the one signature (RFC 9421 §3.2) of a request, written from the specifications
 * with node:crypto alone.
 * @returns the parameters of the signature
 */
export function verifySignature(
  request: ReceivedRequest,
  keys: readonly { readonly kid: string }[],
): { readonly keyid: string; readonly created: number; readonly components: readonly string[] } {
  const field = (name: string) => String(request.headers[name] ?? '');
  const digest = createHash('sha256').update(request.body).digest('base64');
  assert.equal(field('content-digest'), `sha-256=:${digest}:`);
  const [, label = '', parameters = '', list = '', rest = ''] =
    /^([a-z][a-z0-9_.*-]*)=(\(([^)]*)\)(.*))$/.exec(field('signature-input')) ?? [];
  const components = [...list.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name);
  const values: Readonly<Record<string, string>> = { '@method': request.method, '@target-uri': request.url };
  const base = [
    ...components.map((name) => `"${name}": ${name.startsWith('@') ? values[name] : field(name).trim()}`),
    `"@signature-params": ${parameters}`,
  ].join('\n');
  const parameter = (name: string) =>
    new RegExp(`;${name}=(?:"([^"]*)"|(\\d+))`).exec(rest)?.slice(1).find(Boolean);
  const keyid = parameter('keyid') ?? '';
  const key = keys.find(({ kid }) => keyid.endsWith(`#${kid}`));
  assert.ok(key, `there is a key ${keyid}`);
  assert.equal(parameter('alg'), 'ed25519');
  const [, encoded = ''] = new RegExp(`^${label}=:([A-Za-z0-9+/=]+):$`).exec(field('signature')) ?? [];
  const publicKey = createPublicKey({ key: { ...key }, format: 'jwk' });
  assert.ok(
    verify(null, Buffer.from(base), publicKey, Buffer.from(encoded, 'base64')),
    'the signature holds',
  );
  return { keyid, created: Number(parameter('created')), components };
}

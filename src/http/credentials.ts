import type { IncomingMessage } from 'node:http';

export type Scheme = 'bearer' | 'basic';

/** What a request says of its sender. `malformed`: it says something, but not in the form that its scheme has. */
export type Credentials =
  | { readonly type: 'none' }
  | { readonly type: 'malformed'; readonly fault: 'several' | 'no-token' | 'not-basic' }
  | { readonly type: 'token'; readonly scheme: Scheme; readonly token: string };

/**
 * The token of the `Authorization` field: `Bearer` (RFC 6750 §2.1), or the password of `Basic` (RFC 7617), whose user
 * name says nothing. The address and the body are never looked at: they end in logs and histories (RFC 6750 §5.3).
 * Other schemes are no credentials here.
 */
export function credentialsOf(request: Pick<IncomingMessage, 'headersDistinct'>): Credentials {
  // `headers.authorization` would be the first of several: whoever stands between may have read another.
  const fields = request.headersDistinct['authorization'] ?? [];
  if (fields.length === 0) return { type: 'none' };
  if (fields.length > 1) return { type: 'malformed', fault: 'several' };
  const [, scheme = '', rest = ''] = /^([^\s,]+)\s*(.*)$/.exec(fields[0]?.trim() ?? '') ?? [];
  switch (scheme.toLowerCase()) {
    case 'bearer':
      return bearer(rest);
    case 'basic':
      return basic(rest);
    default:
      return { type: 'none' };
  }
}

function bearer(rest: string): Credentials {
  if (rest.includes(',')) return { type: 'malformed', fault: 'several' };
  if (!/^[A-Za-z0-9._~+/-]+=*$/.test(rest)) return { type: 'malformed', fault: 'no-token' };
  return { type: 'token', scheme: 'bearer', token: rest };
}

function basic(rest: string): Credentials {
  if (rest.includes(',')) return { type: 'malformed', fault: 'several' };
  const pair = /^[A-Za-z0-9+/]+=*$/.test(rest) ? Buffer.from(rest, 'base64').toString('utf8') : '';
  const colon = pair.indexOf(':');
  if (colon < 0) return { type: 'malformed', fault: 'not-basic' };
  return { type: 'token', scheme: 'basic', token: pair.slice(colon + 1) };
}

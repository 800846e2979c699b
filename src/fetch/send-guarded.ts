import { type LookupAddress, type LookupAllOptions, lookup as resolveName } from 'node:dns';
import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Failure } from '../model/failure.ts';
import type { AddressPolicy } from './address-policy.ts';

/** Connections to one server at a time. */
const maxSockets = 8;

/**
 * Connections that stay open between requests. They were checked when they were made, so those of two policies must
 * never be mixed: whoever has a policy has connections of its own.
 */
export class Connections {
  readonly http = new http.Agent({ keepAlive: true, maxSockets });
  readonly https = new https.Agent({ keepAlive: true, maxSockets });

  close(): void {
    this.http.destroy();
    this.https.destroy();
  }
}

/** How names become addresses: `dns.lookup`, with all addresses. */
export type NameLookup = (
  host: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface Guard {
  readonly connections: Connections;
  readonly allowed: AddressPolicy;
  /** Absent: the system's. */
  readonly lookup?: NameLookup;
}

/** One request, as it is sent: redirects are not followed. */
export interface GuardedSending {
  /** One that `allowed.check` returned, or with more of a query. */
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  /** `User-Agent` is `fivestar` where it is not given. */
  readonly headers: http.OutgoingHttpHeaders;
  readonly body?: string | Uint8Array;
  readonly signal: AbortSignal;
}

/**
 * Sends a request to the addresses that were checked: a name cannot resolve to another one between check and connection.
 * @returns the head of the answer, its body unread
 * @throws Failure of the policy; whatever `node:http` throws
 */
export async function sendGuarded(sending: GuardedSending, guard: Guard): Promise<http.IncomingMessage> {
  const { url, method, headers, signal } = sending;
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  // Sockets look up no literal address, so `lookup` would never see it.
  if (isIP(literal) !== 0) guard.allowed.checkAddress(url.hostname, literal);
  const body = sending.body === undefined ? undefined : Buffer.from(sending.body);
  const secure = url.protocol === 'https:';
  const options = {
    method,
    headers: {
      'user-agent': 'fivestar',
      ...headers,
      ...(body && { 'content-length': body.length }),
    },
    signal,
    agent: secure ? guard.connections.https : guard.connections.http,
    lookup: checkedLookup(guard),
  };
  return new Promise((resolve, reject) => {
    const sent = (secure ? https : http).request(url, options, resolve);
    sent.on('error', reject);
    // A server that switches protocols gets neither an answer nor an error out of Node.
    sent.on('close', () => reject(new Error('the connection was closed without an answer')));
    sent.end(body);
  });
}

/** Resolves a name and refuses it where one of its addresses is not allowed. */
function checkedLookup({ allowed, lookup = resolveName }: Guard): LookupFunction {
  return (host, options, done) => {
    lookup(host, { ...options, all: true } as LookupAllOptions, (error, addresses) => {
      const refused = error ?? refusedAddress(allowed, host, addresses);
      const first = addresses?.[0];
      if (refused || !first) done(refused ?? new Error(`${host} has no address`), '', 0);
      else if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}

function refusedAddress(
  allowed: AddressPolicy,
  host: string,
  addresses: readonly LookupAddress[],
): Failure | undefined {
  try {
    for (const { address } of addresses) allowed.checkAddress(host, address);
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

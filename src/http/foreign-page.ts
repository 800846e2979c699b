import type { IncomingMessage } from 'node:http';
import type { Site } from './site.ts';

/**
 * Whether a page of another origin has sent the request. A browser that was once asked for a Basic password adds it to
 * whatever any page sends here, forms included, which need no leave (CORS); a Bearer token is only sent by who has it.
 * Told by `Sec-Fetch-Site` (Fetch Metadata §2.3), else by `Origin` (RFC 6454 §7). Programs send neither.
 */
export function isFromForeignPage(
  request: Pick<IncomingMessage, 'headers'>,
  site: Pick<Site, 'base'>,
): boolean {
  const { origin, host, 'sec-fetch-site': relation } = request.headers;
  if (relation !== undefined) return relation !== 'same-origin' && relation !== 'none';
  if (origin === undefined || origin === new URL(site.base).origin) return false;
  // Reached at an address other than the base: at a port of this machine, through a tunnel.
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

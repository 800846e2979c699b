import type { IncomingMessage } from 'node:http';

/**
 * Whom a request counts for, where clients take turns: the address that it came from. Behind `proxies` reverse proxies,
 * which each add an element to `X-Forwarded-For`, the address that the outermost of them saw.
 */
export function clientOf(request: IncomingMessage, proxies: number): string {
  const peer = request.socket.remoteAddress ?? 'unknown';
  if (proxies === 0) return peer;
  const field = request.headers['x-forwarded-for'];
  const hops = (Array.isArray(field) ? field.join(',') : (field ?? '')).split(',').map((hop) => hop.trim());
  return hops.at(-proxies) || peer;
}

import type { IncomingMessage } from 'node:http';

/** Path (undecoded) and query of the request, whichever form its target has (RFC 9112 §3.2). */
export function requestTarget(request: IncomingMessage & { originalUrl?: string }): {
  path: string;
  query: string;
} {
  const target = (request.originalUrl ?? request.url ?? '/').replace(/^https?:\/\/[^/?#]*/i, '');
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  return { path: path === '' ? '/' : path, query: mark < 0 ? '' : target.slice(mark + 1) };
}

import type { IncomingHttpHeaders } from 'node:http';
import type { Representation } from './representation-cache.ts';

/** Whether the client has the representation already (RFC 9110 §13.1.2, §13.1.3; `If-None-Match` takes precedence). */
export function isNotModified(headers: IncomingHttpHeaders, representation: Representation): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) {
    if (tags.trim() === '*') return true;
    // The comparison is weak: a proxy that compresses marks the tag with `W/`.
    return (tags.match(/(?:W\/)?"[^"]*"/g) ?? []).some(
      (tag) => tag.replace(/^W\//, '') === representation.etag,
    );
  }
  const since = headers['if-modified-since'];
  if (since === undefined || representation.lastModified === undefined) return false;
  const time = Date.parse(since);
  return !Number.isNaN(time) && Math.floor(Date.parse(representation.lastModified) / 1000) * 1000 <= time;
}

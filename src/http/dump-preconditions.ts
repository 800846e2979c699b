import type { IncomingHttpHeaders } from 'node:http';

/** What tells one dump from another. */
export interface DumpValidators {
  /** Strong. */
  readonly etag: string;
  /** ISO time. */
  readonly lastModified?: string;
}

/** Whether `If-Match` or `If-Unmodified-Since` (RFC 9110 §13.1.1, §13.1.4) forbids to answer: a download that is resumed. */
export function preconditionFails(
  headers: IncomingHttpHeaders,
  { etag, lastModified }: DumpValidators,
): boolean {
  const tags = headers['if-match'];
  if (tags !== undefined) {
    if (tags.trim() === '*') return false;
    // The comparison is strong: a weak tag matches nothing.
    return !(tags.match(/(?:W\/)?"[^"]*"/g) ?? []).some((tag) => tag === etag);
  }
  const time = Date.parse(headers['if-unmodified-since'] ?? '');
  return !Number.isNaN(time) && lastModified !== undefined && Date.parse(lastModified) > time;
}

/**
 * Whether the `Range` field counts (RFC 9110 §13.1.5). A date never holds: several commits may fall into one second, so
 * that `Last-Modified` is no strong validator here (§8.8.2.2), and parts of two dumps make none.
 */
export function rangeApplies(headers: IncomingHttpHeaders, { etag }: DumpValidators): boolean {
  const condition = headers['if-range'];
  return condition === undefined || condition === etag;
}

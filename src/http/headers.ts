/** On every answer. Data is public: any page may read it (CORS), nothing here runs scripts or is framed. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'Accept-Ranges, Content-Digest, Content-Location, Content-Range, ETag, Last-Modified, Link, Location, Memento-Datetime, Repr-Digest, Retry-After, Vary, WWW-Authenticate',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/** Answer to a CORS preflight, beside `Allow`. */
export function preflightHeaders(allowed: string): Record<string, string> {
  return {
    Allow: allowed,
    'Access-Control-Allow-Methods': allowed,
    // `Authorization` must be named: a wildcard would not cover it (Fetch §4.9).
    'Access-Control-Allow-Headers':
      'Accept, Accept-Datetime, Accept-Language, Accept-Profile, Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Range, Range, Slug',
    'Access-Control-Max-Age': '86400',
  };
}

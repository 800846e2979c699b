/** The name that robots.txt may know us by (RFC 9309 §2.2.1). */
export const productToken = 'fivestar';

/** `User-Agent` (RFC 9110 §10.1.5) of the portal with this base URL, so that who runs a server knows whom to ask. */
export function userAgent(base: string): string {
  return `${productToken} (+${base})`;
}

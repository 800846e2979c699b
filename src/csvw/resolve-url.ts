const absolute = /^[A-Za-z][A-Za-z0-9+.-]*:/;

/** `reference` against `base` (RFC 3986 §5). What is absolute already stays as it is written, a bare host included. */
export function resolveUrl(reference: string, base: string): string {
  if (absolute.test(reference)) return reference;
  // A fragment alone must not make a URL parser rewrite the base: RFC 3986 keeps it.
  if (reference === '') return withoutFragment(base);
  if (reference.startsWith('#')) return `${withoutFragment(base)}${reference}`;
  return URL.canParse(reference, base) ? new URL(reference, base).href : reference;
}

/**
 * The location of a document, normalised (RFC 3986 §6.2): tables are told apart by their locations, so that case of the
 * host, default ports, `..` and percent-encoding must not matter.
 */
export function normalisedUrl(reference: string, base: string): string {
  return URL.canParse(reference, base) ? new URL(reference, base).href : resolveUrl(reference, base);
}

export function withoutFragment(url: string): string {
  const hash = url.indexOf('#');
  return hash < 0 ? url : url.slice(0, hash);
}

export function isAbsoluteUrl(text: string): boolean {
  return absolute.test(text);
}

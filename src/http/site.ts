import type { Iri } from '../vocabulary/iri.ts';

const percentRun = /(?:%[0-9A-Fa-f]{2})+/g;
/** `pchar` of RFC 3986 beside the unreserved ones: what some clients encode and others do not. */
const otherPathCharacters = /%(?:2[1468-9A-Ca-c]|27|3[ABDabd]|40)/g;

/**
 * Where the portal stands: IRIs of its own ↔ references within it. The base is configuration; what a request's `Host`
 * says is never used, so that a copy of the portal at another address still names the same things.
 */
export class Site {
  /** Ends in `/`. */
  readonly base: string;
  /** Path of the base, e.g. `/` or `/data/`: requests come with it. */
  readonly path: string;
  /** Scheme and host of the base. */
  readonly origin: string;

  constructor(base: string) {
    this.base = base;
    const { pathname, origin } = new URL(base);
    this.path = pathname;
    this.origin = origin;
  }

  /**
   * The IRIs that a request path may mean, likeliest first (RFC 3987 §3.2: percent-encoded Unicode is decoded,
   * reserved characters are not).
   * @returns `undefined` where the path has malformed percent-encoding or is not UTF-8
   */
  irisOf(path: string): readonly Iri[] | undefined {
    const local = path.slice(this.path.length);
    if (!local.includes('%')) return [`${this.base}${local}` as Iri];
    if (/%(?![0-9A-Fa-f]{2})/.test(local)) return undefined;
    try {
      const decoded = local.replace(percentRun, decodeRun);
      const plain = decoded.replace(otherPathCharacters, decodeURIComponent);
      const forms = [decoded, decoded.normalize('NFC'), plain, local];
      return [...new Set(forms)].map((form) => `${this.base}${form}` as Iri);
    } catch {
      return undefined;
    }
  }

  isOwn(iri: string): boolean {
    return iri.startsWith(this.base);
  }

  /** Path-absolute reference to an IRI of the portal, ready for `Location`, `Link` and `href`; others stay absolute. */
  reference(iri: string): string {
    return encodeIri(this.isOwn(iri) ? this.path + iri.slice(this.base.length) : iri);
  }
}

/** Most IRIs hold nothing that is encoded. */
const uriAlready = /^[!#-;=?-[\]_a-z~]*$/;

/** An IRI as a URI (RFC 3987 §3.1), safe in a header field. */
export function encodeIri(iri: string): string {
  if (uriAlready.test(iri)) return iri;
  return iri
    .replace(/[\uD800-\uDFFF]/gu, '\uFFFD')
    .replace(/[^\x21-\x7E]+|[<>"{}|^`\\]/g, (text) => encodeURIComponent(text));
}

/** Unreserved ASCII and everything beyond ASCII is decoded, the rest stays encoded in upper case. */
function decodeRun(run: string): string {
  return [...decodeURIComponent(run)]
    .map((character) =>
      /[A-Za-z0-9._~-]/.test(character) || (character > '\u009F' && !/\p{C}|\p{Z}/u.test(character))
        ? character
        : encodeURIComponent(character).replace(/[!'()*]/g, encodeAscii),
    )
    .join('');
}

function encodeAscii(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

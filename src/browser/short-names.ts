/** IRIs as people read them. */
export class ShortNames {
  private readonly namespaces: readonly (readonly [string, string])[];
  private readonly base: string;

  constructor(prefixes: Readonly<Record<string, string>>, base: string) {
    // Longest first: `…/def/sector/` before `…/def/`.
    this.namespaces = Object.entries(prefixes).sort(([, a], [, b]) => b.length - a.length);
    this.base = base;
  }

  /** As SPARQL writes it with a prefix, where it can. */
  prefixed(iri: string): string | undefined {
    const found = this.namespaces.find(([, namespace]) => iri.startsWith(namespace));
    if (!found) return undefined;
    const local = iri.slice(found[1].length);
    return /^[A-Za-z_][\w-]*$/.test(local) ? `${found[0]}:${local}` : undefined;
  }

  /** With a prefix, or relative to the portal, or whole. */
  shorten(iri: string): string {
    const prefixed = this.prefixed(iri);
    if (prefixed) return prefixed;
    return decode(iri.startsWith(this.base) ? iri.slice(this.base.length) || iri : iri);
  }
}

function decode(iri: string): string {
  try {
    return decodeURI(iri);
  } catch {
    return iri;
  }
}

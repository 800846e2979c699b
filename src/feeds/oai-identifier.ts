/** Names that the guidelines for OAI identifiers take as a namespace: domain names of two labels or more. */
const domain = /^[A-Za-z][A-Za-z0-9-]*(?:\.[A-Za-z][A-Za-z0-9-]*)+$/;
const uriCharacters = /^[A-Za-z0-9._~!$'()*+,;:@/?%&=-]+$/;

/**
 * Identifiers of items: `oai:{host}:{rest}`, where `{rest}` is what follows `{base}doc/` in the address of the document
 * (http://www.openarchives.org/OAI/2.0/guidelines-oai-identifier.htm).
 */
export class OaiIdentifiers {
  readonly base: string;
  readonly #prefix: string;

  constructor(base: string) {
    this.base = base;
    this.#prefix = `oai:${this.namespace}:`;
  }

  get namespace(): string {
    return new URL(this.base).hostname.replace(/[[\]]/g, '');
  }

  /** Whether the identifiers keep the guidelines; a host such as `localhost` or a number is no domain name. */
  get isConformant(): boolean {
    return domain.test(this.namespace);
  }

  of(document: string): string {
    return this.#prefix + encodeRest(document.slice(`${this.base}doc/`.length));
  }

  /** The percent-encoded `{rest}`; `undefined` where the identifier is not of this repository. */
  restOf(identifier: string): string | undefined {
    if (!identifier.startsWith(this.#prefix)) return undefined;
    const rest = identifier.slice(this.#prefix.length);
    return uriCharacters.test(rest) ? rest : undefined;
  }
}

function encodeRest(rest: string): string {
  return uriCharacters.test(rest)
    ? rest
    : rest.replace(/[^A-Za-z0-9._~!$'()*+,;:@/?%&=-]+/gu, (text) => encodeURIComponent(text));
}

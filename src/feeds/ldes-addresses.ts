import type { Iri } from '../vocabulary/iri.ts';

/**
 * Addresses of the event stream: `{base}feed/ldes` is its view, `{base}feed/ldes/{first}` a page, and
 * `{base}feed/ldes/{first}-{last}` an index node.
 */
export class LdesAddresses {
  /** The event stream itself, whichever syntax it is read in. */
  readonly stream: Iri;
  readonly retention: Iri;
  readonly #base: string;
  readonly #suffix: string;

  /** @param suffix `.ttl` and the like where the addresses of nodes name the syntax, else `''` */
  constructor(base: string, suffix = '') {
    this.#base = `${base}feed/ldes`;
    this.#suffix = suffix;
    this.stream = `${this.#base}#stream` as Iri;
    this.retention = `${this.#base}#retention` as Iri;
  }

  view(): Iri {
    return `${this.#base}${this.#suffix}` as Iri;
  }

  page(first: number): Iri {
    return `${this.#base}/${first}${this.#suffix}` as Iri;
  }

  index({ first, last }: { readonly first: number; readonly last: number }): Iri {
    return `${this.#base}/${first}-${last}${this.#suffix}` as Iri;
  }
}

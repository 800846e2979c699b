import type { Prefixes } from './document-writer.ts';
import { ownCopy } from './own-copy.ts';

/** Names remembered: properties, classes and concepts come again and again. */
const mostRemembered = 5_000;

interface ShortName {
  readonly prefix: string;
  /** `prefix:local` */
  readonly name: string;
}

/** Shortens IRIs to `prefix:local`. Namespaces end in `#`, `/` or `:`; other entries never match. */
export class PrefixTable {
  readonly prefixes: Prefixes;
  readonly #byNamespace: ReadonlyMap<string, string>;
  readonly #ofTerms = new Map<string, ShortName>();

  constructor(prefixes: Prefixes) {
    this.prefixes = prefixes;
    this.#byNamespace = new Map(Object.entries(prefixes).map(([prefix, namespace]) => [namespace, prefix]));
  }

  /** The prefix of `iri` and its local name where this is plain enough for every syntax. */
  split(iri: string): { prefix: string; local: string } | undefined {
    const end = endOfNamespace(iri);
    const prefix = this.#byNamespace.get(iri.slice(0, end));
    if (prefix === undefined) return undefined;
    const local = iri.slice(end);
    return plainLocalName.test(local) ? { prefix, local } : undefined;
  }

  shorten(iri: string): string | undefined {
    const parts = this.split(iri);
    return parts && `${parts.prefix}:${parts.local}`;
  }

  /** The short name of a term `<…>`. */
  shortenTerm(term: string): ShortName | undefined {
    const known = this.#ofTerms.get(term);
    if (known) return known;
    const parts = this.split(term.slice(1, -1));
    if (!parts) return undefined;
    const short = { prefix: parts.prefix, name: ownCopy(`${parts.prefix}:${parts.local}`) };
    if (this.#ofTerms.size >= mostRemembered) this.#ofTerms.clear();
    this.#ofTerms.set(ownCopy(term), short);
    return short;
  }

  /** Whether `iri` reads like one of the prefixed names, as `dct:title` does when it is meant as a whole IRI. */
  looksPrefixed(iri: string): boolean {
    return Object.hasOwn(this.prefixes, iri.slice(0, Math.max(0, iri.indexOf(':'))));
  }
}

/** Shortens the terms of one document and notes which prefixes that took. */
export class UsedPrefixes {
  readonly table: PrefixTable;
  readonly #used = new Set<string>();

  constructor(prefixes: Prefixes) {
    let table = tables.get(prefixes);
    if (!table) {
      table = new PrefixTable(prefixes);
      tables.set(prefixes, table);
    }
    this.table = table;
  }

  /** `prefix:local` of a term `<…>`. */
  shorten(term: string): string | undefined {
    const short = this.table.shortenTerm(term);
    if (short === undefined) return undefined;
    this.#used.add(short.prefix);
    return short.name;
  }

  prefixes(): Prefixes {
    return Object.fromEntries(
      Object.entries(this.table.prefixes).filter(([prefix]) => this.#used.has(prefix)),
    );
  }
}

/** What was shortened for one document serves the next. */
const tables = new WeakMap<Prefixes, PrefixTable>();

const plainLocalName = /^[A-Za-z_][A-Za-z0-9_-]*$/;

function endOfNamespace(iri: string): number {
  return Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/'), iri.lastIndexOf(':')) + 1;
}

import type { Quad, Term } from '@rdfjs/types';
import { rdf, xsd } from '../vocabulary/terms.ts';
import type { Prefixes } from './document-writer.ts';

/** Names remembered: properties, classes and concepts come again and again. */
const mostRemembered = 2_000;

/** Shortens IRIs to `prefix:local`. Namespaces end in `#`, `/` or `:`; other entries never match. */
export class PrefixTable {
  readonly prefixes: Prefixes;
  private readonly shortened = new Map<string, string>();
  private readonly byNamespace: ReadonlyMap<string, string>;

  constructor(prefixes: Prefixes) {
    this.prefixes = prefixes;
    this.byNamespace = new Map(Object.entries(prefixes).map(([prefix, namespace]) => [namespace, prefix]));
  }

  /** The prefix of `iri` and its local name where this is plain enough for every syntax. */
  split(iri: string): { prefix: string; local: string } | undefined {
    const end = endOfNamespace(iri);
    const prefix = this.byNamespace.get(iri.slice(0, end));
    if (prefix === undefined) return undefined;
    const local = iri.slice(end);
    return plainLocalName.test(local) ? { prefix, local } : undefined;
  }

  shorten(iri: string): string | undefined {
    const known = this.shortened.get(iri);
    if (known !== undefined) return known;
    const parts = this.split(iri);
    if (!parts) return undefined;
    const name = `${parts.prefix}:${parts.local}`;
    if (this.shortened.size < mostRemembered) this.shortened.set(iri, name);
    return name;
  }

  /** Whether `iri` reads like one of the prefixed names, as `dct:title` does when it is meant as a whole IRI. */
  looksPrefixed(iri: string): boolean {
    return Object.hasOwn(this.prefixes, iri.slice(0, Math.max(0, iri.indexOf(':'))));
  }
}

/** The part of `prefixes` that is of use for `quads`; every syntax has a shorter word for `rdf:type`. */
export function usedPrefixes(quads: Iterable<Quad>, prefixes: Prefixes): Prefixes {
  const table = new PrefixTable(prefixes);
  const used = new Set<string>();
  const see = (term: Term) => {
    const iri = writtenIri(term);
    const prefix = iri && table.split(iri)?.prefix;
    if (prefix !== undefined) used.add(prefix);
  };
  for (const quad of quads) {
    see(quad.subject);
    if (quad.predicate.value !== rdf.type) see(quad.predicate);
    see(quad.object);
    see(quad.graph);
  }
  return Object.fromEntries(Object.entries(prefixes).filter(([prefix]) => used.has(prefix)));
}

/** Strings and language-tagged texts are written without their datatype. */
function writtenIri(term: Term): string | undefined {
  if (term.termType === 'NamedNode') return term.value;
  if (term.termType !== 'Literal' || term.language !== '' || term.datatype.value === xsd.string)
    return undefined;
  return term.datatype.value;
}

const plainLocalName = /^[A-Za-z_][A-Za-z0-9_-]*$/;

function endOfNamespace(iri: string): number {
  return Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/'), iri.lastIndexOf(':')) + 1;
}

import { prefixes } from '../vocabulary/prefixes.ts';
import { fetchFile, runQuery } from './sparql-client.ts';
import type { Bindings } from './sparql-results.ts';

/** A class or property that the catalogue uses. */
export interface UsedTerm {
  readonly iri: string;
  /** Members of the class, or triples of the property; of a sample where the catalogue tells no totals. */
  readonly uses: number;
}

/** Most used first. */
export interface CatalogueTerms {
  readonly classes: readonly UsedTerm[];
  readonly properties: readonly UsedTerm[];
}

/**
 * A sample: every property of the first 50,000 quads, and every class among them. Counting all would take seconds in
 * a catalogue of millions.
 */
const sampleQuery = `SELECT ?property ?class (COUNT(*) AS ?uses) WHERE {
  { SELECT ?property ?object WHERE { ?subject ?property ?object } LIMIT 50000 }
  BIND(IF(?property = <${prefixes.rdf}type>, ?object, ?none) AS ?class)
}
GROUP BY ?property ?class`;

/**
 * From the catalogue's VoID description where there is one, else by a query that is cheap for every size.
 * @returns `undefined` where neither answers just now
 */
export async function readCatalogueTerms(options: {
  endpoint: string;
  statistics: string;
}): Promise<CatalogueTerms | undefined> {
  const signal = new AbortController().signal;
  const statistics = await fetchFile(options.statistics, 'application/n-triples', signal);
  if (statistics.type === 'file') {
    const terms = termsOfVoid(await statistics.blob.text());
    if (terms.classes.length + terms.properties.length > 0) return terms;
  }
  const outcome = await runQuery(options.endpoint, sampleQuery, { signal, language: 'en' });
  return outcome.type === 'bindings' ? termsOfSample(outcome.bindings) : undefined;
}

const line = /^(<[^>]*>|_:\S+)\s+<([^>]*)>\s+(?:<([^>]*)>|"((?:[^"\\]|\\.)*)"\S*|(_:\S+))\s*\.\s*$/;

/** Class and property partitions (https://www.w3.org/TR/void/#class-property-partitions) in N-Triples. */
export function termsOfVoid(nTriples: string): CatalogueTerms {
  const classOf = new Map<string, string>();
  const propertyOf = new Map<string, string>();
  const numbers = new Map<string, number>();
  for (const text of nTriples.split('\n')) {
    const [, subject, predicate, iri, literal] = line.exec(text) ?? [];
    if (subject === undefined || !predicate?.startsWith(prefixes.void)) continue;
    const name = predicate.slice(prefixes.void.length);
    if (name === 'class' && iri) classOf.set(subject, iri);
    if (name === 'property' && iri) propertyOf.set(subject, iri);
    if ((name === 'entities' || name === 'triples') && literal) {
      numbers.set(subject, Math.max(numbers.get(subject) ?? 0, Number(literal)));
    }
  }
  const gather = (partitions: ReadonlyMap<string, string>) =>
    ordered(
      [...partitions].map(([subject, iri]) => ({ iri, uses: numbers.get(subject) ?? 0 })),
      // The partition of the whole; those within classes are parts of it.
      Math.max,
    );
  return { classes: gather(classOf), properties: gather(propertyOf) };
}

/** Rows of `?property`, `?class` and `?uses`. */
export function termsOfSample({ rows }: Bindings): CatalogueTerms {
  const read = (column: 0 | 1) =>
    rows.flatMap((row) => {
      const term = row[column];
      return term?.type === 'uri' ? [{ iri: term.value, uses: Number(row[2]?.value ?? 0) }] : [];
    });
  const sum = (a: number, b: number) => a + b;
  return { classes: ordered(read(1), sum), properties: ordered(read(0), sum) };
}

/** Each once, most used first. */
function ordered(terms: readonly UsedTerm[], combine: (a: number, b: number) => number): UsedTerm[] {
  const uses = new Map<string, number>();
  for (const term of terms) uses.set(term.iri, combine(uses.get(term.iri) ?? 0, term.uses));
  return [...uses].map(([iri, count]) => ({ iri, uses: count })).sort((a, b) => b.uses - a.uses);
}

/** Those that what was typed may mean: the beginning of an IRI or prefixed name, or a part of the local name. */
export function matchingTerms(
  terms: readonly UsedTerm[],
  typed: { readonly text: string; readonly iri: string },
  prefixed: (iri: string) => string | undefined,
): UsedTerm[] {
  const text = typed.text.toLowerCase();
  return terms.filter(({ iri }) => {
    if (text === '' || (typed.iri !== '' && iri.startsWith(typed.iri))) return true;
    const name = prefixed(iri)?.toLowerCase();
    if (name?.startsWith(text)) return true;
    const local = /[^#/]*$/.exec(iri)?.[0].toLowerCase() ?? '';
    return !text.includes(':') && local.includes(text);
  });
}

import type { Pattern, Query } from '@traqula/rules-sparql-1-2';
import { rdf } from '../vocabulary/terms.ts';
import { fullIri } from './full-iri.ts';
import { isVariable } from './local-pattern.ts';
import type { StatementCounts } from './quad-statistics.ts';

/** Counts that the engine's statistics hold for a pattern of one triple. */
export type CounterShape =
  | { readonly of: 'statements' }
  | { readonly of: 'properties' }
  | { readonly of: 'types' }
  | { readonly of: 'property'; readonly iri: string }
  | { readonly of: 'type'; readonly iri: string };

/** `?s ?p ?o`, `?s <p> ?o`, `?s a ?c` and `?s a <c>`, with COUNT of the solutions and grouped by the predicate or type. */
export function counterShape(
  patterns: readonly Pattern[],
  context: Query['context'],
  keys: readonly string[],
  measures: readonly unknown[],
): CounterShape | undefined {
  const [pattern] = patterns;
  if (patterns.length !== 1 || pattern?.type !== 'pattern' || pattern.subType !== 'bgp') return undefined;
  const [triple] = pattern.triples;
  if (
    pattern.triples.length !== 1 ||
    triple?.type !== 'triple' ||
    measures.some((measure) => measure !== '*')
  )
    return undefined;
  const { subject, predicate, object } = triple;
  const names = [subject, predicate, object].flatMap((each) => (isVariable(each) ? [each.value] : []));
  if (!isVariable(subject) || new Set(names).size < names.length) return undefined;
  const key = keys[0];
  const only = (name: string) => keys.length === 1 && key === name;
  if (isVariable(predicate)) {
    if (!isVariable(object)) return undefined;
    if (keys.length === 0) return { of: 'statements' };
    return only(predicate.value) ? { of: 'properties' } : undefined;
  }
  const property = fullIri(predicate, context);
  if (property === undefined) return undefined;
  if (isVariable(object)) {
    if (keys.length === 0) return { of: 'property', iri: property };
    return only(object.value) && property === rdf.type ? { of: 'types' } : undefined;
  }
  const type = fullIri(object, context);
  return type !== undefined && keys.length === 0 && property === rdf.type
    ? { of: 'type', iri: type }
    : undefined;
}

/** Groups with their counts; a type is already in SPARQL's syntax. */
export function countsOf(shape: CounterShape, counts: StatementCounts, size: number): [string, number][] {
  switch (shape.of) {
    case 'statements':
      return [['', size]];
    case 'property':
      return [['', counts.properties.get(shape.iri) ?? 0]];
    case 'type':
      return [['', counts.types.get(`<${shape.iri}>`) ?? 0]];
    case 'properties':
      return [...counts.properties].map(([iri, count]) => [`<${iri}>`, count]);
    case 'types':
      return [...counts.types];
  }
}

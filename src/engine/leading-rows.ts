import type { PatternBgp, Query, QuerySelect, TripleNesting } from '@traqula/rules-sparql-1-2';
import { countSpec } from './kept-counts.ts';
import type { LeadingSpec } from './leading-values.ts';
import { isVariable, localPattern } from './local-pattern.ts';
import { markedValues, patternText } from './query-text.ts';

/** More rows than this are ordered by the engine. */
const mostRows = 1_000;

export interface LeadingRows {
  readonly spec: LeadingSpec;
  readonly limit: number;
  /** Rows that must be found before the last one that is asked for. */
  readonly offset: number;
  readonly select: QuerySelect;
}

/**
 * Recognises SELECT … ORDER BY ?value … LIMIT where a triple pattern binds ?value, and gives the same SELECT over some
 * values of it only, by a VALUES block right before that pattern. Where those are all values that come before a certain
 * one, and LIMIT rows are found, these are the rows that come first.
 */
export function leadingRows(select: QuerySelect, context: Query['context']): LeadingRows | undefined {
  const { group, having, order, limitOffset } = select.solutionModifiers;
  const [first] = order?.orderDefs ?? [];
  const limit = limitOffset?.limit;
  const offset = limitOffset?.offset ?? 0;
  if (group || having || !first || limit === undefined || limit === 0 || limit + offset > mostRows)
    return undefined;
  if (select.datasets.clauses.length > 0 || select.values) return undefined;
  // The columns of SELECT * come in the order in which the pattern names them.
  if (select.variables.some((each) => each.type === 'wildcard' || hasAggregateAlias(each))) return undefined;
  const value = 'descending' in first ? first.expression : first;
  if (!isVariable(value)) return undefined;
  const { patterns } = select.where;
  for (const [index, pattern] of patterns.entries()) {
    if (pattern.type !== 'pattern' || pattern.subType !== 'bgp') continue;
    const star = starAround(pattern, value.value);
    const local = star && localPattern([star], context);
    if (!local) continue;
    const spec = {
      ...countSpec(local, patternText(context, local.patterns), [value.value]),
      descending: 'descending' in first && first.descending,
    };
    const limited = [...patterns.slice(0, index), markedValues([value.value]), ...patterns.slice(index)];
    return { spec, limit, offset, select: { ...select, where: { ...select.where, patterns: limited } } };
  }
  return undefined;
}

/** The triple pattern that binds the value, and what else is said of its subject by constants. */
function starAround(pattern: PatternBgp, value: string): PatternBgp | undefined {
  const plain = pattern.triples.filter(
    (triple): triple is TripleNesting => triple.type === 'triple' && triple.predicate.type === 'term',
  );
  const binding = plain.find(
    ({ subject, predicate, object }) =>
      isVariable(subject) && !isVariable(predicate) && isVariable(object) && object.value === value,
  );
  if (!binding || !isVariable(binding.subject) || binding.subject.value === value) return undefined;
  const { subject } = binding;
  const constants = plain.filter(
    (triple) =>
      isVariable(triple.subject) &&
      triple.subject.value === subject.value &&
      !isVariable(triple.predicate) &&
      triple.object.type === 'term' &&
      (triple.object.subType === 'namedNode' || triple.object.subType === 'literal'),
  );
  return { ...pattern, triples: [...constants, binding] };
}

function hasAggregateAlias(each: QuerySelect['variables'][number]): boolean {
  return each.type === 'pattern' && JSON.stringify(each.expression).includes('"aggregate"');
}

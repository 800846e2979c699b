import type { Expression, ExpressionAggregate, Pattern, Query, QuerySelect } from '@traqula/rules-sparql-1-2';
import { type CounterShape, counterShape } from './counter-shape.ts';
import { type CountSpec, countSpec } from './kept-counts.ts';
import { isVariable, type LocalPattern, localPattern } from './local-pattern.ts';
import { loc, markedValues, marker, patternText, variable } from './query-text.ts';

/** A LIMIT up to this is meant to end the search early; the service's own cap is not. */
const fewRows = 10_000;

/** What a column of counts holds: solutions, or different values of a variable. */
export type Measure = '*' | { readonly distinct: string };

/** A table of groups and their counts that takes the place of a SELECT's pattern. */
export interface TableSpec {
  /** One for each column of counts; where there is none, one that tells the groups. */
  readonly columns: readonly CountSpec[];
  readonly keys: readonly string[];
  readonly measures: readonly Measure[];
  /** Where the engine's statistics have it all. */
  readonly counters?: CounterShape;
}

/**
 * Recognises SELECT with COUNT over groups, or SELECT DISTINCT, and gives the same SELECT over a table of the groups and
 * their counts. What follows (HAVING, ORDER BY, LIMIT, expressions) is left to the engine.
 */
export function aggregateTable(
  select: QuerySelect,
  context: Query['context'],
): { readonly table: TableSpec; readonly select: QuerySelect } | undefined {
  if (select.datasets.clauses.length > 0 || select.values || select.reduced) return undefined;
  const pattern = localPattern(select.where.patterns, context);
  if (!pattern) return undefined;
  const groups = groupsOf(select, pattern);
  if (!groups?.every((key) => pattern.bound.has(key))) return undefined;
  const measures = new Measures(pattern);
  const rewritten = rewrite(select, new Set(groups), measures);
  if (!rewritten || groups.length + measures.found.length === 0) return undefined;
  const text = patternText(context, pattern.patterns);
  // An alias that the pattern knows is for the engine to judge.
  if (rewritten.aliases.some((alias) => new RegExp(`[?$]${alias}(?![\\w\\u0080-\\uffff])`).test(text.body)))
    return undefined;
  const columns = (measures.found.length > 0 ? measures.found : ['*' as const]).map((measure) => ({
    ...countSpec(pattern, text, groups),
    ...(measure !== '*' && measure),
  }));
  const counters = counterShape(select.where.patterns, context, groups, measures.found);
  const table = { columns, keys: groups, measures: measures.found, ...(counters && { counters }) };
  const names = [...groups, ...measures.found.map((_, index) => countName(index))];
  const patterns: Pattern[] = [markedValues(names), ...rewritten.filters];
  return { table, select: { ...rewritten.select, where: { ...select.where, patterns } } };
}

/** Variables that the solutions are grouped by: those of GROUP BY, none, or those of SELECT DISTINCT. */
function groupsOf(select: QuerySelect, pattern: LocalPattern): string[] | undefined {
  const { group, order, limitOffset, having } = select.solutionModifiers;
  if (group) {
    const names = group.groupings.map((each) =>
      'type' in each && isVariable(each) ? each.value : undefined,
    );
    return names.includes(undefined) ? undefined : [...new Set(names as string[])];
  }
  if (!select.distinct || having || hasAggregate(select)) return hasAggregate(select) ? [] : undefined;
  // Without ORDER BY, a LIMIT lets the engine stop early.
  if (!order && (limitOffset?.limit ?? Number.POSITIVE_INFINITY) <= fewRows) return undefined;
  const names = select.variables.map((each) => (isVariable(each) ? each.value : undefined));
  if (names.includes(undefined) || names.some((name) => name && pattern.subjects.includes(name)))
    return undefined;
  return [...new Set(names as string[])];
}

function hasAggregate(select: QuerySelect): boolean {
  return select.variables.some((each) => each.type === 'pattern' && containsAggregate(each.expression));
}

function containsAggregate(expression: Expression): boolean {
  if (expression.type === 'term') return false;
  if (expression.subType === 'aggregate') return true;
  if (expression.subType === 'patternOperation') return false;
  return expression.args.some(containsAggregate);
}

/** Puts the columns of the table in the place of aggregates. */
function rewrite(
  select: QuerySelect,
  known: ReadonlySet<string>,
  measures: Measures,
): { select: QuerySelect; filters: Pattern[]; aliases: string[] } | undefined {
  const aliases: string[] = [];
  const scope = new Set(known);
  const variables: QuerySelect['variables'] = [];
  for (const each of select.variables) {
    if (isVariable(each)) {
      if (!scope.has(each.value)) return undefined;
      variables.push(variable(each.value) as never);
    } else if (each.type === 'pattern') {
      // The engine refuses an alias within another expression, though SPARQL 1.1 §16.1.2 has it.
      const expression = overTable(each.expression, known, measures);
      if (!expression) return undefined;
      variables.push({ ...each, expression } as never);
      scope.add(each.variable.value);
      aliases.push(each.variable.value);
    } else return undefined;
  }
  const filters: Pattern[] = [];
  for (const condition of select.solutionModifiers.having?.having ?? []) {
    const expression = overTable(condition, known, measures);
    if (!expression) return undefined;
    filters.push({ type: 'pattern', subType: 'filter', expression, loc });
  }
  const { order, limitOffset } = select.solutionModifiers;
  const orderDefs: NonNullable<typeof order>['orderDefs'] = [];
  for (const each of order?.orderDefs ?? []) {
    const expression = overTable('descending' in each ? each.expression : each, scope, measures);
    if (!expression) return undefined;
    orderDefs.push({ ...each, descending: 'descending' in each && each.descending, expression });
  }
  const solutionModifiers = {
    ...(order && { order: { ...order, orderDefs } }),
    ...(limitOffset && { limitOffset }),
  };
  return { select: { ...select, variables, solutionModifiers }, filters, aliases };
}

/** The expression with columns for its aggregates; `undefined` where it needs what the table has not. */
function overTable(
  expression: Expression,
  scope: ReadonlySet<string>,
  measures: Measures,
): Expression | undefined {
  if (expression.type === 'term') {
    if (expression.subType === 'triple') return undefined;
    return isVariable(expression) && !scope.has(expression.value) ? undefined : expression;
  }
  if (expression.subType === 'aggregate') return measures.column(expression);
  if (expression.subType === 'patternOperation') return undefined;
  const args = expression.args.map((argument) => overTable(argument, scope, measures));
  return args.includes(undefined) ? undefined : { ...expression, args: args as Expression[] };
}

/** The columns that were asked for. */
class Measures {
  readonly found: Measure[] = [];
  readonly #pattern: LocalPattern;

  constructor(pattern: LocalPattern) {
    this.#pattern = pattern;
  }

  /** COUNT(*), COUNT of a variable that each solution binds, which is the same, and COUNT(DISTINCT …) of such a one. */
  column(aggregate: ExpressionAggregate): Expression | undefined {
    if (aggregate.aggregation.toLowerCase() !== 'count') return undefined;
    const [counted] = aggregate.expression;
    const name = isVariable(counted) ? counted.value : undefined;
    if (name === undefined ? counted.type !== 'wildcard' : !this.#pattern.bound.has(name)) return undefined;
    if (aggregate.distinct && name === undefined) return undefined;
    const measure: Measure = aggregate.distinct && name !== undefined ? { distinct: name } : '*';
    const same = this.found.findIndex((each) => JSON.stringify(each) === JSON.stringify(measure));
    const index = same === -1 ? this.found.push(measure) - 1 : same;
    return variable(countName(index));
  }
}

function countName(index: number): string {
  return `${marker}count${index}`;
}

import type {
  Expression,
  Pattern,
  Query,
  QuerySelect,
  TermIri,
  TermLiteral,
} from '@traqula/rules-sparql-1-2';
import { fullIri } from './full-iri.ts';
import { type CountSpec, countSpec } from './kept-counts.ts';
import { isVariable, localPattern } from './local-pattern.ts';
import { loc, markedValues, marker, patternText, variable } from './query-text.ts';

/** More constants than this are left to the filter. */
const mostConstants = 50;

/** A condition on one variable that a triple pattern of the same group binds. */
interface Condition {
  readonly name: string;
  readonly expression: Expression;
  /** Place of the triple patterns in the group. */
  readonly index: number;
  readonly property: TermIri | undefined;
}

/**
 * Puts `VALUES ?v { constants }` before the triple patterns that bind ?v where FILTER lets nothing else pass:
 * `?v = constant`, `sameTerm` and IN, for IRIs, plain strings and strings with a language. Such are equal to themselves
 * only (SPARQL 1.1 §17.4.1.7), and the filter stays: the solutions are the same, found by look-up.
 */
export function constantFilter(select: QuerySelect, context: Query['context']): QuerySelect | undefined {
  if (!isPlainSelect(select)) return undefined;
  for (const { name, expression, index } of conditionsOf(select.where.patterns)) {
    const constants = constantsOf(name, expression);
    const different = new Set(constants?.map((each) => identity(each, context)));
    if (!constants || constants.length > mostConstants || different.has(undefined)) continue;
    if (different.size < constants.length) continue;
    const values = { ...markedValues([name]), values: constants.map((each) => ({ [name]: each })) };
    return before(select, index, values);
  }
  return undefined;
}

/** A filter to be tried on the different values of a property. */
export interface MatchingValues {
  /** Counts of the property's values. */
  readonly spec: CountSpec;
  /** A group that holds the filter alone. */
  readonly filter: string;
  readonly select: QuerySelect;
}

/** The same for any other condition on the values of one property; which values pass is found out each time. */
export function matchingValues(select: QuerySelect, context: Query['context']): MatchingValues | undefined {
  if (!isPlainSelect(select)) return undefined;
  for (const { name, expression, index, property } of conditionsOf(select.where.patterns)) {
    if (!property || constantsOf(name, expression)) continue;
    const subject = variable(`${marker}subject`);
    const triples = [{ type: 'triple' as const, subject, predicate: property, object: variable(name), loc }];
    const local = localPattern(
      [
        { type: 'pattern', subType: 'bgp', triples, loc },
        { type: 'pattern', subType: 'filter', expression, loc },
      ],
      context,
    );
    const [triple, filter] = local?.patterns ?? [];
    if (!local || !triple || !filter || JSON.stringify(expression).includes('"patternOperation"')) continue;
    const spec = countSpec(local, patternText(context, [triple]), [name]);
    return {
      spec,
      filter: patternText(context, [filter]).body,
      select: before(select, index, markedValues([name])),
    };
  }
  return undefined;
}

function isPlainSelect({ datasets, values, variables }: QuerySelect): boolean {
  // The columns of SELECT * come in the order in which the pattern names them.
  return datasets.clauses.length === 0 && !values && variables.every((each) => each.type !== 'wildcard');
}

function before(select: QuerySelect, index: number, values: Pattern): QuerySelect {
  const { patterns } = select.where;
  const limited = [...patterns.slice(0, index), values, ...patterns.slice(index)];
  return { ...select, where: { ...select.where, patterns: limited } };
}

function* conditionsOf(patterns: readonly Pattern[]): Generator<Condition> {
  for (const pattern of patterns) {
    if (pattern.type !== 'pattern' || pattern.subType !== 'filter') continue;
    for (const expression of conjuncts(pattern.expression)) {
      const [name, ...others] = variablesOf(expression);
      if (name === undefined || others.length > 0) continue;
      const bound = bindingOf(name, patterns);
      if (bound) yield { name, expression, ...bound };
    }
  }
}

function conjuncts(expression: Expression): Expression[] {
  const isAnd =
    expression.type === 'expression' && expression.subType === 'operation' && expression.operator === '&&';
  return isAnd ? expression.args.flatMap(conjuncts) : [expression];
}

function variablesOf(expression: Expression): Set<string> {
  const names = new Set<string>();
  JSON.stringify(expression, (_, node: unknown) => {
    if (typeof node === 'object' && node !== null && 'subType' in node && 'value' in node)
      if (node.subType === 'variable' && typeof node.value === 'string') names.add(node.value);
    return node;
  });
  return names;
}

function bindingOf(
  name: string,
  patterns: readonly Pattern[],
): Pick<Condition, 'index' | 'property'> | undefined {
  for (const [index, pattern] of patterns.entries()) {
    if (pattern.type !== 'pattern' || pattern.subType !== 'bgp') continue;
    for (const triple of pattern.triples) {
      if (triple.type !== 'triple') continue;
      const { subject, predicate, object } = triple;
      if (![subject, predicate, object].some((each) => isVariable(each) && each.value === name)) continue;
      const isProperty = predicate.type === 'term' && predicate.subType === 'namedNode';
      const isObject =
        isVariable(object) && object.value === name && isVariable(subject) && subject.value !== name;
      return { index, property: isProperty && isObject ? predicate : undefined };
    }
  }
  return undefined;
}

type Constant = TermIri | TermLiteral;

function constantsOf(name: string, expression: Expression): Constant[] | undefined {
  if (expression.type !== 'expression' || expression.subType !== 'operation') return undefined;
  const { args } = expression;
  const operator = expression.operator.toLowerCase();
  const isName = (argument: Expression | undefined) => isVariable(argument) && argument.value === name;
  const [left, right] = args;
  if (operator === 'in') return isName(left) && args.length > 1 ? allConstant(args.slice(1)) : undefined;
  if ((operator !== '=' && operator !== 'sameterm') || !left || !right) return undefined;
  return isName(left) ? allConstant([right]) : isName(right) ? allConstant([left]) : undefined;
}

function allConstant(expressions: readonly Expression[]): Constant[] | undefined {
  const constants = expressions.filter(
    (each): each is Constant =>
      each.type === 'term' &&
      (each.subType === 'namedNode' || (each.subType === 'literal' && typeof each.langOrIri !== 'object')),
  );
  return constants.length === expressions.length ? constants : undefined;
}

/** Equal for equal terms. */
function identity(constant: Constant, context: Query['context']): string | undefined {
  if (constant.subType === 'namedNode') return fullIri(constant, context);
  const language = typeof constant.langOrIri === 'string' ? constant.langOrIri.toLowerCase() : '';
  return JSON.stringify([constant.value, language]);
}

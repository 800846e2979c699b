import { Generator } from '@traqula/generator-sparql-1-2';
import { Parser } from '@traqula/parser-sparql-1-2';
import type {
  Pattern,
  PatternGroup,
  PatternValues,
  Query,
  QuerySelect,
  TermVariable,
} from '@traqula/rules-sparql-1-2';

const parser = lazily(() => new Parser());
const generator = lazily(() => new Generator());

/** Stands for a place in a query's text that is filled in later. A query that holds it is left as it is. */
export const marker = 'fivestar_';

/** Nodes that were made here have no place in a source text. */
export const loc = { sourceLocationType: 'autoGenerate' } as const;

/** @returns the query's syntax tree; `undefined` where the parser does not take it (the engine may) */
export function parseQuery(text: string): Query | undefined {
  try {
    const parsed = parser().parse(text);
    return parsed.type === 'query' ? parsed : undefined;
  } catch {
    return undefined; // the engine says what is wrong with it
  }
}

export function queryText(query: Query): string {
  return generator().generate(query);
}

/** Whether writing the query and reading it again gives the same tree: only then is its text replaced. */
export function isFaithful(query: Query): boolean {
  const again = parseQuery(queryText(query));
  return again !== undefined && bare(again) === bare(query);
}

/** A group as text, and what stands before a query that holds it. */
export interface PatternText {
  /** BASE and PREFIX lines. */
  readonly prologue: string;
  /** What stands between the braces. */
  readonly body: string;
}

export function patternText(context: Query['context'], patterns: Pattern[]): PatternText {
  const where: PatternGroup = { type: 'pattern', subType: 'group', patterns, loc };
  const variables: QuerySelect['variables'] = [{ type: 'wildcard', loc }];
  const datasets: Query['datasets'] = { type: 'datasetClauses', clauses: [], loc };
  const text = queryText({
    type: 'query',
    subType: 'select',
    context,
    variables,
    where,
    solutionModifiers: {},
    datasets,
    loc,
  });
  const select = text.indexOf('SELECT *');
  return {
    prologue: text.slice(0, select),
    body: text.slice(text.indexOf('{', select) + 1, text.lastIndexOf('}')),
  };
}

/** A VALUES block whose rows are filled in later: {@link splitAtMark} cuts the text at its one row. */
export function markedValues(variables: readonly string[]): PatternValues {
  const [first = ''] = variables;
  const values: PatternValues & { variables: TermVariable[] } = {
    type: 'pattern',
    subType: 'values',
    variables: variables.map(variable),
    values: [
      { [first]: { type: 'term', subType: 'literal', value: `${marker}row`, langOrIri: undefined, loc } },
    ],
    loc,
  };
  return values;
}

/** @returns the text before and after the row of {@link markedValues}, which takes rows in parentheses */
export function splitAtMark(text: string): [string, string] | undefined {
  const [, before, variables, after] =
    /^(.*\bVALUES\s*)([(]?[^(){}]*[)]?)\s*\{\s*[(]?\s*"fivestar_row"[^{}()]*[)]?\s*(\}.*)$/s.exec(text) ?? [];
  if (before === undefined || variables === undefined || after === undefined) return undefined;
  return [`${before}(${variables.replace(/[()]/g, '')}) {\n`, after];
}

export function variable(value: string): TermVariable {
  return { type: 'term', subType: 'variable', value, loc };
}

function bare(query: Query): string {
  return JSON.stringify(query, (key, value: unknown) =>
    key === 'loc' || key === 'label' ? undefined : value,
  );
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

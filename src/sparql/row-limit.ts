import { Generator } from '@traqula/generator-sparql-1-2';
import { parseQuery } from './parse-sparql.ts';

/**
 * The query, asked for at most one row more than `rows`, so that the engine does not work on a result that is refused
 * for its length. A query with a smaller LIMIT of its own stays as it is.
 */
export function withRowLimit(query: string, rows: number): string {
  const most = rows + 1;
  // Without either word there is no limit, nor a VALUES block after which one may not stand (SPARQL 1.1 §19.8, rule 18).
  if (!/\b(?:limit|values)\b/i.test(query)) return `${query}\nLIMIT ${most}`;
  const parsed = parseQuery(query);
  if (parsed?.type !== 'query' || parsed.subType !== 'select') return query;
  const { limitOffset } = parsed.solutionModifiers;
  if (limitOffset?.limit !== undefined && limitOffset.limit <= most) return query;
  if (!parsed.values && limitOffset?.limit === undefined) return `${query}\nLIMIT ${most}`;
  const made = { type: 'solutionModifier', subType: 'limitOffset', loc: parsed.loc } as const;
  const limited = { ...made, ...limitOffset, limit: most };
  const modifiers = { ...parsed.solutionModifiers, limitOffset: limited };
  return new Generator().generate({ ...parsed, solutionModifiers: modifiers } as Parameters<
    Generator['generate']
  >[0]);
}

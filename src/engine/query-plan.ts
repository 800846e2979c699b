import type { QuerySelect } from '@traqula/rules-sparql-1-2';
import { aggregateTable, type TableSpec } from './aggregate-table.ts';
import { constantFilter, matchingValues } from './constant-filter.ts';
import type { CountSpec } from './kept-counts.ts';
import { leadingRows } from './leading-rows.ts';
import type { LeadingSpec } from './leading-values.ts';
import { isFaithful, marker, parseQuery, queryText, splitAtMark } from './query-text.ts';

/** How a query can be answered otherwise than as it is written. `pieces`: its text, rows of a table go between them. */
export type QueryPlan =
  | { readonly type: 'as-written' }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'table'; readonly pieces: readonly string[]; readonly table: TableSpec }
  | {
      readonly type: 'leading';
      readonly pieces: readonly string[];
      readonly spec: LeadingSpec;
      readonly limit: number;
      readonly offset: number;
    }
  | {
      readonly type: 'matching';
      readonly pieces: readonly string[];
      readonly spec: CountSpec;
      readonly filter: string;
    };

const asWritten: QueryPlan = { type: 'as-written' };

/** Words without which nothing here applies; most look-ups have none of them, and are not even parsed. */
const promising = /\bCOUNT\s*\(|\bSELECT\s+DISTINCT\b|\bORDER\s+BY\b|\bFILTER\b/i;
/** Other data than the union of all graphs, and what must not be asked twice. */
const excluded = /\bFROM\b|\bSERVICE\b/i;
/** Characters; a longer query is not worth the parsing. */
const longest = 10_000;

export function planQuery(text: string): QueryPlan {
  if (text.length > longest || !promising.test(text) || excluded.test(text) || text.includes(marker))
    return asWritten;
  const query = parseQuery(text);
  if (query?.subType !== 'select') return asWritten;
  const plan = planSelect(query);
  return plan.type !== 'as-written' && isFaithful(query) ? plan : asWritten;
}

function planSelect(select: QuerySelect): QueryPlan {
  const { context } = select;
  const aggregate = aggregateTable(select, context);
  if (aggregate) {
    const pieces = piecesOf(aggregate.select);
    return pieces ? { type: 'table', pieces, table: aggregate.table } : asWritten;
  }
  const limited = constantFilter(select, context);
  if (limited) return { type: 'text', text: queryText(limited) };
  const leading = leadingRows(select, context);
  if (leading) {
    const { spec, limit, offset } = leading;
    const pieces = piecesOf(leading.select);
    return pieces ? { type: 'leading', pieces, spec, limit, offset } : asWritten;
  }
  const matching = matchingValues(select, context);
  const pieces = matching && piecesOf(matching.select);
  return pieces ? { type: 'matching', pieces, spec: matching.spec, filter: matching.filter } : asWritten;
}

function piecesOf(select: QuerySelect): string[] | undefined {
  return splitAtMark(queryText(select));
}

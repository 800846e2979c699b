import { isRecord } from './is-record.ts';
import { parseQuery } from './parse-sparql.ts';

/** How a query's patterns may make its work grow beyond what its text shows. */
interface Traits {
  /** Triple patterns without any constant. */
  readonly open: number;
  /** `*` or `+` paths between two variables. */
  readonly unboundPaths: number;
  readonly patterns: readonly ReadonlySet<string>[];
}

/**
 * Whether a query looks as if it took long whatever the data: cross products, unbounded paths between variables, several
 * patterns that match everything, or sorting and grouping of such, and GROUP_CONCAT. A guess that only decides in which
 * line the query waits.
 */
export function looksExpensive(query: string): boolean {
  const ast = parseQuery(query);
  if (ast?.type !== 'query') return false;
  const traits = survey(ast);
  const { open, unboundPaths, patterns } = traits;
  if (unboundPaths > 0 || open > 1 || isDisjoint(patterns)) return true;
  return open === 1 &&
    /\b(?:order\s+by|group\s+by|distinct|count|sum|avg|min|max|sample|group_concat)\b/i.test(query)
    ? true
    : /\bgroup_concat\b/i.test(query);
}

function survey(ast: unknown): Traits {
  let open = 0;
  let unboundPaths = 0;
  const patterns: Set<string>[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const item of node) visit(item);
      return;
    }
    if (!isRecord(node)) return;
    if (node.type === 'triple') {
      const { subject, predicate, object } = node;
      const names = [subject, predicate, object].map(variableName);
      if (names.every((name) => name !== undefined)) open += 1;
      if (isUnbounded(predicate) && names[0] !== undefined && names[2] !== undefined) unboundPaths += 1;
      patterns.push(new Set(names.filter((name) => name !== undefined)));
    }
    // What CONSTRUCT makes is no pattern that is matched.
    for (const [key, value] of Object.entries(node)) if (key !== 'loc' && key !== 'template') visit(value);
  };
  visit(ast);
  return { open, unboundPaths, patterns };
}

function variableName(term: unknown): string | undefined {
  if (!isRecord(term)) return undefined;
  // A list or a [ … ], which stands for its node.
  if (term.type === 'tripleCollection') return variableName(term.identifier);
  if (term.type !== 'term') return undefined;
  if (term.subType === 'variable') return `?${String(term.value)}`;
  return term.subType === 'blankNode' ? `_:${String(term.label)}` : undefined;
}

function isUnbounded(path: unknown): boolean {
  if (!isRecord(path) || path.type !== 'path') return false;
  if (path.subType === '*' || path.subType === '+') return true;
  return Array.isArray(path.items) && path.items.some(isUnbounded);
}

/** Whether the patterns with variables fall into parts that share none: every row of one meets every row of the other. */
function isDisjoint(patterns: readonly ReadonlySet<string>[]): boolean {
  const parts: Set<string>[] = [];
  for (const pattern of patterns) {
    if (pattern.size === 0) continue;
    const merged = new Set(pattern);
    for (const part of [...parts]) {
      if (![...part].some((name) => merged.has(name))) continue;
      for (const name of part) merged.add(name);
      parts.splice(parts.indexOf(part), 1);
    }
    parts.push(merged);
  }
  return parts.length > 1;
}

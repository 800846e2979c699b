import { Parser } from '@traqula/parser-sparql-1-2';
import { LRUCache } from 'lru-cache';

export type ParsedSparql = ReturnType<Parser['parse']>;

const parsed = new LRUCache<string, { readonly ast: ParsedSparql | undefined }>({ max: 500 });
let parser: Parser | undefined;

/**
 * The syntax tree of a query, or `undefined` where this parser does not take it; the engine has the last word on what is
 * a sound query. Trees of recent queries are kept.
 */
export function parseQuery(query: string): ParsedSparql | undefined {
  const known = parsed.get(query);
  if (known) return known.ast;
  const ast = tryParse(query);
  parsed.set(query, { ast });
  return ast;
}

function tryParse(text: string): ParsedSparql | undefined {
  try {
    return parseSparql(text);
  } catch {
    return undefined;
  }
}

/** @throws the parser's error, which says what it expected and found */
export function parseSparql(text: string): ParsedSparql {
  parser ??= new Parser();
  return parser.parse(text);
}

import { Parser } from '@traqula/parser-sparql-1-2';
import { LRUCache } from 'lru-cache';

export type ParsedSparql = ReturnType<Parser['parse']>;

/** Characters of the queries whose trees are kept; a tree takes some fifty times as much. */
const keptCharacters = 1_000_000;
const parsed = new LRUCache<string, { readonly ast: ParsedSparql | undefined }>({
  max: 500,
  maxSize: keptCharacters,
  sizeCalculation: (_, query) => query.length + 1,
});
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

/** @throws Error that says what was expected and found, and where; RangeError where the text is nested too deeply */
export function parseSparql(text: string): ParsedSparql {
  parser ??= new Parser({ lexerConfig: { positionTracking: 'full' } });
  try {
    return parser.parse(text);
  } catch (error) {
    if (error instanceof RangeError || !(error instanceof Error)) throw error;
    throw new Error(placed(error.message, text), { cause: error });
  }
}

/** The parser's messages: "… at offset: 45, …", or a line, the text of the line and an arrow below it. */
function placed(message: string, text: string): string {
  const offset = /at offset: (\d+)/.exec(message)?.[1];
  if (offset !== undefined) {
    const lines = text.slice(0, Number(offset)).split('\n');
    const [found] = text.slice(Number(offset), Number(offset) + 20).split(/\s/);
    return `at line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}: unexpected "${found}"`;
  }
  const [, line, arrow = '', reason = ''] =
    /^Parse error on line (\d+)\n.*\n(-*)\^\n([\s\S]*)$/.exec(message) ?? [];
  if (line !== undefined) return `at line ${line}, column ${arrow.length + 1}: ${reason}`;
  return message.replace(/^Parse error\n/, 'at the end: ');
}

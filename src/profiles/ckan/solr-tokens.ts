/** A token of Solr's standard query syntax. */
export interface SolrToken {
  readonly type: 'word' | 'phrase' | 'field' | 'and' | 'or' | 'not' | 'plus' | 'open' | 'close' | 'range';
  readonly text: string;
  /** Of a word: it had a `*` at its end, which is not in `text`. */
  readonly prefix?: boolean;
  /** Of a range: brackets; `{` and `}` leave the end out. */
  readonly bounds?: {
    readonly from: string;
    readonly to: string;
    readonly open: string;
    readonly close: string;
  };
}

/** What the query language has and this server has not, or what is no query at all. */
export class UnsupportedQuery extends Error {}

const space = /[\s\u3000]*/y;
const range = /([[{])\s*("[^"]*"|[^\s\]}]+)\s+TO\s+("[^"]*"|[^\s\]}]+)\s*([\]}])/y;
const phrase = /"((?:[^"\\]|\\.)*)"/y;
const field = /([A-Za-z_][\w.-]*):/y;
// A colon within a word is part of it (a time, an IRI) where no field stands before it.
const word = /(?:[^\s\u3000()"[\]{}\\^~]|\\.)+/y;

/** @throws UnsupportedQuery */
export function solrTokens(query: string): readonly SolrToken[] {
  const tokens: SolrToken[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(query);
    if (!match) return undefined;
    at = pattern.lastIndex;
    return match;
  };
  for (;;) {
    take(space);
    if (at >= query.length) return tokens;
    tokens.push(nextToken(query, at, take));
  }
}

function nextToken(
  query: string,
  at: number,
  take: (pattern: RegExp) => RegExpExecArray | undefined,
): SolrToken {
  const sign = take(/&&|\|\||[()!+]|-(?=\S)/y)?.[0];
  if (sign !== undefined) return { type: signs[sign] ?? 'not', text: sign };
  if (query.startsWith('{!', at)) throw new UnsupportedQuery('Local parameters ({! … }) are not understood.');
  const between = take(range);
  if (between) {
    const [text, open = '', from = '', to = '', close = ''] = between;
    return { type: 'range', text, bounds: { from: unquoted(from), to: unquoted(to), open, close } };
  }
  const quoted = take(phrase);
  if (quoted) return { type: 'phrase', text: unescaped(quoted[1] ?? '') };
  const named = take(field);
  if (named && named[1] !== undefined) return { type: 'field', text: named[1] };
  const plain = take(word)?.[0];
  if (plain !== undefined) return wordToken(plain);
  throw new UnsupportedQuery(`"${query.slice(at, at + 20)}" is not understood: ${whatIs(query[at] ?? '')}.`);
}

const signs: Readonly<Record<string, SolrToken['type']>> = {
  '&&': 'and',
  '||': 'or',
  '(': 'open',
  ')': 'close',
  '!': 'not',
  '-': 'not',
  '+': 'plus',
};

function wordToken(written: string): SolrToken {
  if (written === 'AND') return { type: 'and', text: written };
  if (written === 'OR') return { type: 'or', text: written };
  if (written === 'NOT') return { type: 'not', text: written };
  const prefix = /(?:^|[^\\])\*$/.test(written);
  const kept = prefix ? written.slice(0, -1) : written;
  if (/(?:^|[^\\])[*?]/.test(kept))
    throw new UnsupportedQuery(`"${written}": * is understood at the end of a word only, and ? not at all.`);
  return { type: 'word', text: unescaped(kept), prefix };
}

function whatIs(character: string): string {
  switch (character) {
    case '"':
      return 'a quotation mark has no other half';
    case '[':
    case '{':
    case ']':
    case '}':
      return 'ranges are written [from TO to]';
    case '^':
      return 'weights (^) are not supported';
    case '~':
      return 'similarity and distance (~) are not supported';
    default:
      return 'a backslash stands before nothing';
  }
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, '$1');
}

function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/s, '$1');
}

import { type PackageFilter, type TimeField, timeFields, wordFields } from './package-filter.ts';
import { type RoundedTime, readTime } from './solr-dates.ts';
import { type SolrToken, solrTokens, UnsupportedQuery } from './solr-tokens.ts';

const everything: PackageFilter = { type: 'all' };
const mostTokens = 500;
const mostDepth = 20;
/** Other names of fields: those of Solr's schema of CKAN, and of the objects of the API. */
const otherNames: Readonly<Record<string, string>> = {
  group: 'groups',
  tag: 'tags',
  license: 'license_id',
  entity_type: 'type',
};

/**
 * The filter that `q` or `fq` of `package_search` states in Solr's standard syntax: words, "phrases", `field:value`,
 * `field:(a OR b)`, `field:[a TO b]`, `word*`, AND, OR, NOT, +, -, parentheses, `*:*`. Terms without an operator between
 * them must all hold, as CKAN has it (`q.op=AND`); AND binds closer than OR.
 * @throws UnsupportedQuery for anything else: nothing is ignored
 */
export function parseSolr(query: string, now = Date.now()): PackageFilter {
  // Of the syntax's own making, not of a field: everything.
  const tokens = solrTokens(query.replaceAll(/(^|[\s(+])\*:\*(?=$|[\s)])/g, '$1*'));
  if (tokens.length > mostTokens) throw new UnsupportedQuery(`The query has more than ${mostTokens} parts.`);
  if (tokens.length === 0) return everything;
  return new SolrParser(tokens, now).parse();
}

class SolrParser {
  readonly #tokens: readonly SolrToken[];
  readonly #now: number;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly SolrToken[], now: number) {
    this.#tokens = tokens;
    this.#now = now;
  }

  parse(): PackageFilter {
    const filter = this.#alternatives(undefined);
    if (this.#at < this.#tokens.length) throw new UnsupportedQuery('A ) has no ( before it.');
    return filter;
  }

  #alternatives(field: string | undefined): PackageFilter {
    const parts = [this.#conjunction(field)];
    while (this.#takes('or')) parts.push(this.#conjunction(field));
    return parts.length === 1 ? (parts[0] as PackageFilter) : { type: 'or', parts };
  }

  #conjunction(field: string | undefined): PackageFilter {
    const parts: PackageFilter[] = [];
    for (;;) {
      parts.push(this.#clause(field));
      if (this.#takes('and')) continue;
      const next = this.#tokens[this.#at];
      if (!next || next.type === 'or' || next.type === 'close') break;
    }
    return conjunctionOf(parts);
  }

  #clause(field: string | undefined): PackageFilter {
    if (this.#takes('not')) return { type: 'not', part: this.#clause(field) };
    if (this.#takes('plus')) return this.#clause(field);
    const token = this.#tokens[this.#at++];
    if (!token) throw new UnsupportedQuery('The query ends where a term is expected.');
    switch (token.type) {
      case 'field':
        if (field !== undefined) throw new UnsupportedQuery(`"${token.text}:" stands within ${field}:( … ).`);
        return this.#clauseOf(token.text);
      case 'open':
        return this.#group(field);
      case 'word':
      case 'phrase':
      case 'range':
        return term(field, token, this.#now);
      default:
        throw new UnsupportedQuery(`"${token.text}" stands where a term is expected.`);
    }
  }

  #clauseOf(field: string): PackageFilter {
    const { type } = this.#tokens[this.#at] ?? {};
    if (type !== 'open' && type !== 'word' && type !== 'phrase' && type !== 'range')
      throw new UnsupportedQuery(`There is no value after "${field}:".`);
    return this.#clause(otherNames[field] ?? field);
  }

  #group(field: string | undefined): PackageFilter {
    this.#depth += 1;
    if (this.#depth > mostDepth) throw new UnsupportedQuery(`Parentheses go deeper than ${mostDepth}.`);
    const filter = this.#alternatives(field);
    if (!this.#takes('close')) throw new UnsupportedQuery('A ( has no ) behind it.');
    this.#depth -= 1;
    return filter;
  }

  #takes(type: SolrToken['type']): boolean {
    if (this.#tokens[this.#at]?.type !== type) return false;
    this.#at += 1;
    return true;
  }
}

/** Words beside each other are one text search: its scores take all of them into account. */
function conjunctionOf(parts: readonly PackageFilter[]): PackageFilter {
  const texts = parts.flatMap((part) => (part.type === 'text' ? [part.terms] : []));
  const others = parts.filter((part) => part.type !== 'text');
  const text: PackageFilter[] =
    texts.length === 0
      ? []
      : [
          {
            type: 'text',
            terms: {
              words: texts.flatMap(({ words }) => words),
              prefixes: texts.flatMap(({ prefixes }) => prefixes),
            },
          },
        ];
  const all = [...text, ...others];
  return all.length === 1 ? (all[0] as PackageFilter) : { type: 'and', parts: all };
}

function term(field: string | undefined, token: SolrToken, now: number): PackageFilter {
  const { text, type, prefix = false } = token;
  if (type === 'range') return rangeOf(field, token, now);
  const isEverything = prefix && text === '';
  if (field === undefined || field === 'text') {
    if (isEverything) return everything;
    return {
      type: 'text',
      terms: prefix ? { words: [], prefixes: [text] } : { words: [text], prefixes: [] },
    };
  }
  const time = timeFields.find((name) => name === field);
  if (time && isEverything) return everything;
  if (time) return { type: 'time', field: time, range: instant(readTime(text, now)) };
  if (field === 'title') return isEverything ? everything : { type: 'title', words: [text], prefix };
  const word = wordFields.find((name) => name === field);
  if (word) return { type: 'word', field: word, value: text, prefix };
  throw new UnsupportedQuery(
    `"${field}" is no field that can be searched here. There are: text, title, ${[...wordFields, ...timeFields].join(', ')}.`,
  );
}

function rangeOf(field: string | undefined, { bounds, text }: SolrToken, now: number): PackageFilter {
  const time = timeFields.find((name: TimeField) => name === field);
  if (!time || !bounds)
    throw new UnsupportedQuery(
      `${field ?? ''}:${text}: there are ranges of ${timeFields.join(' and ')} only.`,
    );
  const { from, to, open, close } = bounds;
  return {
    type: 'time',
    field: time,
    range: {
      ...(from !== '*' && { from: readTime(from, now).first }),
      ...(to !== '*' && { to: readTime(to, now).last }),
      ...(open === '{' && { fromExcluded: true }),
      ...(close === '}' && { toExcluded: true }),
    },
  };
}

function instant({ first, last }: RoundedTime): { from: number; to: number } {
  return { from: first, to: last };
}

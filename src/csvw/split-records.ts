import { Failure } from '../model/failure.ts';
import type { Dialect } from './dialect.ts';
import { escapeForExpression } from './escape-for-expression.ts';

export interface SplitRecords {
  /** Whole records, line ends and all, one after the other. */
  readonly text: string;
  /** Number of each in the file, from 1. */
  readonly numbers: readonly number[];
  /** Rows that are skipped, and comments without their prefix. */
  readonly comments: readonly string[];
}

/** The longest row, in characters. */
export const longestRow = 16 * 1024 * 1024;

/**
 * Cuts text into the records of a table, so that skipped rows and comments are told from them before a quote in them can
 * be taken for the beginning of a cell, and so that rows are numbered as their file numbers them (tabular-data-model §8).
 */
export class RecordSplitter {
  readonly #dialect: Dialect;
  readonly #url: string;
  readonly #ends: RegExp;
  readonly #quotes: RegExp | undefined;
  #rest = '';
  /** Where in `#rest` the search for a line end goes on. */
  #line = 0;
  #inQuotes = false;
  #row = 0;

  constructor(dialect: Dialect, url: string) {
    this.#dialect = dialect;
    this.#url = url;
    const longestFirst = [...dialect.lineTerminators].sort((a, b) => b.length - a.length);
    this.#ends = new RegExp(longestFirst.map(escapeForExpression).join('|'), 'g');
    const { quoteChar, doubleQuote } = dialect;
    this.#quotes =
      quoteChar === null
        ? undefined
        : new RegExp(
            doubleQuote ? escapeForExpression(quoteChar) : `\\\\[^]|${escapeForExpression(quoteChar)}`,
            'g',
          );
  }

  /** @param last no more text follows */
  push(text: string, last: boolean): SplitRecords {
    this.#rest += text;
    const rest = this.#rest;
    const numbers: number[] = [];
    const comments: string[] = [];
    let records = '';
    let begin = 0;
    const close = (end: number, next: number) => {
      const line = rest.slice(this.#line, end);
      if (this.#line === begin && this.#isComment(line)) {
        this.#row += 1;
        const comment = this.#withoutPrefix(line);
        if (comment !== '') comments.push(comment);
        begin = next;
      } else {
        if (this.#countsOdd(line)) this.#inQuotes = !this.#inQuotes;
        if (!this.#inQuotes) {
          this.#row += 1;
          numbers.push(this.#row);
          records += rest.slice(begin, next);
          begin = next;
        }
      }
      this.#line = next;
    };
    this.#ends.lastIndex = this.#line;
    for (let match = this.#ends.exec(rest); match !== null; match = this.#ends.exec(rest)) {
      const next = match.index + match[0].length;
      // What follows may make a longer line end of it.
      if (!last && next === rest.length && this.#mayGrow(match[0])) break;
      close(match.index, next);
    }
    if (last && this.#line < rest.length) close(rest.length, rest.length);
    if (last && begin < rest.length) {
      // A quote that is never closed: csv-parse says where it was opened.
      numbers.push(this.#row + 1);
      records += rest.slice(begin);
      begin = rest.length;
    }
    this.#rest = rest.slice(begin);
    this.#line -= begin;
    if (this.#rest.length > longestRow) throw this.#tooLong();
    return { text: records, numbers, comments };
  }

  #isComment(line: string): boolean {
    const { commentPrefix, skipRows } = this.#dialect;
    return this.#row < skipRows || (commentPrefix !== null && line.startsWith(commentPrefix));
  }

  #withoutPrefix(line: string): string {
    const { commentPrefix } = this.#dialect;
    const isPrefixed = commentPrefix !== null && line.startsWith(commentPrefix);
    return isPrefixed ? line.slice(commentPrefix.length) : line;
  }

  #countsOdd(line: string): boolean {
    if (this.#quotes === undefined) return false;
    let odd = false;
    for (const [found] of line.matchAll(this.#quotes)) if (!found.startsWith('\\')) odd = !odd;
    return odd;
  }

  #mayGrow(end: string): boolean {
    return this.#dialect.lineTerminators.some((one) => one.length > end.length && one.startsWith(end));
  }

  #tooLong(): Failure {
    return new Failure(
      'too-large',
      `${this.#url}, row ${this.#row + 1}: it has more than ${longestRow} characters. ` +
        'A quote is probably opened and not closed: close it, or name another quoteChar in the dialect.',
    );
  }
}

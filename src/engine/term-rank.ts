import { xsd } from '../vocabulary/terms.ts';

/** Where a literal stands among others of its kind in ORDER BY. */
export interface Rank {
  readonly kind: 'text' | 'day' | 'number';
  readonly value: string | number;
}

const literal = /^"((?:[^"\\]|\\["\\nrt])*)"(?:@[\w-]+|\^\^<([^>]*)>)?$/s;
const moment = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?Z?)?$/;
const decimal = /^[+-]?\d+(?:\.\d*)?$/;
/** From here on, UTF-16 units and code points are not in the same order. */
const beyond = /[\ud800-\uffff]/;
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/**
 * The rank of a literal in SPARQL's syntax: where two of a kind differ, the engine orders them in the same way (SPARQL 1.1
 * §15.1; texts by code points, whatever their language). Equal ranks say nothing. Dates and times are told apart by days
 * only, as times with and without a zone have no order within one (XML Schema Part 2 §3.2.7.4).
 * @returns `undefined` for any other term
 */
export function rankOf(text: string): Rank | undefined {
  const [, escaped, datatype] = literal.exec(text) ?? [];
  if (escaped === undefined) return undefined;
  const value = escaped.replace(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter);
  if (datatype === undefined || datatype === xsd.string)
    return beyond.test(value) ? undefined : { kind: 'text', value };
  if (datatype === xsd.date || datatype === xsd.dateTime)
    return moment.test(value) ? { kind: 'day', value: value.slice(0, 10) } : undefined;
  if (datatype === xsd.integer || datatype === xsd.decimal)
    return decimal.test(value) ? { kind: 'number', value: Number(value) } : undefined;
  return undefined;
}

/** Negative where `a` comes first in ascending order. Of one kind only. */
export function compareRanks(a: Rank, b: Rank): number {
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
}

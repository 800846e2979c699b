import { prefixes } from '../vocabulary/prefixes.ts';
import type { Cell } from './sparql-results.ts';

const xsd = (names: string) => names.split(' ').map((name) => `${prefixes.xsd}${name}`);
const numbers = xsd(
  'integer nonNegativeInteger positiveInteger int long short byte unsignedInt unsignedLong decimal double float',
);
const dateTypes = xsd('date dateTime gYear gYearMonth string');
/** A year, a month or a day with or without time, also as plain text, e.g. of `SUBSTR`. */
const datePattern = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?(?:Z|[+-]\d{2}:\d{2})?$/;

/** The number that a cell holds by its datatype. */
export function numberOf(cell: Cell): number | undefined {
  if (cell?.type !== 'literal' || cell.datatype === undefined || !numbers.includes(cell.datatype)) return;
  const value = Number(cell.value);
  return Number.isFinite(value) ? value : undefined;
}

/** Milliseconds since 1970, UTC, of the date that a cell holds. */
export function timeOf(cell: Cell): number | undefined {
  if (cell?.type !== 'literal' || cell.language !== undefined) return;
  if (cell.datatype !== undefined && !dateTypes.includes(cell.datatype)) return;
  const [, year, month = '01', day = '01'] = datePattern.exec(cell.value) ?? [];
  if (year === undefined) return;
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day));
  return Number.isNaN(time) ? undefined : time;
}

/** A whole number that reads like a year, as `YEAR(?date)` gives it. */
export function yearOf(cell: Cell): number | undefined {
  const value = numberOf(cell);
  if (value === undefined || !Number.isInteger(value) || value < 1500 || value > 2200) return;
  return Date.UTC(value, 0, 1);
}

/** Orders cells for a column: numbers by value, all else by text; what is unbound comes last. */
export function compareCells(a: Cell, b: Cell): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const left = numberOf(a);
  const right = numberOf(b);
  if (left !== undefined && right !== undefined) return left - right;
  return collator.compare(a.value, b.value);
}

const collator = new Intl.Collator(['en', 'hi'], { numeric: true });

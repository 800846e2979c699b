import { asciiDigits, parseDate } from '../mapping/values/date.ts';
import { parsePeriod } from '../mapping/values/period.ts';

/** A form in which dates are written: tokens such as `DD/MM/YYYY`, or one of {@link namedForms}. */
export interface DateForm {
  readonly name: string;
  /** The date as ISO 8601 (a period as START/END); `undefined` where the text has another form. */
  read(text: string): string | undefined;
}

/**
 * Years of account run from April to March in India: `2019-20`, `2019-2020`, `FY 2019-20`. `excel`: days since the
 * beginning of 1900, as a sheet saved without formats holds them; `unix`: seconds or milliseconds since 1970.
 */
export const namedForms = [
  'financial-year',
  'financial-year-start',
  'financial-year-end',
  'excel',
  'unix',
] as const;

const tokens: Readonly<Record<string, string>> = {
  YYYY: String.raw`(?<year>\d{4})`,
  YY: String.raw`(?<year>\d{2})`,
  MMMM: String.raw`(?<name>[\p{L}\p{M}]{1,20})\.?`,
  MMM: String.raw`(?<name>[\p{L}\p{M}]{1,20})\.?`,
  MM: String.raw`(?<month>\d{1,2})`,
  M: String.raw`(?<month>\d{1,2})`,
  DD: String.raw`(?<day>\d{1,2})`,
  D: String.raw`(?<day>\d{1,2})`,
  HH: String.raw`(?<hour>\d{1,2})`,
  mm: String.raw`(?<minute>\d{2})`,
  ss: String.raw`(?<second>\d{2})(?:\.\d+)?`,
};
const token = /YYYY|YY|MMMM|MMM|MM|M|DD|D|HH|mm|ss/g;

/** @returns what is wrong with the name, where it is no form */
export function parseDateForm(name: string): DateForm | { readonly problem: string } {
  const named = namedForms.find((one) => one === name.trim().toLowerCase());
  if (named) return { name: named, read: (text) => readNamed[named](asciiDigits(text).trim()) };
  const found: readonly string[] = name.match(token) ?? [];
  if (!found.includes('YYYY') && !found.includes('YY'))
    return { problem: `"${name}" has no year (YYYY), and is none of ${namedForms.join(', ')}` };
  const kinds = found.map((one) => (one === 'mm' || one === 'ss' ? one : one[0]));
  if (new Set(kinds).size < kinds.length) return { problem: `"${name}" names a part of the date twice` };
  if (kinds.includes('D') && !kinds.includes('M')) return { problem: `"${name}" has a day but no month` };
  const pattern = name
    .trim()
    .split(/(YYYY|YY|MMMM|MMM|MM|M|DD|D|HH|mm|ss)/)
    .map((part) => tokens[part] ?? literalPattern(part))
    .join('');
  const expression = new RegExp(`^${pattern}$`, 'iu');
  return { name, read: (text) => readTokens(expression.exec(asciiDigits(text).trim())?.groups) };
}

function literalPattern(text: string): string {
  if (/[A-Za-z]/.test(text.replace(/[Tt]/g, ''))) return escaped(text);
  return text.replace(/\s+|[^\s]/g, (part) => (/^\s/.test(part) ? String.raw`\s*` : escaped(part)));
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

function readTokens(groups: Record<string, string> | undefined): string | undefined {
  if (!groups) return undefined;
  const { year = '', name, month, day, hour, minute = '00', second = '00' } = groups;
  const number = name === undefined ? month : monthNamed(name);
  if (name !== undefined && number === undefined) return undefined;
  const date = [fullYear(year), number?.padStart(2, '0'), day?.padStart(2, '0')]
    .filter((part) => part !== undefined)
    .join('-');
  const text = hour === undefined ? date : `${date}T${hour.padStart(2, '0')}:${minute}:${second}`;
  return parseDate(text).type === 'date' ? text : undefined;
}

/** Months by the names that dates are read with everywhere, English and Hindi. */
function monthNamed(name: string): string | undefined {
  const read = parseDate(`${name} 2000`);
  return read.type === 'date' ? read.lexical.slice(5, 7) : undefined;
}

/** Two digits are a year from 1970 to 2069. */
function fullYear(text: string): string {
  if (text.length === 4) return text;
  return `${Number(text) < 70 ? '20' : '19'}${text}`;
}

const readNamed: Readonly<Record<(typeof namedForms)[number], (text: string) => string | undefined>> = {
  'financial-year': (text) => {
    const years = financialYear(text);
    return years && `${years.start}-04-01/${years.end}-03-31`;
  },
  'financial-year-start': (text) => {
    const years = financialYear(text);
    return years && `${years.start}-04-01`;
  },
  'financial-year-end': (text) => {
    const years = financialYear(text);
    return years && `${years.end}-03-31`;
  },
  excel: (text) => {
    const days = /^\d{1,6}(?:\.\d+)?$/.test(text) ? Number(text) : 0;
    // The count has a 29 February 1900; from March of that year on it is right when it begins with 30 December 1899.
    return days < 61 ? undefined : iso(Date.UTC(1899, 11, 30) + Math.floor(days) * 86_400_000);
  },
  unix: (text) => {
    if (!/^\d{1,14}(?:\.\d+)?$/.test(text)) return undefined;
    const number = Number(text);
    const time = new Date(number >= 1e11 ? number : number * 1000);
    return `${time.toISOString().slice(0, 19)}Z`;
  },
};

function financialYear(text: string): { start: number; end: number } | undefined {
  const plain = text.replace(/^(?:f\.?\s?y\.?|financial year|वित्त(?:ीय)? वर्ष)\s*[:-]?\s*/iu, '');
  const match = /^(\d{4})\s*[-–—/]\s*(\d{4}|\d{2})$/.exec(plain);
  if (!match) return undefined;
  const start = Number(match[1]);
  const follows = (match[2]?.length === 4 ? start + 1 : (start + 1) % 100) === Number(match[2]);
  return follows && start >= 1000 && start < 2999 ? { start, end: start + 1 } : undefined;
}

function iso(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Is the text a date or period of ISO 8601 already? Spreadsheets hold real dates beside texts. */
export function isIsoDate(text: string): boolean {
  const forms = /^\d{4}-\d{2}(?:-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?)?(?:\/|$)/;
  return forms.test(text) && (parseDate(text).type === 'date' || parsePeriod(text) !== undefined);
}

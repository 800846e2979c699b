import type { Iri } from '../../vocabulary/iri.ts';
import { xsd } from '../../vocabulary/terms.ts';

/** A date as RDF has it, or why a text is none: `impossible` looks like a date and names no day; `unreadable` does not. */
export type DateReading =
  | { readonly type: 'date'; readonly lexical: string; readonly datatype: Iri }
  | { readonly type: 'impossible' }
  | { readonly type: 'unreadable' };

const impossible: DateReading = { type: 'impossible' };
const unreadable: DateReading = { type: 'unreadable' };
/** Years outside of these are slips of the keyboard (0201 for 2010) in metadata of catalogues. */
const earliest = 1000;
const latest = 2999;

const monthNames: readonly (readonly string[])[] = [
  ['january', 'jan', 'जनवरी'],
  ['february', 'feb', 'फरवरी', 'फ़रवरी'],
  ['march', 'mar', 'मार्च'],
  ['april', 'apr', 'अप्रैल'],
  ['may', 'मई'],
  ['june', 'jun', 'जून'],
  ['july', 'jul', 'जुलाई'],
  ['august', 'aug', 'अगस्त'],
  ['september', 'sep', 'sept', 'सितंबर', 'सितम्बर'],
  ['october', 'oct', 'अक्टूबर', 'अक्तूबर'],
  ['november', 'nov', 'नवंबर', 'नवम्बर'],
  ['december', 'dec', 'दिसंबर', 'दिसम्बर'],
];
const months = new Map(monthNames.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));

const time = String.raw`(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|[+-]\d{2}:?\d{2}|UTC|GMT|IST)?)?`;
const yearFirst = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${time}$`);
const compact = /^(\d{4})(\d{2})(\d{2})$/;
/** Day first, as India writes it. */
const dayFirst = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})${time}$`);
const dayMonthName = new RegExp(
  String.raw`^(\d{1,2})(?:st|nd|rd|th)?[-/.,\s]*([\p{L}\p{M}]+)[-/.,\s]*'?(\d{4}|\d{2})${time}$`,
  'u',
);
const monthNameDay = new RegExp(
  String.raw`^([\p{L}\p{M}]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})${time}$`,
  'u',
);
const monthNameYear = /^([\p{L}\p{M}]+)[-/.,\s]*(\d{4})$/u;
const yearMonth = /^(\d{4})[-/](\d{1,2})$/;
const monthYear = /^(\d{1,2})[-/](\d{4})$/;
const year = /^(\d{4})$/;
const weekday = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[,.\s]+/i;

/**
 * A date of the many forms that catalogues hold: ISO 8601 with and without time and zone, 12/04/2016 (day first),
 * 12-Apr-2016, 12.04.2016, April 12, 2016, अप्रैल 2016, 2016. No zone is invented: without one xsd:dateTime has none.
 */
export function parseDate(source: string): DateReading {
  const text = asciiDigits(source).trim().replace(weekday, '');
  if (text.length > 60) return unreadable;
  let m = yearFirst.exec(text);
  if (m) return day(m[1], m[2], m[3], m.slice(4));
  m = dayFirst.exec(text);
  if (m) return day(m[3], m[2], m[1], m.slice(4));
  m = year.exec(text);
  if (m) return inRange(Number(m[1])) ? date(text, xsd.gYear) : impossible;
  m = yearMonth.exec(text);
  if (m) return month(m[1], m[2]);
  m = monthYear.exec(text);
  if (m) return month(m[2], m[1]);
  m = compact.exec(text);
  if (m) return day(m[1], m[2], m[3], []);
  return named(text);
}

function named(text: string): DateReading {
  let m = dayMonthName.exec(text);
  if (m) return withMonth(m[2], (number) => day(m?.[3], number, m?.[1], m?.slice(4) ?? []));
  m = monthNameDay.exec(text);
  if (m) return withMonth(m[1], (number) => day(m?.[3], number, m?.[2], m?.slice(4) ?? []));
  m = monthNameYear.exec(text);
  if (m) return withMonth(m[1], (number) => month(m?.[2], number));
  return unreadable;
}

function withMonth(name: string | undefined, read: (number: string) => DateReading): DateReading {
  const number = months.get((name ?? '').toLowerCase());
  return number === undefined ? unreadable : read(String(number));
}

type Part = string | undefined;

function month(yearText: Part, monthText: Part): DateReading {
  const y = Number(yearText);
  const mm = Number(monthText);
  if (!inRange(y) || mm < 1 || mm > 12) return impossible;
  return date(`${y}-${two(mm)}`, xsd.gYearMonth);
}

function day(yearText: Part, monthText: Part, dayText: Part, clock: readonly Part[]): DateReading {
  const y = fullYear(yearText ?? '');
  const m = Number(monthText);
  const d = Number(dayText);
  if (!inRange(y) || m < 1 || m > 12 || d < 1 || d > daysOf(y, m)) return impossible;
  const lexical = `${y}-${two(m)}-${two(d)}`;
  return clock[0] === undefined ? date(lexical, xsd.date) : withTime(lexical, clock);
}

function withTime(
  lexical: string,
  [hours, minutes, seconds = '00', fraction = '', half, zone]: readonly Part[],
): DateReading {
  const h = hourOf(Number(hours), half);
  if (h === undefined || Number(minutes) > 59 || Number(seconds) > 59) return impossible;
  return date(`${lexical}T${two(h)}:${minutes}:${seconds}${fraction}${zoneOf(zone)}`, xsd.dateTime);
}

function hourOf(hours: number, half: Part): number | undefined {
  if (half === undefined) return hours <= 23 ? hours : undefined;
  if (hours < 1 || hours > 12) return undefined;
  return (hours % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

function zoneOf(zone: Part): string {
  if (zone === undefined) return '';
  if (zone === 'IST') return '+05:30';
  if (!/^[+-]/.test(zone)) return 'Z';
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}

/** Two digits as POSIX reads them: 69–99 are of the twentieth century. */
function fullYear(text: string): number {
  const number = Number(text);
  if (text.length !== 2) return number;
  return number >= 69 ? 1900 + number : 2000 + number;
}

function daysOf(y: number, m: number): number {
  return new Date(Date.UTC(y, m, 0)).getUTCDate();
}

function inRange(y: number): boolean {
  return y >= earliest && y <= latest;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function date(lexical: string, datatype: Iri): DateReading {
  return { type: 'date', lexical, datatype };
}

/** Devanagari digits as ASCII ones. */
export function asciiDigits(text: string): string {
  return /[०-९]/.test(text) ? text.replace(/[०-९]/g, (d) => String(d.charCodeAt(0) - 0x966)) : text;
}

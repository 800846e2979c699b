import { UnsupportedQuery } from './solr-tokens.ts';

/** The milliseconds since 1970 that a time comprises: what is stated to the day, a day. */
export interface RoundedTime {
  readonly first: number;
  readonly last: number;
}

const written =
  /^(NOW|\d{4}(?:-\d\d(?:-\d\d(?:T\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?)?)?)?Z?)((?:[+/-]\d*(?:YEAR|MONTH|DAY|HOUR|MINUTE|SECOND)S?)*)$/;
const step = /([+/-])(\d*)(YEAR|MONTH|DAY|HOUR|MINUTE|SECOND)S?/g;
const units = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND'] as const;
const epoch = [1970, 0, 1, 0, 0, 0] as const;

/**
 * A time as Solr writes it: ISO 8601 in UTC, also shortened to its year, month or day, or NOW, with date math
 * (https://solr.apache.org/guide/solr/latest/indexing-guide/date-formatting-math.html).
 * @throws UnsupportedQuery
 */
export function readTime(text: string, now: number): RoundedTime {
  const match = written.exec(text);
  const [, base = '', math = ''] = match ?? [];
  const start = base === 'NOW' ? { first: now, last: now } : stated(base.replace(/Z$/, ''));
  if (!match || !start) throw new UnsupportedQuery(`"${text}" is no time. Write it as 2026-01-31T00:00:00Z.`);
  if (math === '') return start;
  let time = start.first;
  for (const [, sign = '', count = '', unit = ''] of math.matchAll(step)) {
    time =
      sign === '/'
        ? roundedDown(time, unit)
        : moved(time, unit, Number(count || 1) * (sign === '-' ? -1 : 1));
  }
  if (Number.isNaN(time)) throw new UnsupportedQuery(`"${text}" is beyond all times.`);
  return { first: time, last: time };
}

function stated(text: string): RoundedTime | undefined {
  const numbers = text
    .split(/[-T:.]/)
    .slice(0, units.length)
    .map(Number);
  const first = Date.parse(completed(text));
  if (Number.isNaN(first)) return undefined;
  const unit = units[numbers.length - 1] ?? 'SECOND';
  return { first, last: /\.\d/.test(text) ? first : moved(first, unit, 1) - 1 };
}

/** A shortened time with its first moment. */
function completed(text: string): string {
  const whole = '0000-01-01T00:00:00';
  const seconds = text.length < whole.length ? text + whole.slice(text.length) : text;
  return `${seconds}Z`;
}

function moved(time: number, unit: string, count: number): number {
  const date = new Date(time);
  const parts = partsOf(date);
  const at = units.findIndex((one) => unit.startsWith(one));
  parts[at] = (parts[at] ?? 0) + count;
  const [year = 0, ...rest] = parts;
  return (
    new Date(0).setUTCFullYear(year, rest[0] ?? 0, rest[1] ?? 1) + clock(rest) + date.getUTCMilliseconds()
  );
}

function roundedDown(time: number, unit: string): number {
  const at = units.findIndex((one) => unit.startsWith(one));
  const parts = partsOf(new Date(time)).map((part, index) => (index <= at ? part : (epoch[index] ?? 0)));
  const [year = 0, ...rest] = parts;
  return new Date(0).setUTCFullYear(year, rest[0] ?? 0, rest[1] ?? 1) + clock(rest);
}

function clock([, , hours = 0, minutes = 0, seconds = 0]: readonly number[]): number {
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

function partsOf(date: Date): number[] {
  return [
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ];
}

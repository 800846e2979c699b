import { type DateFormat, type DateParts, dateFormat, readDateParts } from './date-format.ts';

const zone = '(Z|[+-](?:(?:0\\d|1[0-3]):[0-5]\\d|14:00))?';
const year = '(-?(?:[1-9]\\d{3,}|0\\d{3}))';
const time = '(\\d{2}):(\\d{2}):(\\d{2})(?:\\.(\\d+))?';

type Part = keyof DateParts;

interface DateDatatype {
  /** Parts that a value has; a format must give them all (seconds may be left out, and are then 0). */
  readonly parts: readonly Part[];
  readonly lexical: DateFormat;
  readonly write: (parts: Required<DateParts>) => string;
}

function dated(
  expression: string,
  parts: readonly Part[],
  write: (parts: Required<DateParts>) => string,
): DateDatatype {
  const all: readonly Part[] = [
    ...parts,
    ...(parts.includes('second') ? (['fraction'] as const) : []),
    'zone',
  ];
  return { parts, lexical: { expression: new RegExp(`^${expression}${zone}$`), parts: all }, write };
}

const onDay = ({ year: y, month, day }: Required<DateParts>) => `${y}-${month}-${day}`;
const atTime = ({ hour, minute, second, fraction }: Required<DateParts>) =>
  `${hour}:${minute}:${second}${fraction === '' ? '' : `.${fraction}`}`;

const dateTime = dated(
  `${year}-(\\d{2})-(\\d{2})T${time}`,
  ['year', 'month', 'day', 'hour', 'minute', 'second'],
  (parts) => `${onDay(parts)}T${atTime(parts)}`,
);

/** XML Schema 1.1 part 2, §3.3.7–3.3.14 and §3.4.28. */
const datatypes: Readonly<Record<string, DateDatatype>> = {
  date: dated(`${year}-(\\d{2})-(\\d{2})`, ['year', 'month', 'day'], onDay),
  time: dated(time, ['hour', 'minute', 'second'], atTime),
  dateTime,
  datetime: dateTime,
  dateTimeStamp: dateTime,
  gYear: dated(year, ['year'], (parts) => parts.year),
  gYearMonth: dated(`${year}-(\\d{2})`, ['year', 'month'], (parts) => `${parts.year}-${parts.month}`),
  gMonth: dated('--(\\d{2})', ['month'], (parts) => `--${parts.month}`),
  gMonthDay: dated('--(\\d{2})-(\\d{2})', ['month', 'day'], (parts) => `--${parts.month}-${parts.day}`),
  gDay: dated('---(\\d{2})', ['day'], (parts) => `---${parts.day}`),
};

/** The format for values of a datatype; `undefined` where it is unknown or does not give what the datatype needs. */
export function dateFormatFor(datatype: string, text: string): DateFormat | undefined {
  const format = dateFormat(text);
  const wanted = datatypes[datatype];
  if (format === undefined || wanted === undefined) return undefined;
  const needed = wanted.parts.filter((part) => part !== 'second');
  const allowed = new Set<Part>([...wanted.lexical.parts]);
  return needed.every((part) => format.parts.includes(part)) &&
    format.parts.every((part) => allowed.has(part))
    ? format
    : undefined;
}

export interface DateValue {
  readonly text: string;
  /** On the time line, in milliseconds; without a zone as if in UTC. */
  readonly order: number;
}

/** @returns the value, or `undefined` where the text is none of the datatype */
export function readDateValue(datatype: string, text: string, format?: DateFormat): DateValue | undefined {
  const known = datatypes[datatype];
  const parts = known && readDateParts(text, format ?? known.lexical);
  if (!known || !parts) return undefined;
  const two = (value: string | undefined, otherwise: string) => (value ?? otherwise).padStart(2, '0');
  const whole: Required<DateParts> = {
    year: parts.year ?? '1972',
    month: two(parts.month, '01'),
    day: two(parts.day, '01'),
    hour: two(parts.hour, '00'),
    minute: two(parts.minute, '00'),
    second: two(parts.second, '00'),
    fraction: parts.fraction ?? '',
    zone: parts.zone ?? '',
  };
  if (!exists(whole) || (datatype === 'dateTimeStamp' && whole.zone === '')) return undefined;
  return { text: known.write(whole) + whole.zone, order: orderOf(whole) };
}

function exists({
  year: y,
  month,
  day,
  hour,
  minute,
  second,
  fraction,
  zone: z,
}: Required<DateParts>): boolean {
  const [m, d, h] = [Number(month), Number(day), Number(hour)];
  if (m < 1 || m > 12 || d < 1 || d > daysIn(Number(y), m)) return false;
  if (z !== '' && !/^(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))$/.test(z)) return false;
  if (h === 24) return Number(minute) === 0 && Number(second) === 0 && /^0*$/.test(fraction);
  return h < 24 && Number(minute) < 60 && Number(second) < 60;
}

function daysIn(y: number, month: number): number {
  if (month === 2) return y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function orderOf({
  year: y,
  month,
  day,
  hour,
  minute,
  second,
  fraction,
  zone: z,
}: Required<DateParts>): number {
  const moment = new Date(0);
  moment.setUTCFullYear(Number(y), Number(month) - 1, Number(day));
  moment.setUTCHours(Number(hour), Number(minute), Number(second));
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d\d):(\d\d)$/.exec(z) ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return moment.getTime() + Number(`0.${fraction || '0'}`) * 1000 - offset;
}

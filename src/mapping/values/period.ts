import { asciiDigits, type DateReading, parseDate } from './date.ts';

/** Start and end of a period, one of which may be open. */
export interface Period {
  readonly start?: Extract<DateReading, { type: 'date' }>;
  readonly end?: Extract<DateReading, { type: 'date' }>;
}

const openEnd = /^(?:\*|\.\.|today|now|present|ongoing|till date|to date|current|)$/i;

/**
 * A period: ISO 8601 `2012-01-01/2013-01-01` (either side open), `[2012-01-01T00:00:00 TO *]` as HDX writes it,
 * "2012 to 2014", "January 2012 - March 2012", an Indian financial or academic year "2015-16", or one date or year.
 */
export function parsePeriod(source: string): Period | undefined {
  const text = asciiDigits(source)
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .trim();
  if (text.length > 120) return undefined;
  const years = /^(\d{4})\s*[-–—]\s*(\d{2})$/.exec(text);
  if (years && (Number(years[1]) + 1) % 100 === Number(years[2]))
    return between(years[1] ?? '', String(Number(years[1]) + 1));
  const parts = /^(.*?)(?:\s+(?:to|till|until|and|से)\s+|\/|\s+[-–—]\s+|[–—])(.*)$/i.exec(
    text.replace(/^from\s+/i, ''),
  );
  const whole = parseDate(text);
  if (whole.type === 'date') return { start: whole, end: whole };
  const yearSpan = /^(\d{4})\s*-\s*(\d{4})$/.exec(text);
  if (yearSpan) return between(yearSpan[1] ?? '', yearSpan[2] ?? '');
  return parts ? between(parts[1] ?? '', parts[2] ?? '') : undefined;
}

function between(from: string, to: string): Period | undefined {
  const start = parseDate(from);
  const end = parseDate(to);
  if (start.type !== 'date' && !openEnd.test(from.trim())) return undefined;
  if (end.type !== 'date' && !openEnd.test(to.trim())) return undefined;
  if (start.type !== 'date' && end.type !== 'date') return undefined;
  return { ...(start.type === 'date' ? { start } : {}), ...(end.type === 'date' ? { end } : {}) };
}

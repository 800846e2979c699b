/** A moment of `from` or `until`, and the granularity that it was written in. */
export interface Datestamp {
  /** To the second, in UTC, as datestamps are. */
  readonly time: string;
  readonly granularity: 'day' | 'second';
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const second = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/**
 * UTCdatetime (OAI-PMH 2.0 §3.3): both forms are understood, days that do not exist are none. A day as `until` ends with
 * its last second: both ends are inclusive (§2.7.1).
 */
export function readDatestamp(text: string, end: 'from' | 'until'): Datestamp | undefined {
  const isDay = day.test(text);
  if (!isDay && !second.test(text)) return undefined;
  const time = isDay ? `${text}T${end === 'from' ? '00:00:00' : '23:59:59'}Z` : text;
  const instant = Date.parse(time);
  if (Number.isNaN(instant) || writeDatestamp(new Date(instant)) !== time) return undefined;
  return { time, granularity: isDay ? 'day' : 'second' };
}

export function writeDatestamp(time: Date): string {
  return time.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** The moment from which on a token is refused, or what is wrong with the text (a phrase that follows the flag's name). */
export type Expiry = { readonly at: Date } | { readonly problem: string };

const hour = 3_600_000;
const units: Readonly<Record<string, number>> = { h: hour, d: 24 * hour };
const forms =
  'a date such as 2027-01-31 (the token holds to its end, UTC), a moment such as 2027-01-31T17:00:00Z, or a time from now such as 90d or 12h';

/** `90d`, `12h`, `2027-01-31` or `2027-01-31T17:00:00+05:30`; it must lie after `now` and before the year 10000. */
export function parseExpiry(text: string, now: Date): Expiry {
  const at = fromNow(text, now) ?? endOfDay(text) ?? moment(text);
  if (at === undefined) return { problem: `must be ${forms}, not "${text}"` };
  if (!(at.getTime() <= Date.UTC(9999, 11, 31))) return { problem: `lies too far ahead: "${text}"` };
  if (at <= now) return { problem: `lies in the past: "${text}" is ${at.toISOString().slice(0, 19)}Z` };
  return { at };
}

/** The date is not valid where the number is beyond what a date can hold. */
function fromNow(text: string, now: Date): Date | undefined {
  const [, count = '', unit = ''] = /^(\d+)([hd])$/.exec(text) ?? [];
  const length = units[unit];
  return length === undefined ? undefined : new Date(now.getTime() + Number(count) * length);
}

/** A whole day is still good: "until 31 January" means with it. */
function endOfDay(text: string): Date | undefined {
  const start = /^\d{4}-\d{2}-\d{2}$/.test(text) ? calendarDay(text) : undefined;
  return start && new Date(start.getTime() + 24 * hour);
}

/** With an offset only: a local time would mean another moment on another machine. */
function moment(text: string): Date | undefined {
  const [, day = '', time = ''] =
    /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2}))$/.exec(text) ?? [];
  if (!calendarDay(day)) return undefined;
  const at = new Date(`${day}${time}`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** `Date` takes 30 February for 2 March. */
function calendarDay(text: string): Date | undefined {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? day : undefined;
}

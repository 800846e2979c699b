const day = 86_400_000;
/** Steps of an axis, in months. */
const monthSteps = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600];

/**
 * Round places on an axis of time: first days of months or years, or days where the span is short.
 * @param most number of ticks that fit
 */
export function timeTicks(first: number, last: number, most: number): number[] {
  const span = last - first;
  if (span < 60 * day) {
    const step = Math.max(1, Math.ceil(span / day / most)) * day;
    return range(Math.ceil(first / day) * day, last, step);
  }
  const months = span / (30.44 * day);
  const step = monthSteps.find((size) => months / size <= most) ?? 1200;
  const start = new Date(first);
  const month = start.getUTCFullYear() * 12 + start.getUTCMonth();
  const ticks: number[] = [];
  for (let next = Math.ceil(month / step) * step; ; next += step) {
    const time = Date.UTC(Math.floor(next / 12), next % 12, 1);
    if (time > last) return ticks;
    if (time >= first) ticks.push(time);
  }
}

/** As much of a date as tells the ticks apart. */
export function timeLabel(time: number, span: number, language: string): string {
  const date = new Date(time);
  const year = { year: 'numeric', timeZone: 'UTC' } as const;
  const isYear = date.getUTCMonth() === 0 && date.getUTCDate() === 1;
  const options =
    span < 60 * day
      ? ({ day: 'numeric', month: 'short', timeZone: 'UTC' } as const)
      : isYear && span > 700 * day
        ? year
        : ({ ...year, month: 'short' } as const);
  return new Intl.DateTimeFormat(`${language}-IN`, options).format(date);
}

function range(from: number, to: number, step: number): number[] {
  const values: number[] = [];
  for (let value = from; value <= to; value += step) values.push(value);
  return values;
}

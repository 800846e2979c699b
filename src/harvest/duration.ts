const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `90s`, `15m`, `2h`, `1d` in milliseconds; `undefined` where the text is no such thing. */
export function parseDuration(text: string): number | undefined {
  const [, number, unit] = /^\s*(\d{1,9}(?:\.\d{1,3})?)\s*(ms|s|m|h|d)\s*$/.exec(text) ?? [];
  if (number === undefined || unit === undefined) return undefined;
  return Math.round(Number(number) * units[unit as keyof typeof units]);
}

/** The same the other way round, in the largest unit that divides it. */
export function formatDuration(milliseconds: number): string {
  const unit = (['d', 'h', 'm', 's'] as const).find((one) => milliseconds % units[one] === 0) ?? 'ms';
  return `${milliseconds / units[unit]}${unit}`;
}

/** When a delivery that failed is tried again. Times are in milliseconds. */
export interface BackOffRules {
  /** Before the second attempt, about. */
  readonly first: number;
  /** Between two attempts at most; also of what `Retry-After` asks. */
  readonly longest: number;
  /** A subscriber is dropped that failed for so long… */
  readonly dropAfter: number;
  /** …and so often: a server of ours that was off for a week tells nothing about theirs. */
  readonly dropAttempts: number;
}

const hour = 3_600_000;

/** 30 s, 1, 2, 4 minutes … 6 hours; after three days and some twenty attempts the subscriber is dropped. */
export const defaultBackOff: BackOffRules = {
  first: 30_000,
  longest: 6 * hour,
  dropAfter: 72 * hour,
  dropAttempts: 10,
};

/**
 * Milliseconds to wait after so many failed attempts: twice as long each time, of which between a half and all, so that
 * subscribers who failed together do not come back together.
 * @param random from 0 to 1
 * @param retryAfter what the subscriber asked for
 */
export function delayAfter(
  attempts: number,
  { first, longest }: BackOffRules,
  random: number,
  retryAfter = 0,
): number {
  const whole = Math.min(longest, first * 2 ** Math.min(attempts - 1, 40));
  const delay = whole / 2 + (whole / 2) * random;
  return Math.round(Math.min(longest, Math.max(delay, retryAfter)));
}

/** `Retry-After` (RFC 9110 §10.2.3) in milliseconds; `undefined` where there is none, or none that can be read. */
export function readRetryAfter(field: string | undefined, now: number): number | undefined {
  if (field === undefined) return undefined;
  const text = field.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}

/** How long is waited before a page is asked for again, in milliseconds. */
export interface BackOff {
  /** Before the first repetition, at most; before each further one twice as long. */
  readonly first: number;
  /** What is never exceeded. A server that asks for a longer rest is not asked again in this run. */
  readonly longest: number;
}

export const defaultBackOff: BackOff = Object.freeze({ first: 1_000, longest: 120_000 });

/** Statuses of a server that may answer otherwise in a moment. */
const passingStatuses = new Set([408, 429, 502, 503, 504]);

/** Errors of connections that may succeed in a moment. What is wrong with a certificate or a name stays so. */
const passingErrors = new Set([
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
]);

export function mayPass(statusOrError: unknown): boolean {
  if (typeof statusOrError === 'number') return passingStatuses.has(statusOrError);
  return (
    statusOrError instanceof Error && 'code' in statusOrError && passingErrors.has(String(statusOrError.code))
  );
}

/**
 * Exponential, with jitter of half its length, so that many who failed together do not come back together.
 * @param repetition from 0
 * @param random from 0 to 1
 */
export function backOffDelay(repetition: number, { first, longest }: BackOff, random: number): number {
  return Math.min(longest, first * 2 ** repetition) * (0.5 + random / 2);
}

/** Milliseconds that `Retry-After` (RFC 9110 §10.2.3: seconds, or a date) asks for; undefined where it is neither. */
export function retryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const date = /^[A-Z][a-z]{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

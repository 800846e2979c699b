import { Failure } from '../model/failure.ts';
import { readRetryAfter } from './back-off.ts';
import type { PushAnswer } from './push-transport.ts';

/** What a delivery came to. */
export type DeliveryOutcome =
  /** The subscriber has everything up to commit `told`. */
  | { readonly type: 'delivered'; readonly told: number; readonly digest?: string }
  /** @see DeliveryOutcome `told`: what was delivered before it failed; absent: nothing. */
  | {
      readonly type: 'failed';
      readonly problem: string;
      /** Milliseconds that the subscriber asks to wait. */
      readonly retryAfter?: number;
      readonly told?: number;
    }
  /** The subscriber, or the feed, is there no more. */
  | { readonly type: 'gone'; readonly problem: string }
  /** The fault is on this side: it is tried again soon, and nobody is blamed. */
  | { readonly type: 'postponed'; readonly problem: string };

/** What the answer to a delivery means (WebSub §7: whatever is not 2xx is a failure, 410 ends the subscription). */
export function outcomeOf(
  { status, headers }: PushAnswer,
  now: number,
): { readonly type: 'accepted' } | Extract<DeliveryOutcome, { type: 'failed' | 'gone' }> {
  if (status >= 200 && status < 300) return { type: 'accepted' };
  if (status === 410) return { type: 'gone', problem: 'answered with status 410' };
  const retryAfter = readRetryAfter(headers['retry-after'], now);
  return {
    type: 'failed',
    problem: `answered with status ${status}`,
    ...(retryAfter !== undefined && { retryAfter }),
  };
}

/** What kept a request from being sent or answered. */
export function failureOf(error: unknown): Extract<DeliveryOutcome, { type: 'failed' }> {
  if (error instanceof Failure) return { type: 'failed', problem: error.message };
  throw error;
}

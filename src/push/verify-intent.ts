import { randomBytes } from 'node:crypto';
import { Failure } from '../model/failure.ts';
import { failureOf } from './delivery.ts';
import type { PushTransport } from './push-transport.ts';
import type { Intent } from './subscription.ts';

export type Verdict =
  | { readonly type: 'confirmed' }
  /** The subscriber did not ask for this, or does not do what the protocol says. */
  | { readonly type: 'denied'; readonly problem: string }
  /** There was no answer that says either. */
  | { readonly type: 'unanswered'; readonly problem: string };

/** Asks the callback whether its owner meant it (WebSub §5.3): anybody may name any callback. */
export async function verifyIntent(intent: Intent, transport: PushTransport): Promise<Verdict> {
  const challenge = randomBytes(24).toString('base64url');
  const url = verificationUrl(intent, challenge);
  try {
    // One byte more than the challenge has: what goes on after it is no echo.
    const request = { method: 'GET', url, headers: { Accept: 'text/plain, */*' } } as const;
    const { status, body } = await transport.send(request, challenge.length + 1);
    if (status >= 500 || status === 429)
      return { type: 'unanswered', problem: `answered with status ${status}` };
    if (status < 200 || status >= 300) return { type: 'denied', problem: `answered with status ${status}` };
    if (body !== challenge) return { type: 'denied', problem: 'did not answer with the challenge' };
    return { type: 'confirmed' };
  } catch (error) {
    const { problem } = failureOf(error);
    const isRefused = error instanceof Failure && error.code === 'endpoint-refused';
    return { type: isRefused ? 'denied' : 'unanswered', problem };
  }
}

/** The callback keeps the query that it has (WebSub §5.3.1). */
export function verificationUrl(
  { callback, mode, topic, leaseSeconds }: Pick<Intent, 'callback' | 'mode' | 'topic' | 'leaseSeconds'>,
  challenge: string,
): string {
  const parameters = new URLSearchParams({
    'hub.mode': mode,
    'hub.topic': topic,
    'hub.challenge': challenge,
    ...(mode === 'subscribe' && { 'hub.lease_seconds': String(leaseSeconds) }),
  });
  return `${callback}${callback.includes('?') ? '&' : '?'}${parameters}`;
}

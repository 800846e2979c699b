import { Failure } from '../model/failure.ts';
import type { PushTransport } from './push-transport.ts';
import { addressOf, feedSubscriptionId, type Intent } from './subscription.ts';
import type { SubscriptionStore } from './subscription-store.ts';
import type { Topics } from './topics.ts';

/** How many subscriptions there may be. */
export interface SubscriptionLimits {
  readonly total: number;
  /** To callbacks at one host. */
  readonly perHost: number;
  /** That wait for the answer of their callback; at one host a tenth of them. */
  readonly unverified: number;
}

export const defaultSubscriptionLimits: SubscriptionLimits = { total: 10_000, perHost: 500, unverified: 500 };

/** Seconds of a lease: where none is asked for (WebSub §5.1 recommends ten days), at least, at most. */
export const leases = { usual: 864_000, shortest: 300, longest: 30 * 86_400 };

/** Characters of a callback or a topic. */
export const longestAddress = 2_000;

/** What a subscriber asks of the hub (WebSub §5.1). */
export interface HubRequest {
  readonly mode: Intent['mode'];
  readonly callback: string;
  readonly topic: string;
  readonly secret?: string;
  readonly leaseSeconds?: number;
}

export type HubAnswer =
  /** The callback is asked whether it was meant. */
  | { readonly type: 'accepted' }
  | { readonly type: 'unknown-topic' }
  | { readonly type: 'callback-refused'; readonly reason: string }
  | { readonly type: 'too-many'; readonly of: 'total' | 'host' | 'unverified' };

export interface SubscribeOptions {
  readonly subscriptions: SubscriptionStore;
  readonly topics: Topics;
  readonly transport: PushTransport;
  readonly limits: SubscriptionLimits;
  readonly now: () => number;
}

/** Takes up what a subscriber asks for; durable when the promise resolves. */
export async function takeUpRequest(request: HubRequest, options: SubscribeOptions): Promise<HubAnswer> {
  const topic = options.topics.find(request.topic);
  if (!topic) return { type: 'unknown-topic' };
  const callback = callbackOf(request.callback, options.transport);
  if (typeof callback !== 'string') return callback;
  const id = feedSubscriptionId(callback, topic.feed);
  const excess = tooMany(request.mode, id, new URL(callback).host, options);
  if (excess) return { type: 'too-many', of: excess };
  await options.subscriptions.putIntent({
    id,
    mode: request.mode,
    callback,
    topic: request.topic,
    feed: topic.feed,
    filters: topic.filters,
    ...(request.secret !== undefined && { secret: request.secret }),
    leaseSeconds: leaseOf(request.leaseSeconds),
    attempts: 0,
    due: options.now(),
  });
  return { type: 'accepted' };
}

/** As it was written, without what the network would not see of it: the callback is called by its own name. */
function callbackOf(text: string, transport: PushTransport): string | HubAnswer {
  if (text.length > longestAddress) {
    return { type: 'callback-refused', reason: `It has more than ${longestAddress} characters.` };
  }
  try {
    return transport.check(text).href;
  } catch (error) {
    if (error instanceof Failure) return { type: 'callback-refused', reason: error.message };
    throw error;
  }
}

/** A subscriber who is there may always renew, and always go. */
function tooMany(
  mode: Intent['mode'],
  id: string,
  host: string,
  { subscriptions, limits }: SubscribeOptions,
): 'total' | 'host' | 'unverified' | undefined {
  if (!subscriptions.intent(id)) {
    const waiting = [...subscriptions.intents()].map(({ callback }) => new URL(callback).host);
    if (waiting.length >= limits.unverified) return 'unverified';
    if (waiting.filter((one) => one === host).length >= Math.ceil(limits.unverified / 10))
      return 'unverified';
  }
  if (mode === 'unsubscribe' || subscriptions.get(id)) return undefined;
  if (subscriptions.size >= limits.total) return 'total';
  const ofHost = [...subscriptions.all()].filter((one) => new URL(addressOf(one)).host === host);
  return ofHost.length >= limits.perHost ? 'host' : undefined;
}

function leaseOf(seconds = leases.usual): number {
  return Math.min(leases.longest, Math.max(leases.shortest, seconds));
}

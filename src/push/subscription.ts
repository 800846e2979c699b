import { createHash } from 'node:crypto';
import type { FeedFilters } from '../feeds/change-filter.ts';

/** How far a subscriber has been told. Commits are those of the record store, times milliseconds since 1970. */
export interface Progress {
  /** Everything up to this commit has been told, or was of no concern. */
  readonly told: number;
  /** The newest commit that concerns the subscriber; where it is beyond `told` there is something to deliver. */
  readonly wanted: number;
  /** Not before. */
  readonly due: number;
  /** Deliveries that failed since the last one that did not. */
  readonly attempts: number;
  /** When the first of them failed. */
  readonly failingSince?: number;
  /** What was wrong with the last of them. */
  readonly problem?: string;
  /** Another process made the subscription: the follower of the log has not seen it yet. */
  readonly unseen?: true;
}

/** Members to be set; those that are `undefined` are taken out. */
export type ProgressChange = {
  readonly [Member in keyof Progress]?: Progress[Member] | undefined;
} & { readonly digest?: string };

interface Subscribed extends Progress {
  readonly id: string;
  /** Since when. */
  readonly since: number;
  /** What of the changes is wanted. */
  readonly filters: FeedFilters;
}

/** A subscriber of a feed (https://www.w3.org/TR/websub/). */
export interface FeedSubscription extends Subscribed {
  readonly type: 'feed';
  readonly callback: string;
  /** As the subscriber wrote it. */
  readonly topic: string;
  /** The same in the one way in which the feed writes it: what `rel="self"` names. */
  readonly feed: string;
  readonly secret?: string;
  /** End of the lease. */
  readonly expires: number;
  /** SHA-256 of what was delivered last, of feeds whose content need not change with every commit. */
  readonly digest?: string;
}

/** An inbox that is sent the activities of changes (https://www.w3.org/TR/ldn/). */
export interface InboxSubscription extends Subscribed {
  readonly type: 'inbox';
  readonly inbox: string;
}

export type Subscription = FeedSubscription | InboxSubscription;

/** What a subscriber asked for, before it was asked back (WebSub §5.3). */
export interface Intent {
  readonly id: string;
  readonly mode: 'subscribe' | 'unsubscribe';
  readonly callback: string;
  readonly topic: string;
  readonly feed: string;
  readonly filters: FeedFilters;
  readonly secret?: string;
  readonly leaseSeconds: number;
  readonly attempts: number;
  /** Not before. */
  readonly due: number;
}

/** A callback has one subscription to a feed (WebSub §5.1.1: the tuple of topic and callback). */
export function feedSubscriptionId(callback: string, feed: string): string {
  return hashed(['feed', callback, feed]);
}

export function inboxSubscriptionId(inbox: string, filters: FeedFilters): string {
  const { publisher = [], sector = [], kind = [] } = filters;
  return hashed(['inbox', inbox, [...publisher].sort(), [...sector].sort(), [...kind].sort()]);
}

/** Where a subscription is delivered to. */
export function addressOf(subscription: Subscription): string {
  return subscription.type === 'feed' ? subscription.callback : subscription.inbox;
}

function hashed(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

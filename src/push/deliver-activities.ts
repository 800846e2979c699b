import { setImmediate as turn } from 'node:timers/promises';
import { type FeedItem, feedItem } from '../feeds/change-filter.ts';
import { readChange } from '../feeds/change-record.ts';
import type { RecordReader } from '../store/record-store.ts';
import type { DeliveryOptions } from './deliver-feed.ts';
import { type DeliveryOutcome, failureOf, outcomeOf } from './delivery.ts';
import { signRequest } from './sign-request.ts';
import type { InboxSubscription } from './subscription.ts';
import type { Json } from './topics.ts';

/** JSON-LD with the profile by which ActivityStreams 2.0 (§8) tells itself apart. */
export const activityType = 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"';
/** Records that changed of which each is told by itself; of more it is told that there are many. */
const mostActivities = 20;
/** Log entries that are read at once. */
const entriesAtOnce = 100;

/** Posts the activity of each record that changed, as its last change left it, to the inbox (LDN §3.2). */
export async function deliverActivities(
  subscription: InboxSubscription,
  options: DeliveryOptions & { readonly store: RecordReader },
): Promise<DeliveryOutcome> {
  const { wanted, told } = subscription;
  const items = await itemsFor(subscription, options.store);
  if (items.length > mostActivities) {
    return send(subscription, options.topics.announcement(wanted), options, { before: told, after: wanted });
  }
  let reached = told;
  for (const { change } of items) {
    const outcome = await send(subscription, options.topics.activity(change), options, {
      before: reached,
      after: change.sequence,
    });
    if (outcome.type !== 'delivered') return outcome;
    reached = outcome.told;
  }
  return { type: 'delivered', told: wanted };
}

/** Oldest first, each record once; no more than one beyond what is told singly. */
async function itemsFor(
  { told, wanted, filters }: InboxSubscription,
  store: RecordReader,
): Promise<FeedItem[]> {
  const items = new Map<string, FeedItem>();
  for (let from = told; from < wanted; ) {
    const entries = store.changes(from, entriesAtOnce).filter(({ sequence }) => sequence <= wanted);
    for (const entry of entries) {
      const change = readChange(store, entry);
      const item = change && feedItem(store, change, filters);
      if (!item) continue;
      items.delete(item.change.document);
      items.set(item.change.document, item);
    }
    if (items.size > mostActivities || entries.length === 0) break;
    from = entries.at(-1)?.sequence ?? wanted;
    await turn();
  }
  return [...items.values()].slice(0, mostActivities + 1);
}

async function send(
  { inbox }: InboxSubscription,
  activity: Json,
  { transport, key, base, now }: DeliveryOptions,
  { before, after }: { readonly before: number; readonly after: number },
): Promise<DeliveryOutcome> {
  const body = Buffer.from(JSON.stringify(activity));
  const request = { method: 'POST', url: inbox, headers: { 'Content-Type': activityType }, body } as const;
  try {
    const answer = await transport.send(signRequest(request, { key, base, now: now() }));
    const outcome = outcomeOf(answer, now());
    if (outcome.type === 'accepted') return { type: 'delivered', told: after };
    return outcome.type === 'failed' ? { ...outcome, told: before } : outcome;
  } catch (error) {
    return { ...failureOf(error), told: before };
  }
}

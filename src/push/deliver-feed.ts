import { createHash } from 'node:crypto';
import { hubIri } from '../feeds/push-links.ts';
import { type DeliveryOutcome, failureOf, outcomeOf } from './delivery.ts';
import type { PushTransport } from './push-transport.ts';
import { hubSignature, signRequest } from './sign-request.ts';
import type { SigningKey } from './signing-key.ts';
import type { FeedSubscription } from './subscription.ts';
import type { Topic, TopicContent, Topics } from './topics.ts';

export interface DeliveryOptions {
  readonly topics: Topics;
  readonly transport: PushTransport;
  readonly key: SigningKey;
  readonly base: string;
  readonly now: () => number;
}

/** Sends what the feed has now (WebSub §7): whatever came up while earlier deliveries failed is in it. */
export async function deliverFeed(
  subscription: FeedSubscription,
  options: DeliveryOptions,
): Promise<DeliveryOutcome> {
  const { wanted, feed, digest } = subscription;
  const topic = options.topics.find(feed);
  if (!topic) return { type: 'gone', problem: `there is no feed ${feed} any more` };
  let content: TopicContent;
  try {
    content = await options.topics.read(topic, wanted);
  } catch (error) {
    return { type: 'postponed', problem: error instanceof Error ? error.message : String(error) };
  }
  const hash = digestOf(topic, content);
  if (hash !== undefined && hash === digest) return { type: 'delivered', told: wanted };
  try {
    const answer = await options.transport.send(requestOf(subscription, content, options));
    const outcome = outcomeOf(answer, options.now());
    return outcome.type === 'accepted'
      ? { type: 'delivered', told: wanted, ...(hash !== undefined && { digest: hash }) }
      : outcome;
  } catch (error) {
    return failureOf(error);
  }
}

/** `undefined`: the content is another one after every change that concerns the feed. */
export function digestOf(topic: Topic, { body }: TopicContent): string | undefined {
  return topic.compared ? createHash('sha256').update(body).digest('base64url') : undefined;
}

function requestOf(
  { callback, feed, secret }: FeedSubscription,
  { body, contentType }: TopicContent,
  { base, key, now }: DeliveryOptions,
) {
  const headers = {
    'Content-Type': contentType,
    Link: `<${hubIri(base)}>; rel="hub", <${feed}>; rel="self"`,
    ...(secret !== undefined && { 'X-Hub-Signature': hubSignature(body, secret) }),
  };
  return signRequest({ method: 'POST', url: callback, headers, body }, { key, base, now: now() });
}

import type { RecordReader } from '../store/record-store.ts';
import { type BackOffRules, delayAfter } from './back-off.ts';
import { deliverActivities } from './deliver-activities.ts';
import { type DeliveryOptions, deliverFeed, digestOf } from './deliver-feed.ts';
import type { DeliveryOutcome } from './delivery.ts';
import type { PushLog } from './push-log.ts';
import { addressOf, type Intent, type Subscription } from './subscription.ts';
import type { SubscriptionStore } from './subscription-store.ts';
import { Turns } from './turns.ts';
import { type Verdict, verifyIntent } from './verify-intent.ts';

/** Requests that are under way at the same time, in all and to one host. */
const turns = { most: 32, perHost: 4 };
/** How often a callback that does not answer is asked whether it was meant. */
const mostVerifications = 4;
/** Milliseconds after which what failed here is tried again. */
const postponement = 5_000;

export interface DeliveriesOptions extends DeliveryOptions {
  readonly store: RecordReader;
  readonly subscriptions: SubscriptionStore;
  readonly delay: number;
  readonly backOff: BackOffRules;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly log: PushLog;
}

/** Verifies, delivers, tries again, drops: all that is due. */
export class Deliveries {
  readonly #options: DeliveriesOptions;
  readonly #turns = new Turns(turns);

  constructor(options: DeliveriesOptions) {
    this.#options = options;
  }

  /** Starts what is due and finds a turn, the longest waiting first; ends leases that are over. */
  startDue(): void {
    const { subscriptions, now } = this.#options;
    const time = now();
    for (const subscription of [...subscriptions.all()]) {
      if (subscription.type === 'feed' && subscription.expires <= time) this.#expire(subscription);
    }
    const due = [
      ...dueAt([...subscriptions.intents()], time).map((intent) => ({
        due: intent.due,
        key: `intent ${intent.id}`,
        address: intent.callback,
        work: () => this.#verify(intent),
      })),
      ...dueAt([...subscriptions.all()], time)
        .filter(({ wanted, told }) => wanted > told)
        .map((subscription) => ({
          due: subscription.due,
          key: `subscription ${subscription.id}`,
          address: addressOf(subscription),
          work: () => this.#deliver(subscription),
        })),
    ].sort((a, b) => a.due - b.due);
    for (const { key, address, work } of due) {
      if (this.#turns.full) return;
      this.#turns.start(key, new URL(address).hostname, () => this.#caught(key, work));
    }
  }

  idle(): Promise<void> {
    return this.#turns.idle();
  }

  async #caught(key: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#options.log.error({ err: error, job: key }, 'a delivery broke off');
    }
  }

  async #verify(intent: Intent): Promise<void> {
    const { subscriptions, transport } = this.#options;
    const verdict = await verifyIntent(intent, transport);
    // The subscriber may have asked for something else meanwhile.
    if (subscriptions.intent(intent.id) !== intent) return;
    if (verdict.type === 'confirmed') await this.#fulfil(intent);
    else await this.#unconfirmed(intent, verdict);
  }

  async #fulfil(intent: Intent): Promise<void> {
    const { subscriptions } = this.#options;
    if (intent.mode === 'unsubscribe') {
      await Promise.all([subscriptions.remove(intent.id), subscriptions.removeIntent(intent.id)]);
      this.#say('info', intent.callback, `unsubscribed from ${intent.feed}`);
      return;
    }
    await Promise.all([this.#subscribe(intent), subscriptions.removeIntent(intent.id)]);
    this.#say('info', intent.callback, `subscribed to ${intent.feed}`);
  }

  /** A subscription that is renewed keeps its place: secret and lease are those of the last request (WebSub §5.1). */
  async #subscribe(intent: Intent): Promise<void> {
    const { subscriptions, store, topics, now } = this.#options;
    const { id, callback, topic, feed, filters, secret, leaseSeconds } = intent;
    const digest = await currentDigest(topics, feed, store.sequence());
    // From here to where it is put nothing is waited for: no commit can be passed in between.
    const time = now();
    const sequence = store.sequence();
    const present = subscriptions.get(id);
    const { told, wanted, due, attempts, since } = present ?? {
      told: sequence,
      wanted: sequence,
      due: time,
      attempts: 0,
      since: time,
    };
    return subscriptions.put({
      type: 'feed',
      ...{ id, callback, topic, feed, filters, told, wanted, due, attempts, since },
      expires: time + leaseSeconds * 1_000,
      ...(secret !== undefined && { secret }),
      ...(present?.failingSince !== undefined && { failingSince: present.failingSince }),
      ...(present?.problem !== undefined && { problem: present.problem }),
      ...digestMember(present, digest),
    });
  }

  async #unconfirmed(intent: Intent, verdict: Exclude<Verdict, { type: 'confirmed' }>): Promise<void> {
    const { subscriptions, backOff, random, now } = this.#options;
    const attempts = intent.attempts + 1;
    if (verdict.type === 'denied' || attempts >= mostVerifications) {
      this.#say('info', intent.callback, `not verified (${intent.mode}): ${verdict.problem}`);
      await subscriptions.removeIntent(intent.id);
      return;
    }
    const due = now() + delayAfter(attempts, backOff, random());
    await subscriptions.putIntent({ ...intent, attempts, due });
  }

  async #deliver(subscription: Subscription): Promise<void> {
    const outcome =
      subscription.type === 'feed'
        ? await deliverFeed(subscription, this.#options)
        : await deliverActivities(subscription, this.#options);
    await this.#settle(subscription.id, outcome);
  }

  async #settle(id: string, outcome: DeliveryOutcome): Promise<void> {
    const { subscriptions, delay, now } = this.#options;
    const present = subscriptions.get(id);
    if (!present) return;
    switch (outcome.type) {
      case 'delivered': {
        const { told, digest } = outcome;
        const well = { attempts: 0, failingSince: undefined, problem: undefined };
        const shown = digest === undefined ? {} : { digest };
        return subscriptions.update(id, { told, due: now() + delay, ...well, ...shown });
      }
      case 'failed':
        return this.#failed(present, outcome);
      case 'gone':
        this.#say('info', addressOf(present), `removed: ${outcome.problem}`);
        return subscriptions.remove(id);
      case 'postponed':
        this.#say('warn', addressOf(present), `postponed: ${outcome.problem}`);
        return subscriptions.update(id, { due: now() + postponement });
    }
  }

  async #failed(
    present: Subscription,
    { problem, retryAfter, told = present.told }: Extract<DeliveryOutcome, { type: 'failed' }>,
  ): Promise<void> {
    const { subscriptions, backOff, random, now } = this.#options;
    const time = now();
    // Part of it arrived: the subscriber is there.
    const got = told > present.told;
    const attempts = got ? 1 : present.attempts + 1;
    const failingSince = got ? time : (present.failingSince ?? time);
    if (time - failingSince >= backOff.dropAfter && attempts >= backOff.dropAttempts) {
      const days = Math.floor((time - failingSince) / 86_400_000);
      this.#say('warn', addressOf(present), `dropped after ${attempts} attempts in ${days} days: ${problem}`);
      return subscriptions.remove(present.id);
    }
    const due = time + delayAfter(attempts, backOff, random(), retryAfter);
    return subscriptions.update(present.id, { told, attempts, failingSince, problem, due });
  }

  #expire(subscription: Subscription): void {
    if (this.#turns.has(`subscription ${subscription.id}`)) return;
    this.#say('info', addressOf(subscription), 'the lease has ended');
    void this.#options.subscriptions.remove(subscription.id);
  }

  /** Callbacks may carry secrets in their queries, which do not belong into a log. */
  #say(level: 'info' | 'warn', address: string, what: string): void {
    const { origin, pathname } = new URL(address);
    this.#options.log[level]({ subscriber: `${origin}${pathname}` }, `subscriber: ${what}`);
  }
}

function dueAt<T extends { readonly due: number }>(jobs: readonly T[], time: number): T[] {
  return jobs.filter(({ due }) => due <= time);
}

/** What a feed has that does not change with every change: who subscribes now knows it, or can. */
async function currentDigest(
  topics: DeliveriesOptions['topics'],
  feed: string,
  sequence: number,
): Promise<string | undefined> {
  const topic = topics.find(feed);
  if (!topic?.compared) return undefined;
  const content = await topics.read(topic, sequence).catch(() => undefined);
  return content && digestOf(topic, content);
}

function digestMember(present: Subscription | undefined, digest: string | undefined): { digest?: string } {
  const known = present?.type === 'feed' ? present.digest : digest;
  return known === undefined ? {} : { digest: known };
}

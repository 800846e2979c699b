import type { FeedFilters } from '../feeds/change-filter.ts';
import { Failure } from '../model/failure.ts';
import { hasPushTables, openPushTables, type PushTables } from './push-tables.ts';
import { type InboxSubscription, inboxSubscriptionId, type Subscription } from './subscription.ts';
import { SubscriptionStore } from './subscription-store.ts';

/** The subscriptions of a data folder for who looks after them, beside a server that may be running. */
export class Subscribers {
  readonly #tables: PushTables;
  readonly #subscriptions: SubscriptionStore;

  /** Made where absent. @throws Failure `store-unusable` */
  constructor(folder: string) {
    this.#tables = openPushTables(folder);
    this.#subscriptions = new SubscriptionStore(this.#tables);
  }

  /** As the constructor for who adds none: a folder without subscriptions is an error, and nothing is written. */
  static openExisting(folder: string): Subscribers {
    if (hasPushTables(folder)) return new Subscribers(folder);
    throw new Failure(
      'not-found',
      `Nobody ever asked to be told of changes in ${folder}. Name its folder with --data, or begin with "fivestar push add".`,
    );
  }

  /**
   * Sends an inbox the activities of changes after commit `sequence`.
   * @returns what there is now; it may have been there before
   */
  async addInbox(
    inbox: string,
    filters: FeedFilters,
    { sequence, now }: { readonly sequence: number; readonly now: number },
  ): Promise<{ readonly subscription: InboxSubscription; readonly isNew: boolean }> {
    const id = inboxSubscriptionId(inbox, filters);
    const known = this.#subscriptions.get(id);
    if (known?.type === 'inbox') return { subscription: known, isNew: false };
    const subscription: InboxSubscription = {
      type: 'inbox',
      id,
      inbox,
      filters,
      since: now,
      told: sequence,
      wanted: sequence,
      due: now,
      attempts: 0,
      unseen: true,
    };
    await this.#subscriptions.put(subscription);
    return { subscription, isNew: true };
  }

  /** Oldest first. */
  list(): readonly Subscription[] {
    return [...this.#subscriptions.all()].sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
  }

  get(id: string): Subscription | undefined {
    return this.#subscriptions.get(id);
  }

  remove(id: string): Promise<void> {
    return this.#subscriptions.remove(id);
  }

  async close(): Promise<void> {
    await this.#subscriptions.settled();
    await this.#tables.root.close();
  }
}

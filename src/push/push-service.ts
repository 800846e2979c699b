import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordReader } from '../store/record-store.ts';
import { type BackOffRules, defaultBackOff } from './back-off.ts';
import { ChangeFollower } from './change-follower.ts';
import { Deliveries } from './deliveries.ts';
import type { Notification } from './notification.ts';
import { NotificationStore, type Retention } from './notification-store.ts';
import type { PushLog } from './push-log.ts';
import { openPushTables, type PushTables } from './push-tables.ts';
import type { PushTransport } from './push-transport.ts';
import { type PublicJwk, SigningKey } from './signing-key.ts';
import {
  defaultSubscriptionLimits,
  type HubAnswer,
  type HubRequest,
  type SubscriptionLimits,
  takeUpRequest,
} from './subscribe.ts';
import { SubscriptionStore } from './subscription-store.ts';
import type { Topics } from './topics.ts';

/** Milliseconds between looks at the log and at what is due. */
const pollInterval = 250;

export interface PushOptions {
  /** The data folder. */
  readonly folder: string;
  readonly base: string;
  readonly store: RecordReader;
  readonly topics: Topics;
  readonly transport: PushTransport;
  /** Milliseconds that changes are gathered before they are delivered together. */
  readonly delay: number;
  readonly log: PushLog;
  /** Told of each notification that came, when it is durable. What it throws is logged. */
  readonly onNotification?: (notification: Notification) => void | Promise<void>;
  readonly limits?: SubscriptionLimits;
  readonly backOff?: BackOffRules;
  readonly retention?: Retention;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** From 0 to 1. */
  readonly random?: () => number;
}

/** Sends changes to those who asked for them, and takes in notifications of others. */
export class PushService {
  readonly notifications: NotificationStore;
  readonly publicJwk: PublicJwk;
  readonly #options: PushOptions;
  readonly #tables: PushTables;
  readonly #subscriptions: SubscriptionStore;
  readonly #follower: ChangeFollower;
  readonly #deliveries: Deliveries;
  readonly #now: () => number;
  readonly #ended = new AbortController();
  #running: Promise<void> | undefined;

  /** @throws Failure `store-unusable` */
  constructor(options: PushOptions) {
    const { folder, store, delay, retention, now = Date.now, random = Math.random } = options;
    this.#options = options;
    this.#now = now;
    this.#tables = openPushTables(folder);
    const key = SigningKey.open(this.#tables.path);
    this.publicJwk = key.publicJwk;
    this.notifications = new NotificationStore(this.#tables, { now, ...(retention && { retention }) });
    this.#subscriptions = new SubscriptionStore(this.#tables);
    this.#follower = new ChangeFollower({ store, subscriptions: this.#subscriptions, delay, now });
    const backOff = options.backOff ?? defaultBackOff;
    this.#deliveries = new Deliveries({
      ...options,
      subscriptions: this.#subscriptions,
      key,
      backOff,
      now,
      random,
    });
  }

  /** Takes up what a subscriber asks of the hub; durable when the promise resolves. */
  subscribe(request: HubRequest): Promise<HubAnswer> {
    const { topics, transport, limits = defaultSubscriptionLimits } = this.#options;
    const subscriptions = this.#subscriptions;
    return takeUpRequest(request, { subscriptions, topics, transport, limits, now: this.#now });
  }

  /** Takes in a notification; durable when the promise resolves. Whoever acts on it does so afterwards. */
  async receive(notification: Notification): Promise<void> {
    await this.notifications.add(notification);
    const { onNotification, log } = this.#options;
    void Promise.resolve(notification)
      .then(onNotification)
      .catch((error: unknown) =>
        log.error({ err: error, notification: notification.id }, 'a notification was not acted on'),
      );
  }

  /** Follows the log and delivers until it is closed. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** One look at the log and at what is due; what it starts goes on. */
  async step(): Promise<void> {
    this.#subscriptions.refresh();
    while (!this.#ended.signal.aborted && (await this.#follower.follow())) {
      // There may be more.
    }
    this.#deliveries.startDue();
  }

  /** Resolves when what has been started has come to an end and is durable. */
  async idle(): Promise<void> {
    await this.#deliveries.idle();
    await this.#subscriptions.settled();
  }

  /** Lets deliveries that are under way end. What was not delivered is delivered after the next start. */
  async close(): Promise<void> {
    this.#ended.abort();
    await this.#running;
    await this.idle();
    this.#options.transport.close();
    await this.#tables.root.close();
  }

  async #run(): Promise<void> {
    const { signal } = this.#ended;
    while (!signal.aborted) {
      try {
        await this.step();
      } catch (error) {
        this.#options.log.error({ err: error }, 'changes could not be followed for deliveries');
      }
      // Aborted: the end, which is looked for next.
      await sleep(pollInterval, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}

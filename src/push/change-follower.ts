import { setImmediate as turn } from 'node:timers/promises';
import { type FeedFilters, feedItem, onceBefore } from '../feeds/change-filter.ts';
import { type RecordChange, readChange } from '../feeds/change-record.ts';
import type { RecordReader } from '../store/record-store.ts';
import type { Progress, Subscription } from './subscription.ts';
import type { SubscriptionStore } from './subscription-store.ts';

/** Log entries that are looked at before their outcome is made durable. */
const entriesAtOnce = 200;
/** Changes that are looked at before others get a turn. */
const changesAtOnce = 20;

export interface ChangeFollowerOptions {
  readonly store: RecordReader;
  readonly subscriptions: SubscriptionStore;
  /** Milliseconds that changes are gathered before they are delivered together. */
  readonly delay: number;
  readonly now: () => number;
}

/** Subscriptions that want the same changes, and which of these they want. */
interface Group {
  readonly filters: FeedFilters;
  readonly members: Subscription[];
  first?: number;
  last?: number;
}

/** Follows the commit log and notes whom its changes concern. Both are durable together: no change is missed. */
export class ChangeFollower {
  readonly #options: ChangeFollowerOptions;
  #position: number;

  constructor(options: ChangeFollowerOptions) {
    this.#options = options;
    const { subscriptions, store } = options;
    const known = subscriptions.position();
    this.#position = known ?? store.sequence();
    // Durable before any subscription is: else what is committed before the next start would be passed over then.
    if (known === undefined) void subscriptions.advance(this.#position, new Map());
  }

  /** Commit up to which the log has been followed. */
  get position(): number {
    return this.#position;
  }

  /** Looks at the next entries of the log. @returns whether there were any */
  async follow(): Promise<boolean> {
    const { store, subscriptions, now, delay } = this.#options;
    this.#takeUpUnseen();
    const entries = store.changes(this.#position, entriesAtOnce);
    const last = entries.at(-1);
    if (!last) return false;
    const groups = groupsOf(subscriptions.all());
    if (groups.length > 0) {
      const changes = entries.flatMap((entry) => readChange(store, entry) ?? []);
      for (const [index, change] of changes.entries()) {
        for (const group of groups) this.#note(group, change);
        if (index % changesAtOnce === changesAtOnce - 1) await turn();
      }
    }
    const due = now() + delay;
    const wanted = new Map<string, Pick<Progress, 'told' | 'wanted' | 'due'>>();
    for (const group of groups)
      for (const { id } of group.members) {
        const present = subscriptions.get(id);
        const marked = present && markedBy(group, present, due);
        if (marked) wanted.set(id, marked);
      }
    this.#position = last.sequence;
    await subscriptions.advance(this.#position, wanted);
    return true;
  }

  /** What another process has added may want changes that were passed already. */
  #takeUpUnseen(): void {
    const { subscriptions, now, delay } = this.#options;
    for (const { id, told, unseen } of subscriptions.all()) {
      if (!unseen) continue;
      const missed = told < this.#position && { wanted: this.#position, due: now() + delay };
      void subscriptions.update(id, { unseen: undefined, ...missed });
    }
  }

  #note(group: Group, change: RecordChange): void {
    const { store } = this.#options;
    if (!feedItem(store, change, group.filters, beforeOf(store, change))) return;
    group.first ??= change.sequence;
    group.last = change.sequence;
  }
}

const befores = new WeakMap<RecordChange, ReturnType<typeof onceBefore>>();

function beforeOf(store: RecordReader, change: RecordChange): ReturnType<typeof onceBefore> {
  let before = befores.get(change);
  if (!before) {
    before = onceBefore(store, change);
    befores.set(change, before);
  }
  return before;
}

function groupsOf(subscriptions: Iterable<Subscription>): Group[] {
  const groups = new Map<string, Group>();
  for (const subscription of subscriptions) {
    const { publisher, sector, kind } = subscription.filters;
    const key = JSON.stringify([publisher, sector, kind]);
    const group = groups.get(key);
    if (group) group.members.push(subscription);
    else groups.set(key, { filters: subscription.filters, members: [subscription] });
  }
  return [...groups.values()];
}

/** Who had been told everything is told of the first change that concerns them, not of all that lies before it. */
function markedBy(
  { first, last }: Group,
  { told, wanted, due }: Progress,
  newDue: number,
): Pick<Progress, 'told' | 'wanted' | 'due'> | undefined {
  if (first === undefined || last === undefined || last <= wanted) return undefined;
  const waiting = wanted > told;
  return waiting
    ? { told, wanted: last, due }
    : { told: Math.max(told, first - 1), wanted: last, due: newDue };
}

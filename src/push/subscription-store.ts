import type { PushTables } from './push-tables.ts';
import type { Intent, Progress, ProgressChange, Subscription } from './subscription.ts';

/**
 * Subscriptions, and what is being verified, durable and at hand: they are looked through several times a second. Another
 * process may add and remove subscriptions; {@link refresh} takes up what it did.
 */
export class SubscriptionStore {
  readonly #tables: PushTables;
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #intents = new Map<string, Intent>();
  #revision = -1;
  #unwritten = 0;
  /** Writes are applied in their order; the last of them. */
  #written: Promise<unknown> = Promise.resolve();

  constructor(tables: PushTables) {
    this.#tables = tables;
    this.refresh();
  }

  /** Reads everything anew where another process has written. */
  refresh(): void {
    // What is at hand is ahead of what can be read.
    if (this.#unwritten > 0) return;
    const { root, meta, subscriptions, intents } = this.#tables;
    root.resetReadTxn();
    const revision = meta.get('revision') ?? 0;
    if (revision === this.#revision) return;
    this.#revision = revision;
    replace(this.#subscriptions, subscriptions.getRange());
    replace(this.#intents, intents.getRange());
  }

  all(): IterableIterator<Subscription> {
    return this.#subscriptions.values();
  }

  get(id: string): Subscription | undefined {
    return this.#subscriptions.get(id);
  }

  get size(): number {
    return this.#subscriptions.size;
  }

  intents(): IterableIterator<Intent> {
    return this.#intents.values();
  }

  intent(id: string): Intent | undefined {
    return this.#intents.get(id);
  }

  /** Commit up to which the log was followed; `undefined` where it never was. */
  position(): number | undefined {
    return this.#tables.meta.get('position');
  }

  put(subscription: Subscription): Promise<void> {
    this.#subscriptions.set(subscription.id, subscription);
    return this.#write(() => {
      this.#tables.subscriptions.putSync(subscription.id, subscription);
    });
  }

  /** What changed of a subscription, unless it was removed meanwhile, here or by another process. */
  update(id: string, change: ProgressChange): Promise<void> {
    return this.#write(() => this.#change(id, change), this.#changeKnown(id, change));
  }

  remove(id: string): Promise<void> {
    this.#subscriptions.delete(id);
    return this.#write(() => {
      this.#tables.subscriptions.removeSync(id);
    });
  }

  putIntent(intent: Intent): Promise<void> {
    this.#intents.set(intent.id, intent);
    return this.#write(() => {
      this.#tables.intents.putSync(intent.id, intent);
    });
  }

  removeIntent(id: string): Promise<void> {
    this.#intents.delete(id);
    return this.#write(() => {
      this.#tables.intents.removeSync(id);
    });
  }

  /** The log was followed up to `position`, and this is whom its changes concern: both or neither is durable. */
  advance(
    position: number,
    wanted: ReadonlyMap<string, Pick<Progress, 'told' | 'wanted' | 'due'>>,
  ): Promise<void> {
    for (const [id, change] of wanted) this.#changeKnown(id, change);
    return this.#write(() => {
      for (const [id, change] of wanted) this.#change(id, change);
      this.#tables.meta.putSync('position', position);
    }, wanted.size > 0);
  }

  /** Resolves when everything is durable. */
  async settled(): Promise<void> {
    await this.#written;
  }

  #changeKnown(id: string, change: ProgressChange): boolean {
    const known = this.#subscriptions.get(id);
    if (known) this.#subscriptions.set(id, cleaned<Subscription>({ ...known, ...change } as Subscription));
    return known !== undefined;
  }

  #change(id: string, change: ProgressChange): void {
    const stored = this.#tables.subscriptions.get(id);
    if (stored)
      this.#tables.subscriptions.putSync(id, cleaned<Subscription>({ ...stored, ...change } as Subscription));
  }

  /** @param revised whether what is kept at hand is another than before */
  #write(change: () => void, revised = true): Promise<void> {
    const { root, meta } = this.#tables;
    this.#unwritten += 1;
    const transaction = root.transaction(() => {
      change();
      if (!revised) return;
      const revision = meta.get('revision') ?? 0;
      meta.putSync('revision', revision + 1);
      // Where another process has written in between, the next refresh reads everything.
      if (revision === this.#revision) this.#revision = revision + 1;
    });
    const written = transaction.finally(() => {
      this.#unwritten -= 1;
    });
    this.#written = Promise.all([this.#written, written]);
    // Who does not wait for the write learns of its failure from `settled`.
    this.#written.catch(() => undefined);
    return written;
  }
}

function replace<V>(
  map: Map<string, V>,
  entries: Iterable<{ readonly key: string; readonly value: V }>,
): void {
  map.clear();
  for (const { key, value } of entries) map.set(key, value);
}

/** Without members that are undefined: that is how one is taken out. */
function cleaned<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}

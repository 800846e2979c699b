import { randomBytes } from 'node:crypto';
import type { Database } from 'lmdb';
import type { Notification, StoredNotification } from './notification.ts';
import type { PushTables } from './push-tables.ts';

/** How many notifications are kept, and how long: the oldest go first. */
export interface Retention {
  /** Of those with a token. */
  readonly known: number;
  /** Of those of anybody: whoever fills this up pushes out none of the others. */
  readonly anonymous: number;
  /** Milliseconds. */
  readonly age: number;
}

export const defaultRetention: Retention = {
  known: 10_000,
  anonymous: 1_000,
  age: 90 * 24 * 3_600_000,
};

/** Digits of the time of arrival, in base 36: ids are in the order of arrival until the year 5188. */
const timeDigits = 9;

/** The notifications of the inbox, durable; those of anybody apart from those with a token. */
export class NotificationStore {
  readonly #tables: PushTables;
  readonly #retention: Retention;
  readonly #now: () => number;

  constructor(tables: PushTables, options: { retention?: Retention; now?: () => number } = {}) {
    this.#tables = tables;
    this.#retention = options.retention ?? defaultRetention;
    this.#now = options.now ?? Date.now;
  }

  /** An id that nobody can guess: who left a notification without a token can read it, others do not find it. */
  newId(): string {
    return `${this.#now().toString(36).padStart(timeDigits, '0')}-${randomBytes(12).toString('hex')}`;
  }

  /** Durable when the promise resolves. */
  async add({ id, ...stored }: Notification): Promise<void> {
    const table = this.#tableOf(stored);
    await this.#tables.root.transaction(() => {
      table.putSync(id, stored);
      this.#forgetOld(this.#tables.known, this.#retention.known);
      this.#forgetOld(this.#tables.anonymous, this.#retention.anonymous);
    });
  }

  get(id: string): Notification | undefined {
    this.#tables.root.resetReadTxn();
    const stored = this.#tables.known.get(id) ?? this.#tables.anonymous.get(id);
    return stored && { id, ...stored };
  }

  /** Newest first. */
  list(options: { readonly anonymous: boolean; readonly limit: number }): readonly Notification[] {
    this.#tables.root.resetReadTxn();
    const { known, anonymous } = this.#tables;
    const read = (table: Database<StoredNotification, string>): Notification[] => [
      ...table
        .getRange({ reverse: true, limit: options.limit })
        .map(({ key, value }) => ({ id: key, ...value })),
    ];
    const listed = options.anonymous ? [...read(known), ...read(anonymous)] : read(known);
    return listed.sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, options.limit);
  }

  #tableOf({ token }: StoredNotification): Database<StoredNotification, string> {
    return token === undefined ? this.#tables.anonymous : this.#tables.known;
  }

  #forgetOld(table: Database<StoredNotification, string>, most: number): void {
    const eldest = (this.#now() - this.#retention.age).toString(36).padStart(timeDigits, '0');
    const excess = table.getCount() - most;
    let seen = 0;
    const old: string[] = [];
    for (const key of table.getKeys()) {
      if (seen >= excess && key >= eldest) break;
      old.push(key);
      seen += 1;
    }
    for (const key of old) table.removeSync(key);
  }
}

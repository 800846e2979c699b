import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';

/** LMDB's keys end at 1,978 bytes; a table name and a number stand beside. */
const longestKey = 1500;

type DiskKey = [table: string, key: string, flush: number];
/** The key itself where it was too long, else empty; then the values. */
type DiskEntry = [key: string, ...values: string[]];

/**
 * Texts by table and key, in the order in which they were added: what a reader lays aside while it reads on. In memory up
 * to `limit` values; whenever there are more, they go to disk together, one entry for each key, in a folder of its own
 * under the system's temporary folder.
 */
export class Spool {
  readonly #limit: number;
  readonly #held = new Map<string, Map<string, string[]>>();
  #entries = 0;
  #flushes = 0;
  #complete = false;
  #disk: { readonly folder: string; readonly database: RootDatabase<DiskEntry, DiskKey> } | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(table: string, key: string, value: string): void {
    const keys = this.#held.get(table) ?? new Map<string, string[]>();
    this.#held.set(table, keys);
    const values = keys.get(key);
    if (values) values.push(value);
    else keys.set(key, [value]);
    this.#entries += 1;
    if (this.#entries >= this.#limit && (this.#disk || !this.#complete)) this.#flush();
  }

  /** The input has been laid aside: what is in memory stays there, what is added now is bookkeeping. */
  complete(): void {
    this.#complete = true;
  }

  get(table: string, key: string): readonly string[] {
    const held = this.#held.get(table)?.get(key) ?? [];
    if (!this.#disk) return held;
    const stored: string[] = [];
    for (const { value } of this.#disk.database.getRange(rangeOf(table, key))) stored.push(...value.slice(1));
    return stored.length === 0 ? held : [...stored, ...held];
  }

  has(table: string, key: string): boolean {
    if (this.#held.get(table)?.has(key)) return true;
    if (!this.#disk) return false;
    for (const _key of this.#disk.database.getKeys({ ...rangeOf(table, key), limit: 1 })) return true;
    return false;
  }

  /** The keys of a table, each once; entries may be added to other tables meanwhile. */
  *keys(table: string): Generator<string> {
    if (!this.#disk) {
      yield* this.#held.get(table)?.keys() ?? [];
      return;
    }
    this.#flush();
    let last: string | undefined;
    for (const { key, value } of this.#disk.database.getRange({
      start: [table, '', 0],
      end: [`${table}\u0001`, '', 0],
    })) {
      if (key[1] === last) continue;
      last = key[1];
      yield value[0] || key[1];
    }
  }

  async close(): Promise<void> {
    if (!this.#disk) return;
    await this.#disk.database.close();
    await rm(this.#disk.folder, { recursive: true, force: true });
  }

  #flush(): void {
    const { database } = this.#opened();
    const flush = this.#flushes++;
    database.transactionSync(() => {
      for (const [table, keys] of this.#held)
        for (const [key, values] of keys) {
          const short = shortKey(key);
          database.putSync([table, short, flush], [short === key ? '' : key, ...values]);
        }
    });
    this.#held.clear();
    this.#entries = 0;
  }

  #opened() {
    if (this.#disk) return this.#disk;
    const folder = mkdtempSync(join(tmpdir(), 'fivestar-rdf-'));
    const database = open<DiskEntry, DiskKey>({
      path: folder,
      noSync: true,
      noMetaSync: true,
      compression: false,
    });
    this.#disk = { folder, database };
    return this.#disk;
  }
}

function rangeOf(table: string, key: string): { start: DiskKey; end: DiskKey } {
  const short = shortKey(key);
  return { start: [table, short, 0], end: [table, short, Number.MAX_SAFE_INTEGER] };
}

function shortKey(key: string): string {
  if (key.length * 3 <= longestKey || Buffer.byteLength(key) <= longestKey) return key;
  return `#${createHash('sha256').update(key).digest('base64url')}`;
}

import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Texts by table and key, in the order in which they were added: what a reader lays aside while it reads on. */
export interface Spool {
  add(table: string, key: string, value: string): void;
  /** Lets what was added leave the memory; to be called now and then, and before `get` and `keys` are. */
  settle(options?: { all: boolean }): Promise<void>;
  get(table: string, key: string): readonly string[];
  has(table: string, key: string): boolean;
  /** The keys of a table, each once; entries may be added to other tables meanwhile. */
  keys(table: string): Iterable<string>;
  close(): Promise<void>;
}

/** In memory up to `limit` entries, then on disk; after the first `settle({ all: true })` it stays where it is. */
export function growingSpool(limit: number): Spool {
  const tables = new Map<string, Map<string, string[]>>();
  let spool = memorySpool(tables);
  let entries = 0;
  let sealed = false;
  return {
    add: (table, key, value) => {
      entries++;
      spool.add(table, key, value);
    },
    settle: async (options) => {
      if (!sealed && entries > limit && tables.size > 0) {
        spool = await diskSpool();
        for (const [table, keys] of tables)
          for (const [key, values] of keys) {
            for (const value of values) spool.add(table, key, value);
            await spool.settle();
          }
        tables.clear();
      }
      sealed ||= options?.all === true;
      await spool.settle(options);
    },
    get: (table, key) => spool.get(table, key),
    has: (table, key) => spool.has(table, key),
    keys: (table) => spool.keys(table),
    close: () => spool.close(),
  };
}

function memorySpool(tables: Map<string, Map<string, string[]>>): Spool {
  const table = (name: string) => {
    const found = tables.get(name) ?? new Map<string, string[]>();
    tables.set(name, found);
    return found;
  };
  return {
    add: (name, key, value) => {
      const values = table(name).get(key);
      if (values) values.push(value);
      else table(name).set(key, [value]);
    },
    settle: async () => {},
    get: (name, key) => table(name).get(key) ?? [],
    has: (name, key) => table(name).has(key),
    keys: (name) => table(name).keys(),
    close: async () => {},
  };
}

/** Entries that wait to be written before `settle` waits for them. */
const mostPending = 20_000;

/** On disk, in a folder of its own under the system's temporary folder, which `close` removes. */
export async function diskSpool(): Promise<Spool> {
  const { open } = await import('lmdb');
  const folder = await mkdtemp(join(tmpdir(), 'fivestar-rdf-'));
  // The key itself stands in the first entry, because LMDB's keys are shorter than IRIs may be.
  const database = open<string, [string, string, number]>({
    path: folder,
    noSync: true,
    noMetaSync: true,
    encoding: 'string',
    compression: false,
  });
  let sequence = 1;
  let pending = 0;
  /** Keys that were written but can perhaps not yet be read. */
  const recent = new Set<string>();
  let last: Promise<boolean> = Promise.resolve(true);
  const add = (table: string, key: string, value: string) => {
    const hash = shortKey(key);
    const name = table + hash;
    if (!recent.has(name) && !database.doesExist([table, hash, 0]))
      last = database.put([table, hash, 0], key);
    recent.add(name);
    last = database.put([table, hash, sequence++], value);
    pending++;
  };
  return {
    add,
    settle: async ({ all } = { all: false }) => {
      if (pending < mostPending && !all) return;
      await last;
      pending = 0;
      recent.clear();
    },
    get: (table, key) => {
      const hash = shortKey(key);
      const range = database.getRange({
        start: [table, hash, 1],
        end: [table, hash, Number.MAX_SAFE_INTEGER],
      });
      return Array.from(range, ({ value }) => value);
    },
    has: (table, key) => {
      const hash = shortKey(key);
      return recent.has(table + hash) || database.doesExist([table, hash, 0]);
    },
    keys: function* (table) {
      for (const { key, value } of database.getRange({ start: [table], end: [`${table}\u0001`] }))
        if (key[2] === 0) yield value;
    },
    close: async () => {
      await last;
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function shortKey(key: string): string {
  return createHash('sha1').update(key).digest('base64url');
}

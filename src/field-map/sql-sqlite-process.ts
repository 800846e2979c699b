import { createRequire } from 'node:module';
import type { TableItem } from './row.ts';
import { exactNumber, loadDriver, sqlFailure } from './sql-driver.ts';
import type { SqliteTask } from './sql-sqlite.ts';
import { nameColumns } from './table-names.ts';
import { type ServedTable, serveTable } from './table-process-serve.ts';

serveTable(openQuery);

async function openQuery(task: SqliteTask): Promise<ServedTable> {
  const sqlite = await loadDriver(async () => driver(), 'node-sqlite3-wasm');
  try {
    const database = new sqlite.Database(task.path, { fileMustExist: true });
    // A write-ahead log can be read without shared memory by one reader only.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA trusted_schema = 0; PRAGMA query_only = 1');
    const rows = database.prepare(task.query).iterate();
    const first = rows.next();
    const columns = first.done ? [] : Object.keys(first.value);
    const head = { columns: nameColumns(columns).columns, format: 'sql' as const, notes: [] };
    return { head, items: items(task, first, rows) };
  } catch (error) {
    throw sqlFailure(error, task);
  }
}

/** The package is CommonJS that sets its members when it runs. */
function driver(): typeof import('node-sqlite3-wasm') {
  return createRequire(import.meta.url)('node-sqlite3-wasm') as typeof import('node-sqlite3-wasm');
}

type Values = Readonly<Record<string, unknown>>;

function* items(
  task: SqliteTask,
  first: IteratorResult<unknown>,
  rows: Iterator<unknown>,
): Generator<TableItem> {
  let row = 0;
  try {
    for (let next = first; !next.done; next = rows.next()) {
      row += 1;
      const values = Object.entries(next.value as Values).map(
        ([name, value]) => [name, plain(value)] as const,
      );
      yield { type: 'row', row: { place: { file: task.shown, row }, values: Object.fromEntries(values) } };
    }
  } catch (error) {
    throw sqlFailure(error, task);
  }
}

/** Bytes are no value of a record. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return exactNumber(value.toString());
  return value instanceof Uint8Array ? null : value;
}

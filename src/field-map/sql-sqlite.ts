import type { Table } from './row.ts';
import type { SqlFile } from './sql-address.ts';
import { copySqlite } from './sql-sqlite-copy.ts';
import { openInProcess } from './table-process.ts';

/** What the process is given. */
export interface SqliteTask {
  /** Of a copy, which nothing else reads or writes. */
  readonly path: string;
  readonly shown: string;
  readonly query: string;
}

/** A query on an SQLite file, in a process of its own: SQLite computes while its caller waits. */
export async function openSqlite(file: SqlFile, query: string): Promise<Table> {
  const { path, close } = await copySqlite(file);
  const task: SqliteTask = { path, shown: file.shown, query };
  return openInProcess('./sql-sqlite-process', import.meta.url, task, {
    file: file.shown,
    memory: 512,
    patience: 10 * 60_000,
    released: close,
  });
}

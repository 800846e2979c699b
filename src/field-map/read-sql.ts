import type { RecordsLocation, Table, TableItem } from './row.ts';
import { parseSqlAddress } from './sql-address.ts';
import type { CheckHost } from './sql-host.ts';
import { mysqlRows } from './sql-mysql.ts';
import { postgresqlRows } from './sql-postgresql.ts';
import { checkedQuery } from './sql-query.ts';
import type { SqlRow } from './sql-rows.ts';
import { openSqlite } from './sql-sqlite.ts';
import { nameColumns } from './table-names.ts';

/** The rows of one query, which the database may only read with. */
export async function openSql(
  database: string,
  location: RecordsLocation,
  checkHost: CheckHost,
): Promise<Table> {
  const address = parseSqlAddress(database);
  const query = checkedQuery(location.query, address.shown);
  if (address.kind === 'sqlite') return openSqlite(address, query);
  const rows =
    address.kind === 'postgresql'
      ? postgresqlRows(address, query, checkHost)
      : mysqlRows(address, query, checkHost);
  const first = await rows.next();
  const { columns, notes } = nameColumns(first.done ? [] : first.value.columns);
  return { head: { columns, format: 'sql', notes }, rows: items(first, rows, columns, address.shown) };
}

async function* items(
  first: IteratorResult<SqlRow>,
  rest: AsyncGenerator<SqlRow>,
  columns: readonly string[],
  file: string,
): AsyncGenerator<TableItem> {
  let row = 0;
  try {
    for (let next = first; !next.done; next = await rest.next()) {
      row += 1;
      const members = next.value.values.map((value, index) => [columns[index] ?? '', value] as const);
      yield { type: 'row', row: { place: { file, row }, values: Object.fromEntries(members) } };
    }
  } finally {
    await rest.return(undefined);
  }
}

import type { TableItem } from './row.ts';

/** Rows that are looked at to know the fields of a table that has no header. */
const looked = 20;

/** The names of the fields of the first rows, in the order in which they come, and all rows again. */
export async function peekColumns(
  rows: AsyncGenerator<TableItem>,
): Promise<{ columns: readonly string[]; rows: AsyncIterable<TableItem> }> {
  const first: TableItem[] = [];
  while (first.length < looked) {
    const next = await rows.next();
    if (next.done) break;
    first.push(next.value);
  }
  const columns = new Set(first.flatMap((item) => (item.type === 'row' ? Object.keys(item.row.values) : [])));
  return { columns: [...columns], rows: again(first, rows) };
}

async function* again(first: TableItem[], rest: AsyncGenerator<TableItem>): AsyncGenerator<TableItem> {
  try {
    yield* first.splice(0);
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

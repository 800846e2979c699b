import { applyMap } from '../../field-map/apply-map.ts';
import type { FieldMap } from '../../field-map/map-model.ts';
import type { Table, TableItem } from '../../field-map/row.ts';
import { Failure } from '../../model/failure.ts';
import type { SourceItem } from '../../model/source-item.ts';
import { record } from '../../sources/json-profile.ts';
import { areNdsapElements } from '../../sources/ndsap-elements.ts';

/**
 * The records of a table: by the field map; without one, its columns must be elements of NDSAP.
 * @param file for messages
 * @throws Failure `unknown-format` where neither is so
 */
export async function* tableItems(
  table: Table,
  map: FieldMap | undefined,
  file: string,
): AsyncGenerator<SourceItem> {
  if (map !== undefined) {
    requireList(table, map, file);
    yield* applyMap(table, map, file);
    return;
  }
  if (
    table.head.format !== 'pairs' &&
    table.head.columns.length > 0 &&
    !areNdsapElements(table.head.columns)
  ) {
    throw new Failure(
      'unknown-format',
      `${file}: its fields (${table.head.columns.slice(0, 8).join(', ')}) are no elements of NDSAP. Write a field map for it: fivestar map suggest FILE.`,
    );
  }
  for await (const item of table.rows) yield ndsapItem(item);
}

function ndsapItem(item: TableItem): SourceItem {
  if (item.type === 'unreadable') return item;
  const values = Object.entries(item.row.values).map(([name, value]) => [name, cellText(value)] as const);
  return record('ndsap', 'sheet-row', item.row.place, Object.fromEntries(values));
}

/** Cells of sheets are texts. */
function cellText(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : (value ?? '');
}

/** What holds no list of records is more often a server's error than a record: that it is one must be stated. */
function requireList({ head }: Table, { records }: FieldMap, file: string): void {
  const isRoot =
    head.format === 'json' ? head.path === '$' : head.format === 'xml' && /^\/[^/]*$/.test(head.path ?? '');
  if (!isRoot || records.path !== undefined) return;
  throw new Failure(
    'source-failed',
    `${file} holds no list of records (${head.columns.slice(0, 8).join(', ')}). If it is one record itself, state \`path: ${head.path}\` under \`records\` of the field map.`,
  );
}

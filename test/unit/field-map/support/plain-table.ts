import { applyMap } from '../../../../src/field-map/apply-map.ts';
import { parseFieldMap } from '../../../../src/field-map/map-file.ts';
import type { FieldMap } from '../../../../src/field-map/map-model.ts';
import type { Table, TableFormat, TableItem } from '../../../../src/field-map/row.ts';
import { mapRecord } from '../../../../src/mapping/map-record.ts';
import type { Finding } from '../../../../src/model/finding.ts';
import type { MappedRecord, Mapping, SourceRecord } from '../../../../src/model/record.ts';
import { makeContext } from '../../mapping/mapping-support.ts';

export type Values = Readonly<Record<string, unknown>>;

/** A table of rows in memory; its first row is row 2 of `table.csv`. */
export function plainTable(rows: readonly Values[], format: TableFormat = 'csv'): Table {
  const columns = [...new Set(rows.flatMap((values) => Object.keys(values)))];
  async function* items(): AsyncGenerator<TableItem> {
    for (const [at, values] of rows.entries())
      yield { type: 'row', row: { place: { file: 'table.csv', row: at + 2 }, values } };
  }
  return { head: { columns, format, headerRow: 1, notes: [] }, rows: items() };
}

export interface Applied {
  readonly records: readonly SourceRecord[];
  readonly unreadable: readonly Finding[];
}

export async function applyTo(
  map: FieldMap | string,
  rows: readonly Values[],
  format?: TableFormat,
): Promise<Applied> {
  const parsed = typeof map === 'string' ? parseFieldMap(map, 'table.map.yaml') : map;
  const records: SourceRecord[] = [];
  const unreadable: Finding[] = [];
  for await (const item of applyMap(plainTable(rows, format), parsed, 'table.csv')) {
    if (item.type === 'record') records.push(structuredClone(item.record));
    else unreadable.push(item.finding);
  }
  return { records, unreadable };
}

const context = makeContext();

export async function mapTo(map: string, rows: readonly Values[], format?: TableFormat): Promise<Mapping[]> {
  const { records } = await applyTo(map, rows, format);
  return records.map((record) => mapRecord(record, context));
}

/** The one record that one row comes to. */
export async function mapOne(map: string, row: Values, format?: TableFormat): Promise<MappedRecord> {
  const [mapping] = await mapTo(map, [row], format);
  const [record] = mapping?.records ?? [];
  if (!record) throw new Error(`nothing was mapped: ${JSON.stringify(mapping?.findings)}`);
  return record;
}

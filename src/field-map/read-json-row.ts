import type { Place } from '../model/place.ts';
import { asObject } from '../sources/json-structure.ts';
import { unreadable } from '../sources/unreadable.ts';
import { notAnObject } from '../sources/unreadable-json.ts';
import type { TableItem } from './row.ts';
import { nameColumns, unnamedColumn } from './table-names.ts';

/**
 * A record of JSON as a row. A list of values is one whose fields are named beside the list of rows (`fields`,
 * `columns`), as the JSON downloads of data.gov.in are written.
 */
export function jsonRow(value: unknown, place: Place, around: () => unknown): TableItem {
  const object = asObject(value);
  if (object !== undefined) return { type: 'row', row: { place, values: object } };
  if (!Array.isArray(value)) {
    const shown = JSON.stringify(value) ?? String(value);
    return unreadable(place, notAnObject, { value: shown }) as TableItem;
  }
  const names = statedNames(around());
  const members = value.map((cell, index): [string, unknown] => [names[index] ?? unnamedColumn(index), cell]);
  return { type: 'row', row: { place, values: Object.fromEntries(members) } };
}

function statedNames(around: unknown): readonly string[] {
  const members = asObject(around) ?? {};
  const list = [members['fields'], members['columns'], members['field']].find(Array.isArray) as
    | unknown[]
    | undefined;
  return nameColumns((list ?? []).map(nameOf)).columns;
}

function nameOf(field: unknown): string {
  if (typeof field === 'string') return field;
  const { label, name, id } = asObject(field) ?? {};
  return [label, name, id].find((one): one is string => typeof one === 'string') ?? '';
}

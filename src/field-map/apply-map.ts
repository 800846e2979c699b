import { createHash } from 'node:crypto';
import { Failure } from '../model/failure.ts';
import { describePlace } from '../model/place.ts';
import type { SourceItem } from '../model/source-item.ts';
import { unreadable } from '../sources/unreadable.ts';
import { fieldsNamed, type NamedField, requireFields } from './map-fields.ts';
import type { FieldMap } from './map-model.ts';
import { groupKey, recordOfRows } from './map-record.ts';
import type { Table, TableHead, TableItem } from './row.ts';
import { holds } from './rule-condition.ts';
import { foldName, RowFields, stepsOf } from './rule-fields.ts';
import { fieldNeverMet, skippedRow } from './rule-findings.ts';

/** Characters of all rows that are held where groups are scattered. */
const mostHeld = 256 * 1024 * 1024;

/**
 * What a field map makes of a table: one record of each row, or of the rows of each group.
 * @param file name of the input, for what is said of the table as a whole
 * @throws Failure `unreadable-input` where the table lacks fields, or rows of a group stand apart; `too-large`; and
 *   whatever reading the rows throws
 */
export async function* applyMap(table: Table, map: FieldMap, file: string): AsyncGenerator<SourceItem> {
  requireFields(map, table.head, file);
  const named = fieldsNamed(map);
  const used = new UsedFields(map, named);
  let records = 0;
  const unmet = new Map(named.map((field) => [field.name, field]));
  for await (const group of groupsOf(table.rows, map)) {
    if (group.type === 'unreadable') {
      yield group;
      continue;
    }
    records += 1;
    for (const fields of group.rows)
      for (const name of unmet.keys()) if (isStated(name, fields, table.head)) unmet.delete(name);
    yield { type: 'record', record: recordOfRows(map, group.rows, used.of(group.rows)) };
  }
  if (records > 0) yield* neverMet(unmet.values(), file);
}

type Group =
  | { readonly type: 'group'; readonly rows: readonly RowFields[] }
  | Extract<SourceItem, { type: 'unreadable' }>;

/** Rows that the map does not pass over, each alone or with the others of its group. */
async function* groupsOf(items: AsyncIterable<TableItem>, map: FieldMap): AsyncGenerator<Group> {
  const groups = map.scattered ? new HeldGroups() : new FollowingGroups(map);
  for await (const item of items) {
    if (item.type === 'unreadable') {
      yield item;
      continue;
    }
    const fields = new RowFields(item.row);
    const reason = map.skipWhen.find((condition) => holds(condition, fields));
    if (reason) {
      const value = fields.text(reason.field.name);
      const said = value === undefined ? {} : { value };
      yield unreadable(item.row.place, skippedRow(reason.field.name), { severity: 'info', ...said }) as Group;
      continue;
    }
    const key = groupKey(map, fields);
    if (key === undefined) yield { type: 'group', rows: [fields] };
    else for (const rows of groups.add(key, fields)) yield { type: 'group', rows };
  }
  for (const rows of groups.end()) yield { type: 'group', rows };
}

/** Groups whose rows follow one another; only the open one is held, of the others a hash of their key. */
class FollowingGroups {
  readonly #map: FieldMap;
  readonly #closed = new Set<string>();
  #key: string | undefined;
  #rows: RowFields[] = [];

  constructor(map: FieldMap) {
    this.#map = map;
  }

  *add(key: string, fields: RowFields): Generator<readonly RowFields[]> {
    if (key === this.#key) {
      this.#rows.push(fields);
      return;
    }
    yield* this.end();
    if (this.#closed.has(hash(key))) throw this.#scattered(fields);
    this.#key = key;
    this.#rows = [fields];
  }

  *end(): Generator<readonly RowFields[]> {
    if (this.#key === undefined) return;
    this.#closed.add(hash(this.#key));
    this.#key = undefined;
    yield this.#rows;
  }

  #scattered({ row }: RowFields): Failure {
    const names = this.#map.groupBy.map(({ name }) => `"${name}"`).join(', ');
    return new Failure(
      'unreadable-input',
      `${describePlace(row.place)}: rows of the same ${names} stood further up already, with others between. ` +
        `Sort the table by ${names}, or write "scattered: true" into ${this.#map.file}.`,
    );
  }
}

/** Groups whose rows may stand anywhere. */
class HeldGroups {
  readonly #groups = new Map<string, RowFields[]>();
  #held = 0;

  add(key: string, fields: RowFields): Iterable<readonly RowFields[]> {
    this.#held += JSON.stringify(fields.row.values).length;
    if (this.#held > mostHeld) {
      throw new Failure(
        'too-large',
        `${describePlace(fields.row.place)}: the rows so far are too many to be held in memory (${mostHeld} characters). ` +
          'Sort the table by the fields of "group-by", and leave "scattered" out of the field map.',
      );
    }
    const group = this.#groups.get(key);
    if (group) group.push(fields);
    else this.#groups.set(key, [fields]);
    return [];
  }

  *end(): Generator<readonly RowFields[]> {
    yield* this.#groups.values();
    this.#groups.clear();
  }
}

/** Which fields of rows the map names, so that the others can be kept as notes; remembered by the names of the row. */
class UsedFields {
  readonly #folded: ReadonlySet<string>;
  readonly #known = new Map<string, boolean>();

  constructor(map: FieldMap, named: readonly NamedField[]) {
    const names = [...named, ...map.ignore].flatMap(({ name }) => [name, stepsOf(name)[0] ?? name]);
    this.#folded = new Set(names.map(foldName));
  }

  of(rows: readonly RowFields[]): ReadonlySet<string> {
    const used = new Set<string>();
    for (const { row } of rows)
      for (const name of Object.keys(row.values)) if (this.#isUsed(name)) used.add(name);
    return used;
  }

  #isUsed(name: string): boolean {
    let known = this.#known.get(name);
    if (known === undefined) {
      // Records of JSON may have ever new names.
      if (this.#known.size > 5000) this.#known.clear();
      known = this.#folded.has(foldName(name));
      this.#known.set(name, known);
    }
    return known;
  }
}

function isStated(name: string, fields: RowFields, head: TableHead): boolean {
  return fields.values(name).length > 0 || head.columns.some((column) => foldName(column) === foldName(name));
}

function* neverMet(unmet: Iterable<NamedField>, file: string): Generator<SourceItem> {
  for (const { name, place, optional } of unmet)
    if (!optional)
      yield unreadable({ file, field: name }, fieldNeverMet(name, place.line), { severity: 'warning' });
}

function hash(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 16);
}

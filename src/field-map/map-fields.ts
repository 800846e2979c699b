import { Failure } from '../model/failure.ts';
import type { FieldMap, ValueRule } from './map-model.ts';
import { didYouMean } from './map-nearest.ts';
import type { FieldName } from './map-place.ts';
import type { TableHead } from './row.ts';
import { foldName, stepsOf } from './rule-fields.ts';
import { ownValue, templateFields } from './rule-template.ts';

/** A field that a map names, and whether the table may lack it. */
export interface NamedField extends FieldName {
  readonly optional: boolean;
}

const longestList = 30;
/** Each row of these has the same fields; those of others may be absent where they say nothing. */
const flat: ReadonlySet<TableHead['format']> = new Set(['csv', 'xlsx', 'xls', 'ods', 'sql']);

/** Every field of the records that a map names: in rules, conditions, identities, groups. */
export function fieldsNamed(map: FieldMap): readonly NamedField[] {
  const rules = [
    ...map.fields.map(({ rule }) => rule),
    ...(map.identity ? [map.identity] : []),
    ...(map.iri ? [map.iri] : []),
    ...map.distributions.flatMap((one) =>
      one.each
        ? [...one.fields.map(({ rule }) => rule), ...(one.identity ? [one.identity] : [])].map(ofParent)
        : [...one.fields.map(({ rule }) => rule), ...(one.identity ? [one.identity] : [])],
    ),
  ];
  const certain = [
    ...map.skipWhen.map(({ field }) => field),
    ...map.groupBy,
    ...map.distributions.flatMap(({ each }) => each ?? []),
  ];
  return [...rules.flatMap(fieldsOf), ...certain.map((field) => ({ ...field, optional: false }))];
}

/** Names of fields within a list element that lead out of it, `../licence`. */
export const parentName = /^\.\.\//;

/** What a rule of list elements names in the record that the list stands in. */
function ofParent(rule: ValueRule): ValueRule {
  const outer = rule.fields
    .filter(({ name }) => parentName.test(name))
    .map((field) => ({ ...field, name: field.name.replace(parentName, '') }));
  const { template: _, ...others } = rule;
  return { ...others, fields: outer };
}

function fieldsOf({ fields, template, place, optional }: ValueRule): readonly NamedField[] {
  const inTemplate = template ? templateFields(template) : [];
  const own = fields.length > 0 ? inTemplate.filter((name) => name !== ownValue) : inTemplate;
  return [...fields, ...own.map((name) => ({ name, place }))].map((field) => ({ ...field, optional }));
}

/**
 * A table that lacks fields of its map is another table: nothing of it is taken.
 * @throws Failure `unreadable-input` that names all of them, with lines of the map
 */
export function requireFields(map: FieldMap, head: TableHead, file: string): void {
  if (!flat.has(head.format)) return;
  const columns = new Set(head.columns.map(foldName));
  const missing = fieldsNamed(map).filter(({ name, optional }) => !optional && !isThere(name, columns));
  if (missing.length === 0) return;
  const sheet = head.sheet === undefined ? '' : `, sheet "${head.sheet}"`;
  const row = head.headerRow === undefined ? '' : ` (its header is row ${head.headerRow})`;
  const lines = [...new Map(missing.map((field) => [field.name, field])).values()].map(
    ({ name, place }) =>
      `- ${place.file}, line ${place.line}: there is no field "${name}".${didYouMean(name, head.columns)}`,
  );
  const shown = head.columns.slice(0, longestList).map((column) => `"${column}"`);
  const more = head.columns.length > longestList ? `, and ${head.columns.length - longestList} more` : '';
  throw new Failure(
    'unreadable-input',
    `${file}${sheet}: the table${row} lacks fields that the field map names:\n${lines.join('\n')}\n` +
      `Its fields are ${shown.join(', ')}${more}. Correct the map; "optional: true" allows a field to be absent.`,
  );
}

function isThere(name: string, columns: ReadonlySet<string>): boolean {
  if (columns.has(foldName(name))) return true;
  const [first, second] = stepsOf(name);
  return second !== undefined && columns.has(foldName(first ?? ''));
}

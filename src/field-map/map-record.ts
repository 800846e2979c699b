import { createHash } from 'node:crypto';
import type {
  FieldMappedData,
  FieldMappedDistribution,
  FieldStatement,
} from '../mapping/field-mapped-data.ts';
import { shortName } from '../mapping/field-mapped-targets.ts';
import { keyOf } from '../mapping/iris.ts';
import { languageOf } from '../mapping/values/language.ts';
import { oneLine, textsOf } from '../mapping/values/text.ts';
import type { Place } from '../model/place.ts';
import type { SourceRecord } from '../model/record.ts';
import { dct } from '../vocabulary/terms.ts';
import { parentName } from './map-fields.ts';
import type { DistributionMap, FieldMap, TargetRule, ValueRule } from './map-model.ts';
import type { Row } from './row.ts';
import { RowFields } from './rule-fields.ts';
import { missingValue } from './rule-findings.ts';
import { nameOf, textsMade, valuesOf } from './rule-value.ts';

/** Makes the source record of one row, or of the rows of one group, which are given in their order. */
export function recordOfRows(
  map: FieldMap,
  rows: readonly RowFields[],
  used: ReadonlySet<string>,
): SourceRecord {
  const [first] = rows;
  const place = first?.row.place ?? { file: map.file };
  const several = map.groupBy.length > 0;
  const own = map.fields.filter(({ target }) => target.thing === map.describes);
  const iri = first && map.iri && textsMade(map.iri, first)[0];
  const data: FieldMappedData = {
    ...identityOf(map, rows),
    ...(iri === undefined ? {} : { iri }),
    statements: rows.flatMap((fields) => statementsOf(own, fields, map, several && rows.length > 1)),
    distributions: rows.flatMap((fields) => distributionsOf(map, fields, several)),
    names: namesOf(map),
    rest: restOf(map, rows, used),
    problems: missingOf(own, rows),
  };
  return { profile: 'map', kind: map.describes, operation: 'upsert', place, data };
}

const known = new WeakMap<FieldMap, FieldMappedData['names']>();

function namesOf(map: FieldMap): FieldMappedData['names'] {
  let names = known.get(map);
  if (!names) {
    const own = map.fields.filter(({ target }) => target.thing === map.describes).toReversed();
    const pairs = own.map(({ target, rule }) => [target.target, nameOf(rule)] as const);
    names = Object.fromEntries(pairs.filter(([, name]) => name !== ''));
    known.set(map, names);
  }
  return names;
}

/** What the rows of one group have in common; `undefined` where they have none and each stands alone. */
export function groupKey(map: FieldMap, fields: RowFields): string | undefined {
  const parts = map.groupBy.map(({ name }) => fields.text(name));
  if (parts.length === 0 || parts.every((part) => part === undefined)) return undefined;
  const text = JSON.stringify(parts.map((part) => (part === undefined ? null : oneLine(part))));
  return text.length <= 200 ? text : createHash('sha256').update(text).digest('base64url');
}

/** Stated by the map, else the Identifier, else the Title; the first row that says it counts. */
function identityOf(
  map: FieldMap,
  rows: readonly RowFields[],
): Pick<FieldMappedData, 'identity' | 'identifies'> {
  const first = (rules: readonly ValueRule[]): string | undefined => {
    for (const fields of rows)
      for (const rule of rules) {
        const text = textsMade(rule, fields)[0];
        if (text !== undefined) return oneLine(text);
      }
    return undefined;
  };
  const rulesOf = (...targets: readonly string[]) =>
    map.fields
      .filter(({ target }) => target.thing === map.describes && targets.includes(target.target))
      .toSorted((a, b) => rank(a) - rank(b))
      .map(({ rule }) => rule);
  const stated = first(map.identity ? [map.identity] : rulesOf('Identifier', dct.identifier));
  if (stated !== undefined || map.identity)
    return stated === undefined ? {} : { identity: stated, identifies: true };
  const title = first(rulesOf('Title', 'Catalog Title', dct.title));
  return title === undefined ? {} : { identity: title, identifies: false };
}

/** Of titles in several languages the one without a language, or the English one, names the record. */
function rank({ target, rule }: TargetRule): number {
  const language = rule.language ?? target.language;
  return language === undefined ? 0 : language.startsWith('en') ? 1 : 2;
}

function statementsOf(
  rules: readonly TargetRule[],
  fields: RowFields,
  map: FieldMap,
  placed: boolean,
): FieldStatement[] {
  return rules.flatMap(({ target, rule }) =>
    valuesOf(rule, fields).flatMap(({ field, value, language, problem }) =>
      byLanguage(value, language ?? target.language, map.language).map((one) => ({
        target: target.target,
        field: field || shortName(target.target),
        ...one,
        ...(rule.type ? { type: rule.type } : {}),
        ...(rule.scheme ? { scheme: rule.scheme } : {}),
        ...(placed ? { place: placeOf(fields) } : {}),
        ...(problem ? { problem } : {}),
      })),
    ),
  );
}

interface InLanguage {
  readonly value: unknown;
  readonly language?: string;
}

/** Where the map has a language of its own, the texts are told apart by script against that. */
function byLanguage(
  value: unknown,
  stated: string | undefined,
  usual: string | undefined,
): readonly InLanguage[] {
  if (stated !== undefined) return [{ value, language: stated }];
  if (usual === undefined || typeof value === 'object') {
    if (usual === undefined || !Array.isArray(value)) return [{ value }];
    const groups = new Map<string, unknown[]>();
    for (const item of value) {
      const language = languageOf(textsOf(item).join(' '), usual);
      groups.set(language, [...(groups.get(language) ?? []), item]);
    }
    return [...groups].map(([language, items]) => ({ value: items, language }));
  }
  return [{ value, language: languageOf(String(value), usual) }];
}

function placeOf({ row }: RowFields): Place {
  return row.place;
}

function distributionsOf(map: FieldMap, fields: RowFields, grouped: boolean): FieldMappedDistribution[] {
  if (map.describes !== 'dataset') return [];
  const ofFields = map.fields.filter(({ target }) => target.thing === 'distribution');
  const implied: readonly DistributionMap[] = ofFields.length === 0 ? [] : [{ fields: ofFields }];
  return [...implied, ...map.distributions].flatMap((one, at) =>
    elementsOf(one, fields).flatMap((element) => {
      const made = one.fields.filter(ofItsOwn).flatMap(({ rule }) => valuesOf(rule, element));
      // What only the map or the record around says is no sign that there is a file.
      if (made.every(({ constant }) => constant)) return [];
      const identity = one.identity && textsMade(one.identity, element)[0];
      const name =
        identity !== undefined ? keyOf(identity) : one.each || grouped ? undefined : String(at + 1);
      const statements = statementsOf(one.fields, element, map, grouped);
      return [{ statements, ...(name === undefined ? {} : { name }) }];
    }),
  );
}

function ofItsOwn({ rule }: TargetRule): boolean {
  return rule.fields.length === 0 || rule.fields.some(({ name }) => !parentName.test(name));
}

/** The elements of a list within the record; `value` names one that is no object, `../name` leads to the record. */
function elementsOf({ each }: DistributionMap, fields: RowFields): readonly RowFields[] {
  if (!each) return [fields];
  return fields.values(each.name).map((value) => {
    const members = isMembers(value) ? value : { value };
    return new ElementFields({ place: fields.row.place, values: members }, fields);
  });
}

class ElementFields extends RowFields {
  readonly #record: RowFields;

  constructor(row: Row, record: RowFields) {
    super(row);
    this.#record = record;
  }

  override values(name: string): readonly unknown[] {
    return parentName.test(name) ? this.#record.values(name.replace(parentName, '')) : super.values(name);
  }
}

function restOf(
  map: FieldMap,
  rows: readonly RowFields[],
  used: ReadonlySet<string>,
): FieldMappedData['rest'] {
  if (map.otherFields === 'ignore') return [];
  const rest = new Map<string, { field: string; value: unknown }>();
  for (const { row } of rows)
    for (const [field, value] of Object.entries(row.values)) {
      if (used.has(field)) continue;
      const text = textsOf(value).join(', ');
      if (text !== '') rest.set(`${field}\n${text}`, { field, value });
    }
  return [...rest.values()];
}

function missingOf(rules: readonly TargetRule[], rows: readonly RowFields[]): FieldMappedData['problems'] {
  return rules
    .filter(({ rule }) => rule.required && rows.every((fields) => valuesOf(rule, fields).length === 0))
    .map(({ target, rule }) => ({
      field: nameOf(rule) || shortName(target.target),
      remark: missingValue(target.target),
    }));
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { Mapping, SourceRecord } from '../model/record.ts';
import { parseIri } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dcat, dct, skos } from '../vocabulary/terms.ts';
import { catalogNamed } from './catalog-membership.ts';
import type { MappingContext } from './context.ts';
import type { Described } from './dcat-properties.ts';
import { Draft, type Property } from './draft.ts';
import {
  type FieldMappedData,
  type FieldMappedDistribution,
  type FieldStatement,
  readFieldMapped,
} from './field-mapped-data.ts';
import { rowOf } from './field-mapped-targets.ts';
import { type Cell, Fields } from './fields.ts';
import { keyOf, shortHash, slug } from './iris.ts';
import { splitAddresses } from './link-rules.ts';
import { noIdentity, notARecord, type Remark, secondValue, unknownKind } from './mapping-findings.ts';
import { applyRow, type Row } from './mapping-table.ts';
import { type Category, describeNdsap } from './ndsap.ts';
import { ndsapSpellings } from './ndsap-spellings.ts';
import { line, text } from './text-rules.ts';
import { ruleOf } from './typed-rules.ts';
import { oneLine, textsOf } from './values/text.ts';

const unmappedField: Remark = {
  severity: 'info',
  code: 'unmapped-field',
  message: {
    en: 'The field map does not say what this field is. Its value is kept as a note.',
    hi: 'फ़ील्ड-मानचित्र में इस फ़ील्ड का अर्थ नहीं बताया गया है। इसका मान टिप्पणी के रूप में रखा गया है।',
  },
  remedy: {
    en: 'Map the field, or name it under "ignore" in the field map.',
    hi: 'फ़ील्ड-मानचित्र में इसका अर्थ लिखें, या इसे "ignore" में रखें।',
  },
};

/** Maps what a field map has made of a row (or of several): elements as NDSAP sheets are mapped, then properties. */
export function mapFieldMapped(record: SourceRecord, data: object, context: MappingContext): Mapping {
  const fields = readFieldMapped(data);
  const category = categories.find((one) => one === record.kind);
  const draft = beginDraft(record, fields, category ?? 'dataset', context);
  if (fields === undefined) return draft.refuse(notARecord, '');
  if (category === undefined) return draft.refuse(unknownKind, 'kind', record.kind);
  if (fields.identity === undefined && fields.iri === undefined)
    return draft.refuse(noIdentity, identityField(fields));
  if (record.operation === 'delete') return draft.withdraw();
  for (const { field, remark, value } of fields.problems) draft.report(remark, field, value);
  const described = describeThing(draft, category, fields);
  for (const { field, value } of fields.rest) keepNote(draft, field, value);
  return withFieldNames(draft.finish(), draft, category, fields, described);
}

const categories: readonly Category[] = ['dataset', 'app', 'catalog'];

function beginDraft(
  record: SourceRecord,
  fields: FieldMappedData | undefined,
  category: Category,
  context: MappingContext,
): Draft {
  const own = fields?.iri === undefined ? undefined : parseIri(fields.iri);
  const key = keyOfData(fields);
  const minted =
    category === 'catalog' && !fields?.identifies
      ? catalogNamed(context, oneLine(fields?.identity ?? 'unknown'))
      : context.iris.thing(category, key);
  return new Draft(context, category, own ?? minted, record.place);
}

function keyOfData(fields: FieldMappedData | undefined): string {
  const identity = fields?.identity ?? fields?.iri ?? 'unknown';
  return fields?.identifies || fields?.identity === undefined ? keyOf(identity) : slug(oneLine(identity));
}

/** @returns the distributions that were described, by IRI */
function describeThing(
  draft: Draft,
  category: Category,
  fields: FieldMappedData,
): ReadonlyMap<Iri, FieldMappedDistribution> {
  const own: FieldStatement[] = [];
  const cells = new Map<string, Cell[]>();
  for (const statement of withoutSeconds(draft, category, fields.statements)) {
    const { target, problem, type, scheme } = statement;
    if (problem !== undefined || isProperty(target) || type !== undefined || scheme !== undefined)
      own.push(statement);
    else cells.set(target, [...(cells.get(target) ?? []), cellOf(statement)]);
  }
  describeNdsap(draft, category, Fields.ofCells(cells, ndsapSpellings), keyOfData(fields));
  stateAll(draft, category, draft.topic, own);
  return category === 'dataset' ? describeDistributions(draft, fields) : new Map();
}

/** Rows that make one record together repeat its title and description: the first says it, others are told of. */
function withoutSeconds(
  draft: Draft,
  thing: Described,
  statements: readonly FieldStatement[],
): readonly FieldStatement[] {
  const first = new Map<string, FieldStatement>();
  return statements.filter((statement) => {
    if (statement.place === undefined) return true;
    const rule = rowOf(thing, statement.target)?.row.rule;
    if (rule !== line && rule !== text) return true;
    const key = `${statement.target} ${statement.language ?? ''} ${statement.field}`;
    const known = first.get(key);
    if (known === undefined) {
      first.set(key, statement);
      return true;
    }
    const value = textsOf(statement.value).join(', ');
    if (value === textsOf(known.value).join(', ')) return false;
    draft.standAt(statement.place);
    draft.keepAsText(draft.topic, statement.field, value);
    draft.report(secondValue, statement.field, value);
    draft.standAt();
    return false;
  });
}

function stateAll(draft: Draft, thing: Described, subject: Iri, statements: readonly FieldStatement[]): void {
  const ranked = statements
    .map((statement) => ({ statement, ...rowFor(thing, statement) }))
    .sort((a, b) => a.rank - b.rank);
  for (const { statement, row } of ranked) {
    if (statement.problem) keepProblem(draft, subject, statement, statement.problem, row);
    else applyRow(row, [cellOf(statement)], draft, subject);
  }
}

function rowFor(thing: Described, { target, type, scheme }: FieldStatement): { row: Row; rank: number } {
  const known = rowOf(thing, target);
  const rule = ruleOf(type, scheme);
  if (known) return rule ? { row: { ...known.row, rule }, rank: known.rank } : known;
  const property: Property = isProperty(target) ? (target as Property) : dct.description;
  return { row: { field: '', property, rule: rule ?? text }, rank: 0 };
}

function keepProblem(draft: Draft, subject: Iri, statement: FieldStatement, problem: Remark, row: Row): void {
  const value = textsOf(statement.value).join(', ');
  draft.standAt(statement.place);
  draft.keepAsText(subject, statement.field, value);
  draft.report(problem, statement.field, value, draft.property(row.property));
  draft.standAt();
}

/** Several addresses in one field are several distributions; as many formats belong to them in turn. */
function describeDistributions(
  draft: Draft,
  fields: FieldMappedData,
): ReadonlyMap<Iri, FieldMappedDistribution> {
  const described = new Map<Iri, FieldMappedDistribution>();
  const key = keyOfData(fields);
  const names = new Set<string>();
  for (const stated of fields.distributions.flatMap(onePerAddress)) {
    const name = unused(names, stated.name ?? shortHash(addressIn(stated) ?? String(names.size + 1)));
    const iri = draft.context.iris.distribution(key, name);
    stateAll(draft, 'distribution', iri, stated.statements);
    if (!draft.describes(iri)) continue;
    draft.part(iri, dcat.Distribution);
    draft.state(draft.topic, dcat.distribution, iri);
    described.set(iri, stated);
  }
  return described;
}

function onePerAddress(stated: FieldMappedDistribution): FieldMappedDistribution[] {
  const where = stated.statements.find(isAddress);
  const addresses = where === undefined ? [] : textsOf(where.value).flatMap(splitAddresses);
  if (where === undefined || addresses.length < 2) return [stated];
  const format = stated.statements.find(({ target }) => target === 'Format' || target === dct.format);
  const formats =
    format === undefined ? [] : textsOf(format.value).flatMap((value) => value.split(/\s*[,;\r\n]\s*/));
  return addresses.map((address, at) => ({
    ...(stated.name === undefined ? {} : { name: at === 0 ? stated.name : `${stated.name}-${at + 1}` }),
    statements: stated.statements.map((statement) => {
      if (statement === where) return { ...statement, value: address };
      const paired = statement === format && formats.length === addresses.length;
      return paired ? { ...statement, value: formats[at] } : statement;
    }),
  }));
}

const addressTargets: ReadonlySet<string> = new Set([
  'URL',
  'Download URL',
  dcat.accessURL,
  dcat.downloadURL,
]);

function isAddress({ target, problem }: FieldStatement): boolean {
  return problem === undefined && addressTargets.has(target);
}

function addressIn({ statements }: FieldMappedDistribution): string | undefined {
  return statements
    .filter(isAddress)
    .flatMap(({ value }) => textsOf(value))
    .at(0);
}

function unused(names: Set<string>, wanted: string): string {
  let name = wanted;
  for (let next = 2; names.has(name); next++) name = `${wanted}-${next}`;
  names.add(name);
  return name;
}

function keepNote(draft: Draft, field: string, value: unknown): void {
  const said = textsOf(value).join(', ');
  if (said === '') return;
  draft.text(draft.topic, skos.note, `${field}: ${said}`);
  draft.report(unmappedField, field, said);
}

function identityField({ names }: FieldMappedData): string {
  return names['Identifier'] ?? names['Title'] ?? names[dct.title] ?? 'Title';
}

/** So that findings of the shapes name the publisher's own columns. */
function withFieldNames(
  mapping: Mapping,
  draft: Draft,
  thing: Described,
  { names: stated }: FieldMappedData,
  described: ReadonlyMap<Iri, FieldMappedDistribution>,
): Mapping {
  const names: Record<string, string> = {};
  const note = (as: Described, subject: Iri, target: string, field: string) => {
    const { row } = rowOf(as, target) ?? {};
    const property = row?.property ?? (isProperty(target) ? (target as Property) : undefined);
    if (property === undefined) return;
    const part = row?.part && draft.context.iris.part(subject, row.part.name);
    names[`${part ?? subject} ${draft.property(property)}`] ??= field;
    if (row?.part) names[`${subject} ${draft.property(row.part.link)}`] ??= field;
  };
  for (const [target, field] of Object.entries(stated)) note(thing, draft.topic, target, field);
  for (const [iri, { statements }] of described)
    for (const { target, field } of statements) note('distribution', iri, target, field);
  const [record, ...met] = mapping.records;
  return record ? { ...mapping, records: [{ ...record, fieldNames: names }, ...met] } : mapping;
}

function cellOf({ field, value, language, place }: FieldStatement): Cell {
  return { field, value, ...(language ? { language } : {}), ...(place ? { place } : {}) };
}

function isProperty(target: string): boolean {
  return target.includes(':');
}

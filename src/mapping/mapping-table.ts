import type { Iri } from '../vocabulary/iri.ts';
import { skos } from '../vocabulary/terms.ts';
import type { Draft, Property } from './draft.ts';
import type { Cell, Fields } from './fields.ts';
import { unknownField } from './mapping-findings.ts';
import { textsOf } from './values/text.ts';

/** Where a rule writes. */
export interface Target {
  readonly draft: Draft;
  readonly subject: Iri;
  readonly property: Iri;
  /** Keeps the texts that the rule cannot use: the resource, also where `subject` is a part of it. */
  readonly keeper: Iri;
}

/** Turns a value into triples, or keeps and reports it. Never throws, whatever the value. */
export type Rule = (cell: Cell, target: Target) => void;

/** A thing within the resource that rows describe together: the contact, the period, the offer. */
export interface PartOf {
  readonly name: string;
  readonly link: Property;
  readonly types: readonly Iri[];
}

/** One line of a mapping: what the publisher's field becomes. */
export interface Row {
  readonly field: string;
  readonly property: Property;
  readonly rule: Rule;
  /** The property is one of this part, which the resource links to. */
  readonly part?: PartOf;
  /** Used only where no row above has stated the property. */
  readonly otherwise?: boolean;
}

/** A mapping, from top to bottom. */
export interface MappingTable {
  readonly rows: readonly Row[];
  /** Fields that become no triple of their own, with the reason why. */
  readonly used: Readonly<Record<string, string>>;
}

/** States of `subject` what the rows make of the fields. */
export function applyTable(
  table: MappingTable,
  fields: Fields,
  draft: Draft,
  subject: Iri = draft.topic,
): void {
  for (const row of table.rows) {
    const cells = fields.take(row.field);
    if (cells.length > 0) applyRow(row, cells, draft, subject);
  }
  for (const field of Object.keys(table.used)) fields.take(field);
}

/** States of `keeper` (or of the part that the row names) what the row makes of the cells. */
export function applyRow(row: Row, cells: readonly Cell[], draft: Draft, keeper: Iri): void {
  const property = draft.property(row.property);
  const subject = row.part ? draft.context.iris.part(keeper, row.part.name) : keeper;
  if (row.otherwise && draft.has(subject, property)) return;
  for (const cell of cells) {
    draft.standAt(cell.place);
    row.rule(cell, { draft, subject, property, keeper });
  }
  draft.standAt();
  if (!row.part || !draft.describes(subject)) return;
  draft.part(subject, ...row.part.types);
  draft.state(keeper, draft.property(row.part.link), subject);
}

/** What no table has used stays with the resource as a note "field: value" and is reported. */
export function keepRest(fields: Fields, draft: Draft, subject: Iri = draft.topic): void {
  for (const { field, value } of fields.rest()) {
    const text = textsOf(value).join(', ');
    if (text === '') continue;
    draft.text(subject, skos.note, `${field}: ${text}`);
    draft.report(unknownField, field, text);
  }
}

/** The publisher's name of the field that becomes `property` (an absolute IRI, the portal's own terms under any base). */
export function fieldIn(tables: readonly MappingTable[], property: Iri): string | undefined {
  const own = property.split('def/ndsap#')[1];
  const name: string = own === undefined ? property : `ndsap:${own}`;
  const rows = tables.flatMap((table) => table.rows);
  return rows.find((row) => row.property === name || row.part?.link === name)?.field;
}

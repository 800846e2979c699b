import type { Literal, Term } from '@rdfjs/types';
import type { Iri } from '../vocabulary/iri.ts';
import { csvw, dct, rdf, rdfs } from '../vocabulary/terms.ts';

/** What the values of a column are, as far as it is of use beyond CSVW. */
export type ColumnType = 'text' | 'integer' | 'number' | 'truth' | 'date' | 'date-time' | 'time' | 'address';

/** One column of a table. */
export interface TableColumn {
  /** `csvw:name` without its percent-encoding, else the title: what tells it from the other columns. */
  readonly name: string;
  /** What heads it in the file, in one or more languages. */
  readonly titles: readonly Literal[];
  readonly descriptions: readonly Literal[];
  /** Absent where nothing is stated. */
  readonly type?: ColumnType;
}

/** The columns of a distribution in their order, and every node that describes them. */
export interface TableColumns {
  readonly columns: readonly TableColumn[];
  readonly described: ReadonlySet<string>;
}

/** The values that some triples state of a property of a subject. */
export type ValuesOf = (subject: string, property: Iri) => readonly Term[];

/** More columns than sheets have; a list that leads on for longer is no header. */
const mostColumns = 16_384;

/**
 * What a distribution states of its columns with the terms of CSVW (https://www.w3.org/ns/csvw): the schema that it, or
 * the table that it conforms to, follows. Columns stand in an RDF list or, without an order, as several values.
 */
export function tableColumns(distribution: string, valuesOf: ValuesOf): TableColumns {
  const described = new Set<string>();
  const schemas = schemasOf(distribution, valuesOf, described);
  const columns: TableColumn[] = [];
  const names = new Set<string>();
  for (const node of schemas.flatMap((schema) => columnNodes(schema, valuesOf, described))) {
    if (described.has(node) || columns.length >= mostColumns) continue;
    described.add(node);
    const column = readColumn(node, valuesOf, described);
    if (column === undefined || names.has(column.name)) continue;
    names.add(column.name);
    columns.push(column);
  }
  return { columns, described: columns.length > 0 ? described : new Set() };
}

function schemasOf(distribution: string, valuesOf: ValuesOf, described: Set<string>): string[] {
  const schemas = nodes(valuesOf(distribution, csvw.tableSchema));
  for (const followed of nodes(valuesOf(distribution, dct.conformsTo))) {
    if (valuesOf(followed, csvw.column).length > 0) schemas.push(followed);
    const own = nodes(valuesOf(followed, csvw.tableSchema));
    if (own.length > 0) described.add(followed);
    schemas.push(...own);
  }
  for (const schema of schemas) described.add(schema);
  return [...new Set(schemas)];
}

/** A list that leads back into itself ends there. */
function columnNodes(schema: string, valuesOf: ValuesOf, described: Set<string>): string[] {
  const found: string[] = [];
  for (const stated of nodes(valuesOf(schema, csvw.column))) {
    if (valuesOf(stated, rdf.first).length === 0) {
      if (stated !== rdf.nil) found.push(stated);
      continue;
    }
    for (
      let cell: string | undefined = stated;
      cell !== undefined && cell !== rdf.nil && !described.has(cell) && found.length < mostColumns;
      [cell] = nodes(valuesOf(cell, rdf.rest))
    ) {
      described.add(cell);
      found.push(...nodes(valuesOf(cell, rdf.first)).slice(0, 1));
    }
  }
  return found;
}

function readColumn(node: string, valuesOf: ValuesOf, described: Set<string>): TableColumn | undefined {
  // A virtual column stands in no file (Metadata Vocabulary for Tabular Data §5.6).
  if (valuesOf(node, csvw.virtual).some(({ value }) => value === 'true' || value === '1')) return undefined;
  const titles = [...literals(valuesOf(node, csvw.title)), ...literals(valuesOf(node, rdfs.label))];
  const [stated] = literals(valuesOf(node, csvw.name));
  const name = stated ? decoded(stated.value) : titles[0]?.value;
  if (name === undefined || name === '') return undefined;
  const [datatype] = valuesOf(node, csvw.datatype);
  const base = datatype && valuesOf(datatype.value, csvw.base)[0];
  if (datatype && base) described.add(datatype.value);
  const type = datatype && typeOf((base ?? datatype).value);
  return {
    name,
    titles,
    descriptions: [dct.description, rdfs.comment].flatMap((property) => literals(valuesOf(node, property))),
    ...(type && { type }),
  };
}

/** Names are such as variables of URI templates have (§5.6): whatever is no plain letter is percent-encoded. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // "50%" was never encoded.
    return name;
  }
}

const types: Readonly<Record<ColumnType, string>> = {
  text: 'string normalizedstring token language name nmtoken any anyatomictype xml html json base64binary binary hexbinary qname duration daytimeduration yearmonthduration gday gmonth gmonthday gyear gyearmonth',
  integer:
    'integer long int short byte nonnegativeinteger positiveinteger nonpositiveinteger negativeinteger unsignedlong unsignedint unsignedshort unsignedbyte',
  number: 'decimal double float number',
  truth: 'boolean',
  date: 'date',
  'date-time': 'datetime datetimestamp',
  time: 'time',
  address: 'anyuri',
};
const typesByName = new Map<string, ColumnType>(
  Object.entries(types).flatMap(([type, names]) =>
    names.split(' ').map((name) => [name, type as ColumnType] as const),
  ),
);

/** By the name of a built-in datatype (§5.11.1) or the IRI that stands for it; of others nothing is known. */
function typeOf(datatype: string): ColumnType | undefined {
  return typesByName.get(datatype.replace(/^.*[#/]/, '').toLowerCase());
}

function nodes(terms: readonly Term[]): string[] {
  return terms.flatMap((term) => (term.termType === 'Literal' ? [] : [term.value]));
}

function literals(terms: readonly Term[]): Literal[] {
  return terms.filter((term): term is Literal => term.termType === 'Literal' && term.value !== '');
}

import type { Iri } from '../vocabulary/iri.ts';
import { prefixes } from '../vocabulary/prefixes.ts';

/** How the values of a datatype are read and compared. */
export type DatatypeKind =
  | 'text'
  | 'float'
  | 'decimal'
  | 'integer'
  | 'boolean'
  | 'date-time'
  | 'duration'
  | 'binary'
  | 'other';

export interface BuiltinDatatype {
  readonly name: string;
  readonly iri: Iri;
  readonly kind: DatatypeKind;
}

const xsd = (name: string) => `${prefixes.xsd}${name}` as Iri;

function named(kind: DatatypeKind, ...names: readonly string[]): BuiltinDatatype[] {
  return names.map((name) => ({ name, iri: xsd(name), kind }));
}

/** tabular-metadata §5.11.1. The names of the vocabulary's own terms stand for datatypes of other names. */
const all: readonly BuiltinDatatype[] = [
  { name: 'any', iri: xsd('anyAtomicType'), kind: 'other' },
  { name: 'json', iri: 'http://www.w3.org/ns/csvw#JSON' as Iri, kind: 'text' },
  { name: 'xml', iri: `${prefixes.rdf}XMLLiteral` as Iri, kind: 'text' },
  { name: 'html', iri: `${prefixes.rdf}HTML` as Iri, kind: 'text' },
  { name: 'number', iri: xsd('double'), kind: 'float' },
  { name: 'binary', iri: xsd('base64Binary'), kind: 'binary' },
  { name: 'datetime', iri: xsd('dateTime'), kind: 'date-time' },
  ...named('other', 'anyAtomicType', 'anyURI', 'QName'),
  ...named('text', 'string', 'normalizedString', 'token', 'language', 'Name', 'NMTOKEN'),
  ...named('binary', 'base64Binary', 'hexBinary'),
  ...named('boolean', 'boolean'),
  ...named('float', 'double', 'float'),
  ...named('decimal', 'decimal'),
  ...named('integer', 'integer', 'long', 'int', 'short', 'byte', 'nonNegativeInteger', 'positiveInteger'),
  ...named('integer', 'unsignedLong', 'unsignedInt', 'unsignedShort', 'unsignedByte'),
  ...named('integer', 'nonPositiveInteger', 'negativeInteger'),
  ...named('date-time', 'date', 'dateTime', 'dateTimeStamp', 'time'),
  ...named('date-time', 'gDay', 'gMonth', 'gMonthDay', 'gYear', 'gYearMonth'),
  ...named('duration', 'duration', 'dayTimeDuration', 'yearMonthDuration'),
];

const byName: ReadonlyMap<string, BuiltinDatatype> = new Map(all.map((one) => [one.name, one]));
const byIri: ReadonlyMap<string, BuiltinDatatype> = new Map(all.map((one) => [one.iri, one]));

/** @param name as in metadata, e.g. `gYear` */
export function builtinDatatype(name: string): BuiltinDatatype | undefined {
  return byName.get(name);
}

/** The built-in datatype of this IRI. */
export function builtinOfIri(iri: string): BuiltinDatatype | undefined {
  return byIri.get(iri);
}

export const stringDatatype: BuiltinDatatype = { name: 'string', iri: xsd('string'), kind: 'text' };

/** Datatypes of which blanks and line ends are kept (tabular-data-model §6.4, step 1). */
const asWritten = new Set(['string', 'json', 'xml', 'html', 'any', 'anyAtomicType']);

export function keepsWhitespace({ name }: BuiltinDatatype): boolean {
  return asWritten.has(name);
}

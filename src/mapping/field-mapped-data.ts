import type { Place } from '../model/place.ts';
import { type SchemeKey, schemeKeys } from '../vocabulary/ndsap.ts';
import type { Remark } from './mapping-findings.ts';
import { isValueType, type ValueType } from './typed-rules.ts';

/** Values of one field that become values of one element or property. */
export interface FieldStatement {
  /** Element of NDSAP (`Title`), absolute IRI of a property, or one of the portal's own (`ndsap:granularity`). */
  readonly target: string;
  /** The publisher's own name of the field. */
  readonly field: string;
  /** A text, number, truth, object, or a list of them. */
  readonly value: unknown;
  readonly type?: ValueType;
  readonly scheme?: SchemeKey;
  /** BCP 47. */
  readonly language?: string;
  /** Where the value stands, where the record was made of several rows. */
  readonly place?: Place;
  /** The value cannot be used: it is kept as text, and this is said of it. */
  readonly problem?: Remark;
}

export interface FieldMappedDistribution {
  /** What names it within its dataset; absent: its address. */
  readonly name?: string;
  readonly statements: readonly FieldStatement[];
}

/** `data` of a source record of the profile `map`: what a field map has made of one row, or of several. Plain data. */
export interface FieldMappedData {
  /** What names the record within its source; absent where the source states none. */
  readonly identity?: string;
  /** The identity is an identifier, kept to the letter in IRIs; otherwise it is a title. */
  readonly identifies?: boolean;
  /** IRI of the thing, where it has one of its own. */
  readonly iri?: string;
  readonly statements: readonly FieldStatement[];
  readonly distributions: readonly FieldMappedDistribution[];
  /** Element or property of the thing → the publisher's field that it is made of, also where that is empty here. */
  readonly names: Readonly<Record<string, string>>;
  /** Fields that were not mapped: kept as notes. */
  readonly rest: readonly { readonly field: string; readonly value: unknown }[];
  /** What is wrong with the record as a whole, by field. */
  readonly problems: readonly { readonly field: string; readonly remark: Remark; readonly value?: string }[];
}

/** The data of a source record, or `undefined` where it is none. */
export function readFieldMapped(data: unknown): FieldMappedData | undefined {
  if (!isObject(data)) return undefined;
  const { statements, distributions, names, rest, problems } = data;
  const lists = [statements, distributions, rest, problems];
  if (!lists.every((list) => Array.isArray(list)) || !isObject(names)) return undefined;
  const whole = data as unknown as FieldMappedData;
  const all = [whole.statements, ...whole.distributions.map((one) => one?.statements)];
  if (!all.every((list) => Array.isArray(list) && list.every(isStatement))) return undefined;
  return whole;
}

function isStatement(value: unknown): value is FieldStatement {
  if (!isObject(value)) return false;
  const { target, field, type, scheme } = value;
  return (
    typeof target === 'string' &&
    typeof field === 'string' &&
    (type === undefined || isValueType(type)) &&
    (scheme === undefined || (schemeKeys as readonly unknown[]).includes(scheme))
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

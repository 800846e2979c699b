import type { Iri } from '../vocabulary/iri.ts';
import type { BuiltinDatatype } from './builtin-datatypes.ts';
import type { DateFormat } from './date-format.ts';
import type { NumberFormat } from './number-format.ts';

/** How the values of a column are written; which kind fits is a matter of the base datatype. */
export interface DatatypeFormat {
  readonly number?: NumberFormat;
  readonly date?: DateFormat;
  readonly boolean?: { readonly yes: string; readonly no: string };
  readonly expression?: RegExp;
}

/** Bounds of a value, on the scale of its datatype; see `orderOf` in datatype-values.ts. */
export interface ValueBounds {
  readonly minInclusive?: Bound;
  readonly maxInclusive?: Bound;
  readonly minExclusive?: Bound;
  readonly maxExclusive?: Bound;
}

export interface Bound {
  readonly text: string;
  readonly order: ValueOrder;
}

/** Where a value stands among those of its datatype: integers and decimals exactly, others as numbers. */
export type ValueOrder = number | { readonly units: bigint; readonly scale: number };

export interface LengthBounds {
  readonly length?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** The datatype of a column's cells (tabular-metadata §5.11). */
export interface Datatype {
  readonly base: BuiltinDatatype;
  /** Of the literals: its own `@id`, or the base's. */
  readonly iri: Iri;
  readonly format: DatatypeFormat;
  readonly bounds: ValueBounds;
  readonly lengths: LengthBounds;
}

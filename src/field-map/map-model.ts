import type { Described } from '../mapping/dcat-properties.ts';
import type { FieldTarget } from '../mapping/field-mapped-targets.ts';
import type { ValueType } from '../mapping/typed-rules.ts';
import type { SchemeKey } from '../vocabulary/ndsap.ts';
import type { FieldName, MapPlace } from './map-place.ts';
import type { RecordsLocation } from './row.ts';
import type { Condition } from './rule-condition.ts';
import type { DateForm } from './rule-date.ts';
import type { Lookup } from './rule-lookup.ts';
import type { Template } from './rule-template.ts';

/** How the values of an element or property are made of a record. */
export interface ValueRule {
  readonly place: MapPlace;
  /** The first of these that says something; several with `all`: each of them. */
  readonly fields: readonly FieldName[];
  /** Stands for each value of the fields, or alone. */
  readonly template?: Template;
  readonly constant?: readonly string[];
  readonly fallback?: readonly string[];
  readonly split?: readonly string[];
  readonly dates?: readonly DateForm[];
  readonly lookup?: Lookup;
  /** Texts that say nothing. */
  readonly empty?: readonly string[];
  readonly stripHtml: boolean;
  /** A record without a value is refused. */
  readonly required: boolean;
  /** The field may be absent from the table. */
  readonly optional: boolean;
  readonly language?: string;
  readonly type?: ValueType;
  readonly scheme?: SchemeKey;
}

export interface TargetRule {
  readonly target: FieldTarget;
  readonly rule: ValueRule;
}

/** One distribution of each record, or of each element of a list within it. */
export interface DistributionMap {
  readonly each?: FieldName;
  readonly identity?: ValueRule;
  readonly fields: readonly TargetRule[];
}

/** A field map: what the fields of a table become. */
export interface FieldMap {
  readonly file: string;
  readonly title?: string;
  readonly records: RecordsLocation;
  readonly describes: Exclude<Described, 'distribution'>;
  /** What names a record within its source. Absent: its Identifier, else its Title. */
  readonly identity?: ValueRule;
  /** IRIs that the things have already. */
  readonly iri?: ValueRule;
  /** Rows that agree in these fields are one record; each row is a distribution of it. */
  readonly groupBy: readonly FieldName[];
  /** Rows of one group may stand anywhere: all rows are held in memory. */
  readonly scattered: boolean;
  readonly fields: readonly TargetRule[];
  readonly distributions: readonly DistributionMap[];
  readonly skipWhen: readonly Condition[];
  /** BCP 47 of texts that have no other language and whose script does not tell it. */
  readonly language?: string;
  /** Fields that are neither mapped nor kept as notes. */
  readonly ignore: readonly FieldName[];
  /** What becomes of fields that the map does not name. */
  readonly otherFields: 'note' | 'ignore';
}

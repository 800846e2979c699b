import type { Iri } from '../vocabulary/iri.ts';
import type { Datatype } from './datatype.ts';
import type { Dialect } from './dialect.ts';
import type { JsonValue } from './json-value.ts';

/** Titles by language; `und` where none is given. */
export type Titles = ReadonlyMap<string, readonly string[]>;

/** A property of another vocabulary (§5.3), its value in the dialect of JSON-LD that §6 defines, already checked. */
export interface CommonProperty {
  readonly property: Iri;
  readonly value: JsonValue;
  readonly base: string;
  readonly language: string;
}

/** Properties that hold for all columns below, unless they say otherwise (§5.7). */
export interface InheritedProperties {
  readonly aboutUrl?: string;
  readonly propertyUrl?: string;
  readonly valueUrl?: string;
  readonly datatype?: Datatype;
  readonly default?: string;
  readonly lang?: string;
  readonly null?: readonly string[];
  readonly ordered?: boolean;
  readonly required?: boolean;
  readonly separator?: string | null;
  readonly textDirection?: string;
}

export interface ColumnDescription {
  readonly name?: string;
  readonly titles: Titles;
  readonly virtual: boolean;
  readonly suppressOutput: boolean;
  readonly inherited: InheritedProperties;
}

export interface ForeignKey {
  readonly columns: readonly string[];
  /** URL of the table, or of its schema. */
  readonly resource?: string;
  readonly schema?: string;
  readonly referenced: readonly string[];
  /** Path in the metadata, for messages. */
  readonly path: string;
}

export interface SchemaDescription {
  readonly id?: string;
  readonly columns: readonly ColumnDescription[];
  readonly primaryKey: readonly string[];
  readonly rowTitles: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly inherited: InheritedProperties;
}

export interface TableDescription {
  readonly id?: Iri;
  readonly url: string;
  readonly suppressOutput: boolean;
  readonly schema?: SchemaDescription;
  readonly dialect?: Dialect;
  /** Of the group and the table. */
  readonly inherited: InheritedProperties;
  /** Common properties and notes. */
  readonly annotations: readonly CommonProperty[];
  /** Language in which its metadata are written; names are taken from titles in it. */
  readonly language: string;
}

export interface TableGroupDescription {
  readonly id?: Iri;
  readonly tables: readonly TableDescription[];
  readonly annotations: readonly CommonProperty[];
}

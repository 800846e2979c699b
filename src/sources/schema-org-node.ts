/** A value of schema.org as a page states it: a text, a text in a language, or a thing. */
export type SchemaValue = string | number | boolean | SchemaText | SchemaNode;

export interface SchemaText {
  readonly '@value': string;
  readonly '@language': string;
}

/**
 * A thing, as plain data: its members by their names in schema.org (`name`), those of other vocabularies by IRI. What it
 * points to is in it, down to a depth; beyond, and where it would come round in a circle, only its `@id` is.
 */
export interface SchemaNode {
  /** An absolute IRI; never a blank node's label. */
  readonly '@id'?: string;
  /** Names of classes, as members are named. */
  readonly '@type': readonly string[];
  readonly [member: string]: string | readonly SchemaValue[] | undefined;
}

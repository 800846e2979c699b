import type { Iri } from '../../vocabulary/iri.ts';

/** A value of schema.org's JSON-LD, without its `@context`. */
export type JsonLdValue = string | number | boolean | JsonLdNode | readonly JsonLdValue[];

export interface JsonLdNode {
  readonly [key: string]: JsonLdValue | undefined;
}

/** A node; what is `undefined` or empty is left out, and a list of one is that one. */
export function node(
  type: string | readonly string[],
  id: Iri | undefined,
  members: Readonly<Record<string, JsonLdValue | undefined>>,
): JsonLdNode {
  const made: Record<string, JsonLdValue> = { '@type': type };
  if (id !== undefined) made['@id'] = id;
  for (const key in members) {
    const plain = oneOrMany(members[key]);
    if (plain !== undefined) made[key] = plain;
  }
  return made;
}

function oneOrMany(value: JsonLdValue | undefined): JsonLdValue | undefined {
  if (!isList(value)) return value;
  return value.length < 2 ? value[0] : value;
}

export function isList(value: JsonLdValue | undefined): value is readonly JsonLdValue[] {
  return Array.isArray(value);
}

export function isNode(value: JsonLdValue | undefined): value is JsonLdNode {
  return typeof value === 'object' && !isList(value);
}

import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, shownJson } from './json-value.ts';
import { loadJson } from './load-json.ts';
import { at, type MetadataContext, metadataError, warnAt } from './metadata-context.ts';
import type { ColumnDescription, SchemaDescription } from './metadata-model.ts';
import { readCommonProperties } from './read-annotations.ts';
import { readForeignKeys } from './read-foreign-keys.ts';
import { inheritedNames, readInherited } from './read-inherited.ts';
import {
  checkType,
  readBoolean,
  readId,
  readObjects,
  readString,
  readTitles,
  warnOfUnknown,
} from './read-properties.ts';
import { normalisedUrl } from './resolve-url.ts';

const properties = new Set([
  '@context',
  '@id',
  '@type',
  'columns',
  'foreignKeys',
  'primaryKey',
  'rowTitles',
  ...inheritedNames,
]);

/** `tableSchema` (§5.5): a description, or the URL of one; anything else counts as an empty description. */
export async function readSchema(
  object: JsonObject,
  context: MetadataContext,
): Promise<SchemaDescription | undefined> {
  const value = object['tableSchema'];
  if (value === undefined) return undefined;
  const here = at(context, 'tableSchema');
  if (isJsonObject(value)) return readDescription(value, here);
  if (typeof value === 'string') {
    const url = normalisedUrl(value, context.base);
    const loaded = await loadJson(url, here);
    if (loaded === undefined || !isJsonObject(loaded.value))
      throw metadataError(here, `${url} holds no schema. Put it there, or write the schema in the metadata.`);
    const schema = await readDescription(loaded.value, loaded.context);
    return { ...schema, id: schema.id ?? url };
  }
  warnAt(here, `${shownJson(value)} is no schema, and counts as an empty one. Write an object or a URL.`);
  return readDescription({}, here);
}

async function readDescription(object: JsonObject, context: MetadataContext): Promise<SchemaDescription> {
  warnOfUnknown(object, properties, context, { common: true });
  checkType(object, 'Schema', context);
  // Common properties of schemas and columns are no part of the result, but have to be sound.
  readCommonProperties(object, context);
  const id = readId(object, context);
  const columns = await readColumns(object, context);
  const names = new Set(columns.flatMap(({ name }) => (name === undefined ? [] : [name])));
  const known = (key: string) => {
    const references = readColumnReferences(object[key], at(context, key)) ?? [];
    const missing = references.find((name) => !names.has(name));
    if (missing === undefined) return references;
    warnAt(at(context, key), `There is no column whose name is "${missing}"; the property is ignored.`);
    return [];
  };
  return {
    ...(id !== undefined && { id }),
    columns,
    primaryKey: known('primaryKey'),
    rowTitles: known('rowTitles'),
    foreignKeys: readForeignKeys(object, context),
    inherited: await readInherited(object, context),
  };
}

/** A column reference property (§5.1.3): names of columns. */
export function readColumnReferences(
  value: JsonValue | undefined,
  context: MetadataContext,
): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const items = isJsonArray(value) ? value : [value];
  const names = items.filter((item): item is string => typeof item === 'string');
  if (names.length === items.length && names.length > 0) return names;
  warnAt(context, `${shownJson(value)} is ignored. Write the name of a column, or a list of names.`);
  return undefined;
}

async function readColumns(
  object: JsonObject,
  context: MetadataContext,
): Promise<readonly ColumnDescription[]> {
  const columns: ColumnDescription[] = [];
  const names = new Set<string>();
  for (const { value, context: here } of readObjects(object, 'columns', context)) {
    const column = await readColumn(value, here);
    if (column.name !== undefined && names.has(column.name))
      throw metadataError(here, `Two columns have the name "${column.name}". Give each its own.`);
    if (column.name !== undefined) names.add(column.name);
    if (!column.virtual && columns.at(-1)?.virtual)
      throw metadataError(here, 'A virtual column stands before it. Put virtual columns after all others.');
    columns.push(column);
  }
  return columns;
}

const columnProperties = new Set([
  '@id',
  '@type',
  'name',
  'suppressOutput',
  'titles',
  'virtual',
  ...inheritedNames,
]);

async function readColumn(object: JsonObject, context: MetadataContext): Promise<ColumnDescription> {
  warnOfUnknown(object, columnProperties, context, { common: true });
  checkType(object, 'Column', context);
  readCommonProperties(object, context);
  readId(object, context);
  const name = readName(object, context);
  return {
    ...(name !== undefined && { name }),
    titles: readTitles(object, 'titles', context),
    virtual: readBoolean(object, 'virtual', context) ?? false,
    suppressOutput: readBoolean(object, 'suppressOutput', context) ?? false,
    inherited: await readInherited(object, context),
  };
}

/** A variable name of RFC 6570 §2.3; names that begin with `_` are the specification's own. */
const columnName = /^(?:[A-Za-z0-9]|%[0-9A-Fa-f]{2})(?:\.?(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2}))*$/;

function readName(object: JsonObject, context: MetadataContext): string | undefined {
  const name = readString(object, 'name', context);
  if (name === undefined || columnName.test(name)) return name;
  warnAt(
    at(context, 'name'),
    `${shownJson(name)} is ignored. A name has letters, digits, "_" and "." of ASCII, others percent-encoded, and begins with no "_".`,
  );
  return undefined;
}

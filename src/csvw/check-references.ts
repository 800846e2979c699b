import type { MetadataContext } from './metadata-context.ts';
import { at, metadataError } from './metadata-context.ts';
import type { ForeignKey, SchemaDescription, TableDescription } from './metadata-model.ts';
import { normalisedUrl } from './resolve-url.ts';

/**
 * That every foreign key names columns of its own table, and columns of a table of the group. Whether each row finds the
 * row that it refers to is a matter of validators, as are primary keys (tabular-data-model §6.6): a converter needs no
 * memory of the rows that went by.
 * @throws Failure `unreadable-input` where a table or column is missing
 */
export function checkReferences(tables: readonly TableDescription[], context: MetadataContext): void {
  for (const { schema } of tables)
    for (const key of schema?.foreignKeys ?? []) {
      const here = at({ ...context, path: '' }, key.path);
      requireColumns(schema, key.columns, here);
      const target = tables.find((table) => isTarget(table, key));
      if (target === undefined)
        throw metadataError(here, `The group has no table ${key.resource ?? `of the schema ${key.schema}`}.`);
      requireColumns(target.schema, key.referenced, at(here, 'reference'));
    }
}

function isTarget({ url, schema }: TableDescription, key: ForeignKey): boolean {
  if (key.resource !== undefined) return url === key.resource;
  return schema?.id !== undefined && normalisedUrl(schema.id, schema.id) === key.schema;
}

function requireColumns(
  schema: SchemaDescription | undefined,
  names: readonly string[],
  context: MetadataContext,
): void {
  const missing = names.find((name) => !schema?.columns.some((column) => column.name === name));
  if (missing !== undefined)
    throw metadataError(at(context, 'columnReference'), `There is no column whose name is "${missing}".`);
}

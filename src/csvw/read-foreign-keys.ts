import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, shownJson } from './json-value.ts';
import { at, type MetadataContext, metadataError } from './metadata-context.ts';
import type { ForeignKey } from './metadata-model.ts';
import { readObjects } from './read-properties.ts';
import { normalisedUrl } from './resolve-url.ts';

/**
 * `foreignKeys` (§5.5.1). That the columns and tables exist is checked when all tables are known
 * (check-references.ts).
 * @throws Failure `unreadable-input` where a definition is incomplete, or has properties that it must not have
 */
export function readForeignKeys(object: JsonObject, context: MetadataContext): readonly ForeignKey[] {
  return readObjects(object, 'foreignKeys', context).map(({ value, context: here }) => {
    refuseOthers(value, ['columnReference', 'reference'], here);
    const { reference } = value;
    const there = at(here, 'reference');
    if (!isJsonObject(reference)) throw metadataError(there, 'Say here which columns are referred to.');
    refuseOthers(reference, ['resource', 'schemaReference', 'columnReference'], there);
    const resource = optionalUrl(reference['resource'], at(there, 'resource'));
    const schema = optionalUrl(reference['schemaReference'], at(there, 'schemaReference'));
    if ((resource === undefined) === (schema === undefined))
      throw metadataError(there, 'Name either the table (resource) or its schema (schemaReference).');
    return {
      columns: names(value['columnReference'], at(here, 'columnReference')),
      referenced: names(reference['columnReference'], at(there, 'columnReference')),
      ...(resource !== undefined && { resource }),
      ...(schema !== undefined && { schema }),
      path: here.path,
    };
  });
}

function refuseOthers(object: JsonObject, known: readonly string[], context: MetadataContext): void {
  const other = Object.keys(object).find((key) => !known.includes(key));
  if (other !== undefined)
    throw metadataError(at(context, other), `Only ${known.join(', ')} can stand here. Remove it.`);
}

function names(value: JsonValue | undefined, context: MetadataContext): readonly string[] {
  const items = value === undefined ? [] : isJsonArray(value) ? value : [value];
  const texts = items.filter((item): item is string => typeof item === 'string');
  if (texts.length === 0 || texts.length < items.length)
    throw metadataError(context, 'Write the name of a column, or a list of names.');
  return texts;
}

function optionalUrl(value: JsonValue | undefined, context: MetadataContext): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw metadataError(context, `${shownJson(value)} is no URL.`);
  return normalisedUrl(value, context.base);
}

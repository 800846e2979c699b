import { parseIri } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { checkReferences } from './check-references.ts';
import type { Dialect } from './dialect.ts';
import { isJsonObject, type JsonObject, type JsonValue, shownJson } from './json-value.ts';
import { at, type MetadataContext, metadataError, warnAt, withLocalContext } from './metadata-context.ts';
import type {
  InheritedProperties,
  SchemaDescription,
  TableDescription,
  TableGroupDescription,
} from './metadata-model.ts';
import { readCommonProperties, readNotes } from './read-annotations.ts';
import { readDialect } from './read-dialect.ts';
import { inheritedNames, readInherited } from './read-inherited.ts';
import { checkType, readBoolean, readId, readObjects, readOneOf, warnOfUnknown } from './read-properties.ts';
import { readSchema } from './read-schema.ts';
import { readTransformations } from './read-transformations.ts';
import { normalisedUrl } from './resolve-url.ts';

const groupProperties = new Set([
  '@context',
  '@id',
  '@type',
  'dialect',
  'notes',
  'tableDirection',
  'tableSchema',
  'tables',
  'transformations',
  ...inheritedNames,
]);
const tableProperties = new Set([
  '@context',
  '@id',
  '@type',
  'dialect',
  'notes',
  'suppressOutput',
  'tableDirection',
  'tableSchema',
  'transformations',
  'url',
  ...inheritedNames,
]);

/**
 * A metadata document (§5) as a group of tables; a table by itself is a group of one (§6.1).
 * @param context of the document, with its location as base
 * @throws Failure `unreadable-input` where it breaks what processors must not let pass; other faults are warned of
 */
export async function readTableGroup(
  value: JsonValue,
  context: MetadataContext,
): Promise<TableGroupDescription> {
  if (!isJsonObject(value)) throw metadataError(context, 'Metadata are a JSON object.');
  const here = withLocalContext(context, value['@context']);
  const group = isGroup(value) ? await readGroup(value, here) : await groupOfOne(value, here);
  checkReferences(group.tables, here);
  return group;
}

function isGroup(object: JsonObject): boolean {
  return 'tables' in object || (object['@type'] === 'TableGroup' && !('url' in object));
}

/** What a group gives to its tables where they say nothing themselves. */
interface FromGroup {
  readonly inherited: InheritedProperties;
  readonly schema: SchemaDescription | undefined;
  readonly dialect: Dialect | undefined;
}

const fromNone: FromGroup = { inherited: {}, schema: undefined, dialect: undefined };

async function readGroup(object: JsonObject, context: MetadataContext): Promise<TableGroupDescription> {
  warnOfUnknown(object, groupProperties, context, { common: true });
  checkType(object, 'TableGroup', context);
  const id = idOf(object, context);
  readDirection(object, context);
  readTransformations(object, context);
  const fromGroup: FromGroup = {
    inherited: await readInherited(object, context),
    schema: await readSchema(object, context),
    dialect: await readDialect(object, context),
  };
  const tables: TableDescription[] = [];
  for (const { value, context: here } of readObjects(object, 'tables', context))
    tables.push(await readTable(value, here, fromGroup));
  if (tables.length === 0)
    throw metadataError(at(context, 'tables'), 'A group has at least one table. Describe it here.');
  return { ...(id && { id }), tables, annotations: annotationsOf(object, context) };
}

async function groupOfOne(object: JsonObject, context: MetadataContext): Promise<TableGroupDescription> {
  return { tables: [await readTable(object, context, fromNone)], annotations: [] };
}

async function readTable(
  object: JsonObject,
  context: MetadataContext,
  group: FromGroup,
): Promise<TableDescription> {
  warnOfUnknown(object, tableProperties, context, { common: true });
  checkType(object, 'Table', context);
  const { url } = object;
  if (typeof url !== 'string')
    throw metadataError(
      at(context, 'url'),
      `${url === undefined ? 'It is missing' : `${shownJson(url)} is no URL`}. Write the location of the table.`,
    );
  const id = idOf(object, context);
  readDirection(object, context);
  readTransformations(object, context);
  const schema = (await readSchema(object, context)) ?? group.schema;
  const dialect = (await readDialect(object, context)) ?? group.dialect;
  return {
    ...(id && { id }),
    url: normalisedUrl(url, context.base),
    suppressOutput: readBoolean(object, 'suppressOutput', context) ?? false,
    ...(schema && { schema }),
    ...(dialect && { dialect }),
    inherited: { ...group.inherited, ...(await readInherited(object, context)) },
    annotations: annotationsOf(object, context),
    language: context.language,
  };
}

function annotationsOf(object: JsonObject, context: MetadataContext) {
  return [...readNotes(object, context), ...readCommonProperties(object, context)];
}

function idOf(object: JsonObject, context: MetadataContext): Iri | undefined {
  const id = readId(object, context);
  const iri = id === undefined ? undefined : parseIri(id);
  if (id !== undefined && iri === undefined)
    warnAt(at(context, '@id'), `${shownJson(id)} is no IRI, and is ignored.`);
  return iri;
}

/** Of use to who shows tables; here it is only to be sound. */
function readDirection(object: JsonObject, context: MetadataContext): void {
  readOneOf(object, 'tableDirection', ['rtl', 'ltr', 'auto'], context);
}

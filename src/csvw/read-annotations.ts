import { parseIri } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { builtinDatatype } from './builtin-datatypes.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, shownJson } from './json-value.ts';
import { isLanguageTag } from './language-tag.ts';
import { at, type MetadataContext, metadataError, warnAt } from './metadata-context.ts';
import type { CommonProperty } from './metadata-model.ts';
import { expandPrefixedName, isCommonProperty } from './prefixed-name.ts';
import { isAbsoluteUrl } from './resolve-url.ts';

const csvw = 'http://www.w3.org/ns/csvw#';
/** Classes of the vocabulary that `@type` may name without a prefix. */
const classes = new Set([
  'Cell',
  'Column',
  'Datatype',
  'Dialect',
  'Direction',
  'ForeignKey',
  'NumericFormat',
  'Row',
  'Schema',
  'Table',
  'TableGroup',
  'TableReference',
  'Transformation',
  'Template',
]);

/**
 * The common properties of a description, checked.
 * @throws Failure `unreadable-input` where a value is none of the dialect (§6)
 */
export function readCommonProperties(object: JsonObject, context: MetadataContext): CommonProperty[] {
  return Object.entries(object).flatMap(([key, value]) =>
    isCommonProperty(key) ? readOne(key, value, at(context, key)) : [],
  );
}

/** `notes` (§5.4.3): objects that become values of `csvw:note`. */
export function readNotes(object: JsonObject, context: MetadataContext): CommonProperty[] {
  const value = object['notes'];
  if (value === undefined) return [];
  const here = at(context, 'notes');
  if (isJsonArray(value)) return readOne(`${csvw}note`, value, here);
  warnAt(here, `${shownJson(value)} is no list and counts as an empty one. Put it in [ ].`);
  return [];
}

function readOne(name: string, value: JsonValue, context: MetadataContext): CommonProperty[] {
  const property = parseIri(expandPrefixedName(name));
  if (property === undefined) {
    warnAt(context, 'This is no IRI, and the property is ignored. Write a prefixed name or an absolute URL.');
    return [];
  }
  checkValue(value, context);
  return [{ property, value, base: context.base, language: context.language }];
}

function checkValue(value: JsonValue, context: MetadataContext): void {
  if (isJsonArray(value))
    for (const [index, item] of value.entries()) checkValue(item, at(context, `[${index}]`));
  else if (isJsonObject(value)) checkObject(value, context);
}

function checkObject(object: JsonObject, context: MetadataContext): void {
  if ('@value' in object) {
    checkLiteral(object, context);
    return;
  }
  if ('@language' in object) throw metadataError(context, '@language stands only beside @value. Remove it.');
  for (const [key, value] of Object.entries(object)) {
    const here = at(context, key);
    if (key === '@id') checkId(value, here);
    else if (key === '@type')
      for (const type of isJsonArray(value) ? value : [value]) checkNodeType(type, here);
    else if (key.startsWith('@'))
      throw metadataError(here, `${key} is not used in metadata of tables. Remove it.`);
    else if (isCommonProperty(key)) checkValue(value, here);
    else warnAt(here, 'This is neither a prefixed name nor an absolute URL, and is ignored.');
  }
}

function checkLiteral(object: JsonObject, context: MetadataContext): void {
  const { '@value': value, '@type': type, '@language': language, ...others } = object;
  const [other] = Object.keys(others);
  if (other !== undefined) throw metadataError(context, `"${other}" cannot stand beside @value. Remove it.`);
  if (value === undefined || value === null || typeof value === 'object')
    throw metadataError(context, '@value is a text, a number, true or false.');
  if (type !== undefined && language !== undefined)
    throw metadataError(context, 'A value has @type or @language, not both. Remove one.');
  if (type !== undefined && (typeof type !== 'string' || datatypeIri(type) === undefined))
    throw metadataError(
      at(context, '@type'),
      `${shownJson(type)} is no datatype. Write a URL such as xsd:date.`,
    );
  if (
    language !== undefined &&
    language !== null &&
    (typeof language !== 'string' || !isLanguageTag(language))
  )
    throw metadataError(at(context, '@language'), `${shownJson(language)} is no language tag (BCP 47).`);
}

function checkId(value: JsonValue, context: MetadataContext): void {
  if (typeof value !== 'string') throw metadataError(context, `@id is a URL, not ${shownJson(value)}.`);
  if (value.startsWith('_:'))
    throw metadataError(context, `"${value}" names a blank node. Write a URL, or leave @id out.`);
}

function checkNodeType(value: JsonValue, context: MetadataContext): void {
  if (typeof value !== 'string' || nodeTypeIri(value) === undefined)
    throw metadataError(
      context,
      `${shownJson(value)} is no class. Write a term of the vocabulary, a prefixed name or an absolute URL.`,
    );
}

/** The datatype that `@type` beside `@value` names. */
export function datatypeIri(name: string): Iri | undefined {
  return builtinDatatype(name)?.iri ?? absoluteIri(name);
}

/** The class that `@type` of a node names; datatypes have terms too. */
export function nodeTypeIri(name: string): Iri | undefined {
  return classes.has(name) ? (`${csvw}${name}` as Iri) : datatypeIri(name);
}

function absoluteIri(name: string): Iri | undefined {
  return isAbsoluteUrl(name) && !name.startsWith('_:') ? parseIri(expandPrefixedName(name)) : undefined;
}

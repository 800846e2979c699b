import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, shownJson } from './json-value.ts';
import { isLanguageTag } from './language-tag.ts';
import { at, type MetadataContext, metadataError, warnAt } from './metadata-context.ts';
import type { Titles } from './metadata-model.ts';
import { isCommonProperty } from './prefixed-name.ts';
import { resolveUrl } from './resolve-url.ts';

/** An atomic property of one type; another value is warned of and counts as not given (§5.1.6). */
function atomic<T extends JsonValue>(
  is: (value: JsonValue) => value is T,
  expected: string,
): (object: JsonObject, key: string, context: MetadataContext) => T | undefined {
  return (object, key, context) => {
    const value = object[key];
    if (value === undefined) return undefined;
    if (is(value)) return value;
    warnAt(at(context, key), `${shownJson(value)} is ignored. Write ${expected}.`);
    return undefined;
  };
}

export const readBoolean = atomic((value) => typeof value === 'boolean', 'true or false');
export const readString = atomic((value) => typeof value === 'string', 'a text');
export const readStringOrNull = atomic(
  (value) => typeof value === 'string' || value === null,
  'a text or null',
);
export const readCount = atomic(
  (value): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0,
  'a whole number, 0 or more',
);

export function readOneOf<const T extends string>(
  object: JsonObject,
  key: string,
  choices: readonly T[],
  context: MetadataContext,
): T | undefined {
  const is = (value: JsonValue): value is T => choices.some((choice) => choice === value);
  return atomic(is, `one of ${choices.join(', ')}`)(object, key, context);
}

/** An array property: what is no array counts as an empty one (§5.1.1). */
export function readArray(object: JsonObject, key: string, context: MetadataContext): readonly JsonValue[] {
  const value = object[key];
  if (value === undefined) return [];
  if (isJsonArray(value)) return value;
  warnAt(at(context, key), `${shownJson(value)} is no list and counts as an empty one. Put it in [ ].`);
  return [];
}

/** The objects of an array property; other items are left out. */
export function readObjects(
  object: JsonObject,
  key: string,
  context: MetadataContext,
): readonly { readonly value: JsonObject; readonly context: MetadataContext }[] {
  return readArray(object, key, context).flatMap((value, index) => {
    const here = at(context, `${key}[${index}]`);
    if (isJsonObject(value)) return [{ value, context: here }];
    warnAt(here, `${shownJson(value)} is no object and is left out.`);
    return [];
  });
}

/** A link property (§5.1.2), absolute; what is no text counts as the empty reference. */
export function readLink(object: JsonObject, key: string, context: MetadataContext): string | undefined {
  const value = object[key];
  if (value === undefined) return undefined;
  if (typeof value === 'string') return resolveUrl(value, context.base);
  warnAt(at(context, key), `${shownJson(value)} is no URL and counts as "".`);
  return resolveUrl('', context.base);
}

/** `@id` names something of the metadata: an IRI, never a blank node. */
export function readId(object: JsonObject, context: MetadataContext): string | undefined {
  const value = object['@id'];
  if (typeof value === 'string' && value.startsWith('_:'))
    throw metadataError(at(context, '@id'), `"${value}" names a blank node. Write a URL, or leave @id out.`);
  return readLink(object, '@id', context);
}

/** @throws Failure where `@type` is not what the object is */
export function checkType(object: JsonObject, expected: string, context: MetadataContext): void {
  const type = object['@type'];
  if (type !== undefined && type !== expected)
    throw metadataError(at(context, '@type'), `${shownJson(type)} cannot stand here. Write "${expected}".`);
}

/** Warns of what is neither a property of this object nor, where they are allowed, a common property. */
export function warnOfUnknown(
  object: JsonObject,
  known: ReadonlySet<string>,
  context: MetadataContext,
  { common }: { readonly common: boolean },
): void {
  for (const key of Object.keys(object)) {
    if (known.has(key) || (common && isCommonProperty(key))) continue;
    warnAt(
      at(context, key),
      'There is no such property here, and it is ignored. Remove it, or mend its name.',
    );
  }
}

/** A natural language property (§5.1.6): texts by language. */
export function readTitles(object: JsonObject, key: string, context: MetadataContext): Titles {
  const titles = new Map<string, readonly string[]>();
  const value = object[key];
  if (value === undefined) return titles;
  const here = at(context, key);
  if (!isJsonObject(value)) {
    const texts = readTexts(value, here);
    if (texts.length > 0) titles.set(context.language, texts);
    return titles;
  }
  for (const [language, own] of Object.entries(value)) {
    if (language !== 'und' && !isLanguageTag(language)) {
      warnAt(here, `"${language}" is no language tag (BCP 47); its texts are ignored.`);
      continue;
    }
    const texts = readTexts(own, at(here, language));
    if (texts.length > 0) titles.set(language, texts);
  }
  return titles;
}

function readTexts(value: JsonValue, context: MetadataContext): readonly string[] {
  const items = isJsonArray(value) ? value : [value];
  return items.filter((item): item is string => {
    if (typeof item !== 'string') warnAt(context, `${shownJson(item)} is no text and is ignored.`);
    return typeof item === 'string';
  });
}

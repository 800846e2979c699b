import { isJsonArray, type JsonObject, type JsonValue, shownJson } from './json-value.ts';
import { isLanguageTag } from './language-tag.ts';
import { at, type MetadataContext, warnAt } from './metadata-context.ts';
import type { InheritedProperties } from './metadata-model.ts';
import { readDatatype } from './read-datatype.ts';
import { readBoolean, readOneOf, readString, readStringOrNull } from './read-properties.ts';

/** Names of the inherited properties (§5.7). */
export const inheritedNames = [
  'aboutUrl',
  'datatype',
  'default',
  'lang',
  'null',
  'ordered',
  'propertyUrl',
  'required',
  'separator',
  'textDirection',
  'valueUrl',
] as const;

/** What an object says of the cells below it. Values of another type are warned of and count as not given. */
export async function readInherited(
  object: JsonObject,
  context: MetadataContext,
): Promise<InheritedProperties> {
  const read: Record<(typeof inheritedNames)[number], unknown> = {
    aboutUrl: readTemplate(object, 'aboutUrl', context),
    propertyUrl: readTemplate(object, 'propertyUrl', context),
    valueUrl: readTemplate(object, 'valueUrl', context),
    datatype:
      object['datatype'] === undefined
        ? undefined
        : await readDatatype(object['datatype'], at(context, 'datatype')),
    default: readString(object, 'default', context),
    lang: readLang(object, context),
    null: readNull(object['null'], at(context, 'null')),
    ordered: readBoolean(object, 'ordered', context),
    required: readBoolean(object, 'required', context),
    separator: readStringOrNull(object, 'separator', context),
    textDirection: readOneOf(object, 'textDirection', ['ltr', 'rtl', 'auto', 'inherit'], context),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

/** A URI template property (§5.1.3): what is no text counts as the empty template. */
function readTemplate(object: JsonObject, key: string, context: MetadataContext): string | undefined {
  const value = object[key];
  if (value === undefined || typeof value === 'string') return value;
  warnAt(at(context, key), `${shownJson(value)} is no URI template, and counts as "". Write a text.`);
  return '';
}

function readLang(object: JsonObject, context: MetadataContext): string | undefined {
  const lang = readString(object, 'lang', context);
  if (lang === undefined || lang === 'und' || isLanguageTag(lang)) return lang;
  warnAt(at(context, 'lang'), `${shownJson(lang)} is no language tag (BCP 47), and is ignored.`);
  return undefined;
}

/** Texts that stand for no value; of a list the texts count. */
function readNull(value: JsonValue | undefined, context: MetadataContext): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const items = isJsonArray(value) ? value : [value];
  const texts = items.filter((item): item is string => typeof item === 'string');
  if (texts.length < items.length)
    warnAt(context, `${shownJson(value)}: only texts can stand for no value; others are ignored.`);
  return texts.length > 0 ? texts : undefined;
}

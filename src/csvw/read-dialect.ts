import { type Dialect, defaultDialect, isEncoding } from './dialect.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, shownJson } from './json-value.ts';
import { loadJson } from './load-json.ts';
import { at, type MetadataContext, warnAt } from './metadata-context.ts';
import {
  checkType,
  readBoolean,
  readCount,
  readId,
  readString,
  readStringOrNull,
  warnOfUnknown,
} from './read-properties.ts';
import { normalisedUrl } from './resolve-url.ts';

const properties = new Set([
  '@context',
  '@id',
  '@type',
  'commentPrefix',
  'delimiter',
  'doubleQuote',
  'encoding',
  'header',
  'headerRowCount',
  'lineTerminators',
  'quoteChar',
  'skipBlankRows',
  'skipColumns',
  'skipInitialSpace',
  'skipRows',
  'trim',
]);

/** `dialect` (§5.9): a description, or the URL of one. */
export async function readDialect(
  object: JsonObject,
  context: MetadataContext,
): Promise<Dialect | undefined> {
  const value = object['dialect'];
  if (value === undefined) return undefined;
  const here = at(context, 'dialect');
  if (isJsonObject(value)) return readDescription(value, here);
  if (typeof value === 'string') {
    const loaded = await loadJson(normalisedUrl(value, context.base), here);
    if (loaded && isJsonObject(loaded.value)) return readDescription(loaded.value, loaded.context);
    return undefined;
  }
  warnAt(here, `${shownJson(value)} is no dialect, and is ignored. Write an object or a URL.`);
  return undefined;
}

function readDescription(object: JsonObject, context: MetadataContext): Dialect {
  warnOfUnknown(object, properties, context, { common: false });
  readId(object, context);
  checkType(object, 'Dialect', context);
  const plain = defaultDialect;
  const commentPrefix = readStringOrNull(object, 'commentPrefix', context);
  const quoteChar = readStringOrNull(object, 'quoteChar', context);
  return {
    commentPrefix: commentPrefix === undefined ? plain.commentPrefix : commentPrefix || null,
    delimiter: readString(object, 'delimiter', context) || plain.delimiter,
    doubleQuote: readBoolean(object, 'doubleQuote', context) ?? plain.doubleQuote,
    encoding: readEncoding(object, context) ?? plain.encoding,
    headerRowCount: readHeaderRows(object, context),
    lineTerminators: readLineTerminators(object, context) ?? plain.lineTerminators,
    quoteChar: quoteChar === undefined ? plain.quoteChar : quoteChar || null,
    skipBlankRows: readBoolean(object, 'skipBlankRows', context) ?? plain.skipBlankRows,
    skipColumns: readCount(object, 'skipColumns', context) ?? plain.skipColumns,
    skipRows: readCount(object, 'skipRows', context) ?? plain.skipRows,
    trim: readTrim(object, context),
  };
}

function readHeaderRows(object: JsonObject, context: MetadataContext): number {
  const header = readBoolean(object, 'header', context) ?? true;
  return readCount(object, 'headerRowCount', context) ?? (header ? defaultDialect.headerRowCount : 0);
}

function readEncoding(object: JsonObject, context: MetadataContext): string | undefined {
  const encoding = readString(object, 'encoding', context);
  if (encoding === undefined || isEncoding(encoding)) return encoding;
  warnAt(
    at(context, 'encoding'),
    `${shownJson(encoding)} is no encoding that is known here; UTF-8 is taken.`,
  );
  return undefined;
}

function readLineTerminators(object: JsonObject, context: MetadataContext): readonly string[] | undefined {
  const value = object['lineTerminators'];
  if (value === undefined) return undefined;
  const items: readonly JsonValue[] = isJsonArray(value) ? value : [value];
  const texts = items.filter((item): item is string => typeof item === 'string' && item !== '');
  if (texts.length === items.length && texts.length > 0) return texts;
  warnAt(at(context, 'lineTerminators'), `${shownJson(value)} is ignored. Write texts such as "\\n".`);
  return undefined;
}

/** `skipInitialSpace` is another name of `trim: "start"`, and gives way to `trim`. */
function readTrim(object: JsonObject, context: MetadataContext): Dialect['trim'] {
  const start = readBoolean(object, 'skipInitialSpace', context) === true;
  const otherwise = start ? 'start' : defaultDialect.trim;
  const value = object['trim'];
  if (value === undefined) return otherwise;
  const text = String(value);
  if (text === 'true' || text === 'false' || text === 'start' || text === 'end') return text;
  warnAt(at(context, 'trim'), `${shownJson(value)} is ignored. Write true, false, "start" or "end".`);
  return otherwise;
}

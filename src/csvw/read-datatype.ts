import { parseIri } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { type BuiltinDatatype, builtinDatatype, builtinOfIri, stringDatatype } from './builtin-datatypes.ts';
import type { Bound, Datatype, LengthBounds, ValueBounds } from './datatype.ts';
import { readValue } from './datatype-values.ts';
import { isJsonObject, type JsonObject, type JsonValue, shownJson } from './json-value.ts';
import { loadJson } from './load-json.ts';
import { at, type MetadataContext, metadataError, warnAt } from './metadata-context.ts';
import { readFormat } from './read-format.ts';
import { checkType, readCount, readId, warnOfUnknown } from './read-properties.ts';
import { isAbsoluteUrl } from './resolve-url.ts';
import { compareOrder } from './value-order.ts';

export function plainDatatype(base: BuiltinDatatype = stringDatatype): Datatype {
  return { base, iri: base.iri, format: {}, bounds: {}, lengths: {} };
}

/**
 * `datatype` (§5.11): a name, the URL of a description, or a description. What is none of these is warned of and ignored.
 * @throws Failure `unreadable-input` where its constraints contradict each other or do not fit the base datatype
 */
export async function readDatatype(
  value: JsonValue,
  context: MetadataContext,
): Promise<Datatype | undefined> {
  if (isJsonObject(value)) return readDescription(value, context);
  const builtin = typeof value === 'string' ? (builtinDatatype(value) ?? builtinOfIri(value)) : undefined;
  if (builtin) return plainDatatype(builtin);
  if (typeof value === 'string' && isAbsoluteUrl(value)) {
    const loaded = await loadJson(value, context);
    if (loaded && isJsonObject(loaded.value)) return readDescription(loaded.value, loaded.context);
    warnAt(
      context,
      `${value} leads to no description of a datatype, and is ignored. Write a built-in datatype.`,
    );
    return undefined;
  }
  warnAt(
    context,
    `${shownJson(value)} is no datatype, and is ignored. Write one such as "date" or "decimal".`,
  );
  return undefined;
}

const properties = new Set([
  '@context',
  '@id',
  '@type',
  'base',
  'format',
  'length',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minInclusive',
  'maxInclusive',
  'minExclusive',
  'maxExclusive',
]);

function readDescription(object: JsonObject, context: MetadataContext): Datatype {
  warnOfUnknown(object, properties, context, { common: true });
  checkType(object, 'Datatype', context);
  const base = readBase(object, context);
  const plain: Datatype = {
    ...plainDatatype(base),
    iri: ownIri(object, context) ?? base.iri,
    format: readFormat(object['format'], base, at(context, 'format')),
  };
  return { ...plain, bounds: readBounds(object, base, context), lengths: readLengths(object, base, context) };
}

function readBase(object: JsonObject, context: MetadataContext): BuiltinDatatype {
  const name = object['base'];
  if (name === undefined) return stringDatatype;
  const base = typeof name === 'string' ? (builtinDatatype(name) ?? builtinOfIri(name)) : undefined;
  if (base) return base;
  warnAt(at(context, 'base'), `${shownJson(name)} is no built-in datatype; "string" is taken.`);
  return stringDatatype;
}

function ownIri(object: JsonObject, context: MetadataContext): Iri | undefined {
  const id = readId(object, context);
  if (id === undefined) return undefined;
  if (builtinOfIri(id))
    throw metadataError(
      at(context, '@id'),
      `${id} is a built-in datatype. Name it as base, and leave @id out.`,
    );
  return parseIri(id);
}

/** Length constraints (tabular-data-model §6.4.6.1). */
function readLengths(object: JsonObject, base: BuiltinDatatype, context: MetadataContext): LengthBounds {
  const length = readCount(object, 'length', context);
  const minLength = readCount(object, 'minLength', context);
  const maxLength = readCount(object, 'maxLength', context);
  const given = [length, minLength, maxLength].some((one) => one !== undefined);
  const measurable = base.kind === 'text' || base.kind === 'binary';
  if (given && !measurable)
    throw metadataError(
      context,
      `Values of ${base.name} have no length. Remove length, minLength and maxLength.`,
    );
  const least = minLength ?? 0;
  const most = maxLength ?? Number.POSITIVE_INFINITY;
  if (length !== undefined && (length < least || length > most))
    throw metadataError(context, `length ${length} is not between minLength and maxLength. Correct them.`);
  if (least > most)
    throw metadataError(context, `minLength ${least} is more than maxLength ${most}. Correct them.`);
  return {
    ...(length !== undefined && { length }),
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
  };
}

/** Value constraints (§6.4.6.2); `minimum` and `maximum` are other names of the inclusive bounds. */
function readBounds(object: JsonObject, base: BuiltinDatatype, context: MetadataContext): ValueBounds {
  const bound = (key: string) => readBound(object, key, base, context);
  const minInclusive = bound('minInclusive') ?? bound('minimum');
  const maxInclusive = bound('maxInclusive') ?? bound('maximum');
  const minExclusive = bound('minExclusive');
  const maxExclusive = bound('maxExclusive');
  const fail = (one: string, other: string, why: string) => {
    throw metadataError(context, `${one} and ${other} ${why}. Correct or remove one.`);
  };
  if (minInclusive && minExclusive) fail('minInclusive', 'minExclusive', 'cannot both be given');
  if (maxInclusive && maxExclusive) fail('maxInclusive', 'maxExclusive', 'cannot both be given');
  const beyond = (low: Bound | undefined, high: Bound | undefined, equal: boolean) =>
    low && high && compareOrder(low.order, high.order) > (equal ? 0 : -1);
  if (beyond(minInclusive, maxInclusive, true)) fail('minInclusive', 'maxInclusive', 'leave no value');
  if (beyond(minInclusive, maxExclusive, false)) fail('minInclusive', 'maxExclusive', 'leave no value');
  if (beyond(minExclusive, maxExclusive, true)) fail('minExclusive', 'maxExclusive', 'leave no value');
  if (beyond(minExclusive, maxInclusive, false)) fail('minExclusive', 'maxInclusive', 'leave no value');
  return {
    ...(minInclusive && { minInclusive }),
    ...(maxInclusive && { maxInclusive }),
    ...(minExclusive && { minExclusive }),
    ...(maxExclusive && { maxExclusive }),
  };
}

const ordered = new Set(['integer', 'decimal', 'float', 'date-time', 'duration']);

function readBound(
  object: JsonObject,
  key: string,
  base: BuiltinDatatype,
  context: MetadataContext,
): Bound | undefined {
  const value = object[key];
  if (value === undefined) return undefined;
  if (!ordered.has(base.kind))
    throw metadataError(at(context, key), `Values of ${base.name} have no order. Remove ${key}.`);
  const text = typeof value === 'number' ? String(value) : value;
  // A bound is compared with integers too where it is none itself, e.g. minExclusive 0.5.
  const scale =
    base.kind === 'integer'
      ? plainDatatype({ ...base, name: 'decimal', kind: 'decimal' })
      : plainDatatype(base);
  const read = typeof text === 'string' ? readValue(text, scale) : undefined;
  if (typeof text === 'string' && read && 'order' in read && read.order !== undefined)
    return { text, order: read.order };
  warnAt(at(context, key), `${shownJson(value)} is no ${base.name}, and is ignored.`);
  return undefined;
}

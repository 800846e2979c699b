import type { BuiltinDatatype } from './builtin-datatypes.ts';
import type { DatatypeFormat } from './datatype.ts';
import { dateFormatFor } from './date-values.ts';
import { isJsonObject, type JsonObject, type JsonValue, shownJson } from './json-value.ts';
import { at, type MetadataContext, warnAt } from './metadata-context.ts';
import type { NumberFormat } from './number-format.ts';
import { numberPattern } from './number-pattern.ts';
import { readString, warnOfUnknown } from './read-properties.ts';

/** `format` of a datatype (tabular-data-model §6.4.2–6.4.6); one that is none is warned of and ignored. */
export function readFormat(
  value: JsonValue | undefined,
  base: BuiltinDatatype,
  context: MetadataContext,
): DatatypeFormat {
  if (value === undefined) return {};
  switch (base.kind) {
    case 'integer':
    case 'decimal':
    case 'float': {
      const number = numberFormat(value, context);
      return number ? { number } : {};
    }
    case 'boolean':
      return booleanFormat(value, context);
    case 'date-time': {
      const date = typeof value === 'string' ? dateFormatFor(base.name, value) : undefined;
      if (date) return { date };
      ignored(value, `a format of ${base.name}, such as "dd/MM/yyyy"`, context);
      return {};
    }
    case 'text':
    case 'duration':
    case 'binary':
    case 'other':
      return expressionFormat(value, context);
  }
}

function ignored(value: JsonValue, expected: string, context: MetadataContext): void {
  warnAt(context, `${shownJson(value)} is ignored. Write ${expected}.`);
}

const numeric = new Set(['@type', 'pattern', 'decimalChar', 'groupChar']);

function numberFormat(value: JsonValue, context: MetadataContext): NumberFormat | undefined {
  const object: JsonObject | undefined =
    typeof value === 'string' ? { pattern: value } : isJsonObject(value) ? value : undefined;
  if (object === undefined) {
    ignored(value, 'a pattern such as "#,##0.00"', context);
    return undefined;
  }
  warnOfUnknown(object, numeric, context, { common: false });
  const decimalChar = readString(object, 'decimalChar', context) || '.';
  const groupChar = readString(object, 'groupChar', context) || undefined;
  const text = readString(object, 'pattern', context);
  const plain = { decimalChar, groupChar };
  if (text === undefined) return plain;
  const signs = { decimalChar, groupChar: groupChar ?? (decimalChar === ',' ? '.' : ',') };
  const pattern = numberPattern(text, signs);
  if (pattern) return { ...signs, pattern };
  ignored(text, 'a number pattern such as "#,##0.00"', at(context, 'pattern'));
  return plain;
}

function booleanFormat(value: JsonValue, context: MetadataContext): DatatypeFormat {
  const [yes, no, ...rest] = typeof value === 'string' ? value.split('|') : [];
  if (yes && no && rest.length === 0 && yes !== no) return { boolean: { yes, no } };
  ignored(value, 'the text for true, "|" and the text for false, e.g. "Y|N"', context);
  return {};
}

function expressionFormat(value: JsonValue, context: MetadataContext): DatatypeFormat {
  if (typeof value === 'string') {
    try {
      return { expression: new RegExp(value, 'u') };
    } catch {
      // Some expressions are valid only without the stricter rules of "u".
      try {
        return { expression: new RegExp(value) };
      } catch {
        // Warned of below.
      }
    }
  }
  ignored(value, 'a regular expression of ECMAScript', context);
  return {};
}

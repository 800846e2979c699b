import { type DatatypeKind, keepsWhitespace } from './builtin-datatypes.ts';
import type { Datatype, ValueOrder } from './datatype.ts';
import { readDateValue } from './date-values.ts';
import { plainNumberFormat, readNumber } from './number-format.ts';
import { compareOrder, decimalOrder } from './value-order.ts';

/** A text as a value of its datatype, or what keeps it from being one. */
export type ReadValue = { readonly text: string; readonly order?: ValueOrder } | { readonly error: string };

/** The value that `text` is; blanks were settled before (tabular-data-model §6.4). Length and bounds are not looked at. */
export function readValue(text: string, datatype: Datatype): ReadValue {
  return readers[datatype.base.kind](text, datatype);
}

const readers: Record<DatatypeKind, (text: string, datatype: Datatype) => ReadValue> = {
  text: (text, datatype) => matching(text, datatype),
  other: (text, datatype) => matching(text, datatype),
  binary: (text, datatype) => matching(text, datatype),
  boolean: (text, { format: { boolean } }) => {
    const [yes, no] = boolean
      ? [[boolean.yes], [boolean.no]]
      : [
          ['true', '1'],
          ['false', '0'],
        ];
    if (yes.includes(text)) return { text: 'true' };
    if (no.includes(text)) return { text: 'false' };
    return { error: `is neither ${yes.join(' or ')} nor ${no.join(' or ')}` };
  },
  float: (text, { format: { number = plainNumberFormat } }) => {
    const read = readNumber(text, number);
    if (typeof read === 'string') return { error: read };
    return { text: read.text, order: Number(read.text.replace('INF', 'Infinity')) };
  },
  decimal: (text, { format: { number = plainNumberFormat } }) => {
    const read = readNumber(text, number);
    if (typeof read === 'string') return { error: read };
    if (read.special) return { error: 'is no decimal number' };
    if (read.hasExponent) return { error: 'has an exponent, which decimal numbers have not' };
    return { text: read.text, order: decimalOrder(read.text) };
  },
  integer: (text, datatype) => {
    const read = readNumber(text, datatype.format.number ?? plainNumberFormat);
    if (typeof read === 'string') return { error: read };
    if (read.hasDecimal || read.hasExponent || read.special || read.text.includes('.'))
      return { error: 'is no whole number' };
    const order = decimalOrder(read.text);
    const range = ranges[datatype.base.name];
    if (range && !within(order, range)) return { error: `is beyond the range of ${datatype.base.name}` };
    return { text: read.text, order };
  },
  'date-time': (text, { base, format }) => {
    const read = readDateValue(base.name, text, format.date);
    return read ?? { error: format.date ? 'does not match the format, or is no date' : `is no ${base.name}` };
  },
  duration: (text, datatype) => {
    const value = matching(text, datatype);
    if ('error' in value) return value;
    const order = durationOrder(text);
    return order === undefined ? { error: `is no ${datatype.base.name}` } : { ...value, order };
  },
};

/** Lexical spaces of XML Schema 1.1 part 2. What is not named has any text. */
const lexical: Readonly<Record<string, RegExp>> = {
  language: /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/,
  NMTOKEN: /^[-.:\w·\u00C0-\u{EFFFF}]+$/u,
  Name: /^[:A-Z_a-z\u00C0-\u{EFFFF}][-.:\w·\u00C0-\u{EFFFF}]*$/u,
  QName:
    /^(?:[A-Z_a-z\u00C0-\u{EFFFF}][-.\w·\u00C0-\u{EFFFF}]*:)?[A-Z_a-z\u00C0-\u{EFFFF}][-.\w·\u00C0-\u{EFFFF}]*$/u,
  hexBinary: /^(?:[0-9A-Fa-f]{2})*$/,
  base64Binary: /^(?:(?:[A-Za-z0-9+/] ?){4})*(?:(?:[A-Za-z0-9+/] ?){2}(?:[A-Za-z0-9+/] ?=|= ?=))?$/,
  binary: /^(?:(?:[A-Za-z0-9+/] ?){4})*(?:(?:[A-Za-z0-9+/] ?){2}(?:[A-Za-z0-9+/] ?=|= ?=))?$/,
  duration: /^-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/,
  dayTimeDuration: /^-?P(?=.)(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/,
  yearMonthDuration: /^-?P(?=.)(?:\d+Y)?(?:\d+M)?$/,
};

function matching(text: string, { base, format: { expression } }: Datatype): ReadValue {
  if (lexical[base.name]?.test(text) === false) return { error: `is no ${base.name}` };
  if (expression?.test(text) === false) return { error: `does not match the format ${expression.source}` };
  return { text };
}

const ranges: Readonly<Record<string, readonly [least: bigint | undefined, most: bigint | undefined]>> = {
  long: [-(2n ** 63n), 2n ** 63n - 1n],
  int: [-(2n ** 31n), 2n ** 31n - 1n],
  short: [-32_768n, 32_767n],
  byte: [-128n, 127n],
  unsignedLong: [0n, 2n ** 64n - 1n],
  unsignedInt: [0n, 2n ** 32n - 1n],
  unsignedShort: [0n, 65_535n],
  unsignedByte: [0n, 255n],
  nonNegativeInteger: [0n, undefined],
  positiveInteger: [1n, undefined],
  nonPositiveInteger: [undefined, 0n],
  negativeInteger: [undefined, -1n],
};

function within(
  order: ValueOrder,
  [least, most]: readonly [bigint | undefined, bigint | undefined],
): boolean {
  const above = least === undefined || compareOrder(order, { units: least, scale: 0 }) >= 0;
  return above && (most === undefined || compareOrder(order, { units: most, scale: 0 }) <= 0);
}

/** In seconds, a month as a twelfth of 365.2425 days: durations have only a partial order of their own. */
function durationOrder(text: string): number | undefined {
  const match =
    /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (match === null) return undefined;
  const [years, months, days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0));
  const whole = ((years ?? 0) * 12 + (months ?? 0)) * 2_629_746 + (days ?? 0) * 86_400;
  const order = whole + (hours ?? 0) * 3_600 + (minutes ?? 0) * 60 + (seconds ?? 0);
  return match[1] === '-' ? -order : order;
}

/** A text whose blanks are settled as its datatype wants (§6.4, steps 1 and 2). */
export function normalised(text: string, { base }: Datatype): string {
  if (keepsWhitespace(base)) return text;
  const spaced = text.replaceAll(/[\r\n\t]/g, ' ');
  return base.name === 'normalizedString' ? spaced : spaced.trim().replaceAll(/\s{2,}/g, ' ');
}

/** What of its constraints a value does not keep; `undefined` where it keeps all. */
export function brokenConstraint(
  value: { text: string; order?: ValueOrder },
  datatype: Datatype,
): string | undefined {
  const { length, minLength, maxLength } = datatype.lengths;
  const own = lengthOf(value.text, datatype);
  if (length !== undefined && own !== length) return `has length ${own}, not ${length}`;
  if (minLength !== undefined && own < minLength) return `has length ${own}, less than ${minLength}`;
  if (maxLength !== undefined && own > maxLength) return `has length ${own}, more than ${maxLength}`;
  const { order } = value;
  if (order === undefined) return undefined;
  const { minInclusive, maxInclusive, minExclusive, maxExclusive } = datatype.bounds;
  if (minInclusive && !(compareOrder(order, minInclusive.order) >= 0))
    return `is less than ${minInclusive.text}`;
  if (maxInclusive && !(compareOrder(order, maxInclusive.order) <= 0))
    return `is more than ${maxInclusive.text}`;
  if (minExclusive && !(compareOrder(order, minExclusive.order) > 0))
    return `is not more than ${minExclusive.text}`;
  if (maxExclusive && !(compareOrder(order, maxExclusive.order) < 0))
    return `is not less than ${maxExclusive.text}`;
  return undefined;
}

/** Characters; bytes of binary data (§6.4.6.1). */
function lengthOf(text: string, { base }: Datatype): number {
  if (base.name === 'hexBinary') return text.length / 2;
  if (base.kind === 'binary') return Buffer.byteLength(text.replaceAll(' ', ''), 'base64');
  return [...text].length;
}

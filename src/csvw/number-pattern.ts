import { escapeForExpression } from './escape-for-expression.ts';

interface Signs {
  readonly decimalChar: string;
  readonly groupChar: string;
}

/** Prefix (sign or percent), digits with grouping, fraction, exponent, suffix. */
const shape = /^([+\-%‰]*)([#0G]*)(?:D([#0G]*))?(?:E([+]?)([#0]+))?([+\-%‰]*)$/;

/**
 * A number format pattern (UTS #35, Number Patterns) as a regular expression that a whole text must match.
 * `0` is a digit that must be there, `#` one that may; groups are as long as the pattern's last two (`#,##,##0`).
 * @returns `undefined` where the pattern is invalid, or uses signs beyond those that every processor knows
 */
export function numberPattern(pattern: string, { decimalChar, groupChar }: Signs): RegExp | undefined {
  if (/[GD]/.test(pattern)) return undefined;
  const neutral = pattern.replaceAll(groupChar, 'G').replaceAll(decimalChar, 'D');
  const match = shape.exec(neutral);
  if (match === null) return undefined;
  const [, prefix = '', whole = '', fraction, exponentSign = '', exponent, suffix = ''] = match;
  if (!/^#*0*$/.test(whole.replaceAll('G', '')) || !/^0*#*$/.test((fraction ?? '').replaceAll('G', '')))
    return undefined;
  if (/^G|G$|GG/.test(whole) || /^G|G$|GG/.test(fraction ?? '')) return undefined;
  if (!/[#0]/.test(whole + (fraction ?? '')) || fraction === '') return undefined;
  if (exponent !== undefined && !/^#*0+$/.test(exponent)) return undefined;
  const group = escapeForExpression(groupChar);
  const body =
    wholePart(whole, group) +
    (fraction === undefined ? '' : fractionPart(fraction, escapeForExpression(decimalChar), group)) +
    (exponent === undefined ? '' : exponentPart(exponent, exponentSign));
  return new RegExp(`^${signPart(prefix)}${body}${signPart(suffix, '')}$`);
}

/** A sign is always allowed before the number, as every number may be negative. */
function signPart(signs: string, otherwise = '[+-]?'): string {
  const marks = signs.replaceAll(/[+-]/g, '');
  const sign = signs.includes('+') ? '[+-]' : signs.includes('-') ? '-?' : otherwise;
  return sign + escapeForExpression(marks);
}

function wholePart(whole: string, group: string): string {
  const least = whole.replaceAll(/[^0]/g, '').length;
  const groups = whole.split('G');
  if (groups.length === 1) return least === 0 ? '\\d*' : `\\d{${least},}`;
  const primary = groups.at(-1)?.length ?? 0;
  const secondary = groups.length > 2 ? (groups.at(-2)?.length ?? primary) : primary;
  // As many digits as are needed, then groups of fixed length; a lookahead counts the digits.
  const digits = `(?=(?:${group}?\\d){${least},}(?!\\d|${group}\\d))`;
  const grouped = `\\d{1,${secondary}}(?:${group}\\d{${secondary}})*${group}\\d{${primary}}`;
  return `${digits}(?:${grouped}|\\d{${least === 0 ? 0 : 1},${primary}})`;
}

function fractionPart(fraction: string, decimal: string, group: string): string {
  const digits = fraction.replaceAll('G', '');
  const least = digits.replaceAll('#', '').length;
  const size = fraction.includes('G') ? fraction.indexOf('G') : digits.length;
  // Digit by digit from the last: each optional one wraps what follows it.
  let tail = '';
  for (let place = digits.length - 1; place >= 0; place--) {
    const own = `${place > 0 && place % size === 0 ? group : ''}\\d${tail}`;
    tail = place < least ? own : `(?:${own})?`;
  }
  if (least > 0) return decimal + tail;
  return `(?:${decimal}${tail.replace(/^\(\?:(.*)\)\?$/, '$1')})?`;
}

function exponentPart(exponent: string, sign: string): string {
  const least = exponent.replaceAll('#', '').length;
  return `[eE]${sign === '+' ? '[+-]' : '[+-]?'}\\d{${least},}`;
}

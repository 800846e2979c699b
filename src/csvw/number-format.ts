/** How numbers of a column are written (tabular-data-model §6.4.2). */
export interface NumberFormat {
  readonly decimalChar: string;
  readonly groupChar: string | undefined;
  /** What the text must match, where there is a pattern. */
  readonly pattern?: RegExp;
}

/** What a text says as a number: `text` in the lexical form of XML Schema, with no grouping and no percent sign. */
export interface ReadNumber {
  readonly text: string;
  readonly hasDecimal: boolean;
  readonly hasExponent: boolean;
  readonly special: boolean;
}

export const plainNumberFormat: NumberFormat = { decimalChar: '.', groupChar: undefined };

/** @returns the number, or what is wrong with the text */
export function readNumber(text: string, format: NumberFormat): ReadNumber | string {
  if (/^(?:NaN|-?INF)$/.test(text)) return { text, hasDecimal: false, hasExponent: false, special: true };
  if (format.pattern && !format.pattern.test(text)) return 'does not match the pattern';
  const { decimalChar, groupChar } = format;
  if (groupChar && text.includes(groupChar + groupChar)) return 'has two group separators side by side';
  const ungrouped = groupChar ? text.replaceAll(groupChar, '') : text;
  const pointed = decimalChar === '.' ? ungrouped : swapDecimal(ungrouped, decimalChar);
  const match = /^([+-]?)(\d*)(\.\d*)?(?:[eE]([+-]?\d+))?([%‰]?)$/.exec(pointed);
  if (match === null || startsWithGroup(text, groupChar)) return 'is no number in this format';
  const [, sign = '', whole = '', fraction = '', exponent, mark = ''] = match;
  if (whole === '' && fraction.length < 2) return 'is no number in this format';
  if (fraction === '.') return 'ends in its decimal sign';
  if (mark !== '' && exponent !== undefined) return 'has both an exponent and a percent sign';
  const value = `${sign}${whole}${fraction}${exponent === undefined ? '' : `e${exponent}`}`;
  return {
    text: mark === '' ? value : shifted(sign, whole, fraction.slice(1), mark === '%' ? 2 : 3),
    hasDecimal: fraction !== '',
    hasExponent: exponent !== undefined,
    special: false,
  };
}

/** Where the decimal sign is another, a point is none. */
function swapDecimal(text: string, decimalChar: string): string {
  return text.replaceAll('.', ' ').replaceAll(decimalChar, '.');
}

/** A number begins with a digit, after its sign (§6.4.2). */
function startsWithGroup(text: string, groupChar: string | undefined): boolean {
  return groupChar !== undefined && text.replace(/^[+-]/, '').startsWith(groupChar);
}

/** The decimal point moved to the left, exactly: `123456.789 %` is `1234.56789`. */
function shifted(sign: string, whole: string, fraction: string, places: number): string {
  const digits = whole.padStart(places + 1, '0');
  const at = digits.length - places;
  const head = digits.slice(0, at).replace(/^0+(?=\d)/, '');
  const tail = `${digits.slice(at)}${fraction}`.replace(/0+$/, '');
  return `${sign}${head}${tail === '' ? '' : `.${tail}`}`;
}

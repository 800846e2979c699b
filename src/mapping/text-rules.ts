import { literal } from '../rdf/terms.ts';
import { schema, spdx, xsd } from '../vocabulary/terms.ts';
import type { Cell } from './fields.ts';
import { invalidNumber, mendedText } from './mapping-findings.ts';
import type { Rule, Target } from './mapping-table.ts';
import { parseByteSize } from './values/byte-size.ts';
import { parseChecksum } from './values/checksum.ts';
import { languageTag } from './values/language.ts';
import { distinct, splitList } from './values/list.ts';
import { parseCurrency, parsePrice } from './values/price.ts';
import { decodeEntities, oneLine, saysNothing, textsOf, withoutTags } from './values/text.ts';
import { parseTruth } from './values/truth.ts';

/** The texts of a cell that state something. */
export function statedTexts(cell: Cell): string[] {
  return textsOf(cell.value).filter((text) => !saysNothing(text));
}

/** A name or title: one line, HTML and character references resolved (and reported). */
export const line: Rule = (cell, target) =>
  forEachText(cell, (text, language) => {
    const cleaned = oneLine(withoutTags(decodeEntities(text)));
    if (cleaned === '') return;
    target.draft.text(target.subject, target.property, cleaned, language);
    if (cleaned !== oneLine(text) || /[\r\n]/.test(text))
      target.draft.report(mendedText, cell.field, text, target.property);
  });

/** A text of any length, as stated; character references are resolved where it holds no markup. */
export const text: Rule = (cell, target) =>
  forEachText(cell, (value, language) => {
    const stated = /<[a-z/!]/i.test(value) ? value : decodeEntities(value);
    if (stated.trim() !== '') target.draft.text(target.subject, target.property, stated.trim(), language);
  });

/** A list of words in one cell or array: see {@link splitList}. */
export const keywords: Rule = (cell, target) => {
  const items = Array.isArray(cell.value)
    ? distinct(statedTexts(cell))
    : statedTexts(cell).flatMap(splitList);
  for (const item of items) target.draft.text(target.subject, target.property, item, cell.language);
};

/** An identifier or code to the letter, without a language. */
export const code: Rule = (cell, target) => {
  for (const value of textsOf(cell.value))
    target.draft.state(target.subject, target.property, literal(value));
};

/** A text under its field's name ("Caveats: …"), where the property alone would not tell what it is. */
export const namedText: Rule = (cell, target) =>
  forEachText(cell, (value, language) =>
    target.draft.text(target.subject, target.property, `${cell.field}: ${value}`, language),
  );

export const truth: Rule = (cell, target) => {
  for (const value of statedTexts(cell)) {
    const read = parseTruth(value);
    if (read === undefined) target.draft.keepAsText(target.keeper, cell.field, value);
    else
      target.draft.state(target.subject, target.property, literal(String(read), { datatype: xsd.boolean }));
  }
};

/** `xsd:nonNegativeInteger` of bytes (DCAT-AP 3.0.1, Distribution.byteSize); one alone. */
export const byteSize: Rule = (cell, target) => sizeIn('')(cell, target);

/** The same for a column that names the unit, "File size (KB)"; a unit in the cell goes before. */
export function sizeIn(unit: string): Rule {
  return (cell, target) => {
    const [value] = statedTexts(cell);
    if (value === undefined || target.draft.has(target.subject, target.property)) return;
    const bytes = parseByteSize(/^[\d.,\s]+$/.test(value) ? `${value} ${unit}` : value);
    if (bytes === undefined) return reject(cell, target, value);
    target.draft.state(
      target.subject,
      target.property,
      literal(String(bytes), { datatype: xsd.nonNegativeInteger }),
    );
  };
}

/** The amount, and the currency where the same text names it. */
export const price: Rule = (cell, target) => {
  const [value] = statedTexts(cell);
  if (value === undefined) return;
  const read = parsePrice(value);
  if (!read) return reject(cell, target, value);
  target.draft.state(target.subject, target.property, literal(read.amount, { datatype: xsd.decimal }));
  if (read.currency) target.draft.state(target.subject, schema.priceCurrency, literal(read.currency));
};

export const currency: Rule = (cell, target) => {
  const [value] = statedTexts(cell);
  if (value !== undefined && !target.draft.has(target.subject, target.property))
    target.draft.state(target.subject, target.property, literal(parseCurrency(value) ?? value));
};

/** The digits and, told by their number, the algorithm. Other hashes (an ETag, a revision) are kept as text. */
export const checksum: Rule = (cell, target) => {
  for (const value of statedTexts(cell).slice(0, 1)) {
    const read = parseChecksum(value);
    if (!read) target.draft.keepAsText(target.keeper, cell.field, value);
    else {
      target.draft.state(target.subject, spdx.algorithm, read.algorithm);
      target.draft.state(target.subject, target.property, literal(read.value, { datatype: xsd.hexBinary }));
    }
  }
};

/** Objects like `{"en": "…", "hi": "…"}` are texts in several languages. */
function forEachText(cell: Cell, use: (text: string, language: string | undefined) => void): void {
  const { value } = cell;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const entries = Object.entries(value);
    if (entries.length > 0 && entries.every(([key]) => languageTag(key) !== undefined)) {
      for (const [key, part] of entries) for (const text of textsOf(part)) use(text, languageTag(key));
      return;
    }
  }
  for (const text of textsOf(value)) use(text, cell.language);
}

function reject(cell: Cell, { draft, keeper, property }: Target, value: string): void {
  draft.keepAsText(keeper, cell.field, value);
  draft.report(invalidNumber, cell.field, value, property);
}

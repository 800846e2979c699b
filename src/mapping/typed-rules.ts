import { literal } from '../rdf/terms.ts';
import type { SchemeKey } from '../vocabulary/ndsap.ts';
import { xsd } from '../vocabulary/terms.ts';
import {
  accessRight,
  concepts,
  format,
  frequency,
  languageOfResource,
  mediaType,
  resolve,
} from './concept-rules.ts';
import { date, period } from './date-rules.ts';
import { addresses, addressOrNote, licence, mail, place, rights, telephone } from './link-rules.ts';
import { invalidNumber } from './mapping-findings.ts';
import type { Rule } from './mapping-table.ts';
import { organisation } from './organisations.ts';
import { byteSize, checksum, code, keywords, line, statedTexts, text, truth } from './text-rules.ts';
import { asciiDigits } from './values/date.ts';

/** A number, `xsd:integer` or `xsd:decimal`; commas that part thousands (or lakhs) are left out. */
const number: Rule = (cell, { draft, subject, property, keeper }) => {
  for (const value of statedTexts(cell)) {
    const digits = asciiDigits(value).replace(/(?<=\d),(?=\d)/g, '');
    if (/^[+-]?\d{1,30}$/.test(digits))
      draft.state(subject, property, literal(digits, { datatype: xsd.integer }));
    else if (/^[+-]?\d{0,30}\.\d{1,30}$/.test(digits))
      draft.state(subject, property, literal(digits, { datatype: xsd.decimal }));
    else {
      draft.keepAsText(keeper, cell.field, value);
      draft.report(invalidNumber, cell.field, value, property);
    }
  }
};

/** A jurisdiction that the portal knows, else a place of another authority or of a name alone. */
export const jurisdictionOrPlace: Rule = (cell, target) => {
  const known = statedTexts(cell).some((value) => resolve(target, 'jurisdiction', value));
  return known ? concepts('jurisdiction')(cell, target) : place(cell, target);
};

/** What a value is, where a field map says it itself. */
const rules = {
  text,
  line,
  keywords,
  code,
  link: addresses,
  'link-or-text': addressOrNote,
  date,
  period,
  number,
  truth,
  mail,
  telephone,
  organisation,
  place: jurisdictionOrPlace,
  language: languageOfResource,
  licence,
  rights,
  'access-right': accessRight,
  frequency,
  format,
  'media-type': mediaType,
  size: byteSize,
  checksum,
} satisfies Record<string, Rule>;

export type ValueType = keyof typeof rules;
export const valueTypes = Object.keys(rules) as readonly ValueType[];

export function isValueType(name: unknown): name is ValueType {
  return typeof name === 'string' && Object.hasOwn(rules, name);
}

/** The rule of a type, or that of a concept scheme. */
export function ruleOf(type: ValueType | undefined, scheme: SchemeKey | undefined): Rule | undefined {
  if (scheme !== undefined) return concepts(scheme);
  return type && rules[type];
}

import type { ConceptIndex } from '../mapping/concept-index.ts';
import { parseAddress, parseMail } from '../mapping/values/address.ts';
import { parseByteSize } from '../mapping/values/byte-size.ts';
import { parseDate } from '../mapping/values/date.ts';
import { languageCode, languageOf } from '../mapping/values/language.ts';
import { licenceIri } from '../mapping/values/licence.ts';
import { textsOf } from '../mapping/values/text.ts';
import type { SchemeKey } from '../vocabulary/ndsap.ts';
import { parseDateForm } from './rule-date.ts';
import { plainValue } from './rule-fields.ts';

/** What the values of one column look like. Shares count those that say something. */
export interface ColumnShape {
  readonly values: number;
  /** Different values among them. */
  readonly distinct: number;
  readonly length: number;
  readonly longest: number;
  readonly addresses: number;
  /** Addresses that end in a file name. */
  readonly files: number;
  readonly mails: number;
  readonly phones: number;
  readonly numbers: number;
  readonly sizes: number;
  /** One word with digits or signs in it, as identifiers are. */
  readonly codes: number;
  readonly languages: number;
  readonly licences: number;
  readonly html: number;
  /** Values that are a date in some form. */
  readonly dates: number;
  /** The form that most dates have, where it is not ISO 8601. */
  readonly dateForm?: string;
  readonly financialYears: number;
  readonly years: number;
  readonly concepts: Readonly<Partial<Record<SchemeKey, number>>>;
  /** What parts the items of lists, where most values are lists. */
  readonly separator?: string;
  /** The language that the script tells, where it is not English. */
  readonly language?: string;
  /** The first that says something. */
  readonly example?: string;
}

/** Schemes whose labels are telling: "All" or "1" of others mean nothing. */
const schemes: readonly SchemeKey[] = [
  'frequency',
  'sector',
  'jurisdiction',
  'granularity',
  'access-type',
  'file-format',
  'resource-category',
];
const dateForms = [
  'DD/MM/YYYY',
  'DD-MM-YYYY',
  'DD.MM.YYYY',
  'D MMM YYYY',
  'MMMM D, YYYY',
  'MM/DD/YYYY',
  'MM-DD-YYYY',
  'MMM-YY',
];
const forms = dateForms.flatMap((name) => {
  const form = parseDateForm(name);
  return 'problem' in form ? [] : [form];
});
const financialYear = parseDateForm('financial-year');

export function shapeOf(stated: readonly unknown[], concepts: ConceptIndex): ColumnShape {
  const texts = stated.flatMap((value) => textsOf(plainValue(value))).filter((text) => !saysLittle(text));
  const share = (test: (text: string) => boolean) =>
    texts.length === 0 ? 0 : texts.filter(test).length / texts.length;
  const separator = separatorOf(texts);
  const items = separator ? texts.flatMap((text) => text.split(separator)).map((item) => item.trim()) : texts;
  const inItems = (test: (text: string) => boolean) =>
    items.length === 0 ? 0 : items.filter(test).length / items.length;
  const form = dateFormOf(texts);
  const language = languageIn(texts);
  const [example] = texts;
  return {
    values: texts.length,
    distinct: new Set(texts).size,
    length: texts.reduce((sum, text) => sum + text.length, 0) / Math.max(1, texts.length),
    longest: texts.reduce((most, text) => Math.max(most, text.length), 0),
    addresses: share(isAddress),
    files: share(
      (text) =>
        isAddress(text) &&
        /\.(?:csv|xlsx?|json|xml|zip|pdf|ods|geojson|kml|shp|parquet|txt)(?:[?#]|$)/i.test(text),
    ),
    mails: share((text) => parseMail(text) !== undefined),
    phones: share(
      (text) => /^\+?[\d\s()/-]{7,20}$/.test(text) && text.replace(/\D/g, '').length >= 8 && !isDate(text),
    ),
    numbers: share((text) => /^[+-]?[\d,]+(?:\.\d+)?$/.test(text)),
    codes: share((text) => /^(?=.*[\d_-])(?=.*[A-Za-z])[A-Za-z0-9._:-]{3,100}$/.test(text) && !isDate(text)),
    sizes: share((text) => parseByteSize(text) !== undefined),
    languages: inItems((text) => languageCode(text) !== undefined && text.length < 20),
    licences: share(
      (text) => licenceIri(text) !== undefined || /creativecommons\.org|licen[cs]e/i.test(text),
    ),
    html: share((text) => /<\/?(?:p|br|div|a|ul|li|b|strong|span)\b[^<>]*>|&(?:nbsp|amp|#\d+);/i.test(text)),
    dates: share(isDate),
    financialYears: share((text) => 'read' in financialYear && financialYear.read(text) !== undefined),
    years: share((text) => /^(?:1[89]|20)\d\d$/.test(text)),
    concepts: Object.fromEntries(
      schemes.map((scheme) => [
        scheme,
        inItems((text) => text.length < 80 && concepts.resolve(scheme, text) !== undefined),
      ]),
    ),
    ...(form ? { dateForm: form } : {}),
    ...(separator ? { separator } : {}),
    ...(language ? { language } : {}),
    ...(example === undefined ? {} : { example }),
  };
}

function saysLittle(text: string): boolean {
  return /^(?:[-–—.]+|n\.?\/?a\.?|nil|none|null|nan)$/i.test(text);
}

function isAddress(text: string): boolean {
  return (
    /^(?:https?:\/\/|ftp:\/\/|www\.)/i.test(text) && parseAddress(text.split(/\s/)[0] ?? '') !== undefined
  );
}

function isDate(text: string): boolean {
  return (
    text.length >= 6 &&
    text.length <= 40 &&
    /\d/.test(text) &&
    !/^\d{5,}$/.test(text) &&
    parseDate(text).type === 'date'
  );
}

/**
 * The form of most dates. Day first is read without being told; so a form is named where that would be wrong (a second
 * number beyond 12 tells that the month stands first), or where the reading of dates does not know it.
 */
function dateFormOf(texts: readonly string[]): string | undefined {
  const dates = texts.filter((text) => /\d/.test(text) && text.length <= 40);
  if (dates.length === 0) return undefined;
  const usual = dates.filter((text) => parseDate(text).type === 'date').length;
  const best = forms
    .map((form) => ({ name: form.name, read: dates.filter((text) => form.read(text) !== undefined).length }))
    .reduce((a, b) => (b.read > a.read ? b : a));
  return best.read > usual && best.read * 2 > dates.length ? best.name : undefined;
}

/** A list has the separator in more than a third of its values, and its items are short. */
function separatorOf(texts: readonly string[]): string | undefined {
  for (const separator of ['|', ';', '\n', ',']) {
    const lists = texts.filter((text) => text.includes(separator));
    if (lists.length * 3 <= texts.length) continue;
    const items = lists.flatMap((text) => text.split(separator)).map((item) => item.trim());
    const short = items.filter(
      (item) => item.length > 0 && item.length < 40 && item.split(/\s+/).length <= 4,
    ).length;
    if (short >= items.length * 0.8 && items.length >= lists.length * 2 && !lists.some(isAddress))
      return separator;
  }
  return undefined;
}

function languageIn(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const language = languageOf(text, 'en');
    counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return first && first[0] !== 'en' && first[1] * 2 > texts.length ? first[0] : undefined;
}

import type { Remark } from '../mapping/mapping-findings.ts';
import { decodeEntities, textsOf, withoutTags } from '../mapping/values/text.ts';
import type { ValueRule } from './map-model.ts';
import { isIsoDate } from './rule-date.ts';
import { languageIn, plainValue, type RowFields } from './rule-fields.ts';
import { otherDateForm } from './rule-findings.ts';
import { fillTemplate, ownValue, templateFields } from './rule-template.ts';

/** Values of one field, in one language. */
export interface RuleValues {
  /** The publisher's name of the field, or names; empty for constants. */
  readonly field: string;
  readonly value: unknown;
  readonly language?: string;
  readonly problem?: Remark;
  /** The map says it, not the record. */
  readonly constant?: boolean;
}

/** What a rule makes of a record: nothing where the record says nothing. */
export function valuesOf(rule: ValueRule, fields: RowFields): readonly RuleValues[] {
  const made = fromRecord(rule, fields);
  if (made.length > 0 || rule.fallback === undefined) return made;
  return [{ field: nameOf(rule), value: oneOrAll(rule.fallback), ...languageOf(rule), constant: true }];
}

/** All texts of {@link valuesOf}. */
export function textsMade(rule: ValueRule, fields: RowFields): readonly string[] {
  return valuesOf(rule, fields)
    .filter(({ problem }) => problem === undefined)
    .flatMap(({ value }) => textsOf(value));
}

/** The fields that a rule is made of, under which findings speak of it; empty for constants. */
export function nameOf({ fields, template }: ValueRule): string {
  const [first] = fields;
  return first?.name ?? (template ? templateFields(template).join(', ') : '');
}

function fromRecord(rule: ValueRule, fields: RowFields): readonly RuleValues[] {
  if (rule.constant)
    return [{ field: nameOf(rule), value: oneOrAll(rule.constant), ...languageOf(rule), constant: true }];
  if (rule.fields.length === 0 && rule.template) {
    const text = fillTemplate(rule.template, (name) => fields.text(name));
    return text === undefined ? [] : [{ field: nameOf(rule), value: text, ...languageOf(rule) }];
  }
  for (const { name } of rule.fields) {
    const found = fields.values(name);
    const made = found.length === 0 ? [] : ofField(rule, fields, fields.nameOf(name) ?? name, found);
    if (made.length > 0) return made;
  }
  return [];
}

function ofField(
  rule: ValueRule,
  fields: RowFields,
  field: string,
  found: readonly unknown[],
): readonly RuleValues[] {
  const byLanguage = new Map<string | undefined, unknown[]>();
  const problems: RuleValues[] = [];
  for (const stated of found) {
    const language = rule.language ?? languageIn(stated);
    const values = byLanguage.get(language) ?? [];
    byLanguage.set(language, values);
    for (const value of itemsOf(rule, plainValue(stated))) {
      const read = typeof value === 'string' ? readItem(rule, fields, value) : [value];
      if (read === undefined) problems.push({ field, value, problem: otherDateForm(rule.dates ?? []) });
      else values.push(...read);
    }
  }
  const made = [...byLanguage]
    .filter(([, values]) => values.length > 0)
    .map(([language, values]) => ({
      field,
      value: rule.split ? values : oneOrAll(values),
      ...(language === undefined ? {} : { language }),
    }));
  return [...made, ...problems];
}

/** Texts are split; what is nested and no text goes on as it is, for the rules that know what to do with it. */
function itemsOf(rule: ValueRule, value: unknown): readonly unknown[] {
  if (typeof value === 'object' && value !== null && !isTextual(rule)) return [value];
  return textsOf(value)
    .map((text) => (rule.stripHtml ? stripped(text) : text))
    .flatMap((text) => split(text, rule.split))
    .map((text) => text.trim())
    .filter((text) => text !== '' && !rule.empty?.includes(text.toLowerCase()));
}

function isTextual({ split, dates, lookup, template }: ValueRule): boolean {
  return Boolean(split ?? dates ?? lookup ?? template);
}

/** @returns `undefined` where the text has none of the forms of dates that the map names */
function readItem(rule: ValueRule, fields: RowFields, text: string): readonly string[] | undefined {
  const meant = rule.lookup ? rule.lookup.read(text) : [text];
  const dated = rule.dates ? meant.map((one) => readDate(rule, one)) : meant;
  if (dated.some((one) => one === undefined)) return undefined;
  return dated.flatMap((one) => {
    if (one === undefined || !rule.template) return one ?? [];
    return fillTemplate(rule.template, (name) => (name === ownValue ? one : fields.text(name))) ?? [];
  });
}

function readDate({ dates = [] }: ValueRule, text: string): string | undefined {
  for (const form of dates) {
    const read = form.read(text);
    if (read !== undefined) return read;
  }
  return isIsoDate(text) ? text : undefined;
}

function stripped(text: string): string {
  const breaks = text.replace(/<(?:br|\/p|\/div|\/li|\/h[1-6]|\/tr)\s*\/?>/gi, '\n');
  return decodeEntities(withoutTags(breaks.replace(/<!--.*?-->/gs, ' ')))
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n');
}

function split(text: string, separators: readonly string[] | undefined): readonly string[] {
  if (!separators) return [text];
  return separators.reduce<readonly string[]>(
    (parts, separator) => parts.flatMap((part) => part.split(separator)),
    [text],
  );
}

function oneOrAll(values: readonly unknown[]): unknown {
  return values.length === 1 ? values[0] : values;
}

function languageOf({ language }: ValueRule): { language?: string } {
  return language === undefined ? {} : { language };
}

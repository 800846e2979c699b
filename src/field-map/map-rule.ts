import { type ValueType, valueTypes } from '../mapping/typed-rules.ts';
import { languageTag } from '../mapping/values/language.ts';
import { type SchemeKey, schemeKeys } from '../vocabulary/ndsap.ts';
import type { ValueRule } from './map-model.ts';
import type { MapNode } from './map-node.ts';
import type { FieldName } from './map-place.ts';
import type { Condition } from './rule-condition.ts';
import { type DateForm, parseDateForm } from './rule-date.ts';
import { Lookup } from './rule-lookup.ts';
import { parseTemplate, type Template } from './rule-template.ts';

const ruleNames = [
  ...([
    'field',
    'first-of',
    'template',
    'constant',
    'default',
    'split',
    'date',
    'lookup',
    'concept',
  ] as const),
  ...(['type', 'lang', 'empty', 'strip-html', 'required', 'optional'] as const),
];

/** A rule: the name of a field alone, or a mapping of what is to be done. `undefined` where there is a problem. */
export function readRule(node: MapNode): ValueRule | undefined {
  if (!node.isMapping) {
    const field = readFieldName(node);
    return field && { place: node.place, fields: [field], ...nothingMore };
  }
  const {
    field,
    template,
    constant,
    default: fallback,
    split,
    date,
    lookup,
    concept,
    type,
    lang,
    empty,
    ...members
  } = node.membersNamed(ruleNames);
  const firstOf = members['first-of'];
  const sources = [field, firstOf, constant].filter((source) => source !== undefined);
  if (sources.length > 1) node.refuse('Of "field", "first-of" and "constant" only one can be given.');
  if (sources.length === 0 && !template)
    return node.refuse(
      'Nothing says where the value comes from: give "field", "first-of", "template" or "constant".',
    );
  if (constant && template)
    node.refuse('A constant takes no template: write the whole text as the constant.');
  const dates = date?.items().flatMap((item) => readDateForm(item) ?? []);
  if (concept && type) node.refuse('Of "concept" and "type" only one can be given: a concept is a type.');
  const rule: ValueRule = {
    place: node.place,
    fields: (firstOf ?? field)?.items().flatMap((item) => readFieldName(item) ?? []) ?? [],
    stripHtml: members['strip-html']?.truth() ?? false,
    required: members.required?.truth() ?? false,
    optional: members.optional?.truth() ?? false,
    ...defined({
      template: template && readTemplate(template),
      constant: constant?.texts(),
      fallback: fallback?.texts(),
      split: split && readSeparators(split),
      dates,
      lookup: lookup && readLookup(lookup),
      empty: empty?.texts().map((text) => text.trim().toLowerCase()),
      language: lang && readLanguage(lang),
      scheme: concept?.choice(schemeKeys) as SchemeKey | undefined,
      type: type?.choice(valueTypes) as ValueType | undefined,
    }),
  };
  return rule;
}

const nothingMore = { stripHtml: false, required: false, optional: false } as const;

export function readFieldName(node: MapNode): FieldName | undefined {
  const name = node.text();
  return name === undefined ? undefined : { name: name.trim(), place: node.place };
}

export function readLanguage(node: MapNode): string | undefined {
  const text = node.text();
  if (text === undefined) return undefined;
  const tag = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/.test(text) ? text : languageTag(text);
  return tag ?? node.refuse(`"${text}" is no language: write a tag such as hi, en or ta.`);
}

const conditionNames = ['field', 'is', 'is-not', 'contains', 'begins-with', 'empty'] as const;

/** One condition of `skip-when`. */
export function readCondition(node: MapNode): Condition | undefined {
  const { field, is, contains, empty, ...members } = node.membersNamed(conditionNames);
  if (!field) return node.refuse('The condition names no field: begin it with "field: NAME".');
  const name = readFieldName(field);
  const tests = [is, contains, empty, members['is-not'], members['begins-with']];
  if (tests.every((test) => test === undefined))
    return node.refuse(
      'The condition says nothing of its field: add "is", "is-not", "contains", "begins-with" or "empty".',
    );
  return (
    name && {
      place: node.place,
      field: name,
      ...defined({
        is: is?.texts(),
        isNot: members['is-not']?.texts(),
        contains: contains?.texts(),
        beginsWith: members['begins-with']?.texts(),
        empty: empty?.truth(),
      }),
    }
  );
}

function readTemplate(node: MapNode): Template | undefined {
  const text = node.text();
  if (text === undefined) return undefined;
  const template = parseTemplate(text);
  if ('problem' in template) return node.refuse(`The template cannot be read: ${template.problem}.`);
  if (template.parts.every((part) => part.type === 'text'))
    return node.refuse(`The template has no place for a field, such as {id}. A fixed text is a "constant".`);
  return template;
}

function readDateForm(node: MapNode): DateForm | undefined {
  const name = node.text();
  if (name === undefined) return undefined;
  const form = parseDateForm(name);
  if (!('problem' in form)) return form;
  return node.refuse(
    `The form of dates cannot be read: ${form.problem}. Write it as DD/MM/YYYY or D MMM YYYY.`,
  );
}

/** White space may separate, so that it is not trimmed here. */
function readSeparators(node: MapNode): readonly string[] | undefined {
  const separators = node.items().flatMap((item) => item.anyText() ?? []);
  if (separators.length === 0 || separators.includes(''))
    return node.refuse('The separator is empty: write it in quotes, for example ";".');
  return separators;
}

function readLookup(node: MapNode): Lookup | undefined {
  const lookup = new Lookup();
  for (const [value, meaning] of node.members()) {
    const meant = meaning.isEmpty ? [] : meaning.texts();
    if (!lookup.add(value, meant))
      meaning.refuse(`"${value}" is looked up twice: case, blanks and punctuation do not tell values apart.`);
  }
  return lookup;
}

function defined<Members extends object>(
  members: Members,
): { [Name in keyof Members]?: Exclude<Members[Name], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Members]?: Exclude<Members[Name], undefined>;
  };
}

import { parseIri } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { type Cell, Fields } from './fields.ts';
import type { Rule } from './mapping-table.ts';
import { isLanguageTag, keepMember } from './schema-org-rest.ts';
import { textOf } from './values/text.ts';

/** A thing as `sources/schema-org-node.ts` has it: `@id`, `@type` and members, each a list. */
export interface Thing {
  readonly '@id'?: string;
  readonly '@type': readonly string[];
  readonly [member: string]: unknown;
}

/** Members by which a thing that stands for a text is told, best first. */
const naming = ['name', 'value', 'text', 'termCode', 'alternateName', 'url', 'identifier'];
/** Members by which a thing that stands for a place on the web is told. */
const addressing = ['url', 'contentUrl', '@id', 'name', 'text', 'value'];

export function nodeOf(value: object): Thing {
  const types = (value as { '@type'?: unknown })['@type'];
  return {
    ...value,
    '@type': (Array.isArray(types) ? types : [types]).filter(
      (type): type is string => typeof type === 'string',
    ),
  };
}

export function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('@value' in value);
}

export function listOf(value: unknown): readonly unknown[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined && one !== null);
}

/** The web IRI of a thing, if it has one. */
export function idOf(node: Thing): Iri | undefined {
  const id = node['@id'];
  return typeof id === 'string' && /^https?:\/\//i.test(id) ? parseIri(id) : undefined;
}

/** The things of a field; texts become things that state them as `member`. */
export function nodesIn(cells: readonly Cell[], member: string): Thing[] {
  return cells
    .flatMap((cell) => listOf(cell.value))
    .map((value) => (isThing(value) ? nodeOf(value) : { '@type': [], [member]: [value] }));
}

/** The members of a thing as cells: one for each language, and one for what has none. */
export function fieldsOf(node: Thing): Fields {
  return Fields.ofValues(
    Object.entries(node).flatMap(([field, value]) => {
      const plain: unknown[] = [];
      const byLanguage = new Map<string, string[]>();
      for (const one of listOf(value)) {
        const { '@value': text, '@language': language } = one as {
          '@value'?: unknown;
          '@language'?: unknown;
        };
        if (typeof text !== 'string') plain.push(one);
        else if (!isLanguageTag(language)) plain.push(text);
        else byLanguage.set(language, [...(byLanguage.get(language) ?? []), text]);
      }
      return [
        ...(plain.length > 0 ? [{ field, value: plain }] : []),
        ...[...byLanguage].map(([language, texts]) => ({ field, value: texts, language })),
      ];
    }),
  );
}

/** A rule for texts, where a thing stands for its name. What else it says is kept beside. */
export function byName(rule: Rule): Rule {
  return told(rule, naming);
}

/** A rule for addresses, where a thing stands for its address, and one without for its name. */
export function byAddress(rule: Rule): Rule {
  return told(rule, addressing);
}

function told(rule: Rule, members: readonly string[]): Rule {
  return (cell, target) => {
    const texts = listOf(cell.value).flatMap((value) => {
      if (!isThing(value)) return [value];
      const member = members.find((name) => textOf(value[name]) !== undefined);
      const whole = Object.keys(value).filter((name) => name !== '@type' && name !== member);
      // An address told by itself is not told again; anything more is.
      if (member === undefined || whole.some((name) => name !== '@id'))
        keepMember(target.draft, target.subject, cell.field, [value]);
      return member === undefined ? [] : listOf(value[member]).map((one) => textOfValue(one));
    });
    if (texts.length > 0) rule({ ...cell, value: texts }, target);
  };
}

export function textOfValue(value: unknown): unknown {
  return typeof value === 'object' && value !== null && '@value' in value
    ? (value as { '@value': unknown })['@value']
    : value;
}

/** The language that a text states. */
export function languageIn(value: unknown): string | undefined {
  const language: unknown =
    typeof value === 'object' && value !== null && '@language' in value ? value['@language'] : undefined;
  return isLanguageTag(language) ? language : undefined;
}

/** The first text of a member, whatever its language. */
export function firstText(node: Thing, member: string): string | undefined {
  return listOf(node[member])
    .filter((value) => !isThing(value))
    .map((value) => textOf(textOfValue(value)))
    .find((text) => text !== undefined);
}

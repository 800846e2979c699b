import type { Literal } from '@rdfjs/types';
import { literal, parseIri } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { prefixes } from '../vocabulary/prefixes.ts';
import { xsd } from '../vocabulary/terms.ts';
import type { Draft } from './draft.ts';
import type { Fields } from './fields.ts';
import { slug } from './iris.ts';
import { textsOf } from './values/text.ts';

/** Members whose texts are addresses (`@type: @id` in schema.org's own context) and stand for things. */
const addresses = new Set([
  'acquireLicensePage',
  'additionalType',
  'codeRepository',
  'contentUrl',
  'discussionUrl',
  'documentation',
  'downloadUrl',
  'embedUrl',
  'image',
  'installUrl',
  'isBasedOn',
  'license',
  'logo',
  'mainEntityOfPage',
  'publishingPrinciples',
  'sameAs',
  'thumbnailUrl',
  'url',
]);
const deepest = 12;

/** What no table has used stays as it was stated, as triples of schema.org. */
export function keepSchemaRest(fields: Fields, draft: Draft, subject: Iri = draft.topic): void {
  for (const { field, value, language } of fields.rest())
    keepMember(draft, subject, field, Array.isArray(value) ? value : [value], language);
}

/** States `values` of `subject` as they are. A thing without an IRI becomes a part that is named by its place. */
export function keepMember(
  draft: Draft,
  subject: Iri,
  member: string,
  values: readonly unknown[],
  language?: string,
  depth = 0,
): void {
  const property = schemaTerm(member);
  if (property === undefined || depth > deepest) return;
  for (const value of values) {
    const object = isObject(value)
      ? keepThing(draft, subject, member, value, depth)
      : (literalOf(member, value, language) ?? undefined);
    if (object !== undefined) draft.state(subject, property, object);
  }
}

function keepThing(
  draft: Draft,
  subject: Iri,
  member: string,
  value: Readonly<Record<string, unknown>>,
  depth: number,
): Iri | Literal | undefined {
  const { '@value': text, '@language': language } = value;
  if (typeof text === 'string') return literal(text, isLanguageTag(language) ? { language } : {});
  const id = typeof value['@id'] === 'string' ? parseIri(value['@id']) : undefined;
  const iri = id ?? freePart(draft, subject, slug(member.replace(/^.*[#/:]/, '')));
  const members = Object.entries(value).filter(([name]) => !name.startsWith('@'));
  const types = (Array.isArray(value['@type']) ? value['@type'] : []).flatMap(
    (type) => schemaTerm(String(type)) ?? [],
  );
  if (members.length === 0 && types.length === 0) return id;
  if (iri !== draft.topic) draft.part(iri, ...types);
  for (const [name, own] of members)
    keepMember(draft, iri, name, Array.isArray(own) ? own : [own], undefined, depth + 1);
  return iri;
}

/** An IRI of that name within `subject` that nothing is stated of yet. */
export function freePart(draft: Draft, subject: Iri, name: string): Iri {
  for (let next = 1; ; next++) {
    const iri = draft.context.iris.part(subject, next === 1 ? name : `${name}-${next}`);
    if (!draft.describes(iri)) return iri;
  }
}

function literalOf(member: string, value: unknown, language: string | undefined): Iri | Literal | undefined {
  if (typeof value === 'boolean') return literal(String(value), { datatype: xsd.boolean });
  if (typeof value === 'number' && Number.isFinite(value))
    return literal(String(value), { datatype: Number.isInteger(value) ? xsd.integer : xsd.double });
  const [text] = textsOf(value);
  if (text === undefined) return undefined;
  const address = addresses.has(member) && /^https?:\/\//i.test(text) ? parseIri(text) : undefined;
  return address ?? literal(text, language === undefined ? {} : { language });
}

/** The class or property of that name; `undefined` where it is no name. */
export function schemaTerm(name: string): Iri | undefined {
  return parseIri(name.includes(':') ? name : `${prefixes.schema}${name}`);
}

/** BCP 47, as RDF has it in literals. */
export function isLanguageTag(tag: unknown): tag is string {
  return typeof tag === 'string' && /^[a-z]{1,8}(?:-[a-z0-9]{1,8})*$/i.test(tag);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

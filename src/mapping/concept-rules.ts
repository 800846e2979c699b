import type { Severity } from '../model/finding.ts';
import { literal } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import type { SchemeKey } from '../vocabulary/ndsap.ts';
import { dcat, dct, skos, xsd } from '../vocabulary/terms.ts';
import type { Concept } from './concept-index.ts';
import type { Cell } from './fields.ts';
import { secondValue, unresolvedValue } from './mapping-findings.ts';
import type { Rule, Target } from './mapping-table.ts';
import { nearestConcepts } from './nearest-concepts.ts';
import { statedTexts } from './text-rules.ts';
import { parseAddress } from './values/address.ts';
import { frequencyOfDays, frequencyOfInterval } from './values/frequency.ts';
import { languageCode } from './values/language.ts';
import { splitList } from './values/list.ts';

const authority = 'http://publications.europa.eu/resource/authority/';
const mediaTypes = 'https://www.iana.org/assignments/media-types/';

/** Concepts of a scheme, each by label, notation, synonym or IRI; lists by comma, bar, semicolon, line or " / ". */
export function concepts(scheme: SchemeKey, severity: Severity = 'warning'): Rule {
  return (cell, target) => {
    for (const text of statedTexts(cell))
      for (const item of conceptTexts(target, scheme, text)) {
        const iri = resolve(target, scheme, item)?.iri ?? externalIri(item);
        if (iri) target.draft.state(target.subject, target.property, iri);
        else keepUnresolved(cell, target, scheme, item, severity);
      }
  };
}

/** The text itself where it is a concept (names hold commas, bars and slashes), else the items of the list that it is. */
export function conceptTexts({ draft }: Target, scheme: SchemeKey, text: string): string[] {
  if (draft.context.concepts.resolve(scheme, text)) return [text];
  return text
    .split('|')
    .flatMap((part) => (draft.context.concepts.resolve(scheme, part) ? [part] : splitList(part)))
    .flatMap((part) => (draft.context.concepts.resolve(scheme, part) ? [part] : part.split(/\s+[/>»]\s+/)))
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** EU frequency (DCAT-AP: one), from a label, an ISO 8601 interval or an IRI; the own concept where the EU has none. */
export const frequency: Rule = (cell, target) =>
  one(cell, target, 'frequency', (text) => {
    const term = frequencyOfInterval(text);
    if (term) return `${authority}frequency/${term}` as Iri;
    const concept = resolve(target, 'frequency', text);
    return concept ? (euTerm(concept) ?? concept.iri) : externalIri(text);
  });

/** The same from a number of days, as the Humanitarian Data Exchange has it. */
export const frequencyInDays: Rule = (cell, target) =>
  one(cell, target, 'frequency', (text) => {
    const term = frequencyOfDays(text);
    return term ? (`${authority}frequency/${term}` as Iri) : undefined;
  });

/** The interval of granularity: the project's concept, and its length as `dcat:temporalResolution`. */
export const granularity: Rule = (cell, target) =>
  one(cell, target, 'granularity', (text) => {
    const concept = resolve(target, 'granularity', text);
    const [length] = concept?.properties.get(target.draft.ndsap.interval) ?? [];
    if (length && !target.draft.has(target.subject, dcat.temporalResolution))
      target.draft.state(
        target.subject,
        dcat.temporalResolution,
        literal(length, { datatype: xsd.duration }),
      );
    return concept?.iri;
  });

/** NDSAP's access type, and beside it the EU's access right where one matches (exactly, else more broadly). */
export const accessType: Rule = (cell, target) =>
  one(cell, target, 'access-type', (text) => {
    const concept = resolve(target, 'access-type', text);
    const right = concept && (euTerm(concept) ?? broaderEuTerm(concept));
    if (right && !target.draft.has(target.subject, dct.accessRights))
      target.draft.state(target.subject, dct.accessRights, right);
    return concept?.iri;
  });

/** EU access right of a text that may also be the IRI of one. */
export const accessRight: Rule = (cell, target) =>
  one(cell, target, 'access-type', (text) => {
    const concept = resolve(target, 'access-type', text);
    return (concept && (euTerm(concept) ?? broaderEuTerm(concept))) ?? externalIri(text);
  });

/** File format: the EU's file type where it has one; its media type beside it where none is stated. */
export const format: Rule = (cell, target) =>
  one(cell, target, 'file-format', (text) => {
    const concept = formatConcept(target, text);
    if (concept) stateMediaType(target, concept);
    return concept ? (euTerm(concept) ?? concept.iri) : externalIri(text);
  });

/** The format that the extension of a file's address tells, where none is stated; no complaint where it tells none. */
export function formatOfAddress(target: Target, address: Iri): void {
  if (target.draft.has(target.subject, dct.format)) return;
  const concept = fileConcept(target, address);
  if (!concept) return;
  target.draft.state(target.subject, dct.format, euTerm(concept) ?? concept.iri);
  stateMediaType(target, concept);
}

/** Does the address end in the extension of a known file format? Then it is one that downloads. */
export function isFile(target: Target, address: Iri): boolean {
  return fileConcept(target, address) !== undefined;
}

/** IANA media type; parameters are left out. A format's name instead ("CSV") is understood as well. */
export const mediaType: Rule = (cell, target) =>
  one(cell, target, 'file-format', (text) => {
    const type = /^([a-z]+\/[a-z0-9][a-z0-9!#$&^_.+-]*)(?:\s*;.*)?$/i.exec(text)?.[1];
    if (type) return `${mediaTypes}${type.toLowerCase()}` as Iri;
    const external = externalIri(text);
    const concept = external ? undefined : formatConcept(target, text);
    return external ?? (concept && mediaTypeOf(target, concept));
  });

/** Language of the resource in the EU's language table; the project's languages by name or code. */
export const languageOfResource: Rule = (cell, target) => {
  for (const item of statedTexts(cell).flatMap(splitList)) {
    const term = languageIri(item);
    if (term) target.draft.state(target.subject, target.property, term);
    else {
      target.draft.keepAsText(target.keeper, cell.field, item);
      target.draft.report(unresolvedValue([]), cell.field, item, target.property);
    }
  }
};

export function languageIri(text: string): Iri | undefined {
  const term = languageCode(text);
  return term ? (`${authority}language/${term}` as Iri) : externalIri(text);
}

/** The EU's term for a concept of the portal. */
export function euTerm(concept: Concept): Iri | undefined {
  return concept.exactMatch.find((match) => match.startsWith(authority));
}

export function keepUnresolved(
  cell: Cell,
  target: Target,
  scheme: SchemeKey,
  value: string,
  severity: Severity = 'warning',
): void {
  const { draft, keeper, property } = target;
  draft.keepAsText(keeper, cell.field, value);
  draft.report(
    unresolvedValue(nearestConcepts(draft.context.concepts, scheme, value), severity),
    cell.field,
    value,
    property,
  );
}

export function resolve({ draft }: Target, scheme: SchemeKey, text: string): Concept | undefined {
  return draft.context.concepts.resolve(scheme, text);
}

/** States the first value that can be read; further ones, and those that cannot, are kept as text and reported. */
function one(cell: Cell, target: Target, scheme: SchemeKey, read: (text: string) => Iri | undefined): void {
  const { draft, subject, property } = target;
  for (const text of statedTexts(cell)) {
    const iri = read(text);
    if (!iri) keepUnresolved(cell, target, scheme, text);
    else if (!draft.has(subject, property)) draft.state(subject, property, iri);
    else if (!draft.states(subject, property, iri)) {
      draft.keepAsText(target.keeper, cell.field, text);
      draft.report(secondValue, cell.field, text, property);
    }
  }
}

/** The IRI of a concept of another authority, as DCAT-minded sources give it. */
function externalIri(text: string): Iri | undefined {
  return /^https?:\/\//i.test(text) ? parseAddress(text)?.iri : undefined;
}

function broaderEuTerm(concept: Concept): Iri | undefined {
  return concept.properties.get(skos.broadMatch)?.find((match) => match.startsWith(authority)) as
    | Iri
    | undefined;
}

function formatConcept(target: Target, text: string): Concept | undefined {
  const plain = text.replace(/^\./, '').replace(/;.*$/, '').trim();
  return resolve(target, 'file-format', text) ?? resolve(target, 'file-format', plain);
}

function fileConcept(target: Target, address: Iri): Concept | undefined {
  const extension = /^[^?#]*\/[^?#/]*\.([a-z0-9]{2,10})(?:[?#]|$)/i.exec(address)?.[1];
  if (extension === undefined || /^https?:\/\/[^/?#]*$/i.test(address)) return undefined;
  const wanted = extension.toLowerCase();
  const byExtension = target.draft.context.concepts
    .all('file-format')
    .find((concept) =>
      concept.properties
        .get(target.draft.ndsap.fileExtension)
        ?.some((e) => e.replace(/^\./, '').toLowerCase() === wanted),
    );
  return byExtension ?? resolve(target, 'file-format', wanted);
}

function stateMediaType(target: Target, concept: Concept): void {
  const type = mediaTypeOf(target, concept);
  if (type && !target.draft.has(target.subject, dcat.mediaType))
    target.draft.state(target.subject, dcat.mediaType, type);
}

function mediaTypeOf({ draft }: Target, concept: Concept): Iri | undefined {
  const [type] = concept.properties.get(draft.ndsap.mediaType) ?? [];
  if (type === undefined) return undefined;
  return externalIri(type) ?? (`${mediaTypes}${type}` as Iri);
}

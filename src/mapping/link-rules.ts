import { literal } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dcat, dct, geosparql, locn, rdfs, skos } from '../vocabulary/terms.ts';
import type { Cell } from './fields.ts';
import { invalidIri, invalidMail, mendedIri, unknownLicence } from './mapping-findings.ts';
import type { Rule, Target } from './mapping-table.ts';
import { statedTexts } from './text-rules.ts';
import { parseAddress, parseMail } from './values/address.ts';
import { parseGeometry } from './values/geometry.ts';
import { isNoLicence, licenceIri } from './values/licence.ts';
import { oneLine } from './values/text.ts';

/** Web addresses, one or several in a cell (commas or lines); what is none is kept as text and reported. */
export const addresses: Rule = (cell, target) => {
  for (const value of statedTexts(cell).flatMap(splitAddresses)) {
    const address = addressOf(cell, target, value);
    if (address) target.draft.state(target.subject, target.property, address);
  }
};

/** The address in a text, reported where it was mended or is none (then kept as text). */
export function addressOf(cell: Cell, { draft, keeper, property }: Target, value: string): Iri | undefined {
  const read = parseAddress(value);
  if (!read) {
    draft.keepAsText(keeper, cell.field, value);
    draft.report(invalidIri, cell.field, value, property);
  } else if (read.mended) draft.report(mendedIri, cell.field, value, property);
  return read?.iri;
}

/** Commas and blanks part addresses only before the next one, because addresses may hold them. */
export function splitAddresses(text: string): string[] {
  return text
    .split(/[\r\n]+|[,;\s]+(?=(?:[a-z][a-z0-9+.-]*:\/\/|www\.))/i)
    .map((part) => part.replace(/^[\s,;]+|[\s,;]+$/g, ''))
    .filter((part) => part !== '');
}

/** An address that may also be a plain identifier, which is then kept as text without a complaint. */
export const addressOrNote: Rule = (cell, target) => {
  for (const value of statedTexts(cell)) {
    const read = parseAddress(value);
    if (read) target.draft.state(target.subject, target.property, read.iri);
    else target.draft.text(target.keeper, skos.note, `${cell.field}: ${value}`, cell.language);
  }
};

export const mail: Rule = (cell, target) => {
  for (const value of statedTexts(cell).flatMap((text) => text.split(/[,;\s]+(?=\S+@)/))) {
    const address = parseMail(value);
    if (address) target.draft.state(target.subject, target.property, address);
    else {
      target.draft.keepAsText(target.keeper, cell.field, value);
      target.draft.report(invalidMail, cell.field, value, target.property);
    }
  }
};

/** `tel:` IRI of a telephone number. */
export const telephone: Rule = (cell, target) => {
  for (const value of statedTexts(cell)) {
    const digits = value.replace(/[^\d+]/g, '');
    if (/^\+?\d{5,15}$/.test(digits))
      target.draft.state(target.subject, target.property, `tel:${digits}` as Iri);
    else target.draft.keepAsText(target.keeper, cell.field, value);
  }
};

/** A licence by address or identifier; any other name is kept as a statement of rights. One alone (DCAT-AP). */
export const licence: Rule = (cell, target) => {
  const { draft, subject, property } = target;
  for (const value of statedTexts(cell)) {
    if (isNoLicence(value)) continue;
    const iri = licenceIri(value) ?? parseAddress(value)?.iri;
    if (iri && !draft.has(subject, property)) draft.state(subject, property, iri);
    else if (!iri || !draft.states(subject, property, iri)) {
      rightsStatement(target, value, cell.language);
      draft.report(unknownLicence, cell.field, value, property);
    }
  }
};

/** A statement of rights: a document's address, or a text. */
export const rights: Rule = (cell, target) => {
  for (const value of statedTexts(cell)) {
    const read = parseAddress(value);
    if (read && !read.mended) target.draft.state(target.subject, target.property, read.iri);
    else rightsStatement(target, value, cell.language);
  }
};

function rightsStatement({ draft, subject }: Target, text: string, language: string | undefined): void {
  const part = draft.part(draft.context.iris.part(subject, 'rights'), dct.RightsStatement);
  draft.text(part, rdfs.label, text, language);
  draft.state(subject, dct.rights, part);
}

/** A place: an IRI, GeoJSON, a bounding box, or a name, which becomes a `dct:Location` with that label. */
export const place: Rule = (cell, target) => {
  const { draft, subject, property } = target;
  const values =
    typeof cell.value === 'object' && !Array.isArray(cell.value) ? [cell.value] : statedTexts(cell);
  for (const [index, value] of values.entries()) {
    const geometry = parseGeometry(value);
    const address = typeof value === 'string' && !geometry ? parseAddress(value) : undefined;
    if (address && !address.mended) {
      draft.state(subject, property, address.iri);
      continue;
    }
    // The first values of several fields (a geometry and its name) describe one place.
    const name = index === 0 ? 'place' : `place-${index + 1}`;
    const part = draft.part(draft.context.iris.part(subject, name), dct.Location);
    draft.state(subject, property, part);
    if (geometry?.geoJson)
      draft.state(part, locn.geometry, literal(geometry.geoJson, { datatype: geosparql.geoJSONLiteral }));
    if (geometry?.bbox)
      draft.state(part, dcat.bbox, literal(geometry.bbox, { datatype: geosparql.wktLiteral }));
    if (!geometry)
      for (const text of statedTexts({ ...cell, value }))
        draft.text(part, skos.prefLabel, oneLine(text), cell.language);
  }
};

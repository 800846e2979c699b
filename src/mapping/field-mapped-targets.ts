import { parseIri } from '../rdf/terms.ts';
import { prefixes } from '../vocabulary/prefixes.ts';
import * as terms from '../vocabulary/terms.ts';
import { type Described, propertyRows } from './dcat-properties.ts';
import { Fields } from './fields.ts';
import type { Row } from './mapping-table.ts';
import { ndsapSpellings } from './ndsap-spellings.ts';
import { appTable, catalogTable, datasetTable, distributionTable } from './ndsap-tables.ts';

/** What the name of an element or property in a field map stands for. */
export interface FieldTarget {
  /** As in {@link FieldStatement}: element, or IRI of a property. */
  readonly target: string;
  readonly thing: Described;
  /** BCP 47: `Title@hi`, `Title (Hindi)`. */
  readonly language?: string;
  /** It is known how its values are made; otherwise they are texts unless a type is given. */
  readonly known: boolean;
}

/** Elements beside those of the tables: they are joined with others, or name catalogs. */
const further: Readonly<Record<Described, readonly string[]>> = {
  dataset: ['State', 'Ministry', 'Department', 'Catalog', 'Group Name'],
  app: ['State', 'Ministry', 'Department', 'Catalog', 'Group Name'],
  catalog: ['State', 'Ministry', 'Department', 'Group Name'],
  distribution: [],
};
const tables = {
  dataset: datasetTable,
  app: appTable,
  catalog: catalogTable,
  distribution: distributionTable,
};
const shortened: Readonly<Record<string, string>> = { ...prefixes, dcterms: prefixes.dct };

/** The elements of a kind of thing, in the order in which they are best written. */
export function elementsOf(thing: Described): readonly string[] {
  const own = tables[thing].rows.map(({ field }) => field);
  return [...new Set([...own, ...further[thing]])];
}

/** Names of the properties of a kind of thing, as `dcat:keyword`. */
export function propertyNames(thing: Described): readonly string[] {
  return [...propertyRows[thing].keys()].map(shortName);
}

/** `dcat:keyword` for its IRI, where one of the known prefixes fits. */
export function shortName(iri: string): string {
  const found = Object.entries(prefixes).find(([, namespace]) => iri.startsWith(namespace));
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
}

/** What made the value of a statement: the row of its element or property, and its rank among the others. */
export function rowOf(
  thing: Described,
  target: string,
): { readonly row: Row; readonly rank: number } | undefined {
  const rows = tables[thing].rows;
  const at = rows.findIndex(({ field }) => field === target);
  const element = rows[at];
  if (element) return { row: element, rank: at };
  const row = propertyRows[thing].get(target);
  // Formats stand before addresses, which tell the format where none is stated.
  const like = row && rows.findIndex((other) => other.property === row.property);
  return row && { row, rank: like === undefined || like < 0 ? 0 : like };
}

/**
 * The element or property of that name: an element of NDSAP in any of its spellings, English or Hindi; `prefix:name`, an
 * IRI (in `<…>` or not), or the local name of a DCAT property (`landingPage`).
 * @param own more prefixes → IRI
 */
export function targetNamed(
  name: string,
  thing: Described,
  own: Readonly<Record<string, string>> = {},
): FieldTarget | undefined {
  const tagged = /^(.*?)\s*@([a-zA-Z]{2,3}(?:-[a-zA-Z0-9]+)*)$/.exec(name);
  const language = tagged?.[2];
  const plain = (tagged?.[1] ?? name).trim();
  const found = propertyNamed(plain, thing, own) ?? elementNamed(name, thing);
  if (!found) return undefined;
  return { ...found, thing, ...(language ? { language } : {}) };
}

function elementNamed(name: string, thing: Described): Omit<FieldTarget, 'thing'> | undefined {
  const fields = Fields.ofRow({ [name]: 'x' }, ndsapSpellings);
  for (const element of elementsOf(thing)) {
    const [cell] = fields.look(element);
    if (cell) return { target: element, known: true, ...(cell.language ? { language: cell.language } : {}) };
  }
  return thing === 'distribution' ? ofDistribution(elementNamed(name, 'dataset')) : undefined;
}

/** Title, Description, Licence… of a file are the properties that those elements of datasets become. */
function ofDistribution(found: ReturnType<typeof elementNamed>): ReturnType<typeof elementNamed> {
  const property = found && datasetTable.rows.find(({ field }) => field === found.target)?.property;
  return found && property && propertyRows.distribution.has(property)
    ? { ...found, target: property }
    : undefined;
}

function propertyNamed(
  name: string,
  thing: Described,
  own: Readonly<Record<string, string>>,
): Omit<FieldTarget, 'thing'> | undefined {
  const prefixed = /^([A-Za-z][\w.-]*):([^\s/<>"{}|^`\\][^\s<>"{}|^`\\]*)$/.exec(name);
  const [, prefix = '', local = ''] = prefixed ?? [];
  if (prefix === 'ndsap') return propertyRows[thing].has(name) ? { target: name, known: true } : undefined;
  const namespaces = { ...shortened, ...own };
  const namespace = Object.hasOwn(namespaces, prefix) ? namespaces[prefix] : undefined;
  if (namespace !== undefined) return property(`${namespace}${local}`, thing);
  const iri = /^<?(https?:\/\/[^>]+)>?$/.exec(name)?.[1];
  if (iri !== undefined) return parseIri(iri) && property(iri, thing);
  const known = [...propertyRows[thing].keys()].find((one) => one.replace(/^.*[#/:]/, '') === name);
  return known === undefined ? undefined : { target: known, known: true };
}

function property(iri: string, thing: Described): Omit<FieldTarget, 'thing'> | undefined {
  if (propertyRows[thing].has(iri)) return { target: iri, known: true };
  return isMistyped(iri) ? undefined : { target: iri, known: false };
}

const closed = [prefixes.dcat, prefixes.dct];
const knownTerms = new Set(
  [terms.dcat, terms.dct].flatMap((vocabulary) => Object.values<string>(vocabulary)),
);

/** Of DCAT and DCMI Terms a name that differs from one of theirs in case or in a letter is a slip. */
function isMistyped(iri: string): boolean {
  if (knownTerms.has(iri) || !closed.some((namespace) => iri.startsWith(namespace))) return false;
  const folded = iri.toLowerCase();
  return [...knownTerms].some((term) => {
    const other = term.toLowerCase();
    return other === folded || (Math.abs(other.length - folded.length) < 2 && differsInOne(other, folded));
  });
}

function differsInOne(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  // A pair of letters that changed places differs in two.
  return Math.max(a.length, b.length) - start - end <= 2;
}

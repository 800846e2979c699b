import type { RecordKind } from '../model/record.ts';
import type { Iri } from '../vocabulary/iri.ts';

/** The properties by which a search is narrowed, in the order of the page; also the names of its parameters. */
export const facetNames = [
  'sector',
  'publisher',
  'place',
  'format',
  'frequency',
  'licence',
  'access',
  'year',
  'stars',
  'kind',
] as const;
export type FacetName = (typeof facetNames)[number];

/** Facet → values. Values of things are IRIs, of `year` four digits, of `kind` a {@link RecordKind}. */
export type FacetValues = Readonly<Partial<Record<FacetName, readonly string[]>>>;

/** What people search for. */
export const mainKinds: readonly RecordKind[] = ['dataset', 'series', 'service', 'app', 'catalog'];
/** What can be found too, where its kind is asked for; these also give their names to what refers to them. */
export const otherKinds: readonly RecordKind[] = ['organization', 'agent', 'concept', 'place'];
export const searchedKinds: readonly RecordKind[] = [...mainKinds, ...otherKinds];

/** Facets whose values are words of their own, no IRIs. */
export const plainFacets: ReadonlySet<FacetName> = new Set(['year', 'kind']);

/** Where the portal's own values of a facet lie, below the base. */
const ownNamespaces: Readonly<Partial<Record<FacetName, string>>> = {
  sector: 'def/sector/',
  publisher: 'id/organization/',
  place: 'id/place/',
  format: 'def/file-format/',
  frequency: 'def/frequency/',
  access: 'def/access-type/',
  stars: 'def/star-level/',
};

/** A facet's value as it stands in an address: `agriculture` for `{base}def/sector/agriculture`, foreign IRIs in full. */
export function shortValue(facet: FacetName, value: string, base: string): string {
  if (plainFacets.has(facet) || !value.startsWith(base)) return value;
  const namespace = base + (ownNamespaces[facet] ?? '');
  const local = value.slice(namespace.length);
  // `id/x` as a local name would be read as a path below the base.
  const ambiguous = /^(?:def|id|doc)\/|^[a-z][a-z0-9+.-]*:/i.test(local) || local === '';
  return value.startsWith(namespace) && !ambiguous ? local : value;
}

/** The value that an address means: an IRI, a path below the base, or the local name of one of the portal's own. */
export function fullValue(facet: FacetName, text: string, base: string): string {
  if (plainFacets.has(facet) || /^[a-z][a-z0-9+.-]*:/i.test(text)) return text;
  if (/^(?:def|id|doc)\//.test(text)) return base + text;
  return (base + (ownNamespaces[facet] ?? '') + text) as Iri;
}

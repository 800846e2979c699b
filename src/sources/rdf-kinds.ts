import type { RecordKind } from '../model/record.ts';
import { prefixes } from '../vocabulary/prefixes.ts';
import { adms, dcat, dct, foaf, org, prov, schema, skos, spdx, vcard } from '../vocabulary/terms.ts';

/** Kind of record by class; the first line that fits decides, so that a dataset that is also a catalogue is a catalogue. */
const kindByType: readonly (readonly [RecordKind, readonly string[]])[] = [
  ['catalog', [dcat.Catalog]],
  ['series', [dcat.DatasetSeries]],
  ['dataset', [dcat.Dataset, 'http://dati.gov.it/onto/dcatapit#Dataset']],
  ['service', [dcat.DataService]],
  ['app', [schema.SoftwareApplication, 'https://schema.org/SoftwareApplication']],
  ['distribution', [dcat.Distribution]],
  ['organization', [foaf.Agent, foaf.Organization, org.Organization, org.FormalOrganization, dct.Agent]],
  ['organization', [org.OrganizationalUnit, foaf.Person, 'http://dati.gov.it/onto/dcatapit#Agent']],
  ['contact', [vcard.Kind, vcard.Contact, vcard.Organization, vcard.Individual, `${prefixes.vcard}Group`]],
  ['place', [dct.Location]],
  ['concept', [skos.Concept]],
  ['scheme', [skos.ConceptScheme]],
  ['record', [dcat.CatalogRecord]],
];

/** Kinds that are never a part of another record, whoever points to them. */
const independent: ReadonlySet<RecordKind> = new Set([
  'catalog',
  'series',
  'dataset',
  'service',
  'app',
  'concept',
  'scheme',
]);

/** @param ownApp the portal's own class of apps, `ndsap:App` */
export function kindOf(types: ReadonlySet<string>, ownApp: string): RecordKind {
  const found = kindByType.find(([, classes]) => classes.some((type) => types.has(type)));
  return found?.[0] ?? (types.has(ownApp) ? 'app' : 'resource');
}

export function isIndependent(kind: RecordKind): boolean {
  return independent.has(kind);
}

/** Properties whose object, where no other record points to it so, belongs to the record of the subject. */
export const partProperties: ReadonlySet<string> = new Set([
  dcat.distribution,
  adms.sample,
  spdx.checksum,
  adms.identifier,
  dct.temporal,
  dcat.qualifiedRelation,
  prov.qualifiedAttribution,
  schema.offers,
  schema.priceSpecification,
]);

/** Membership stands with the member, so that adding one never rewrites the catalogue. */
export const membershipProperties: ReadonlySet<string> = new Set([
  dcat.dataset,
  dcat.service,
  dcat.catalog,
  dcat.resource,
  dcat.record,
]);

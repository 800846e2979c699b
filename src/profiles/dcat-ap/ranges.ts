import type { Iri } from '../../vocabulary/iri.ts';
import { prefixes } from '../../vocabulary/prefixes.ts';
import {
  adms,
  dcat,
  dcatap,
  dct,
  foaf,
  odrl,
  prov,
  rdfs,
  skos,
  spdx,
  vcard,
} from '../../vocabulary/terms.ts';

/** The table of the EU's Publications Office that the values of a property come from. */
export type AuthorityTable =
  | 'access-right'
  | 'data-theme'
  | 'distribution-status'
  | 'file-type'
  | 'frequency'
  | 'language'
  | 'planned-availability';

/** What DCAT-AP 3.0.1 wants a value of a property to be. */
export interface Range {
  readonly type: Iri;
  /** A text in its place becomes a thing of the type with this property. */
  readonly label?: Iri;
  readonly table?: AuthorityTable;
  /** Values that the table has no term for are left out. */
  readonly strict?: true;
  /** Another resource of a catalogue, which is named only where its own record has what DCAT-AP demands of it. */
  readonly resource?: true;
}

const legalResource = 'http://data.europa.eu/eli/ontology#LegalResource' as Iri;

/** https://semiceu.github.io/DCAT-AP/releases/3.0.1/, as its range.ttl and mdr-vocabularies.shape.ttl check it. */
export const ranges: ReadonlyMap<string, Range> = new Map<string, Range>([
  [dct.accessRights, { type: dct.RightsStatement, label: rdfs.label, table: 'access-right' }],
  [dct.rights, { type: dct.RightsStatement, label: rdfs.label }],
  [dct.license, { type: dct.LicenseDocument, label: rdfs.label }],
  [dct.conformsTo, { type: dct.Standard, label: dct.title }],
  [dct.creator, { type: foaf.Agent, label: foaf.name }],
  [dct.publisher, { type: foaf.Agent, label: foaf.name }],
  [dct.provenance, { type: dct.ProvenanceStatement, label: rdfs.label }],
  [dct.spatial, { type: dct.Location, label: skos.prefLabel }],
  [dct.temporal, { type: dct.PeriodOfTime, label: rdfs.label }],
  [dct.type, { type: skos.Concept, label: skos.prefLabel }],
  [dct.accrualPeriodicity, { type: dct.Frequency, table: 'frequency', strict: true }],
  [dct.language, { type: dct.LinguisticSystem, table: 'language', strict: true }],
  [dct.format, { type: dct.MediaTypeOrExtent, table: 'file-type', strict: true }],
  [dct.hasVersion, { type: dcat.Dataset, resource: true }],
  [dct.source, { type: dcat.Dataset, resource: true }],
  [dcat.contactPoint, { type: vcard.Kind, label: vcard.fn }],
  [dcat.landingPage, { type: foaf.Document }],
  [dcat.theme, { type: skos.Concept, table: 'data-theme' }],
  [dcat.themeTaxonomy, { type: skos.ConceptScheme }],
  [dcat.mediaType, { type: dct.MediaType }],
  [dcat.compressFormat, { type: dct.MediaType }],
  [dcat.packageFormat, { type: dct.MediaType }],
  [dcat.distribution, { type: dcat.Distribution, resource: true }],
  [dcat.accessService, { type: dcat.DataService, resource: true }],
  [dcat.servesDataset, { type: dcat.Dataset, resource: true }],
  [dcat.inSeries, { type: dcat.DatasetSeries, resource: true }],
  [foaf.page, { type: foaf.Document }],
  [foaf.homepage, { type: foaf.Document }],
  [adms.identifier, { type: adms.Identifier, label: skos.notation }],
  [adms.sample, { type: dcat.Distribution, resource: true }],
  [adms.status, { type: skos.Concept, table: 'distribution-status', strict: true }],
  [dcatap.availability, { type: skos.Concept, table: 'planned-availability', strict: true }],
  [dcatap.applicableLegislation, { type: legalResource }],
  [odrl.hasPolicy, { type: odrl.Policy }],
  [prov.qualifiedAttribution, { type: `${prefixes.prov}Attribution` as Iri }],
  [prov.wasGeneratedBy, { type: prov.Activity }],
  [spdx.checksum, { type: spdx.Checksum }],
]);

/** Media types are those of the IANA's register (mdr-vocabularies.shape.ttl). */
export const mediaTypeProperties: ReadonlySet<string> = new Set([
  dcat.mediaType,
  dcat.compressFormat,
  dcat.packageFormat,
]);

/** Of which a resource or distribution has at most one value. */
export const singleProperties: readonly Iri[] = [
  adms.status,
  dcat.bbox,
  dcat.byteSize,
  dcat.centroid,
  dcat.compressFormat,
  dcat.endDate,
  dcat.mediaType,
  dcat.packageFormat,
  dcat.spatialResolutionInMeters,
  dcat.startDate,
  dcat.temporalResolution,
  dcat.version,
  dcatap.availability,
  dct.accessRights,
  dct.accrualPeriodicity,
  dct.format,
  dct.issued,
  dct.license,
  dct.modified,
  dct.publisher,
  dct.rights,
  odrl.hasPolicy,
  spdx.checksum,
  `${prefixes.locn}geometry` as Iri,
];

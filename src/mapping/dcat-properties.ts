import {
  adms,
  csvw,
  dcat,
  dcatap,
  dct,
  foaf,
  prov,
  rdfs,
  schema,
  skos,
  spdx,
  vcard,
} from '../vocabulary/terms.ts';
import type { Property } from './draft.ts';
import type { MappingTable, PartOf, Row } from './mapping-table.ts';
import { appTable, catalogTable, datasetTable, distributionTable } from './ndsap-tables.ts';
import { ruleOf, type ValueType } from './typed-rules.ts';

/**
 * Properties of DCAT 3, DCAT-AP 3.0.1 and of what they build on, that a field may be mapped to by name; the elements of
 * NDSAP that become the same property show how it is made.
 */

/** The kinds of things that fields describe. */
export type Described = 'dataset' | 'app' | 'catalog' | 'distribution';

const elementsOf: Readonly<Record<Described, MappingTable>> = {
  dataset: datasetTable,
  app: appTable,
  catalog: catalogTable,
  distribution: distributionTable,
};

/** Property → what its values are. */
type Typed = readonly (readonly [Property, ValueType])[];

const ofEverything: Typed = [
  [dct.title, 'line'],
  [dct.description, 'text'],
  [dct.license, 'licence'],
  [dct.rights, 'rights'],
  [dct.accessRights, 'access-right'],
  [dct.issued, 'date'],
  [dct.modified, 'date'],
  [dct.identifier, 'code'],
  [dct.language, 'language'],
  [dct.conformsTo, 'link-or-text'],
  [dct.type, 'link-or-text'],
  [foaf.page, 'link'],
  [rdfs.seeAlso, 'link'],
  [adms.status, 'link'],
  [skos.note, 'text'],
  [dcatap.availability, 'link'],
  [dcatap.applicableLegislation, 'link'],
];

const ofResources: Typed = [
  ...ofEverything,
  [dcat.keyword, 'keywords'],
  [dct.alternative, 'line'],
  [dct.abstract, 'text'],
  [dct.subject, 'link-or-text'],
  [dct.spatial, 'place'],
  [dct.publisher, 'organisation'],
  [dct.creator, 'organisation'],
  [dct.contributor, 'organisation'],
  [dct.rightsHolder, 'organisation'],
  [dct.created, 'date'],
  [dct.valid, 'date'],
  [dcat.landingPage, 'link'],
  [foaf.homepage, 'link'],
  [dct.references, 'link'],
  [dct.isReferencedBy, 'link'],
  [dct.relation, 'link'],
  [dct.replaces, 'link'],
  [dct.isReplacedBy, 'link'],
  [dct.requires, 'link'],
  [dct.isPartOf, 'link'],
  [dct.hasPart, 'link'],
  [dct.source, 'link-or-text'],
  [dct.bibliographicCitation, 'text'],
  [dcat.version, 'code'],
  [adms.versionNotes, 'text'],
  [prov.wasDerivedFrom, 'link'],
];

const ofDatasets: Typed = [
  ...ofResources,
  [dct.accrualPeriodicity, 'frequency'],
  [dcat.inSeries, 'link'],
  [dcat.spatialResolutionInMeters, 'number'],
  [adms.sample, 'link'],
  [dcatap.hvdCategory, 'link'],
];

const ofDistributions: Typed = [
  ...ofEverything,
  [dct.format, 'format'],
  [dcat.mediaType, 'media-type'],
  [dcat.compressFormat, 'media-type'],
  [dcat.packageFormat, 'media-type'],
  [dcat.byteSize, 'size'],
  [dcat.accessService, 'link'],
  [dcat.spatialResolutionInMeters, 'number'],
];

const typed: Readonly<Record<Described, Typed>> = {
  dataset: ofDatasets,
  app: [...ofResources, [schema.programmingLanguage, 'line'], [dcat.endpointDescription, 'link']],
  catalog: ofResources,
  distribution: ofDistributions,
};

/** Properties that are made as an element is, a part of the resource included. */
const asElements: Readonly<Record<Described, readonly (readonly [Property, string])[]>> = {
  dataset: [
    [dcat.theme, 'Sector'],
    [dcat.contactPoint, 'Contact Name'],
    [vcard.fn, 'Contact Name'],
    [vcard.hasEmail, 'Contact E-mail'],
    [vcard.hasTelephone, 'Contact Phone'],
    [dct.temporal, 'Temporal Coverage'],
    [dct.provenance, 'Methodology'],
    [schema.price, 'Price'],
    [schema.priceCurrency, 'Currency'],
    ['ndsap:accessType', 'Access Type'],
    ['ndsap:granularity', 'Granularity of Data'],
    ['ndsap:policyCompliance', 'NDSAP Policy Compliance'],
  ],
  app: [
    [dcat.theme, 'Sector'],
    [dcat.contactPoint, 'Contact Name'],
    [vcard.fn, 'Contact Name'],
    [vcard.hasEmail, 'Contact E-mail'],
    [vcard.hasTelephone, 'Contact Phone'],
    [schema.url, 'URL'],
    [schema.downloadUrl, 'Download URL'],
    [schema.isBasedOn, 'Datasets Used'],
    ['ndsap:accessType', 'Access Type'],
    ['ndsap:accessMethod', 'Access Method'],
  ],
  catalog: [
    [dcat.theme, 'Sector'],
    [dcat.contactPoint, 'Contact Name'],
    [vcard.fn, 'Contact Name'],
    [vcard.hasEmail, 'Contact E-mail'],
    [vcard.hasTelephone, 'Contact Phone'],
  ],
  distribution: [
    [dcat.accessURL, 'URL'],
    [dcat.downloadURL, 'Download URL'],
    [csvw.column, 'Columns'],
  ],
};

const checksumPart: PartOf = { name: 'checksum', link: spdx.checksum, types: [spdx.Checksum] };

/** The properties of one kind of thing, keyed by IRI (`ndsap:…` for the portal's own). */
export const propertyRows: Readonly<Record<Described, ReadonlyMap<string, Row>>> = {
  dataset: rowsOf('dataset'),
  app: rowsOf('app'),
  catalog: rowsOf('catalog'),
  distribution: rowsOf('distribution').set(spdx.checksum, {
    field: '',
    property: spdx.checksumValue,
    rule: ruleOf('checksum', undefined) ?? (() => undefined),
    part: checksumPart,
  }),
};

function rowsOf(thing: Described): Map<string, Row> {
  const rows = new Map<string, Row>();
  for (const [property, type] of typed[thing]) {
    const rule = ruleOf(type, undefined);
    if (rule) rows.set(property, { field: '', property, rule });
  }
  for (const [property, element] of asElements[thing]) {
    const row = elementsOf[thing].rows.find(({ field }) => field === element);
    if (row) rows.set(property, row);
  }
  return rows;
}

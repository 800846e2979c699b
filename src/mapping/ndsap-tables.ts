import { csvw, dcat, dct, foaf, rdfs, schema, skos, spdx, vcard } from '../vocabulary/terms.ts';
import { columns } from './column-rules.ts';
import {
  accessType,
  concepts,
  format,
  frequency,
  granularity,
  languageOfResource,
  mediaType,
} from './concept-rules.ts';
import { date, period } from './date-rules.ts';
import { accessAddress, downloadAddress } from './file-rules.ts';
import { addresses, licence, mail, rights, telephone } from './link-rules.ts';
import type { MappingTable, PartOf, Row } from './mapping-table.ts';
import { appLanguage, datasetsUsed, policyCompliance } from './ndsap-rules.ts';
import { organisation } from './organisations.ts';
import { byteSize, checksum, code, currency, keywords, line, price, sizeIn, text } from './text-rules.ts';

/**
 * The elements of the NDSAP implementation guidelines §7, and the further columns that real sheets have.
 * Other names of the same columns stand in `ndsap-spellings.ts`.
 */

const contact: PartOf = { name: 'contact', link: dcat.contactPoint, types: [vcard.Kind] };
const offer: PartOf = { name: 'offer', link: schema.offers, types: [schema.Offer] };
const coverage: PartOf = { name: 'period', link: dct.temporal, types: [dct.PeriodOfTime] };
const sum: PartOf = { name: 'checksum', link: spdx.checksum, types: [spdx.Checksum] };
const tableSchema: PartOf = { name: 'schema', link: dct.conformsTo, types: [csvw.Schema] };
const method: PartOf = { name: 'methodology', link: dct.provenance, types: [dct.ProvenanceStatement] };

/** §7.1 and §7.2: what catalogs and resources have in common. */
const common: readonly Row[] = [
  { field: 'Description', property: dct.description, rule: text },
  { field: 'Keywords', property: dcat.keyword, rule: keywords },
  { field: 'Sector', property: dcat.theme, rule: concepts('sector') },
  { field: 'Sub-Sector', property: dcat.theme, rule: concepts('sector') },
  { field: 'Sector / Sub-Sector', property: dcat.theme, rule: concepts('sector') },
  { field: 'Asset Jurisdiction', property: dct.spatial, rule: concepts('jurisdiction') },
  { field: 'Identifier', property: dct.identifier, rule: code },
  { field: 'Organisation', property: dct.publisher, rule: organisation },
  { field: 'Licence', property: dct.license, rule: licence },
  { field: 'Rights', property: dct.rights, rule: rights },
  { field: 'Date Released', property: dct.issued, rule: date },
  { field: 'Date Modified', property: dct.modified, rule: date },
  { field: 'Note', property: skos.note, rule: text },
  { field: 'Contact Name', property: vcard.fn, rule: line, part: contact },
  { field: 'Contact E-mail', property: vcard.hasEmail, rule: mail, part: contact },
  { field: 'Contact Phone', property: vcard.hasTelephone, rule: telephone, part: contact },
];

export const catalogTable: MappingTable = {
  rows: [
    { field: 'Title', property: dct.title, rule: line },
    { field: 'Catalog Title', property: dct.title, rule: line },
    ...common,
  ],
  used: {
    Category: 'says that the row is a catalog',
    Catalog: 'the title, where it heads the column of it',
    'Group Name': 'the catalog above this one',
  },
};

/** §7.2: every resource. */
const resource: readonly Row[] = [
  { field: 'Title', property: dct.title, rule: line },
  ...common,
  { field: 'Reference URLs', property: foaf.page, rule: addresses },
  { field: 'Methodology', property: rdfs.label, rule: text, part: method },
  { field: 'Access Type', property: 'ndsap:accessType', rule: accessType },
  { field: 'Price', property: schema.price, rule: price, part: offer },
  { field: 'Currency', property: schema.priceCurrency, rule: currency, part: offer },
  { field: 'NDSAP Policy Compliance', property: dct.conformsTo, rule: policyCompliance },
];
const usedOfResources = {
  Category: 'Dataset or App: the type of the resource',
  Catalog: 'the catalog that lists the resource',
  'Catalog Title': 'as Catalog',
  'Group Name': 'the catalog above the catalog',
};

/** §7.2, resource category Dataset. */
export const datasetTable: MappingTable = {
  rows: [
    ...resource,
    { field: 'Frequency', property: dct.accrualPeriodicity, rule: frequency },
    { field: 'Granularity of Data', property: 'ndsap:granularity', rule: granularity },
    { field: 'Temporal Coverage', property: dcat.startDate, rule: period, part: coverage },
    { field: 'Language', property: dct.language, rule: languageOfResource },
  ],
  used: usedOfResources,
};

/** §7.2, resource category Dataset: the file or page where its data is. */
export const distributionTable: MappingTable = {
  rows: [
    { field: 'Access Method', property: dct.type, rule: concepts('access-method') },
    { field: 'Media Type', property: dcat.mediaType, rule: mediaType },
    { field: 'Format', property: dct.format, rule: format },
    { field: 'URL', property: dcat.accessURL, rule: accessAddress },
    { field: 'Download URL', property: dcat.downloadURL, rule: downloadAddress },
    { field: 'File Size', property: dcat.byteSize, rule: byteSize },
    { field: 'File Size KB', property: dcat.byteSize, rule: sizeIn('KB') },
    { field: 'File Size MB', property: dcat.byteSize, rule: sizeIn('MB') },
    { field: 'Checksum', property: spdx.checksumValue, rule: checksum, part: sum },
    { field: 'Columns', property: csvw.column, rule: columns, part: tableSchema },
  ],
  used: {},
};

/** §7.2, resource category App. */
export const appTable: MappingTable = {
  rows: [
    ...resource,
    { field: 'App Type', property: dct.type, rule: concepts('app-type') },
    { field: 'Access Method', property: 'ndsap:accessMethod', rule: concepts('access-method') },
    { field: 'Datasets Used', property: schema.isBasedOn, rule: datasetsUsed },
    { field: 'Language', property: dct.language, rule: appLanguage },
    { field: 'URL', property: schema.url, rule: addresses },
    { field: 'Download URL', property: schema.downloadUrl, rule: addresses },
  ],
  used: usedOfResources,
};

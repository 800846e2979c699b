import type { Mapping, RecordKind, SourceRecord } from '../model/record.ts';
import { dcat, dct, foaf, owl, spdx } from '../vocabulary/terms.ts';
import { joinPortal } from './catalog-membership.ts';
import { concepts, frequency, languageOfResource } from './concept-rules.ts';
import type { MappingContext } from './context.ts';
import { date, period } from './date-rules.ts';
import { Draft } from './draft.ts';
import type { Fields } from './fields.ts';
import { downloadAddress } from './file-rules.ts';
import { keyOf, shortHash } from './iris.ts';
import { addresses, addressOrNote, licence, rights } from './link-rules.ts';
import { noIdentity } from './mapping-findings.ts';
import { applyTable, type MappingTable, type PartOf } from './mapping-table.ts';
import { agents, contacts, contactTable, onePublisher } from './schema-org-agents.ts';
import { coverage } from './schema-org-places.ts';
import { keepSchemaRest, schemaTerm } from './schema-org-rest.ts';
import { access, catalogues, content, encoding, references, themes } from './schema-org-rules.ts';
import { byAddress, byName, fieldsOf, idOf, nodeOf, nodesIn } from './schema-org-values.ts';
import { byteSize, checksum, code, keywords, line, text } from './text-rules.ts';
import { textOf } from './values/text.ts';

const periodPart: PartOf = { name: 'period', link: dct.temporal, types: [dct.PeriodOfTime] };
const checksumPart: PartOf = { name: 'checksum', link: spdx.checksum, types: [spdx.Checksum] };

/** What datasets and catalogues have in common, https://schema.org/CreativeWork; the inverse of `profiles/schema/`. */
const work: MappingTable = {
  rows: [
    { field: 'identifier', property: dct.identifier, rule: byName(code) },
    { field: 'name', property: dct.title, rule: byName(line) },
    { field: 'headline', property: dct.title, rule: byName(line), otherwise: true },
    { field: 'alternateName', property: dct.alternative, rule: byName(line) },
    { field: 'description', property: dct.description, rule: byName(text) },
    { field: 'abstract', property: dct.description, rule: byName(text), otherwise: true },
    { field: 'keywords', property: dcat.keyword, rule: byName(keywords) },
    { field: 'about', property: dcat.theme, rule: themes },
    { field: 'creator', property: dct.creator, rule: agents },
    { field: 'author', property: dct.creator, rule: agents },
    { field: 'contributor', property: dct.contributor, rule: agents },
    { field: 'publisher', property: dct.publisher, rule: onePublisher },
    { field: 'provider', property: dct.publisher, rule: onePublisher, otherwise: true },
    { field: 'contactPoint', property: dcat.contactPoint, rule: contacts },
    { field: 'datePublished', property: dct.issued, rule: date },
    { field: 'dateModified', property: dct.modified, rule: date },
    { field: 'dateCreated', property: dct.created, rule: date },
    { field: 'inLanguage', property: dct.language, rule: byName(languageOfResource) },
    { field: 'license', property: dct.license, rule: byAddress(licence) },
    { field: 'usageInfo', property: dct.rights, rule: byAddress(rights) },
    { field: 'copyrightNotice', property: dct.rights, rule: rights },
    { field: 'conditionsOfAccess', property: 'ndsap:accessType', rule: access },
    { field: 'version', property: dcat.version, rule: code },
    { field: 'url', property: dcat.landingPage, rule: byAddress(addresses) },
    { field: 'sameAs', property: owl.sameAs, rule: byAddress(addresses) },
    { field: 'spatialCoverage', property: dct.spatial, rule: coverage },
    { field: 'spatial', property: dct.spatial, rule: coverage },
    { field: 'temporalCoverage', property: dcat.startDate, rule: period, part: periodPart },
    { field: 'temporal', property: dcat.startDate, rule: period, part: periodPart, otherwise: true },
    { field: 'subjectOf', property: foaf.page, rule: references },
    { field: 'mainEntityOfPage', property: foaf.page, rule: references },
    { field: 'isPartOf', property: dct.isPartOf, rule: references },
    { field: 'hasPart', property: dct.hasPart, rule: references },
    { field: 'isBasedOn', property: dct.source, rule: references },
    // Written beside schema.org's terms by portals that think in DCAT.
    { field: dct.accrualPeriodicity, property: dct.accrualPeriodicity, rule: byAddress(frequency) },
    { field: dct.conformsTo, property: dct.conformsTo, rule: byAddress(addressOrNote) },
    { field: dcat.theme, property: dcat.theme, rule: byAddress(concepts('sector', 'info')) },
  ],
  used: { '@type': 'the class', '@id': 'the topic', '@key': 'names what has no IRI' },
};

const dataset: MappingTable = {
  rows: [{ field: 'includedInDataCatalog', property: dcat.dataset, rule: catalogues }],
  used: { distribution: 'the distributions: fields of their own' },
};

const catalog: MappingTable = {
  rows: [{ field: 'dataset', property: dcat.dataset, rule: references }],
  used: {},
};

/** https://schema.org/DataDownload */
const download: MappingTable = {
  rows: [
    { field: 'name', property: dct.title, rule: byName(line) },
    { field: 'description', property: dct.description, rule: byName(text) },
    { field: 'encodingFormat', property: dct.format, rule: byName(encoding) },
    { field: 'fileFormat', property: dct.format, rule: byName(encoding) },
    { field: 'contentUrl', property: dcat.downloadURL, rule: byAddress(content) },
    { field: 'downloadUrl', property: dcat.downloadURL, rule: byAddress(downloadAddress) },
    { field: 'url', property: dcat.accessURL, rule: byAddress(addresses) },
    { field: 'contentSize', property: dcat.byteSize, rule: byteSize },
    { field: 'sha256', property: spdx.checksumValue, rule: checksum, part: checksumPart },
    { field: 'datePublished', property: dct.issued, rule: date },
    { field: 'dateModified', property: dct.modified, rule: date },
    { field: 'inLanguage', property: dct.language, rule: byName(languageOfResource) },
    { field: 'license', property: dct.license, rule: byAddress(licence) },
    { field: 'usageInfo', property: dct.rights, rule: byAddress(rights) },
    { field: dct.conformsTo, property: dct.conformsTo, rule: byAddress(addressOrNote) },
  ],
  used: { '@type': 'always dcat:Distribution', '@id': 'its IRI' },
};

export const schemaOrgTables = {
  dataset: [work, dataset, download, contactTable],
  catalog: [work, catalog],
} as const;

/**
 * Maps a `schema:Dataset` or `schema:DataCatalog` (`data`: a `SchemaNode`). What DCAT has no term for stays as it is, in
 * the http form of schema.org's namespace. The topic is the record's own `@id`; else its IRI is minted of `@key`.
 */
export function mapSchemaOrg(record: SourceRecord, data: object, context: MappingContext): Mapping {
  const source = nodeOf(data);
  const types = new Set(source['@type']);
  const kind = kindOf(record, types);
  const name = textOf(source['@key']) ?? idOf(source);
  const topic = idOf(source) ?? context.iris.thing(kind, keyOf(name ?? 'unknown'));
  const draft = new Draft(context, kind, topic, record.place);
  if (name === undefined) return draft.refuse(noIdentity, '@id');
  if (record.origin && context.iris.isOwn(topic))
    return { records: [], deletions: [], findings: [], ignored: 'the portal’s own' };
  if (record.operation === 'delete') return draft.withdraw();
  const fields = fieldsOf(source);
  if (kind === 'catalog') {
    draft.type(topic, dcat.Catalog);
    joinPortal(draft, dcat.catalog);
    applyTable(catalog, fields, draft);
  } else {
    draft.type(topic, kind === 'series' ? dcat.DatasetSeries : dcat.Dataset);
    joinPortal(draft, dcat.dataset);
    applyTable(dataset, fields, draft);
    mapDownloads(draft, fields, keyOf(name));
  }
  applyTable(work, fields, draft);
  for (const type of types) {
    const name = classes.has(type) ? undefined : schemaTerm(type);
    if (name) draft.type(topic, name);
  }
  keepSchemaRest(fields, draft);
  return draft.finish();
}

/** Classes that DCAT has an equal of. */
const classes = new Set(['Dataset', 'DataCatalog', 'Collection']);

/** DCAT 3 §6.12: a series is what `profiles/schema/` writes as a Dataset that is a Collection. */
function kindOf({ kind }: SourceRecord, types: ReadonlySet<string>): RecordKind {
  if (kind === 'catalog') return 'catalog';
  return types.has('Collection') ? 'series' : 'dataset';
}

/** A distribution without an IRI is named by its address, so that its IRI outlives a change of order. */
function mapDownloads(draft: Draft, fields: Fields, key: string): void {
  const names = new Set<string>();
  for (const source of nodesIn(fields.look('distribution'), 'contentUrl')) {
    const own = fieldsOf(source);
    const address = ['contentUrl', 'downloadUrl', 'url', 'name']
      .map((field) => textOf(own.look(field)[0]?.value))
      .find((found) => found);
    let name = shortHash(address ?? '');
    for (let next = 2; names.has(name); next++) name = `${shortHash(address ?? '')}-${next}`;
    names.add(name);
    const iri = idOf(source) ?? draft.context.iris.distribution(key, name);
    applyTable(download, own, draft, iri);
    keepSchemaRest(own, draft, iri);
    if (!draft.describes(iri)) continue;
    draft.part(iri, dcat.Distribution);
    draft.state(draft.topic, dcat.distribution, iri);
  }
}

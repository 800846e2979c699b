import type { Mapping, SourceRecord } from '../model/record.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dcat, schema } from '../vocabulary/terms.ts';
import { catalogNamed, joinCatalog, joinPortal, namedCatalog } from './catalog-membership.ts';
import type { MappingContext } from './context.ts';
import { Draft } from './draft.ts';
import { Fields } from './fields.ts';
import { splitAddresses } from './link-rules.ts';
import { noCategory, noIdentity } from './mapping-findings.ts';
import { applyTable, keepRest } from './mapping-table.ts';
import { resourceKey } from './ndsap-rules.ts';
import { ndsapSpellings } from './ndsap-spellings.ts';
import { appTable, catalogTable, datasetTable, distributionTable } from './ndsap-tables.ts';
import { parseAddress } from './values/address.ts';
import { splitList } from './values/list.ts';
import { decodeEntities, oneLine, textsOf, withoutTags } from './values/text.ts';

export const ndsapTables = {
  dataset: [datasetTable, distributionTable],
  app: [appTable],
  catalog: [catalogTable],
} as const;

export type Category = 'dataset' | 'app' | 'catalog';

/** Elements of §7.2 that a catalog (§7.1) has not: a row with one of them is a resource. */
const resourceElements = [
  ...['Access Method', 'URL', 'Download URL', 'Frequency', 'Granularity of Data', 'Access Type', 'App Type'],
  ...['Format', 'Reference URLs', 'Datasets Used', 'NDSAP Policy Compliance', 'Temporal Coverage', 'Price'],
];

/** Maps a row of an NDSAP sheet: a catalog (§7.1), or a resource (§7.2) of category Dataset or App. */
export function mapNdsap(record: SourceRecord, data: object, context: MappingContext): Mapping {
  const fields = Fields.ofRow(data, ndsapSpellings);
  const category = categoryOf(fields, context);
  const title = firstText(fields, 'Title') ?? (category === 'catalog' ? catalogTitle(fields) : undefined);
  const identifier = firstText(fields, 'Identifier');
  // Resources name their catalog by its title, which §7.1 wants unique: so its key is never its identifier.
  const key = keyFrom(category === 'catalog' && title !== undefined ? undefined : identifier, title);
  const kind = category ?? 'dataset';
  const draft = new Draft(context, kind, topicOf(context, kind, key ?? 'unknown'), record.place);
  if (category === undefined) return draft.refuse(noCategory, 'Category', firstText(fields, 'Category'));
  if (key === undefined) return draft.refuse(noIdentity, 'Title');
  if (record.operation === 'delete') return draft.withdraw();
  keepRest(describeNdsap(draft, category, fields, key), draft);
  return draft.finish();
}

/** States of the draft's thing what NDSAP makes of the fields; what is left of them is returned. */
export function describeNdsap(draft: Draft, category: Category, stated: Fields, key: string): Fields {
  const fields = withOrganisationPath(stated);
  if (category === 'catalog') mapCatalog(draft, fields);
  else if (category === 'app') mapApp(draft, fields);
  else mapDataset(draft, fields, key);
  return fields;
}

function mapCatalog(draft: Draft, fields: Fields): void {
  draft.type(draft.topic, dcat.Catalog);
  joinPortal(draft, dcat.catalog);
  for (const group of texts(fields, 'Group Name').flatMap(splitList))
    if (catalogNamed(draft.context, group) !== draft.topic) joinCatalog(draft, group, dcat.catalog);
  applyTable(catalogTable, fields, draft);
}

function mapDataset(draft: Draft, fields: Fields, key: string): void {
  draft.type(draft.topic, dcat.Dataset);
  joinCatalogs(draft, fields, dcat.dataset);
  applyTable(datasetTable, fields, draft);
  completeOffer(draft);
  mapDistributions(draft, fields, key);
}

/** Several addresses in the cell are several distributions; as many formats belong to them in turn. */
function mapDistributions(draft: Draft, fields: Fields, key: string): void {
  const addresses = texts(fields, 'URL').flatMap(splitAddresses);
  const formats = texts(fields, 'Format').flatMap(splitList);
  const several = addresses.length > 1;
  for (const [at, address] of (several ? addresses : [undefined]).entries()) {
    const distribution = draft.context.iris.distribution(key, String(at + 1));
    let own = fields;
    if (address !== undefined) own = own.saying('URL', address);
    if (several && formats.length === addresses.length) own = own.saying('Format', formats[at]);
    applyTable(distributionTable, own, draft, distribution);
    if (!draft.describes(distribution)) continue;
    draft.part(distribution, dcat.Distribution);
    draft.state(draft.topic, dcat.distribution, distribution);
  }
}

const services: ReadonlySet<string> = new Set(['web-service', 'web-map-service', 'api']);

function mapApp(draft: Draft, fields: Fields): void {
  const { topic, context } = draft;
  const service = texts(fields, 'App Type').some((type) =>
    services.has(context.concepts.resolve('app-type', type)?.iri.split('/').pop() ?? ''),
  );
  draft.type(topic, draft.ndsap.App, schema.SoftwareApplication, dcat.Resource);
  if (service) draft.type(topic, dcat.DataService);
  joinCatalogs(draft, fields, dcat.resource);
  if (service) joinCatalogs(draft, fields, dcat.service);
  applyTable(appTable, fields, draft);
  completeOffer(draft);
  for (const address of texts(fields, 'URL')
    .flatMap(splitAddresses)
    .flatMap((text) => parseStated(draft, text)))
    draft.state(topic, service ? dcat.endpointURL : dcat.landingPage, address);
}

/** The address in the form in which the table has just stated it. */
function parseStated(draft: Draft, text: string): Iri[] {
  const read = parseAddress(text);
  return read && draft.states(draft.topic, schema.url, read.iri) ? [read.iri] : [];
}

/** Priced access is an offer beside the access right, also where no price is told. */
function completeOffer(draft: Draft): void {
  const { context, topic } = draft;
  const offer = context.iris.part(topic, 'offer');
  const priced = draft.states(topic, draft.ndsap.accessType, context.iris.concept('access-type', 'priced'));
  if (!priced && !draft.describes(offer)) return;
  draft.part(offer, schema.Offer);
  draft.state(topic, schema.offers, offer);
  draft.state(offer, schema.itemOffered, topic);
}

/** The resource's catalog, described by the row's "Catalog …" columns; it joins the group, and so does the resource without one. */
function joinCatalogs(draft: Draft, fields: Fields, membership: Iri): void {
  joinPortal(draft, membership);
  const groups = texts(fields, 'Group Name').flatMap(splitList);
  const titles = ['Catalog', 'Catalog Title'].flatMap((field) => texts(fields, field)).slice(0, 1);
  for (const title of titles) {
    const iri = catalogNamed(draft.context, oneLine(title));
    draft.state(iri, membership, draft.topic);
    const catalog = namedCatalog(draft, iri, oneLine(title));
    for (const group of groups) {
      joinCatalog(catalog, group, dcat.catalog);
      draft.meet(namedCatalog(draft, catalogNamed(draft.context, group), group).asIncidental());
    }
    const own = fields.within('catalog');
    applyTable(catalogTable, own, catalog);
    keepRest(own, catalog);
    draft.meet(catalog.asIncidental());
  }
  if (titles.length === 0) for (const group of groups) joinCatalog(draft, group, membership);
}

function categoryOf(fields: Fields, context: MappingContext): Category | undefined {
  const stated = firstText(fields, 'Category');
  if (stated === undefined) return isCatalogRow(fields) ? 'catalog' : undefined;
  if (/^(?:catalog(?:ue)?s?|कैटलॉग|सूची)$/iu.test(stated)) return 'catalog';
  if (/^(?:apps?|applications?|ऐप|एप|अनुप्रयोग)$/iu.test(stated)) return 'app';
  if (/^data ?sets?$|^(?:डेटासेट|डाटासेट|आँकड़े)$/iu.test(stated)) return 'dataset';
  const key = context.concepts.resolve('resource-category', stated)?.iri.split('/').pop();
  return key === 'dataset' || key === 'app' ? key : undefined;
}

/** A row without category is a catalog where it has no element that only resources have, nor names a catalog beside its title. */
function isCatalogRow(fields: Fields): boolean {
  if (resourceElements.some((element) => fields.has(element))) return false;
  return !(fields.has('Title') && (fields.has('Catalog') || fields.has('Catalog Title')));
}

function catalogTitle(fields: Fields): string | undefined {
  return firstText(fields, 'Catalog Title') ?? firstText(fields, 'Catalog');
}

/** Ministry, Department and Organisation in columns of their own are one path, below the State if there is one. */
function withOrganisationPath(fields: Fields): Fields {
  if (!fields.has('Ministry') && !fields.has('Department')) return fields;
  const path = ['State', 'Ministry', 'Department', 'Organisation'].flatMap((field) =>
    texts(fields, field).slice(0, 1),
  );
  const merged = fields.saying('Organisation', path.join('|'));
  return ['State', 'Ministry', 'Department'].reduce((rest, field) => rest.saying(field, undefined), merged);
}

/** The key of a catalog is made of its name; those of others may be identifiers. */
function topicOf(context: MappingContext, kind: Category, key: string): Iri {
  return kind === 'catalog' ? catalogNamed(context, key) : context.iris.thing(kind, key);
}

function keyFrom(identifier: string | undefined, title: string | undefined): string | undefined {
  return identifier === undefined && title === undefined ? undefined : resourceKey(identifier, title ?? '');
}

function texts(fields: Fields, field: string): string[] {
  return fields.look(field).flatMap((cell) => textsOf(cell.value));
}

function firstText(fields: Fields, field: string): string | undefined {
  const text = texts(fields, field)[0];
  return text === undefined ? undefined : oneLine(withoutTags(decodeEntities(text))) || undefined;
}

import type { Mapping, SourceRecord } from '../model/record.ts';
import { literal, parseIri } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dcat, dct, rdfs, skos } from '../vocabulary/terms.ts';
import { joinCatalog, joinPortal } from './catalog-membership.ts';
import { concepts, frequency } from './concept-rules.ts';
import type { MappingContext } from './context.ts';
import { date } from './date-rules.ts';
import { Draft } from './draft.ts';
import { Fields } from './fields.ts';
import { accessAddress } from './file-rules.ts';
import { keyOf, slug } from './iris.ts';
import { addresses } from './link-rules.ts';
import { noIdentity, unknownKind } from './mapping-findings.ts';
import { applyTable, keepRest, type MappingTable } from './mapping-table.ts';
import { organisation } from './organisations.ts';
import { sectors } from './sectors.ts';
import { code, line, namedText, text } from './text-rules.ts';
import { textOf } from './values/text.ts';

/** A resource of the registry of data.gov.in (`index_name`, `title`, `org`, `sector`…). */
const registry: MappingTable = {
  rows: [
    { field: 'index_name', property: dct.identifier, rule: code },
    { field: 'title', property: dct.title, rule: line },
    { field: 'description', property: dct.description, rule: text },
    { field: 'org', property: dct.publisher, rule: organisation },
    { field: 'sector', property: dcat.theme, rule: sectors },
    { field: 'created_date', property: dct.issued, rule: date },
    { field: 'updated_date', property: dct.modified, rule: date },
  ],
  used: {
    source: 'the site of the platform that shows the resource: its landing page',
    org_type: 'Central, State or City: says of the organisation what its path says; misspelt in places',
  },
};

/** A line of the India Data Portal's list of high-value datasets. */
const indiaDataPortal: MappingTable = {
  rows: [
    { field: 'Dataset Name', property: dct.title, rule: line },
    { field: 'Dataset Description', property: dct.description, rule: text },
    { field: 'Frequency', property: dct.accrualPeriodicity, rule: frequency },
    // Here an area (State, Village…), where NDSAP's element of this name is an interval of time: never dcat:temporalResolution.
    { field: 'Granularity', property: skos.note, rule: namedText },
    {
      // A ministry, a survey or a database: where the data is from, not always an organisation.
      field: 'Source',
      property: rdfs.label,
      rule: line,
      part: { name: 'source', link: dct.provenance, types: [dct.ProvenanceStatement] },
    },
    { field: 'Dataset URL', property: dcat.landingPage, rule: addresses },
  ],
  used: {
    'Collection Name': 'the catalogue that lists the dataset',
    'Resource URL': 'the first distribution',
    'Wasabi URL': 'the second distribution, a copy in object storage',
  },
};

/** A file of the list of 2013. */
const groupItem: MappingTable = {
  rows: [
    { field: 'file_name', property: dct.identifier, rule: code },
    { field: 'title', property: dct.title, rule: line },
    { field: 'description', property: dct.description, rule: text },
    { field: 'groups', property: dcat.theme, rule: concepts('sector') },
    { field: 'rows', property: skos.note, rule: namedText },
  ],
  used: { group: 'the list that held the file; the same as its groups', url: 'the distribution' },
};

/** The file itself; its address tells the format. */
const download: MappingTable = {
  rows: [
    { field: 'Resource URL', property: dcat.accessURL, rule: accessAddress },
    { field: 'Wasabi URL', property: dcat.accessURL, rule: accessAddress },
    { field: 'url', property: dcat.accessURL, rule: accessAddress },
  ],
  used: {},
};

export const ogdTables = {
  registry: [registry],
  idp: [indiaDataPortal, download],
  'group-item': [groupItem, download],
} as const;

/** Maps the registry of data.gov.in (kind `registry`) and its satellites (`idp`, `group-item`). */
export function mapOgd(record: SourceRecord, data: object, context: MappingContext): Mapping {
  const fields = Fields.ofObject(data);
  switch (record.kind) {
    case 'registry':
      return mapRegistry(record, fields, context);
    case 'idp':
      return mapIndiaDataPortal(record, fields, context);
    case 'group-item':
      return mapGroupItem(record, fields, context);
    default:
      return new Draft(context, 'dataset', context.iris.dataset('unknown'), record.place).refuse(
        unknownKind,
        'kind',
        record.kind,
      );
  }
}

const openRight = parseIri('http://publications.europa.eu/resource/authority/access-right/PUBLIC') as Iri;
const platform = /^(?:[a-z0-9-]+\.)*data\.gov\.in$/;

function mapRegistry(record: SourceRecord, fields: Fields, context: MappingContext): Mapping {
  const id = textOf(fields.take('index_name')[0]?.value);
  const draft = begin(record, context, id, 'index_name', id === undefined ? undefined : keyOf(id));
  if (id === undefined) return draft.refuse(noIdentity, 'index_name');
  if (record.operation === 'delete') return draft.withdraw();
  applyTable(registry, fields, draft);
  // What every resource of the platform's API is: open, under the portal's licence, read through the API.
  draft.state(draft.topic, dct.license, context.licence);
  draft.state(draft.topic, dct.accessRights, openRight);
  draft.state(draft.topic, draft.ndsap.accessType, context.iris.concept('access-type', 'open'));
  stateLandingPage(draft, fields, id);
  const api = context.iris.distribution(keyOf(id), 'api');
  draft.state(draft.topic, dcat.distribution, draft.part(api, dcat.Distribution));
  draft.state(api, dct.title, literal('API', { language: 'en' }));
  draft.state(api, dcat.accessURL, `https://api.data.gov.in/resource/${encodeURIComponent(id)}` as Iri);
  draft.state(api, dct.license, context.licence);
  keepRest(fields, draft);
  return draft.finish();
}

/** The state and city sites (tn.data.gov.in…) show their own resources; one API serves them all. */
function stateLandingPage(draft: Draft, fields: Fields, id: string): void {
  const source = textOf(fields.take('source')[0]?.value) ?? 'data.gov.in';
  if (!platform.test(source)) draft.keepAsText(draft.topic, 'source', source);
  else
    draft.state(draft.topic, dcat.landingPage, `https://${source}/resource/${encodeURIComponent(id)}` as Iri);
}

function mapIndiaDataPortal(record: SourceRecord, fields: Fields, context: MappingContext): Mapping {
  const name = textOf(fields.take('Dataset Name')[0]?.value);
  const page = textOf(fields.take('Dataset URL')[0]?.value);
  // …/p/{collection}/r/{name}: the portal's own name of the dataset is the stable one.
  const last = page?.replace(/[?#].*$/, '').match(/\/r\/([^/]+)\/?$/)?.[1];
  const draft = begin(record, context, name, 'Dataset Name', last ? keyOf(last) : slug(name ?? ''));
  if (name === undefined) return draft.refuse(noIdentity, 'Dataset Name');
  if (record.operation === 'delete') return draft.withdraw();
  applyTable(indiaDataPortal, fields, draft);
  const collection = textOf(fields.take('Collection Name')[0]?.value);
  if (collection !== undefined) joinCatalog(draft, collection, dcat.dataset);
  stateDownload(draft, fields, 'Resource URL', '1');
  stateDownload(draft, fields, 'Wasabi URL', '2');
  keepRest(fields, draft);
  return draft.finish();
}

function mapGroupItem(record: SourceRecord, fields: Fields, context: MappingContext): Mapping {
  const file = textOf(fields.take('file_name')[0]?.value);
  const title = textOf(fields.take('title')[0]?.value);
  const name = file ?? title;
  const draft = begin(record, context, name, 'file_name', slug((name ?? '').replace(/\.[a-z]{2,5}$/i, '')));
  if (name === undefined) return draft.refuse(noIdentity, 'file_name');
  if (record.operation === 'delete') return draft.withdraw();
  applyTable(groupItem, fields, draft);
  stateDownload(draft, fields, 'url', '1');
  keepRest(fields, draft);
  return draft.finish();
}

function begin(
  record: SourceRecord,
  context: MappingContext,
  identity: string | undefined,
  field: string,
  key: string | undefined,
): Draft {
  const draft = new Draft(context, 'dataset', context.iris.dataset(key ?? field), record.place);
  if (identity === undefined) return draft;
  draft.type(draft.topic, dcat.Dataset);
  joinPortal(draft, dcat.dataset);
  return draft;
}

function stateDownload(draft: Draft, fields: Fields, field: string, name: string): void {
  const [cell] = fields.take(field);
  if (!cell) return;
  const key = draft.topic.slice(draft.context.iris.dataset('').length);
  const distribution = draft.context.iris.distribution(key, name);
  applyTable(download, Fields.ofObject({ [field]: cell.value }), draft, distribution);
  if (!draft.describes(distribution)) return;
  draft.part(distribution, dcat.Distribution);
  draft.state(draft.topic, dcat.distribution, distribution);
}

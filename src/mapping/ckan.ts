import type { Mapping, SourceRecord } from '../model/record.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dcat, dct, foaf, org } from '../vocabulary/terms.ts';
import { catalogNamed, joinPortal, namedCatalog } from './catalog-membership.ts';
import { groupTable, organizationTable, packageTable, publisherTable, resourceTable } from './ckan-tables.ts';
import type { MappingContext } from './context.ts';
import { Draft } from './draft.ts';
import { Fields } from './fields.ts';
import { keyOf, shortHash } from './iris.ts';
import { noIdentity, privateRecord, unknownKind } from './mapping-findings.ts';
import { applyTable, keepRest } from './mapping-table.ts';
import { parseAddress } from './values/address.ts';
import { licenceIri } from './values/licence.ts';
import { textOf } from './values/text.ts';

export const ckanTables = {
  package: [packageTable, publisherTable, resourceTable],
  organization: [organizationTable],
  group: [groupTable],
} as const;

type Members = Readonly<Record<string, unknown>>;

/** Maps a CKAN package, organisation or group. */
export function mapCkan(record: SourceRecord, data: object, context: MappingContext): Mapping {
  const members = withExtras(data as Members);
  switch (record.kind) {
    case 'package':
      return mapPackage(record, members, context);
    case 'organization':
      return mapOrganization(record, members, context);
    case 'group':
      return mapGroup(record, members, context);
    default:
      return new Draft(context, 'dataset', context.iris.dataset('unknown'), record.place).refuse(
        unknownKind,
        'kind',
        record.kind,
      );
  }
}

function mapPackage(record: SourceRecord, members: Members, context: MappingContext): Mapping {
  const identity = textOf(members['id']) ?? textOf(members['name']);
  const key = identity === undefined ? undefined : keyOf(identity);
  const draft = new Draft(context, 'dataset', context.iris.dataset(key ?? 'unknown'), record.place);
  if (key === undefined) return draft.refuse(noIdentity, 'id');
  if (isDeleted(record, members)) return draft.withdraw();
  if (textOf(members['private'])?.toLowerCase() === 'true')
    return draft.refuse(privateRecord, 'private', 'true');
  draft.type(draft.topic, dcat.Dataset);
  joinPortal(draft, dcat.dataset);
  const fields = withOneLicence(Fields.ofObject(members)).saying('tags', namesOf(members['tags']));
  applyTable(packageTable, fields, draft);
  statePublisher(draft, fields, members['organization']);
  for (const group of listOf(members['groups'])) joinGroup(draft, group, dcat.dataset);
  mapResources(draft, members['resources'], key);
  keepRest(fields, draft);
  return draft.finish();
}

function statePublisher(draft: Draft, fields: Fields, organization: unknown): void {
  const uri = parseAddress(textOf(fields.look('publisher_uri')[0]?.value) ?? '')?.iri;
  const publisher = uri ?? draft.context.iris.part(draft.topic, 'publisher');
  applyTable(publisherTable, fields, draft, publisher);
  const stated = uri !== undefined || draft.describes(publisher);
  const iri = stated ? publisher : organizationMet(draft, organization);
  if (iri === undefined) return;
  if (stated && uri === undefined) draft.part(publisher);
  if (stated) draft.type(publisher, foaf.Agent);
  draft.state(draft.topic, dct.publisher, iri);
}

function organizationMet(from: Draft, value: unknown): Iri | undefined {
  const members = membersOf(value);
  const name = members && nameOf(members);
  if (members === undefined || name === undefined) return undefined;
  const draft = describeOrganization(from, members, name);
  from.meet(draft.asIncidental());
  return draft.topic;
}

function mapResources(draft: Draft, value: unknown, datasetKey: string): void {
  for (const [at, members] of listOf(value).entries()) {
    if (textOf(members['state']) === 'deleted') continue;
    const id = textOf(members['id']);
    const url = textOf(members['url']);
    const name = id === undefined ? (url === undefined ? String(at + 1) : shortHash(url)) : keyOf(id);
    const distribution = draft.part(draft.context.iris.distribution(datasetKey, name), dcat.Distribution);
    draft.state(draft.topic, dcat.distribution, distribution);
    const fields = Fields.ofObject(withExtras(members));
    applyTable(resourceTable, fields, draft, distribution);
    keepRest(fields, draft, distribution);
  }
}

function mapOrganization(record: SourceRecord, members: Members, context: MappingContext): Mapping {
  const name = nameOf(members);
  const from = new Draft(
    context,
    'organization',
    context.iris.organization([name ?? 'unknown']),
    record.place,
  );
  if (name === undefined) return from.refuse(noIdentity, 'name');
  if (isDeleted(record, members)) return from.withdraw();
  const draft = describeOrganization(from, members, name);
  keepRest(takenBy(members, organizationTable.rows, organizationTable.used), draft);
  return draft.finish();
}

function describeOrganization(from: Draft, members: Members, name: string): Draft {
  const { iris } = from.context;
  const draft = new Draft(from.context, 'organization', iris.organization([name]), from.place);
  draft.type(draft.topic, foaf.Organization, org.Organization);
  applyTable(organizationTable, Fields.ofObject(members), draft);
  for (const parent of listOf(members['groups'])) {
    const above = nameOf(parent);
    if (above !== undefined && above !== name)
      draft.state(draft.topic, org.subOrganizationOf, iris.organization([above]));
  }
  return draft;
}

function mapGroup(record: SourceRecord, members: Members, context: MappingContext): Mapping {
  const name = nameOf(members);
  const draft = new Draft(context, 'catalog', catalogNamed(context, name ?? 'unknown'), record.place);
  if (name === undefined) return draft.refuse(noIdentity, 'name');
  if (isDeleted(record, members)) return draft.withdraw();
  draft.type(draft.topic, dcat.Catalog);
  joinPortal(draft, dcat.catalog);
  for (const parent of listOf(members['groups'])) joinGroup(draft, parent, dcat.catalog);
  const fields = Fields.ofObject(members);
  applyTable(groupTable, fields, draft);
  keepRest(fields, draft);
  return draft.finish();
}

function joinGroup(draft: Draft, group: Members, membership: Iri): void {
  const name = nameOf(group);
  if (name === undefined) return;
  const catalog = catalogNamed(draft.context, name);
  if (catalog === draft.topic) return;
  draft.state(catalog, membership, draft.topic);
  const title = textOf(group['title']) ?? textOf(group['display_name']) ?? name;
  draft.meet(namedCatalog(draft, catalog, title).asIncidental());
}

/** The licence's address goes before its identifier, a known identifier before the title, and a title before an unknown one. */
function withOneLicence(fields: Fields): Fields {
  const [url, id, title] = ['license_url', 'license_id', 'license_title'].map((f) =>
    textOf(fields.look(f)[0]?.value),
  );
  if (url !== undefined && parseAddress(url)) return fields.saying('license_id', url);
  return fields.saying('license_id', id !== undefined && licenceIri(id) ? id : (title ?? id));
}

/** Extras (`[{key, value}]`, or an object) stand among the fields. An extra named like a field that says something is kept apart. */
function withExtras(members: Members): Members {
  const extras = Array.isArray(members['extras'])
    ? listOf(members['extras']).map((extra) => [textOf(extra['key']) ?? '', extra['value']] as const)
    : Object.entries(membersOf(members['extras']) ?? {});
  if (extras.length === 0) return members;
  const own = new Map(Object.entries(members));
  for (const [key, value] of extras) {
    if (key === '') continue;
    const free = textOf(own.get(key)) === undefined;
    own.set(free ? key : `extra ${key}`, unpacked(value));
  }
  return Object.fromEntries(own);
}

/** ckanext-dcat writes lists as JSON in a text. */
function unpacked(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*\[/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function isDeleted(record: SourceRecord, members: Members): boolean {
  return record.operation === 'delete' || textOf(members['state']) === 'deleted';
}

/** CKAN's name is the stable one; a title alone has to do where there is none. */
function nameOf(members: Members): string | undefined {
  return ['name', 'id', 'title', 'display_name']
    .map((field) => textOf(members[field]))
    .find((t) => t !== undefined);
}

/** Tags are objects or plain names. */
function namesOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return value === undefined || value === null ? [] : [textOf(value) ?? ''];
  return value.flatMap((tag) => {
    const members = membersOf(tag);
    const name = members ? (textOf(members['display_name']) ?? textOf(members['name'])) : textOf(tag);
    return name === undefined ? [] : [name];
  });
}

function takenBy(
  members: Members,
  rows: readonly { field: string }[],
  used: Readonly<Record<string, string>>,
): Fields {
  const fields = Fields.ofObject(members);
  for (const field of [...rows.map((row) => row.field), ...Object.keys(used)]) fields.take(field);
  return fields;
}

/** Objects of a list; a plain name stands for an object that has only that. */
function listOf(value: unknown): Members[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items
    .map((item) => (typeof item === 'string' ? { name: item } : membersOf(item)))
    .filter((members) => members !== undefined);
}

function membersOf(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : undefined;
}

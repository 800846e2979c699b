import { createHash } from 'node:crypto';
import type { GraphRecord, SourceRecord } from '../model/record.ts';
import type { SourceItem } from '../model/source-item.ts';
import type { HarvestItem, ItemOrigin } from './harvest-client.ts';

/** Members that identify a record within its source, first come first, by profile. */
const identifying = {
  ckan: ['id', 'name'],
  'dcat-us': ['identifier'],
  'schema-org': ['@id', '@key'],
  ogd: ['index_name', 'IDP URL', 'url', 'title', 'Dataset Name'],
  ndsap: ['Identifier', 'identifier', 'Title', 'title', 'Catalog Title'],
  map: ['identity'],
} as const;

/**
 * The name of a record within its source, the same in every run: its IRI, its identifier, else its title; where it has
 * none of them, a hash of all that it says (a change is then a new record, and the old one has vanished).
 */
export function keyOfRecord(record: SourceRecord): string {
  if (record.kind === 'graph') return (record.data as GraphRecord).topic;
  const members = membersOf(record.data);
  const names: readonly string[] = record.profile === 'dcat' ? [] : identifying[record.profile];
  const folded = new Map(Object.keys(members).map((name) => [name.trim().toLowerCase(), members[name]]));
  for (const name of names) {
    const value = folded.get(name.toLowerCase());
    if ((typeof value === 'string' && value.trim() !== '') || typeof value === 'number')
      return `${record.kind}:${String(value).trim()}`;
  }
  return `${record.kind}:#${hashOfRecord(record)}`;
}

/** The item with a key that comes back from the disk as it was: lone surrogates do not. */
export function withStableKey<Item extends HarvestItem>(item: Item): Item {
  if (item.key === undefined || !loneSurrogate.test(item.key)) return item;
  return { ...item, key: item.key.replaceAll(new RegExp(loneSurrogate, 'gu'), '\ufffd') };
}

const loneSurrogate = /\p{Surrogate}/u;

/** Stands in place of a hash where a page says that a record is deleted. */
export const deletedHash = '!';

/** What a record says, in short: 22 characters. Another order of members makes no other hash. */
export function hashOfRecord(record: SourceRecord): string {
  let hash = hashes.get(record);
  if (hash === undefined) {
    const { profile, kind, operation, data } = record;
    const text = JSON.stringify([profile, kind, operation, sorted(data)]);
    hash = createHash('sha256').update(text).digest('base64url').slice(0, 22);
    hashes.set(record, hash);
  }
  return hash;
}

/** A record is hashed where it is read, and again where it is laid aside. */
const hashes = new WeakMap<SourceRecord, string>();

/** What a reader found, as what a client yields. */
export async function* harvestItems(
  items: AsyncIterable<SourceItem>,
  originOf: (record: SourceRecord) => ItemOrigin,
): AsyncGenerator<HarvestItem, number> {
  let records = 0;
  for await (const item of items) {
    if (item.type === 'unreadable') yield item;
    else {
      records += 1;
      const { record } = item;
      yield { type: 'record', key: keyOfRecord(record), record, origin: originOf(record) };
    }
  }
  return records;
}

function membersOf(data: unknown): Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}

import type { Place } from '../model/place.ts';
import type { SourceItem } from '../model/source-item.ts';
import type { JsonElement } from './json-assembler.ts';
import { type JsonProfile, record } from './json-profile.ts';
import { asObject, hasMember } from './json-structure.ts';
import { unreadable } from './unreadable.ts';
import { notAnObject, unknownShape } from './unreadable-json.ts';

const operations: Readonly<Record<string, 'upsert' | 'delete'>> = {
  add: 'upsert',
  update: 'upsert',
  delete: 'delete',
};

function isChange(value: unknown): boolean {
  return hasMember(value, 'op') && hasMember(value, 'record');
}

/** The India Data Portal's list of datasets. */
function isIdp(value: unknown): boolean {
  return (
    hasMember(value, 'Dataset Name') &&
    (hasMember(value, 'Collection Name') || hasMember(value, 'Granularity'))
  );
}

function isGroupItem(value: unknown): boolean {
  return hasMember(value, 'title') && (hasMember(value, 'file_name') || hasMember(value, 'rows'));
}

function isOgd(value: unknown): boolean {
  if (isChange(value)) return hasMember(asObject(value)?.['record'], 'index_name');
  return (hasMember(value, 'index_name') && hasMember(value, 'title')) || isIdp(value);
}

/** The 2013 list: an object of group → array of files. */
function isGroups(sample: unknown): boolean {
  const members = Object.values(asObject(sample) ?? {});
  return members.length > 0 && members.every(Array.isArray) && members.flat().slice(0, 5).some(isGroupItem);
}

/** An answer of the platform's list of APIs: `{total, count, records: […]}`. */
function isAnswer(sample: unknown): boolean {
  const records = asObject(sample)?.['records'];
  return Array.isArray(records) && records.slice(0, 5).some(isOgd);
}

/** The registry of data.gov.in, its deltas, the India Data Portal list and the group list of 2013. */
export const ogdJson: JsonProfile = {
  profile: 'ogd',
  description: "data.gov.in's registry (objects with index_name, title, org, sector…)",
  recognises(sample) {
    if (Array.isArray(sample)) return sample.slice(0, 5).some(isOgd);
    return isOgd(sample) || isAnswer(sample) || isGroups(sample);
  },
  layout(sample) {
    if (Array.isArray(sample)) return { descends: (path) => path.length === 0 };
    if (isAnswer(sample)) {
      return { descends: (path) => path.length === 0 || (path.length === 1 && path[0] === 'records') };
    }
    const groups = isGroups(sample);
    return { descends: (path) => groups && path.length <= 1 };
  },
  open: () => ({ read: readElement, end: () => [] }),
};

function readElement({ path, value }: JsonElement, place: Place): readonly SourceItem[] {
  if (path.length === 2 && path[0] !== 'records') return [readGroupItem(String(path[0]), value, place)];
  // Beside the records, the platform's answer only counts and pages.
  if (path.length === 1 && typeof path[0] === 'string') return [];
  return [readRecord(value, place)];
}

function readGroupItem(group: string, value: unknown, place: Place): SourceItem {
  const object = asObject(value);
  if (object === undefined) return unreadable(place, notAnObject);
  return record('ogd', 'group-item', place, { ...object, group });
}

function readRecord(value: unknown, place: Place): SourceItem {
  const object = asObject(value);
  if (object === undefined) return unreadable(place, notAnObject);
  if (hasMember(object, 'index_name')) return record('ogd', 'registry', place, object);
  if (isIdp(object)) return record('ogd', 'idp', place, object);
  if (isChange(object)) return readChange(object, place);
  if (isGroupItem(object)) return record('ogd', 'group-item', place, object);
  return unreadable(place, unknownShape('data.gov.in'));
}

function readChange(change: Readonly<Record<string, unknown>>, place: Place): SourceItem {
  const name = String(change['op']);
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation === undefined) return unreadable(place, unknownOperation, { value: name });
  if (!hasMember(change['record'], 'index_name')) return unreadable(place, unknownShape('data.gov.in'));
  return record('ogd', 'registry', place, change['record'], operation);
}

const unknownOperation = {
  code: 'unknown-operation',
  message: { en: 'This is no known change.', hi: 'यह परिवर्तन ज्ञात नहीं है।' },
  remedy: { en: 'Write "add", "update" or "delete".', hi: '"add", "update" या "delete" लिखें।' },
};

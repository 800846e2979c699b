import type { CkanCall, Completed, GroupKind, GroupListing, Stretch } from '../profiles/ckan/ckan-calls.ts';
import type { CkanReader } from './ckan-reader.ts';

/** A call of CKAN's Action API, and what `help_show` says of it. */
export interface CkanAction {
  readonly help: string;
  readonly read: (reader: CkanReader) => CkanCall;
}

/** Packages with their resources in one answer; more are to be had page by page. */
const mostPackages = 1_000;
const mostCompletions = 100;
const usualCompletions = 10;
const groupSorts = ['name', 'title', 'package_count'] as const;

/** The calls that the table of packages answers, but for `package_search`. */
export const ckanActions: Readonly<Record<string, CkanAction>> = {
  package_list: {
    help: 'Names of the packages, in their order. Parameters: limit, offset.',
    read: (reader) => ({ action: 'package_list', ...readStretch(reader) }),
  },
  current_package_list_with_resources: {
    help: `Packages with their resources, in the order of their names. Parameters: limit (at most ${mostPackages}), offset.`,
    read: (reader) => {
      const { offset, limit = mostPackages } = readStretch(reader);
      return { action: 'packages', offset, limit: Math.min(limit, mostPackages) };
    },
  },
  package_show: {
    help: 'A package. Parameter: id (its id or name).',
    read: (reader) => ({ action: 'package_show', id: reader.required('id', 'name_or_id') }),
  },
  resource_show: {
    help: 'A resource. Parameter: id.',
    read: (reader) => ({ action: 'resource_show', id: reader.required('id') }),
  },
  organization_list: listing('organization', 'organizations'),
  organization_show: showing('organization'),
  group_list: listing('group', 'groups'),
  group_show: showing('group'),
  tag_list: {
    help: 'Names of the tags. Parameters: query (a part of the name), all_fields.',
    read: (reader) => {
      const vocabulary = reader.text('vocabulary_id');
      if (vocabulary !== undefined)
        throw reader.refusal('vocabulary_id', 'There are no vocabularies of tags');
      const query = reader.text('query');
      return {
        action: 'tag_list',
        ...(query !== undefined && { query }),
        allFields: reader.flag('all_fields'),
      };
    },
  },
  tag_show: {
    help: `A tag. Parameters: id (its id or name), include_datasets (at most ${mostPackages} are told).`,
    read: (reader) => ({
      action: 'tag_show',
      id: reader.required('id'),
      withPackages: reader.flag('include_datasets'),
    }),
  },
  license_list: {
    help: 'The licences: those of the register, and others that packages are under.',
    read: () => ({ action: 'license_list' }),
  },
  package_autocomplete: completing('package'),
  organization_autocomplete: completing('organization'),
  group_autocomplete: completing('group'),
  tag_autocomplete: completing('tag'),
  format_autocomplete: completing('format'),
};

function readStretch(reader: CkanReader): Stretch {
  const limit = reader.count('limit');
  const offset = reader.count('offset') ?? 0;
  return { offset, ...(limit !== undefined && { limit }) };
}

function listing(kind: GroupKind, list: string): CkanAction {
  return {
    help: `Names of the ${list}. Parameters: all_fields, sort (${groupSorts.join(', ')}; asc or desc), limit, offset, ${list} (only these).`,
    read: (reader) => {
      const names = reader.texts(list);
      return {
        action: 'group_list',
        kind,
        ...readStretch(reader),
        ...(names.length > 0 && { names }),
        allFields: reader.flag('all_fields'),
        sort: readGroupSort(reader),
      };
    },
  };
}

/** CKAN's older parameter `order_by` counts as well. */
function readGroupSort(reader: CkanReader): GroupListing['sort'] {
  const text = reader.text('sort') ?? reader.text('order_by') ?? 'name asc';
  const [, field = '', direction = 'asc'] = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/i.exec(text) ?? [];
  const key = groupSorts.find((one) => one === (field === 'packages' ? 'package_count' : field));
  if (!key) throw reader.refusal('sort', `Write one of ${groupSorts.join(', ')}, and asc or desc`);
  return { key, descending: direction.toLowerCase() === 'desc' };
}

function showing(kind: GroupKind): CkanAction {
  return {
    help: `The ${kind}. Parameters: id (its id or name), include_datasets (at most ${mostPackages} are told).`,
    read: (reader) => ({
      action: 'group_show',
      kind,
      id: reader.required('id'),
      withPackages: reader.flag('include_datasets'),
    }),
  };
}

function completing(of: Completed): CkanAction {
  return {
    help: `What of the ${of}s has the text in its name or title. Parameters: q, limit (at most ${mostCompletions}).`,
    read: (reader) => ({
      action: 'autocomplete',
      of,
      query: reader.required('q', 'query'),
      limit: Math.min(reader.count('limit') ?? usualCompletions, mostCompletions),
    }),
  };
}

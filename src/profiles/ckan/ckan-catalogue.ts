import { parseNQuads } from '../../rdf/n-quads.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import type { Members } from '../dcat-us/members.ts';
import { Description } from '../description.ts';
import type { CkanCall, Completed, Stretch } from './ckan-calls.ts';
import type { CkanFollower } from './ckan-follower.ts';
import { ckanLicence, ckanLicences, licenceJson } from './ckan-licences.ts';
import { nameUuid } from './ckan-names.ts';
import { describePackage, tagMembers } from './describe-package.ts';
import { GroupActions } from './group-actions.ts';
import type { PackageEntry } from './package-entry.ts';
import { SearchAction } from './search-action.ts';

/** Packages that `tag_show` and `group_show` tell at most. */
const mostPackages = 1_000;

/** Answers the read calls of CKAN's Action API (https://docs.ckan.org/en/latest/api/#get) from the table and the store. */
export class CkanCatalogue {
  readonly #follower: CkanFollower;
  readonly #search: SearchAction;
  readonly #groups: GroupActions;

  constructor(follower: CkanFollower) {
    this.#follower = follower;
    this.#search = new SearchAction(follower, (entry) => this.#describe(entry));
    this.#groups = new GroupActions(follower, (entry) => this.#describe(entry), mostPackages);
  }

  /** @returns the result, ready for JSON; `undefined` where there is no such thing */
  answer(call: CkanCall): unknown {
    const { table } = this.#follower;
    switch (call.action) {
      case 'package_list':
        return stretchOf(table.names(), call);
      case 'packages':
        return stretchOf(table.names(), call).flatMap((name) => this.#show(name) ?? []);
      case 'package_show':
        return this.#show(call.id);
      case 'resource_show':
        return this.#resource(call.id);
      case 'package_search':
        return this.#search.answer(call);
      case 'group_list':
        return this.#groups.list(call);
      case 'group_show':
        return this.#groups.show(call);
      case 'tag_list':
        return this.#tags(call);
      case 'tag_show':
        return this.#tag(call.id, call.withPackages);
      case 'license_list':
        return this.#licences();
      case 'autocomplete':
        return this.#complete(call.of, call.query.toLowerCase(), call.limit);
    }
  }

  #show(nameOrId: string): Members | undefined {
    const entry = this.#follower.table.find(nameOrId);
    return entry && this.#describe(entry);
  }

  /** `undefined` where it was withdrawn since the table followed. */
  #describe(entry: PackageEntry): Members | undefined {
    const { store, context, language } = this.#follower;
    const record = store.get(entry.document);
    if (record?.state !== 'live') return undefined;
    const from = new Description(parseNQuads(record.nquads));
    const surroundings = { names: entry, ...this.#groups.around(entry) };
    return describePackage({ context, language, from }, record, surroundings);
  }

  #resource(id: string): Members | undefined {
    const entry = this.#follower.table.withResource(id);
    const resources = entry && this.#describe(entry)?.['resources'];
    return Array.isArray(resources)
      ? (resources as Members[]).find((resource) => resource['id'] === id)
      : undefined;
  }

  #tagNames(): readonly string[] {
    const names = new Set<string>();
    for (const { tags } of this.#follower.table.entries()) for (const tag of tags) names.add(tag);
    return [...names].sort();
  }

  #tags({ query, allFields }: Extract<CkanCall, { action: 'tag_list' }>): unknown {
    const wanted = query?.toLowerCase() ?? '';
    const names = this.#tagNames().filter((name) => name.toLowerCase().includes(wanted));
    return allFields ? names.map((name) => tagMembers(name, name)) : names;
  }

  #tag(nameOrId: string, withPackages: boolean): Members | undefined {
    const { table } = this.#follower;
    const names = this.#tagNames();
    const name = names.includes(nameOrId)
      ? nameOrId
      : names.find((tag) => /^[0-9a-f-]{36}$/.test(nameOrId) && nameUuid(`urn:tag:${tag}`) === nameOrId);
    if (name === undefined) return undefined;
    const filter = { type: 'word', field: 'tags', value: name, prefix: false } as const;
    const entries = withPackages ? table.select(filter, []).slice(0, mostPackages) : [];
    const packages = entries.flatMap((entry) => this.#describe(entry) ?? []);
    return { ...tagMembers(name, name), ...(withPackages && { packages }) };
  }

  /** The register, and what else packages are under. */
  #licences(): readonly object[] {
    const known = new Set(ckanLicences.map(({ id }) => id));
    const others = new Set<string>();
    for (const { licence } of this.#follower.table.entries())
      if (licence !== 'notspecified' && !known.has(licence)) others.add(licence);
    return [...ckanLicences, ...[...others].sort().map((iri) => ckanLicence(iri as Iri))].map(licenceJson);
  }

  #complete(of: Completed, query: string, limit: number): unknown {
    const { table } = this.#follower;
    switch (of) {
      case 'package':
        return [...table.entries()]
          .filter(({ name, title }) => name.includes(query) || title.includes(query))
          .slice(0, limit)
          .map((entry) => this.#describe(entry))
          .flatMap((one) =>
            one
              ? [
                  {
                    name: one['name'],
                    title: one['title'],
                    match_field: 'name',
                    match_displayed: one['title'],
                  },
                ]
              : [],
          );
      case 'tag':
        return this.#tagNames()
          .filter((name) => name.toLowerCase().includes(query))
          .slice(0, limit);
      case 'format': {
        const formats = new Set([...table.entries()].flatMap((entry) => entry.formats));
        return [...formats]
          .map((format) => format.toLowerCase())
          .filter((format) => format.includes(query))
          .sort()
          .slice(0, limit);
      }
      default:
        return this.#groups.complete(of, query, limit);
    }
  }
}

function stretchOf<Item>(items: readonly Item[], { offset, limit }: Stretch): readonly Item[] {
  return items.slice(offset, limit === undefined ? undefined : offset + limit);
}

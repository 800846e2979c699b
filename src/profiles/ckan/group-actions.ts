import type { Iri } from '../../vocabulary/iri.ts';
import { dct, foaf, rdfs, skos } from '../../vocabulary/terms.ts';
import { type Members, oneText } from '../dcat-us/members.ts';
import { statedNames } from '../names.ts';
import type { CkanCall, GroupKind, GroupListing } from './ckan-calls.ts';
import type { CkanFollower } from './ckan-follower.ts';
import type { CkanGroups, GroupEntry } from './ckan-groups.ts';
import { ckanTime, translations } from './ckan-teller.ts';
import type { PackageEntry } from './package-entry.ts';

const descriptions: readonly Iri[] = [dct.description, skos.definition, rdfs.comment];

/** Organisations, and sectors as groups: list and show. */
export class GroupActions {
  readonly #follower: CkanFollower;
  readonly #describePackage: (entry: PackageEntry) => Members | undefined;
  readonly #mostPackages: number;
  #counted: { readonly sequence: number; readonly counts: ReadonlyMap<string, number> } | undefined;

  constructor(
    follower: CkanFollower,
    describePackage: (entry: PackageEntry) => Members | undefined,
    mostPackages: number,
  ) {
    this.#follower = follower;
    this.#describePackage = describePackage;
    this.#mostPackages = mostPackages;
  }

  list({ kind, names, allFields, sort, offset, limit }: GroupListing): readonly unknown[] {
    const all = this.#of(kind).all();
    const wanted = names && new Set(names);
    const chosen = wanted ? all.filter(({ name, id }) => wanted.has(name) || wanted.has(id)) : all;
    const key = ({ iri, name, title }: GroupEntry) =>
      sort.key === 'package_count' ? this.#count(iri) : sort.key === 'title' ? title.toLowerCase() : name;
    const keyed = chosen.map((entry) => ({ entry, key: key(entry) }));
    // The sort is stable: what is equal stays in the order of names.
    keyed.sort((a, b) => (a.key === b.key ? 0 : a.key < b.key === sort.descending ? 1 : -1));
    return keyed
      .slice(offset, limit === undefined ? undefined : offset + limit)
      .map(({ entry }) => (allFields ? this.#whole(kind, entry) : entry.name));
  }

  show({ kind, id, withPackages }: Extract<CkanCall, { action: 'group_show' }>): Members | undefined {
    const entry = this.#of(kind).find(id);
    if (!entry) return undefined;
    const { table } = this.#follower;
    const field = kind === 'organization' ? 'organization' : 'groups';
    const filter = { type: 'word', field, value: entry.name, prefix: false } as const;
    const packages = withPackages
      ? table
          .select(filter, [])
          .slice(0, this.#mostPackages)
          .flatMap((one) => this.#describePackage(one) ?? [])
      : [];
    const above = entry.above.flatMap((iri) => this.#of(kind).get(iri) ?? []);
    return {
      ...this.#whole(kind, entry),
      groups: above.map(({ name, title }) => ({ name, title })),
      extras: [{ key: 'uri', value: entry.iri }],
      users: [],
      tags: [],
      ...(withPackages && { packages }),
    };
  }

  complete(kind: GroupKind, query: string, limit: number): readonly Members[] {
    return this.#of(kind)
      .all()
      .filter(({ name, title }) => name.includes(query) || title.toLowerCase().includes(query))
      .slice(0, limit)
      .map(({ id, name, title }) => ({ id, name, title }));
  }

  /** What a package says of its organisation and its groups. */
  around(entry: PackageEntry): { readonly organization?: Members; readonly groups: readonly Members[] } {
    const { organizations, groups } = this.#follower.table;
    const organization = entry.publisher === undefined ? undefined : organizations.get(entry.publisher);
    return {
      ...(organization && { organization: this.#brief('organization', organization) }),
      groups: groups.within(entry.themes).map((group) => {
        const { id, name, title, display_name, description, image_display_url } = this.#brief('group', group);
        return { id, name, title, display_name, description, image_display_url };
      }),
    };
  }

  #of(kind: GroupKind): CkanGroups {
    const { organizations, groups } = this.#follower.table;
    return kind === 'organization' ? organizations : groups;
  }

  #brief(kind: GroupKind, { id, name, iri, title, created }: GroupEntry) {
    const { context, language } = this.#follower;
    const from = context.things.find(iri as Iri)?.description;
    const teller = from && { context, language, from };
    const image = from?.iris(iri, foaf.logo)[0] ?? '';
    return {
      id,
      name,
      title,
      display_name: title,
      ...(from && { title_translated: translations(statedNames(from, iri)) }),
      description: (teller && oneText(from.firstLiterals(iri, descriptions), teller)) ?? '',
      type: kind,
      is_organization: kind === 'organization',
      image_url: image,
      image_display_url: image,
      created: ckanTime(created),
      approval_status: 'approved',
      state: 'active',
    };
  }

  #whole(kind: GroupKind, entry: GroupEntry): Members {
    return { ...this.#brief(kind, entry), package_count: this.#count(entry.iri), num_followers: 0 };
  }

  #count(iri: string): number {
    const { sequence } = this.#follower;
    if (this.#counted?.sequence !== sequence) this.#counted = { sequence, counts: this.#countAll() };
    return this.#counted.counts.get(iri) ?? 0;
  }

  #countAll(): ReadonlyMap<string, number> {
    const { table } = this.#follower;
    const counts = new Map<string, number>();
    const add = (iri: string) => counts.set(iri, (counts.get(iri) ?? 0) + 1);
    for (const { publisher, themes } of table.entries()) {
      if (publisher !== undefined) add(publisher);
      for (const { iri } of table.groups.within(themes)) add(iri);
    }
    return counts;
  }
}

import { CkanGroups } from './ckan-groups.ts';
import { foldTitle, type PackageEntry } from './package-entry.ts';
import type { PackageFilter, TimeRange, WordField } from './package-filter.ts';

/** Documents that a text search found, best first. */
export type TextMatches = readonly string[];

type Test = (entry: PackageEntry) => boolean;

/** All packages, organisations and groups, in memory. */
export class PackageTable {
  readonly organizations = new CkanGroups();
  readonly groups = new CkanGroups();
  readonly #byDocument = new Map<string, PackageEntry>();
  readonly #byName = new Map<string, PackageEntry>();
  readonly #byResource = new Map<string, PackageEntry>();
  #names: readonly string[] | undefined;
  #revision = 0;

  /** Changes with every change of a package; with those of organisations and groups too, which packages are found by. */
  get revision(): number {
    return this.#revision + this.organizations.changes + this.groups.changes;
  }

  get size(): number {
    return this.#byDocument.size;
  }

  put(entry: PackageEntry): void {
    this.delete(entry.document);
    this.#byDocument.set(entry.document, entry);
    this.#byName.set(entry.id, entry).set(entry.name, entry);
    for (const resource of entry.resources) this.#byResource.set(resource, entry);
    this.#names = undefined;
    this.#revision += 1;
  }

  delete(document: string): void {
    const entry = this.#byDocument.get(document);
    if (!entry) return;
    this.#byDocument.delete(document);
    this.#byName.delete(entry.id);
    this.#byName.delete(entry.name);
    for (const resource of entry.resources) this.#byResource.delete(resource);
    this.#names = undefined;
    this.#revision += 1;
  }

  /** By name or id. */
  find(nameOrId: string): PackageEntry | undefined {
    return this.#byName.get(nameOrId);
  }

  withResource(id: string): PackageEntry | undefined {
    return this.#byResource.get(id);
  }

  entries(): IterableIterator<PackageEntry> {
    return this.#byDocument.values();
  }

  /** Names in their order. */
  names(): readonly string[] {
    this.#names ??= [...this.#byDocument.values()].map(({ name }) => name).sort();
    return this.#names;
  }

  /** @param texts what was found for the text searches within the filter, in their order */
  select(filter: PackageFilter, texts: readonly TextMatches[]): PackageEntry[] {
    const sets = texts.map((documents) => new Set(documents));
    const test = this.#test(filter, { sets, next: 0 });
    return [...this.#byDocument.values()].filter(test);
  }

  /** The names of the groups that a package is in, those above its themes too. */
  groupsOf(entry: PackageEntry): readonly string[] {
    return this.groups.namesWithin(entry.themes);
  }

  /** What a package has in a field. */
  values(entry: PackageEntry, field: WordField): readonly string[] {
    const organization = entry.publisher === undefined ? undefined : this.organizations.get(entry.publisher);
    switch (field) {
      case 'organization':
        return organization ? [organization.name] : [];
      case 'owner_org':
        return organization ? [organization.id] : [];
      case 'groups':
        return this.groupsOf(entry);
      case 'tags':
        return entry.tags;
      case 'res_format':
        return entry.formats;
      case 'license_id':
        return [entry.licence];
      case 'id':
      case 'name':
        return [entry[field]];
      case 'state':
        return ['active'];
      case 'private':
        return ['false'];
      case 'capacity':
        return ['public'];
      case 'type':
        return ['dataset', 'package'];
      case 'dataset_type':
        return ['dataset'];
    }
  }

  #test(filter: PackageFilter, texts: { sets: readonly ReadonlySet<string>[]; next: number }): Test {
    switch (filter.type) {
      case 'all':
        return () => true;
      case 'not': {
        const test = this.#test(filter.part, texts);
        return (entry) => !test(entry);
      }
      case 'and': {
        const tests = filter.parts.map((part) => this.#test(part, texts));
        return (entry) => tests.every((test) => test(entry));
      }
      case 'or': {
        const tests = filter.parts.map((part) => this.#test(part, texts));
        return (entry) => tests.some((test) => test(entry));
      }
      case 'text': {
        const found = texts.sets[texts.next++];
        return ({ document }) => found?.has(document) ?? false;
      }
      case 'title':
        return hasWords(filter.words, filter.prefix);
      case 'time':
        return filter.field === 'metadata_modified'
          ? ({ modified }) => isWithin(modified, filter.range)
          : ({ created }) => isWithin(created, filter.range);
      case 'word':
        return this.#hasValue(filter.field, filter.value, filter.prefix);
    }
  }

  #hasValue(field: WordField, value: string, prefix: boolean): Test {
    const fits = prefix ? (own: string) => own.startsWith(value) : (own: string) => own === value;
    // Values of things that many packages refer to are looked at once.
    if (field === 'organization' || field === 'owner_org') {
      const wanted = new Set(
        this.organizations
          .all()
          .filter(({ name, id }) => fits(field === 'organization' ? name : id))
          .map(({ iri }) => iri),
      );
      return ({ publisher }) => publisher !== undefined && wanted.has(publisher);
    }
    return (entry) => this.values(entry, field).some(fits);
  }
}

/** Every word of a title is compared in the folded form. */
function hasWords(phrases: readonly string[], prefix: boolean): Test {
  const wanted = phrases.map((phrase) => ` ${foldTitle(phrase)}${prefix ? '' : ' '}`);
  return ({ title }) => wanted.every((text) => ` ${title} `.includes(text));
}

function isWithin(time: number, { from, to, fromExcluded, toExcluded }: TimeRange): boolean {
  if (from !== undefined && (fromExcluded ? time <= from : time < from)) return false;
  return to === undefined || (toExcluded ? time < to : time <= to);
}

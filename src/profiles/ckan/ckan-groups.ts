import type { CkanNames } from './ckan-names.ts';

/** An organisation, or a sector as a group. */
export interface GroupEntry extends CkanNames {
  readonly iri: string;
  readonly title: string;
  /** IRIs of what is directly above it. */
  readonly above: readonly string[];
  /** xsd:dateTime at which its record came here. */
  readonly created: string;
}

const deepest = 8;

/** The organisations, or the groups, by what they are called. */
export class CkanGroups {
  readonly #byIri = new Map<string, GroupEntry>();
  readonly #byName = new Map<string, GroupEntry>();
  readonly #byDocument = new Map<string, string>();
  /** Many packages have the same themes. */
  readonly #within = new Map<string, readonly string[]>();
  #changes = 0;

  /** How often something changed. */
  get changes(): number {
    return this.#changes;
  }

  put(document: string, entry: GroupEntry): void {
    this.delete(document);
    this.#changed();
    this.#byDocument.set(document, entry.iri);
    this.#byIri.set(entry.iri, entry);
    this.#byName.set(entry.id, entry).set(entry.name, entry);
  }

  delete(document: string): void {
    const iri = this.#byDocument.get(document);
    const entry = iri === undefined ? undefined : this.#byIri.get(iri);
    if (!entry) return;
    this.#changed();
    this.#byDocument.delete(document);
    this.#byIri.delete(entry.iri);
    this.#byName.delete(entry.id);
    this.#byName.delete(entry.name);
  }

  get(iri: string): GroupEntry | undefined {
    return this.#byIri.get(iri);
  }

  /** By name or id. */
  find(nameOrId: string): GroupEntry | undefined {
    return this.#byName.get(nameOrId);
  }

  all(): readonly GroupEntry[] {
    return [...this.#byIri.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Names of these groups and of all above them. */
  namesWithin(iris: readonly string[]): readonly string[] {
    const key = iris.join(' ');
    let names = this.#within.get(key);
    if (!names) {
      names = this.within(iris).map(({ name }) => name);
      this.#within.set(key, names);
    }
    return names;
  }

  /** These groups and all above them. */
  within(iris: readonly string[]): readonly GroupEntry[] {
    const found = new Map<string, GroupEntry>();
    let level = iris;
    for (let depth = 0; depth < deepest && level.length > 0; depth++) {
      const entries = level.flatMap((iri) => (found.has(iri) ? [] : (this.#byIri.get(iri) ?? [])));
      for (const entry of entries) found.set(entry.iri, entry);
      level = entries.flatMap(({ above }) => above);
    }
    return [...found.values()];
  }

  #changed(): void {
    this.#changes += 1;
    this.#within.clear();
  }
}

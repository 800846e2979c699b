/** What the index knows of a concept, place or organisation. */
export interface ConceptLinks {
  /** IRIs of other authorities for the same. */
  readonly matches: readonly string[];
  /** What is directly above it. */
  readonly broader: readonly string[];
}

/** Levels above a concept that count as said of it, too. */
const mostLevels = 8;

/**
 * Which values an IRI stands for: the portal's own concept where another authority's is its `skos:exactMatch`, and
 * everything above that (`skos:broader`, `org:subOrganizationOf`), so that a sector also finds what is in its sub-sectors.
 */
export class ConceptGraph {
  readonly #links = new Map<string, ConceptLinks>();
  /** IRI of another authority → own concepts that match it. */
  readonly #owners = new Map<string, Set<string>>();

  /** Concept → those directly below it. */
  readonly #below = new Map<string, Set<string>>();

  /** @returns IRIs for which {@link resolve} may give something else now */
  set(concept: string, links: ConceptLinks): readonly string[] {
    const before = this.#links.get(concept);
    if (before && isSame(before.matches, links.matches) && isSame(before.broader, links.broader)) return [];
    const touched = before || links.broader.length > 0 || links.matches.length > 0 ? [concept] : [];
    this.#unlink(concept);
    this.#links.set(concept, links);
    for (const match of links.matches) addTo(this.#owners, match, concept);
    for (const above of links.broader) addTo(this.#below, above, concept);
    return this.#affected([...touched, ...(before?.matches ?? []), ...links.matches]);
  }

  /** @returns as {@link set} */
  delete(concept: string): readonly string[] {
    const before = this.#links.get(concept);
    if (!before) return [];
    const affected = this.#affected([concept, ...before.matches]);
    this.#unlink(concept);
    return affected;
  }

  /** The values that `iri` stands for, itself or its own concept first. */
  resolve(iri: string): readonly string[] {
    const [own = iri] = [...(this.#owners.get(iri) ?? [])].sort();
    const values = new Set([own]);
    let level = [own];
    for (let depth = 0; depth < mostLevels && level.length > 0; depth++) {
      level = level
        .flatMap((value) => this.#links.get(value)?.broader ?? [])
        .filter((value) => !values.has(value));
      for (const value of level) values.add(value);
    }
    return [...values];
  }

  /** These IRIs, and those below them with their matches. */
  #affected(iris: readonly string[]): readonly string[] {
    const found = new Set(iris);
    // What is added while the set is walked is walked too.
    for (const iri of found) {
      for (const concept of this.#below.get(iri) ?? []) {
        found.add(concept);
        for (const match of this.#links.get(concept)?.matches ?? []) found.add(match);
      }
    }
    return [...found];
  }

  #unlink(concept: string): void {
    const { matches = [], broader = [] } = this.#links.get(concept) ?? {};
    for (const match of matches) this.#owners.get(match)?.delete(concept);
    for (const above of broader) this.#below.get(above)?.delete(concept);
    this.#links.delete(concept);
  }
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

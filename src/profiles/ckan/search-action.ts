import { LRUCache } from 'lru-cache';
import type { Members } from '../dcat-us/members.ts';
import type { FacetRequest, PackageSearch } from './ckan-calls.ts';
import type { CkanFollower } from './ckan-follower.ts';
import { ckanLicences } from './ckan-licences.ts';
import type { PackageEntry } from './package-entry.ts';
import type { WordField } from './package-filter.ts';
import { PackageOrder, type PagePosition } from './package-order.ts';

/** Pages whose ends are remembered. */
const mostPositions = 20_000;
/** Selections that are kept while nothing changes. */
const mostSelections = 8;
/** Packages up to which finding the first ones is quicker than putting all in order. */
const mostLeading = 2_000;

/** `package_search`. */
export class SearchAction {
  readonly #follower: CkanFollower;
  readonly #describe: (entry: PackageEntry) => Members | undefined;
  readonly #positions = new LRUCache<string, PagePosition>({ max: mostPositions });
  readonly #selections = new LRUCache<string, Selection>({ max: mostSelections });

  constructor(follower: CkanFollower, describe: (entry: PackageEntry) => Members | undefined) {
    this.#follower = follower;
    this.#describe = describe;
  }

  answer(search: PackageSearch): Members {
    const { sort, facets } = search;
    const order = new PackageOrder(search.sorts, search.texts[0]);
    const selection = this.#select(search);
    const page = this.#page(search, selection, order).flatMap((entry) => this.#describe(entry) ?? []);
    const { table } = this.#follower;
    const counted = countFacets(selection.found, facets, (entry, field) => table.values(entry, field));
    return {
      count: selection.found.length,
      sort,
      results: page,
      facets: Object.fromEntries(counted.map(({ field, values }) => [field, Object.fromEntries(values)])),
      search_facets: Object.fromEntries(
        counted.map(({ field, values }) => [field, { title: field, items: this.#items(field, values) }]),
      ),
    };
  }

  /** What was found for the same filter is kept while nothing changes: harvesters page through it. */
  #select({ filter, sorts, texts }: PackageSearch): Selection {
    const { table } = this.#follower;
    if (texts.length > 0) return { revision: table.revision, found: table.select(filter, texts), asked: 1 };
    const key = JSON.stringify([filter, sorts]);
    const known = this.#selections.get(key);
    if (known?.revision === table.revision) {
      known.asked += 1;
      return known;
    }
    const selection = { revision: table.revision, found: table.select(filter, texts), asked: 1 };
    this.#selections.set(key, selection);
    return selection;
  }

  /**
   * Who goes on where his last page ended is given what stands behind it, not what stands at that number by now: nothing
   * that was there throughout is missed or told twice while records come and go.
   */
  #page(
    { start, rows, crawl }: PackageSearch,
    selection: Selection,
    order: PackageOrder,
  ): readonly PackageEntry[] {
    const position = start === 0 ? undefined : this.#positions.get(`${crawl} ${start}`);
    const page = pageOf(selection, order, { start, rows, ...(position && { position }) });
    const last = page.at(-1);
    if (last) this.#positions.set(`${crawl} ${start + rows}`, order.positionOf(last));
    return page;
  }

  #items(field: WordField, values: readonly (readonly [string, number])[]): readonly Members[] {
    return values.map(([name, count]) => ({ name, display_name: this.#displayName(field, name), count }));
  }

  #displayName(field: WordField, name: string): string {
    const { organizations, groups } = this.#follower.table;
    switch (field) {
      case 'organization':
      case 'owner_org':
        return organizations.find(name)?.title ?? name;
      case 'groups':
        return groups.find(name)?.title ?? name;
      case 'license_id':
        return ckanLicences.find(({ id }) => id === name)?.title ?? name;
      default:
        return name;
    }
  }
}

interface Selection {
  readonly revision: number;
  readonly found: readonly PackageEntry[];
  /** Put in order when it is asked for again. */
  sorted?: readonly PackageEntry[];
  asked: number;
}

interface PageRequest {
  readonly start: number;
  readonly rows: number;
  readonly position?: PagePosition;
}

function pageOf(
  selection: Selection,
  order: PackageOrder,
  { start, rows, position }: PageRequest,
): readonly PackageEntry[] {
  const needed = position ? rows : start + rows;
  if (selection.asked === 1 && needed <= mostLeading) {
    const { found } = selection;
    const behind = position ? found.filter((entry) => order.isAfter(entry, position)) : found;
    return order.leading(behind, needed).slice(position ? 0 : start);
  }
  selection.sorted ??= order.sort(selection.found);
  const begin = position ? firstAfter(selection.sorted, order, position) : start;
  return selection.sorted.slice(begin, begin + rows);
}

function firstAfter(sorted: readonly PackageEntry[], order: PackageOrder, position: PagePosition): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order.isAfter(sorted[middle] as PackageEntry, position)) high = middle;
    else low = middle + 1;
  }
  return low;
}

interface CountedField {
  readonly field: WordField;
  /** Most first. */
  readonly values: readonly (readonly [string, number])[];
}

function countFacets(
  entries: readonly PackageEntry[],
  { fields, limit, atLeast }: FacetRequest,
  valuesOf: (entry: PackageEntry, field: WordField) => readonly string[],
): readonly CountedField[] {
  return fields.map((field) => {
    const counts = new Map<string, number>();
    for (const entry of entries)
      for (const value of valuesOf(entry, field)) counts.set(value, (counts.get(value) ?? 0) + 1);
    const values = [...counts]
      .filter(([, count]) => count >= atLeast)
      .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
      .slice(0, limit);
    return { field, values };
  });
}

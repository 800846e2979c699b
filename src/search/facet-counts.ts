import type { FacetColumn } from './facet-column.ts';
import { type FacetName, facetNames, mainKinds } from './facets.ts';
import type { FacetAnswer, FacetCount } from './search-query.ts';

type Columns = ReadonlyMap<FacetName, FacetColumn>;
type Filters = ReadonlyMap<FacetName, readonly string[]>;

/** Which entries pass the filters. */
export interface Passing {
  /** Slots that pass all, ascending. */
  readonly all: Uint32Array;
  /** Entries that match, of the kinds that are asked for, whatever the other filters. */
  readonly matching: number;
  /** For a facet with a filter: slots that pass the filters of all other facets. */
  readonly others: ReadonlyMap<FacetName, Uint32Array>;
}

const mostValues = 30;
/** More than the number of facets: fails at two filters or more, or does not match. */
const out = 255;

/**
 * Values of one facet are alternatives, different facets must all hold. Where no kind is asked for, the main ones are.
 * @param scores 0 for slots that do not match
 */
export function filterEntries(columns: Columns, scores: Float32Array, filters: Filters): Passing {
  const length = scores.length;
  // 0: passes all filters; otherwise 1 + the only facet whose filter it fails at.
  const failed = new Uint8Array(length);
  for (let slot = 0; slot < length; slot++) if (scores[slot] === 0) failed[slot] = out;
  const restricted = new Map(filters);
  if (!restricted.has('kind')) restricted.set('kind', mainKinds);
  let matching = 0;
  // Kinds come first: what is counted as matching is of the kinds that are asked for.
  for (const facet of ['kind', ...facetNames.filter((name) => name !== 'kind')] as const) {
    const column = columns.get(facet);
    const values = restricted.get(facet);
    if (!column || !values) continue;
    const having = column.having(column.flags(values));
    const mark = 1 + facetNames.indexOf(facet);
    for (let slot = 0; slot < length; slot++) {
      if (having[slot] !== 1) failed[slot] = failed[slot] === 0 ? mark : out;
    }
    if (facet === 'kind') matching = occurrences(failed, 0);
  }
  const others = [...restricted.keys()].map(
    (facet) => [facet, slotsOf(failed, 1 + facetNames.indexOf(facet))] as const,
  );
  return { all: slotsOf(failed, 0), matching, others: new Map(others) };
}

/** Slots that fail nowhere, or only at the facet of this mark. */
function slotsOf(failed: Uint8Array, mark: number): Uint32Array {
  const slots = new Uint32Array(failed.length);
  let length = 0;
  for (let slot = 0; slot < failed.length; slot++) {
    const fails = failed[slot];
    if (fails === 0 || fails === mark) slots[length++] = slot;
  }
  return slots.subarray(0, length);
}

/** The values of each facet, counted among the entries that pass the filters of all other facets. */
export function countFacets(columns: Columns, passing: Passing, filters: Filters): FacetAnswer[] {
  return facetNames.map((facet) => {
    const column = columns.get(facet) as FacetColumn;
    const counts = column.count(passing.others.get(facet) ?? passing.all);
    const selected = new Set(filters.get(facet));
    const values: FacetCount[] = [];
    counts.forEach((count, id) => {
      const value = column.valueOf(id);
      if (count > 0 && !selected.has(value)) values.push({ value, count, selected: false });
    });
    values.sort(byCount);
    const chosen = [...selected].map((value) => {
      const id = column.idOf(value);
      return { value, count: id === undefined ? 0 : (counts[id] ?? 0), selected: true };
    });
    const shown = values.slice(0, mostValues);
    return { facet, values: [...chosen, ...shown].sort(byCount), more: values.length - shown.length };
  });
}

function byCount(a: FacetCount, b: FacetCount): number {
  return b.count - a.count || (a.value < b.value ? -1 : 1);
}

function occurrences(flags: Uint8Array, wanted: number): number {
  let count = 0;
  for (let slot = 0; slot < flags.length; slot++) if (flags[slot] === wanted) count += 1;
  return count;
}

import type { PackageFilter, WordField } from './package-filter.ts';
import type { PackageSort } from './package-order.ts';
import type { TextMatches } from './package-table.ts';

/** A stretch of a list. */
export interface Stretch {
  readonly offset: number;
  /** Absent: to its end. */
  readonly limit?: number;
}

export interface FacetRequest {
  readonly fields: readonly WordField[];
  /** Values of each; absent: all. */
  readonly limit?: number;
  /** Packages that a value has at least. */
  readonly atLeast: number;
}

export interface PackageSearch {
  /** Of `q` and `fq` together. */
  readonly filter: PackageFilter;
  /** What was found for the text searches within the filter, in their order. */
  readonly texts: readonly TextMatches[];
  readonly sorts: readonly PackageSort[];
  readonly rows: number;
  readonly start: number;
  readonly facets: FacetRequest;
  /** Tells apart who asks and what for: where his next page begins is remembered under it. */
  readonly crawl: string;
  /** As it was asked for. */
  readonly sort: string;
}

/** `organization` and `group` have the same calls. */
export type GroupKind = 'organization' | 'group';

export interface GroupListing extends Stretch {
  readonly kind: GroupKind;
  /** Only these, by name; absent: all. */
  readonly names?: readonly string[];
  readonly allFields: boolean;
  readonly sort: { readonly key: 'name' | 'title' | 'package_count'; readonly descending: boolean };
}

export type Completed = 'package' | 'organization' | 'group' | 'tag' | 'format';

/** A read call of CKAN's Action API, understood. */
export type CkanCall =
  | ({ readonly action: 'package_list' } & Stretch)
  | ({ readonly action: 'packages' } & Stretch)
  | { readonly action: 'package_show'; readonly id: string }
  | { readonly action: 'resource_show'; readonly id: string }
  | ({ readonly action: 'package_search' } & PackageSearch)
  | ({ readonly action: 'group_list' } & GroupListing)
  | {
      readonly action: 'group_show';
      readonly kind: GroupKind;
      readonly id: string;
      readonly withPackages: boolean;
    }
  | { readonly action: 'tag_list'; readonly query?: string; readonly allFields: boolean }
  | { readonly action: 'tag_show'; readonly id: string; readonly withPackages: boolean }
  | { readonly action: 'license_list' }
  | {
      readonly action: 'autocomplete';
      readonly of: Completed;
      readonly query: string;
      readonly limit: number;
    };

/** The result as JSON text, or that there is no such thing. */
export type CkanResult =
  | { readonly type: 'result'; readonly json: string; readonly sequence: number }
  | { readonly type: 'absent' };

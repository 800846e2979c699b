/** Fields of a package whose values are words of their own. */
export const wordFields = [
  'organization',
  'owner_org',
  'groups',
  'tags',
  'res_format',
  'license_id',
  'id',
  'name',
  'type',
  'dataset_type',
  'state',
  'private',
  'capacity',
] as const;
export type WordField = (typeof wordFields)[number];

/** Fields of which words are looked for. */
export const titleField = 'title';

export const timeFields = ['metadata_modified', 'metadata_created'] as const;
export type TimeField = (typeof timeFields)[number];

/** Words that a text search is to find; every one of them. */
export interface TextTerms {
  /** Each as it was written; words in quotation marks are not parted. */
  readonly words: readonly string[];
  /** Beginnings of words (`whea*`). */
  readonly prefixes: readonly string[];
}

export interface TimeRange {
  /** Milliseconds since 1970, included; absent: open. */
  readonly from?: number;
  readonly to?: number;
  readonly fromExcluded?: boolean;
  readonly toExcluded?: boolean;
}

/** Which packages are meant. */
export type PackageFilter =
  | { readonly type: 'all' }
  | { readonly type: 'and' | 'or'; readonly parts: readonly PackageFilter[] }
  | { readonly type: 'not'; readonly part: PackageFilter }
  | {
      readonly type: 'word';
      readonly field: WordField;
      readonly value: string;
      /** `value` is a beginning. */
      readonly prefix: boolean;
    }
  | { readonly type: 'title'; readonly words: readonly string[]; readonly prefix: boolean }
  | { readonly type: 'time'; readonly field: TimeField; readonly range: TimeRange }
  | { readonly type: 'text'; readonly terms: TextTerms };

/** The text searches within a filter, in their order. */
export function textsOf(filter: PackageFilter): readonly TextTerms[] {
  switch (filter.type) {
    case 'text':
      return [filter.terms];
    case 'not':
      return textsOf(filter.part);
    case 'and':
    case 'or':
      return filter.parts.flatMap(textsOf);
    default:
      return [];
  }
}

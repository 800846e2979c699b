import type { Language } from '../model/text.ts';
import type { Iri } from '../vocabulary/iri.ts';
import type { Cursor, Sort } from './cursor.ts';
import type { FacetName, FacetValues } from './facets.ts';
import type { QueryWord } from './query-words.ts';

/** A search, understood. */
export interface SearchQuery {
  readonly words: readonly QueryWord[];
  readonly filters: FacetValues;
  readonly sort: Sort;
  /** Whose titles are ordered. */
  readonly language: Language;
  /** Entries of the page. */
  readonly size: number;
  readonly after?: Cursor;
}

export interface FacetCount {
  readonly value: string;
  readonly count: number;
  readonly selected: boolean;
}

export interface FacetAnswer {
  readonly facet: FacetName;
  /** Most first; those that are selected are always there. */
  readonly values: readonly FacetCount[];
  /** How many further values there are. */
  readonly more: number;
}

/** What a word of the query was taken for. */
export interface WordAnswer {
  readonly word: string;
  /** Entries that have it, whatever the filters. */
  readonly count: number;
  /** Nothing has the word: these were taken in its place. */
  readonly taken: readonly string[];
  /** Hardly anything has the word, and much has these. */
  readonly suggested: readonly string[];
}

export interface SearchAnswer {
  /** Commit that the index had followed. */
  readonly sequence: number;
  readonly total: number;
  /** The filters, with the portal's own concepts in place of others' that match them. */
  readonly filters: FacetValues;
  /** Entries that have the words, whatever the filters. */
  readonly unfiltered: number;
  readonly documents: readonly Iri[];
  readonly facets: readonly FacetAnswer[];
  readonly words: readonly WordAnswer[];
  readonly next?: Cursor;
}

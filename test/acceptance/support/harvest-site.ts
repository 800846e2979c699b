import type { SourceDefinition } from '../../../src/harvest/source-definition.ts';
import type { Page } from './harvest-server.ts';

/** A source of six records in two pages (or as its kind has them). */
export interface Site {
  readonly name: string;
  readonly definition: Pick<SourceDefinition, 'type' | 'options' | 'map' | 'vanishing'>;
  readonly path: string;
  /** In the second edition the first record has another title. */
  page(url: URL, edition: number): Page | undefined | Promise<Page | undefined>;
  /** The page that an attack takes the place of: the last that is read. */
  isLast(url: URL): boolean;
  /** A page with a new record that leads on to another one like it, for ever. */
  endless?(url: URL): Page | undefined;
  /** The last page, leading to itself. */
  circular?(url: URL): Page | undefined;
  /** Its answers are XML, or may be. */
  readonly xml?: (entity: string) => Page;
  /** The last page is one of many that stand for themselves: its failure is a refusal, and the others are read. */
  readonly isOneOfMany?: boolean;
  /** Its changes are brought by a log: its second edition stays. */
  readonly follows?: boolean;
}

export const numbers = [1, 2, 3, 4, 5, 6] as const;
export const first = numbers.slice(0, 3);
export const last = numbers.slice(3);

export const titleOf = (number: number, edition = 1): string =>
  `Record ${number} आँकड़े${number === 1 && edition > 1 ? ` (edition ${edition})` : ''}`;
export const day = (number: number) => `2026-01-${String(number).padStart(2, '0')}T00:00:00Z`;
export const pageOf = (url: URL): number => Number(url.searchParams.get('page') ?? 1);

/** A document type that unpacks to more than a memory has. */
export const entityBomb = (root: string): string =>
  `<?xml version="1.0"?><!DOCTYPE ${root} [<!ENTITY a "aaaaaaaaaa">${'bcdefghij'
    .split('')
    .map((name, at) => `<!ENTITY ${name} "${`&${'abcdefghij'[at]};`.repeat(10)}">`)
    .join('')}]>`;

import { ckanJson } from '../../sources/ckan-json.ts';
import { placeWithin } from '../../sources/json-path.ts';
import type { ReadOptions } from '../../sources/read-source.ts';
import type { ArrivedPage, HarvestItem } from '../harvest-client.ts';
import { keyOfRecord } from '../item-key.ts';
import { type CkanResult, ckanAnswer, readerContext } from './ckan-answer.ts';
import type { CkanEntry } from './ckan-found.ts';
import { type CkanPortal, nameOf, textMember } from './ckan-portal.ts';

/** What a page told beside its records. */
export type CkanLinks = {
  /** How many records the whole search found; null where that is not said. */
  readonly count: number | null;
  /** Rows of this page, records or not. */
  readonly rows: number;
  readonly found: readonly CkanEntry[];
  /** Rows that are a name only: the record is to be asked for. */
  readonly named: readonly string[];
  /** Whether the records stand in the order of `metadata_created`. */
  readonly ordered: boolean;
};

interface Reading {
  readonly portal: CkanPortal;
  readonly reading: ReadOptions;
  readonly result: CkanResult;
  /** Types of packages that are no datasets. */
  readonly without?: ReadonlySet<string>;
}

/** Reads a page of records: the answer of a search, of a list with all fields, or of a call that shows one. */
export async function* readCkanPage(
  page: ArrivedPage,
  { portal, reading, result, without }: Reading,
): AsyncGenerator<HarvestItem, CkanLinks> {
  const reader = ckanJson.open(readerContext(page.url, reading));
  const found: CkanEntry[] = [];
  const named: string[] = [];
  const times: number[] = [];
  let count: number | null = null;
  let rows = 0;
  for await (const element of ckanAnswer(page.bytes(), page.url, result, reading)) {
    const { path, value } = element;
    const [, second, third] = path;
    if (second === 'count' && typeof value === 'number') count = value;
    if (typeof second === 'string' && (second !== 'results' || third === undefined)) continue;
    rows += 1;
    if (typeof value === 'string') {
      named.push(value);
      continue;
    }
    for (const item of reader.read(element, placeWithin({ file: page.url }, path))) {
      if (item.type === 'unreadable') {
        yield item;
        continue;
      }
      const { record } = item;
      if (without?.has(textMember(record.data, 'type') ?? '')) continue;
      const key = keyOfRecord(record);
      found.push([key, nameOf(record.data) ?? '']);
      times.push(readTime(textMember(record.data, 'metadata_created')));
      yield { type: 'record', key, record, origin: portal.originOf(record) };
    }
  }
  return { count, rows, found, named, ordered: named.length === 0 && isAscending(times) };
}

/** CKAN's times are UTC, and mostly do not say so. */
function readTime(text: string | undefined): number {
  if (text === undefined) return Number.NaN;
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
}

function isAscending(times: readonly number[]): boolean {
  return times.every((time, at) => (at === 0 ? !Number.isNaN(time) : time >= (times[at - 1] ?? Number.NaN)));
}

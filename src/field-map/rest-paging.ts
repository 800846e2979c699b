import { Failure } from '../model/failure.ts';
import type { PageSize, Paging } from './row.ts';

/** A page of records that was read to its end. */
export interface ReadPage {
  /** Its address. */
  readonly url: string;
  /** Records on it. */
  readonly records: number;
  /** What stands at a path outside the records. */
  readonly around: (path: string) => unknown;
  /** Target of its `Link` field of the relation `next`, resolved. */
  readonly link?: string;
  /** How many records there are in all, where the page says so. */
  readonly total?: number;
}

/** The address of the first page. */
export function firstPage(url: string, paging: Paging | undefined): string {
  if (paging === undefined) return url;
  const address = new URL(url);
  if ('size' in paging) setSize(address, paging.size);
  if (paging.by === 'page' || paging.by === 'offset')
    address.searchParams.set(paging.parameter, String(startOf(address, paging)));
  return address.href;
}

/**
 * The address of the page behind one.
 * @param met records of all pages so far, this one included
 * @throws Failure `source-failed` where the page leads to what is no page of this server
 */
export function nextPage(paging: Paging | undefined, page: ReadPage, met: number): string | undefined {
  switch (paging?.by) {
    case undefined:
      return undefined;
    case 'link':
      return page.link === undefined ? undefined : sameServer(page.link, page);
    case 'next': {
      const value = page.around(paging.path);
      if (isNothing(value)) return undefined;
      if (typeof value === 'string') return sameServer(value, page);
      throw wrongMark(page, paging.path, value);
    }
    case 'cursor': {
      const value = page.around(paging.path);
      if (isNothing(value)) return undefined;
      if (typeof value !== 'string' && typeof value !== 'number') throw wrongMark(page, paging.path, value);
      return withParameter(page.url, paging.parameter, String(value));
    }
    case 'page':
    case 'offset':
      return isLast(paging, page, met) ? undefined : counted(paging, page);
  }
}

/** What an address already states is where counting begins. */
function startOf(address: URL, { parameter, first }: { parameter: string; first: number }): number {
  const stated = address.searchParams.get(parameter);
  return stated !== null && /^\d+$/.test(stated) ? Number(stated) : first;
}

function counted(paging: Extract<Paging, { by: 'page' | 'offset' }>, page: ReadPage): string {
  const at = startOf(new URL(page.url), paging);
  // Servers may give fewer records than they were asked for: only those are passed.
  return withParameter(page.url, paging.parameter, String(paging.by === 'page' ? at + 1 : at + page.records));
}

/** A count of all records is believed more than the length of a page: servers cap it. */
function isLast(paging: Extract<Paging, { by: 'page' | 'offset' }>, page: ReadPage, met: number): boolean {
  if (page.records === 0) return true;
  if (page.total !== undefined) return met >= page.total;
  return paging.size !== undefined && page.records < paging.size.value;
}

function setSize(address: URL, size: PageSize | undefined): void {
  if (size?.parameter !== undefined) address.searchParams.set(size.parameter, String(size.value));
}

function withParameter(url: string, name: string, value: string): string {
  const address = new URL(url);
  address.searchParams.set(name, value);
  return address.href;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === false || value === '';
}

/** Header fields, keys among them, are meant for this server. */
function sameServer(target: string, { url }: ReadPage): string {
  const next = URL.canParse(target, url) ? new URL(target, url) : undefined;
  if (next?.origin === new URL(url).origin) return next.href;
  throw new Failure(
    'source-failed',
    `${withoutQuery(url)} leads to a next page on another server (${next?.origin ?? 'no address'}), which is not followed.`,
  );
}

function wrongMark({ url }: ReadPage, path: string, value: unknown): Failure {
  const text = `${withoutQuery(url)}: what stands at "${path}" (${typeof value}) leads to no next page. Correct \`paging\` in the field map.`;
  return new Failure('source-failed', text);
}

/** An address for people and records: keys stand in queries. */
export function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

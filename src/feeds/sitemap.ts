import type { RecordHead, RecordReader } from '../store/record-store.ts';

/** URLs of one page: a tenth of what the protocol allows, so that a page is made in moments. */
export const pageSize = 5_000;
/** Records that are read before others get their turn: a few milliseconds. */
const stretch = 200;

/** A stretch of the live records, in the stable order of their documents. */
export interface SitemapPage {
  /** Cursor after which it begins; absent on the first. */
  readonly after?: string;
  readonly count: number;
  /** Last change of one of its records, xsd:dateTime. */
  readonly modified: string;
}

export type SitemapEntry = Pick<RecordHead, 'document' | 'modified'>;

/**
 * Where the pages of the sitemap begin, and when each last changed (https://www.sitemaps.org/protocol.html). Reads every
 * record once, a stretch at a time, and lets other work in between.
 */
export async function readSitemapPages(store: RecordReader, size = pageSize): Promise<SitemapPage[]> {
  const pages: SitemapPage[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const begin = after;
    let modified = '';
    let count = 0;
    while (count < size && more) {
      const limit = Math.min(stretch, size - count);
      const { records, next } = store.list({ limit, ...(after !== undefined && { after }) });
      count += records.length;
      for (const record of records) if (record.modified > modified) modified = record.modified;
      after = next;
      more = next !== undefined;
      await othersFirst();
    }
    if (count > 0) pages.push({ count, modified, ...(begin !== undefined && { after: begin }) });
  }
  return pages;
}

/** The entries of one page as it was found by {@link readSitemapPages}, a stretch at a time. */
export async function* readSitemapEntries(
  store: RecordReader,
  page: SitemapPage,
): AsyncGenerator<readonly SitemapEntry[]> {
  let { after } = page;
  for (let left = page.count; left > 0; ) {
    const { records, next } = store.list({
      limit: Math.min(stretch, left),
      ...(after !== undefined && { after }),
    });
    if (records.length > 0) yield records.map(({ document, modified }) => ({ document, modified }));
    left -= records.length;
    if (next === undefined) return;
    after = next;
    await othersFirst();
  }
}

function othersFirst(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

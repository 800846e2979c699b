import type { Json } from '../harvest-client.ts';

/** A page as a run left it: what its sitemap said of its last change, and which records it holds. */
export interface KnownPage {
  readonly lastModified: string;
  readonly keys: readonly string[];
}

/** Pages that are remembered; a larger site is read whole every time (with conditional requests). */
export const mostKnownPages = 50_000;

/** Where a run left a site. */
export interface SitemapBookmark {
  readonly pages: ReadonlyMap<string, KnownPage>;
  /** The next run has to read every page. */
  readonly isDue: boolean;
}

export function bookmarkToJson({ pages, isDue }: SitemapBookmark): Json {
  return { isDue, pages: pagesToJson(pages) };
}

/** `undefined` where the bookmark is none: everything is then read anew. */
export function bookmarkFromJson(value: Json | undefined): SitemapBookmark | undefined {
  if (typeof value !== 'object' || value === null || !('pages' in value)) return undefined;
  const pages = pagesFromJson(value.pages);
  return pages && { pages, isDue: value['isDue'] === true };
}

/** Pages by address, as plain data and back. */
export function pagesToJson(pages: ReadonlyMap<string, KnownPage>): Json {
  return [...pages].map(([url, { lastModified, keys }]) => [url, lastModified, ...keys]);
}

/** `undefined` where it is none. */
export function pagesFromJson(value: Json | undefined): Map<string, KnownPage> | undefined {
  if (!Array.isArray(value)) return undefined;
  const pages = new Map<string, KnownPage>();
  for (const entry of value as readonly Json[]) {
    if (!Array.isArray(entry)) return undefined;
    const [url, lastModified, ...keys] = entry as readonly Json[];
    if (
      typeof url !== 'string' ||
      typeof lastModified !== 'string' ||
      !keys.every((key) => typeof key === 'string')
    )
      return undefined;
    pages.set(url, { lastModified, keys });
  }
  return pages;
}

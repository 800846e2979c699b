import { Failure } from '../../model/failure.ts';
import type { HarvestClient, HarvestContext, HarvestEnd, HarvestItem } from '../harvest-client.ts';
import {
  bookmarkFromJson,
  bookmarkToJson,
  mostKnownPages,
  pagesFromJson,
  pagesToJson,
} from './sitemap-bookmark.ts';
import { readSitemap, type SitemapEntry } from './sitemap-document.ts';
import { ownHosts, sitemapsOf } from './sitemap-places.ts';
import { SitemapRun } from './sitemap-run.ts';

/** Indexes within indexes; sitemaps.org knows one level. */
const deepest = 4;
const mostSitemaps = 10_000;
const pagesBetweenCheckpoints = 500;

/**
 * Reads the datasets and catalogues that the pages of a sitemap describe in schema.org's JSON-LD.
 *
 * After a whole run, pages whose `lastmod` is what it was are passed over, so that such a run has met changes only; the
 * option `lastmod: ignore` reads all of them each time. A page that is gone (404, 410) takes its records with it. Where a
 * page has lost a record in another way, the next run is a whole one: whether so much may vanish is decided there.
 */
export const sitemapClient: HarvestClient = { read };

async function* read(context: HarvestContext): AsyncGenerator<HarvestItem, HarvestEnd> {
  const { options } = context.source;
  const bookmark = bookmarkFromJson(context.bookmark);
  const isIncremental = bookmark !== undefined && !bookmark.isDue && options?.['lastmod'] !== 'ignore';
  const starts = await sitemapsOf(context);
  const run = new SitemapRun(context, {
    known: bookmark?.pages,
    resumed: pagesFromJson(context.cursor),
    isIncremental,
    isOwn: ownHosts(context, starts),
  });
  const isChangeList = yield* readSitemaps(starts, run, context);
  if (isIncremental) yield* run.missing();
  yield* run.gone();
  run.noteAll();
  if (run.records === 0 && !isIncremental && options?.['empty'] !== 'allowed') throw noRecord(run, context);
  const pages = run.pages();
  return {
    coverage: isIncremental || isChangeList || run.isUnsettled ? 'changes' : 'whole',
    ...(pages.size <= mostKnownPages &&
      !isChangeList && { bookmark: bookmarkToJson({ pages, isDue: run.isUncertain }) }),
  };
}

/** @returns whether a sitemap lists changes only */
async function* readSitemaps(
  starts: readonly string[],
  run: SitemapRun,
  context: HarvestContext,
): AsyncGenerator<HarvestItem, boolean> {
  const open: { url: string; depth: number }[] = starts.map((url) => ({ url, depth: 1 })).reverse();
  const met = new Set(starts);
  let isChangeList = false;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const links = yield* context.page({
      url: next.url,
      accept: 'application/xml, text/xml, text/plain;q=0.9, application/gzip;q=0.8',
      parse: readSitemap,
    });
    isChangeList ||= links.isChangeList;
    const inner = [];
    for (const [url] of links.sitemaps) {
      if (met.has(url)) continue;
      if (met.size >= mostSitemaps || next.depth >= deepest) throw tooMany(next.url, next.depth);
      met.add(url);
      inner.push({ url, depth: next.depth + 1 });
    }
    open.push(...inner.reverse());
    run.sayDeleted(links.deleted);
    yield* readPages(links.pages, run, context);
  }
  return isChangeList;
}

async function* readPages(
  entries: readonly SitemapEntry[],
  run: SitemapRun,
  context: HarvestContext,
): AsyncGenerator<HarvestItem> {
  let kept = run.fetched;
  for (const [url, lastModified] of entries) {
    if (!run.wants(url, lastModified)) continue;
    yield* run.fetch(url, lastModified);
    if (run.fetched - kept < pagesBetweenCheckpoints) continue;
    kept = run.fetched;
    await context.checkpoint(pagesToJson(run.pages()));
  }
}

function tooMany(url: string, depth: number): Failure {
  return new Failure(
    'source-failed',
    depth >= deepest
      ? `<${url}>: sitemap indexes stand inside each other more than ${deepest} levels deep. List the sitemaps in one index.`
      : `<${url}>: more than ${mostSitemaps} sitemaps are listed. Give the address of one part of the site.`,
  );
}

function noRecord(run: SitemapRun, { source }: HarvestContext): Failure {
  const foreign =
    run.foreign > 0
      ? ` ${run.foreign} addresses are on other hosts than the sitemap and were passed over: list those hosts in the option "hosts".`
      : '';
  return new Failure(
    'source-failed',
    `<${source.url}>: ${run.fetched} pages of the sitemap were read and none of them describes a schema:Dataset or schema:DataCatalog in JSON-LD.${foreign} ` +
      'Check the address; where this is as it should be, set the option "empty" to "allowed".',
  );
}

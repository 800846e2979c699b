import { Router } from 'express';
import { readSitemapEntries, readSitemapPages, type SitemapPage } from '../../feeds/sitemap.ts';
import { renderSitemap, renderSitemapIndex, type SitemapLocation } from '../../feeds/sitemap-xml.ts';
import type { HttpContext } from '../http-context.ts';
import { ProblemError } from '../problem.ts';
import { notFound } from '../problems.ts';
import type { Representation } from '../representation-cache.ts';
import { requestTarget } from '../request-target.ts';
import { representation, sendRepresentation } from '../send.ts';
import { encodeIri } from '../site.ts';
import { readOnly } from './allow-methods.ts';

/** Milliseconds for which a sitemap may be behind while records are being published: crawlers come daily. */
const mostAge = 60_000;
/** What the portal itself shows, beside its records. */
const portalPages = ['', 'catalog', 'sparql', '.well-known/void'];

interface Known {
  readonly sequence: number;
  readonly time: number;
  readonly pages: readonly SitemapPage[];
}

/** `/sitemap.xml`, the index, and `/sitemap/{n}.xml`, its pages: the canonical addresses of all live documents. */
export function sitemapRoutes(context: Pick<HttpContext, 'site' | 'store' | 'cache'>): Router {
  const { site, store, cache } = context;
  const router = Router({ caseSensitive: true, strict: true });
  let known: Known | undefined;
  let reading: Promise<Known> | undefined;
  const rendering = new Map<number, Promise<Representation>>();

  router.all('/sitemap.xml', readOnly(), async (request, response) => {
    const current = await read();
    sendRepresentation(
      request,
      response,
      cached('index', current, () => index(current)),
    );
  });

  router.all(/^\/sitemap\/([1-9]\d{0,5})\.xml$/, readOnly(), async (request, response) => {
    const number = Number(request.params[0]);
    const current = await read();
    const page = current.pages[number - 1];
    if (!page) throw new ProblemError(notFound(requestTarget(request).path, `${site.base}sitemap.xml`));
    const ready = cache.get(keyOf(number), validatorOf(current)) ?? (await pageOf(number, current, page));
    sendRepresentation(request, response, ready);
  });

  async function read(): Promise<Known> {
    const sequence = store.sequence();
    if (known && (known.sequence === sequence || Date.now() - known.time < mostAge)) return known;
    reading ??= readSitemapPages(store)
      .then((pages) => {
        known = {
          sequence,
          time: Date.now(),
          pages: pages.length > 0 ? pages : [{ count: 0, modified: '' }],
        };
        return known;
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  }

  function cached(name: string | number, current: Known, make: () => Representation): Representation {
    const ready = cache.get(keyOf(name), validatorOf(current)) ?? make();
    cache.set(keyOf(name), validatorOf(current), ready);
    return ready;
  }

  function index(current: Known): Representation {
    const locations = current.pages.map((page, position) => ({
      address: `${site.base}sitemap/${position + 1}.xml`,
      ...dated(page.modified),
    }));
    const latest = current.pages.reduce((last, { modified }) => (modified > last ? modified : last), '');
    return xml(renderSitemapIndex(locations), latest);
  }

  /** One rendering at a time for each page, whoever asks. */
  function pageOf(number: number, current: Known, page: SitemapPage): Promise<Representation> {
    const running = rendering.get(number);
    if (running) return running;
    const work = renderSitemap(locationsOf(number, page))
      .then((body) => {
        const made = xml(body, page.modified);
        cache.set(keyOf(number), validatorOf(current), made);
        return made;
      })
      .finally(() => rendering.delete(number));
    rendering.set(number, work);
    return work;
  }

  async function* locationsOf(number: number, page: SitemapPage): AsyncGenerator<SitemapLocation[]> {
    if (number === 1) yield portalPages.map((path) => ({ address: site.base + path }));
    for await (const entries of readSitemapEntries(store, page)) {
      yield entries.map(({ document, modified }) => ({ address: encodeIri(document), ...dated(modified) }));
    }
  }

  function xml(body: string, modified: string): Representation {
    return representation(body, {
      // The hash of its bytes tells it apart: a page stays the same while others change.
      validator: 'sitemap',
      headers: { 'Content-Type': 'application/xml; charset=utf-8' },
      ...(modified !== '' && { lastModified: modified }),
    });
  }
  return router;
}

function keyOf(name: string | number): string {
  return `sitemap ${name}`;
}

function validatorOf({ sequence }: Known): string {
  return String(sequence);
}

function dated(modified: string): { modified?: string } {
  return modified === '' ? {} : { modified };
}

import { Router } from 'express';
import { describeCataloguePage, type PageAddresses, readCataloguePage } from '../../feeds/catalogue-page.ts';
import { portalIri } from '../../feeds/portal.ts';
import { rdfFormats } from '../../rdf/formats.ts';
import { plainTriples } from '../../rdf/plain-triples.ts';
import { portalPrefixes, serialise } from '../../rdf/serialise.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { contentType, type DocumentFormat, documentFormats, html, isHtml } from '../formats.ts';
import type { HttpContext } from '../http-context.ts';
import { negotiateFormat } from '../negotiate-format.ts';
import { pageContextOf } from '../page-context-of.ts';
import { fromPosition, toPosition } from '../page-position.ts';
import { renderCatalogueList } from '../pages/catalogue-list-page.tsx';
import type { FormatLink } from '../pages/format-link.ts';
import type { PageContext } from '../pages/page-context.ts';
import { ProblemError } from '../problem.ts';
import { badRequest, notAcceptable } from '../problems.ts';
import type { Representation } from '../representation-cache.ts';
import { requestTarget } from '../request-target.ts';
import { representation, sendRepresentation } from '../send.ts';
import { readOnly } from './allow-methods.ts';

/** Records of a page of the feed, and of the list for people, where the request names no `size`. */
const defaultSize = { feed: 100, list: 25 };
export const largestSize = 500;

interface Selection {
  readonly format: DocumentFormat;
  readonly mediaType: string;
  /** `.ttl` and the like where the address names the format, else `''`: the addresses of other pages keep it. */
  readonly suffix: string;
  readonly size: number;
  readonly after?: string;
  readonly page?: PageContext;
}

/** `/catalog`: the portal's `dcat:Catalog` with its records, paged; a list for people. */
export function catalogueRoutes(context: HttpContext): Router {
  const { site, store, portal, cache, cacheControl } = context;
  const router = Router({ caseSensitive: true, strict: true });
  const extensions = documentFormats.map(({ extension }) => extension).join('|');

  router.all(new RegExp(`^/catalog(?:\\.(?:${extensions}))?$`), readOnly(), (request, response) => {
    const selection = select(request);
    const { page } = selection;
    const key = [
      'catalog',
      selection.mediaType,
      selection.suffix,
      selection.size,
      selection.after ?? '',
      page ? `${page.language} ${page.languageAsked} ${page.path}?${page.query}` : '',
    ].join(' ');
    const validator = String(store.sequence());
    let ready = cache.get(key, validator);
    if (!ready) {
      ready = make(selection, validator);
      cache.set(key, validator, ready);
    }
    sendRepresentation(request, response, ready);
  });

  function select(request: Parameters<typeof requestTarget>[0]): Selection {
    const { path, query } = requestTarget(request);
    const suffix = path.slice(`${site.path}catalog`.length);
    const named = documentFormats.find(({ extension }) => `.${extension}` === suffix);
    const chosen = named
      ? { format: named, mediaType: named.mediaType }
      : negotiateFormat(request.headers.accept, documentFormats);
    if (!chosen) throw new ProblemError(notAcceptable(formatLinks('catalog')));
    const parameters = new URLSearchParams(query);
    const after = parameters.get('after');
    return {
      ...chosen,
      suffix,
      size: parseSize(parameters.get('size')) ?? defaultSize[chosen.format === html ? 'list' : 'feed'],
      ...(after && { after }),
      ...(chosen.format === html && { page: pageContextOf(context, request) }),
    };
  }

  function make(selection: Selection, validator: string): Representation {
    const { format, suffix, size, after } = selection;
    const cataloguePage = readCataloguePage(store, portal, {
      size,
      ...(after !== undefined && { after: fromPosition(site.base, after) }),
    });
    const addresses: PageAddresses = {
      collection: `${site.base}catalog` as Iri,
      page: (length, cursor) => `${site.base}catalog${suffix}?${pageQuery(length, cursor)}` as Iri,
    };
    const first = site.reference(addresses.page(size));
    const next = cataloguePage.next && site.reference(addresses.page(size, cataloguePage.next));
    const links = [
      `<${first}>; rel="first"`,
      ...(next ? [`<${next}>; rel="next"`] : []),
      `<${site.path}catalog/all.nq>; rel="enclosure"; type="application/n-quads"`,
    ];
    const vary = [...(suffix === '' ? ['Accept'] : []), ...(format === html ? ['Accept-Language'] : [])];
    const headers = {
      'Content-Type': contentType(selection.mediaType),
      Link: links.join(', '),
      ...(vary.length > 0 && { Vary: vary.join(', ') }),
    };
    if (isHtml(format)) {
      const page = selection.page as PageContext;
      const body = renderCatalogueList({
        context: page,
        records: cataloguePage.records,
        total: cataloguePage.total,
        ...(after !== undefined && { first }),
        ...(next && { next }),
        formats: formatLinks('catalog').filter(({ mediaType }) => mediaType !== html.mediaType),
        dumps: formatLinks('catalog/all').filter(({ mediaType }) => mediaType !== html.mediaType),
      });
      return representation(body, {
        validator,
        headers: { ...headers, 'Content-Language': page.language },
        cacheControl,
      });
    }
    const quads = describeCataloguePage(store, portal, cataloguePage, addresses);
    const body = serialise(plainTriples(quads, format), format, {
      topic: portalIri(portal),
      prefixes: portalPrefixes(site.base),
    });
    return representation(body, { validator, headers, cacheControl });
  }

  function pageQuery(size: number, cursor: string | undefined): string {
    const position = cursor === undefined ? {} : { after: toPosition(site.base, cursor) };
    return new URLSearchParams({ size: String(size), ...position }).toString();
  }

  function formatLinks(name: string): FormatLink[] {
    const formats: readonly DocumentFormat[] = name === 'catalog' ? documentFormats : rdfFormats;
    return formats.map((format) => ({
      name: format.name,
      mediaType: format.mediaType,
      href: `${site.path}${name}.${format.extension}`,
    }));
  }
  return router;
}

/** What is larger than the largest page is cut to it: the page says its own size. */
function parseSize(text: string | null): number | undefined {
  if (text === null) return undefined;
  const size = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (size >= 1) return Math.min(size, largestSize);
  throw new ProblemError(
    badRequest(
      'malformed-size',
      { en: `"size" is "${text.slice(0, 50)}".`, hi: `"size" का मान "${text.slice(0, 50)}" है।` },
      {
        en: `Give a whole number from 1 to ${largestSize}, or leave it out.`,
        hi: `1 से ${largestSize} तक की पूर्ण संख्या दें, या इसे हटा दें।`,
      },
    ),
  );
}

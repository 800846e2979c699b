import type { IncomingMessage } from 'node:http';
import { Router } from 'express';
import {
  type CatalogueListing,
  describeCataloguePage,
  readCataloguePage,
} from '../../feeds/catalogue-page.ts';
import type { CataloguePage, PageAddresses } from '../../feeds/catalogue-page-controls.ts';
import { describeDumps, dumpListVersion, type OfferedDump, offeredDumps } from '../../feeds/dump-list.ts';
import { portalIri } from '../../feeds/portal.ts';
import { inboxLink } from '../../feeds/push-links.ts';
import { rdfFormats } from '../../rdf/formats.ts';
import { plainTriples } from '../../rdf/plain-triples.ts';
import { portalPrefixes, serialise } from '../../rdf/serialise.ts';
import { choosePhrase } from '../../resources/phrase.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { catalogueParameters, malformedCursor, readCatalogueRequest } from '../catalogue-request.ts';
import { contentType, type DocumentFormat, documentFormats, html, isHtml } from '../formats.ts';
import type { HttpContext } from '../http-context.ts';
import { negotiateFormat } from '../negotiate-format.ts';
import { pageContextOf } from '../page-context-of.ts';
import { renderCatalogueList } from '../pages/catalogue-list-page.tsx';
import type { FormatLink } from '../pages/format-link.ts';
import type { PageContext } from '../pages/page-context.ts';
import { ProblemError } from '../problem.ts';
import { notAcceptable } from '../problems.ts';
import type { Representation } from '../representation-cache.ts';
import { requestTarget } from '../request-target.ts';
import { representation, sendRepresentation } from '../send.ts';
import { readOnly } from './allow-methods.ts';

/** Records of a page of the feed, and of the list for people, where the request names no `size`. */
const defaultSize = { feed: 100, list: 25 };

interface Selection {
  readonly format: DocumentFormat;
  readonly mediaType: string;
  /** `.ttl` and the like where the address names the format, else `''`: the addresses of other pages keep it. */
  readonly suffix: string;
  readonly listing: CatalogueListing;
  readonly page?: PageContext;
}

/** `/catalog`: the `dcat:Catalog` of the portal, or one that it lists, with its records, paged; a list for people. */
export function catalogueRoutes(context: HttpContext): Router {
  const { site, store, portal, dumps, cache, cacheControl } = context;
  const router = Router({ caseSensitive: true, strict: true });
  const extensions = documentFormats.map(({ extension }) => extension).join('|');

  router.all(new RegExp(`^/catalog(?:\\.(?:${extensions}))?$`), readOnly(), async (request, response) => {
    const selection = select(request);
    const offered = listsDumps(selection) ? offeredDumps(site.base, await dumps.listDumps()) : [];
    const { page } = selection;
    const key = `catalog ${JSON.stringify([
      selection.mediaType,
      selection.suffix,
      selection.listing,
      page && [page.language, page.languageAsked, page.path, page.query],
    ])}`;
    const validator = `${store.sequence()}${offered.length > 0 ? `-${dumpListVersion(offered)}` : ''}`;
    let ready = cache.get(key, validator);
    if (!ready) {
      ready = make(selection, offered, validator);
      cache.set(key, validator, ready);
    }
    sendRepresentation(request, response, ready);
  });

  function select(request: IncomingMessage): Selection {
    const suffix = requestTarget(request).path.slice(`${site.path}catalog`.length);
    const named = documentFormats.find(({ extension }) => `.${extension}` === suffix);
    const chosen = named
      ? { format: named, mediaType: named.mediaType }
      : negotiateFormat(request.headers.accept, documentFormats);
    if (!chosen) throw new ProblemError(notAcceptable(formatLinks('catalog')));
    const asked = readCatalogueRequest(context, request);
    const size = asked.size ?? defaultSize[chosen.format === html ? 'list' : 'feed'];
    return {
      ...chosen,
      suffix,
      listing: { ...asked, size },
      ...(chosen.format === html && { page: pageContextOf(context, request) }),
    };
  }

  function make(selection: Selection, offered: readonly OfferedDump[], validator: string): Representation {
    const { format, suffix, listing, page } = selection;
    const cataloguePage = read(listing);
    const addresses: PageAddresses = {
      collection: `${site.base}catalog${catalogueParameters(site.base, listing)}` as Iri,
      page: (size, after) => {
        const position = { size, ...(after !== undefined && { after }) };
        return `${site.base}catalog${suffix}${catalogueParameters(site.base, listing, position)}` as Iri;
      },
    };
    const headers = headersOf(selection, cataloguePage, addresses);
    if (page) {
      const body = renderList(cataloguePage, addresses, page);
      return representation(body, {
        validator,
        headers: { ...headers, 'Content-Language': page.language },
        cacheControl,
      });
    }
    if (isHtml(format)) throw new TypeError('A page is no data.');
    const quads = [
      ...describeCataloguePage(store, portal, cataloguePage, addresses),
      ...describeDumps(portal, offered),
    ];
    const body = serialise(plainTriples(quads, format), format, {
      topic: cataloguePage.catalog,
      prefixes: portalPrefixes(site.base),
    });
    return representation(body, { validator, headers, cacheControl });
  }

  function read(listing: CatalogueListing): CataloguePage {
    try {
      return readCataloguePage(store, portal, listing);
    } catch (error) {
      throw error instanceof RangeError ? malformedCursor() : error;
    }
  }

  function headersOf(selection: Selection, page: CataloguePage, addresses: PageAddresses) {
    const { format, mediaType, suffix } = selection;
    const next = page.next && site.reference(addresses.page(page.size, page.next));
    const links = [
      `<${site.reference(addresses.page(page.size))}>; rel="first"`,
      ...(next ? [`<${next}>; rel="next"`] : []),
      `<${site.path}catalog/all.nq>; rel="enclosure"; type="application/n-quads"`,
      inboxLink(`${site.path}inbox`),
    ];
    const vary = [...(suffix === '' ? ['Accept'] : []), ...(format === html ? ['Accept-Language'] : [])];
    return {
      'Content-Type': contentType(mediaType),
      Link: links.join(', '),
      ...(vary.length > 0 && { Vary: vary.join(', ') }),
    };
  }

  function renderList(cataloguePage: CataloguePage, addresses: PageAddresses, page: PageContext): string {
    const { catalog, records, size, after, next, total } = cataloguePage;
    const name =
      catalog === portalIri(portal) ? undefined : choosePhrase(context.labels.of(catalog), page.language);
    // The same members as data, from their first page.
    const query = addresses.collection.slice(`${site.base}catalog`.length);
    return renderCatalogueList({
      context: page,
      records,
      address: addresses.collection,
      ...(name && { name: name.text }),
      ...(total !== undefined && { total }),
      ...(after !== undefined && { first: site.reference(addresses.page(size)) }),
      ...(next !== undefined && { next: site.reference(addresses.page(size, next)) }),
      formats: formatLinks('catalog')
        .filter(({ mediaType }) => mediaType !== html.mediaType)
        .map((format) => ({ ...format, href: format.href + query })),
      dumps: formatLinks('catalog/all').filter(({ mediaType }) => mediaType !== html.mediaType),
    });
  }

  /** The portal's own catalogue has them as distributions; once is enough for who reads all pages. */
  function listsDumps({ format, listing }: Selection): boolean {
    const { after, catalog, since } = listing;
    return !isHtml(format) && after === undefined && catalog === undefined && since === undefined;
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

import type { IncomingMessage } from 'node:http';
import { Router } from 'express';
import { hubIri } from '../../feeds/push-links.ts';
import { writeCursor } from '../../search/cursor.ts';
import type { SearchAnswer } from '../../search/search-query.ts';
import { contentType, html } from '../formats.ts';
import type { HttpContext } from '../http-context.ts';
import { type Negotiable, negotiateFormat } from '../negotiate-format.ts';
import { openSearchDescription, openSearchType } from '../open-search.ts';
import { pageContextOf } from '../page-context-of.ts';
import type { PageContext } from '../pages/page-context.ts';
import { renderSearchPage } from '../pages/search-page.tsx';
import { ProblemError } from '../problem.ts';
import { notAcceptable, unavailable } from '../problems.ts';
import type { Representation } from '../representation-cache.ts';
import { requestTarget } from '../request-target.ts';
import { searchAtom } from '../search-atom.ts';
import { searchJson } from '../search-json.ts';
import { readSearch, type SearchRequest, searchParameters } from '../search-request.ts';
import { readResults } from '../search-results.ts';
import type { SearchView } from '../search-view.ts';
import { representation, sendRepresentation } from '../send.ts';
import { readOnly } from './allow-methods.ts';

type Extension = 'json' | 'atom' | 'html';

interface SearchFormat extends Negotiable {
  readonly extension: Extension;
  readonly write: (view: SearchView) => string;
}

const formats: readonly SearchFormat[] = [
  { mediaType: 'application/json', aliases: ['text/json'], extension: 'json', write: searchJson },
  {
    mediaType: 'application/atom+xml',
    aliases: ['application/xml', 'text/xml'],
    extension: 'atom',
    write: searchAtom,
  },
  { ...html, write: renderSearchPage },
];

interface Selection {
  readonly format: SearchFormat;
  readonly mediaType: string;
  /** `.json` and the like where the address names the format, else `''`. */
  readonly suffix: string;
  readonly page: PageContext;
  readonly search: SearchRequest;
}

/** `/search`: full text and facets as a page, JSON or Atom; `/opensearch.xml` says how to ask. */
export function searchRoutes(context: HttpContext): Router {
  const { site, store, portal, cache, cacheControl, search } = context;
  const router = Router({ caseSensitive: true, strict: true });

  router.all(/^\/search(?:\.(?:json|atom|html))?$/, readOnly(), async (request, response) => {
    const selection = select(request);
    const key = keyOf(selection);
    const known = search && cache.get(key, validatorOf(search.state().sequence));
    if (known) {
      sendRepresentation(request, response, known);
      return;
    }
    if (!search) throw new ProblemError(unavailable('search-unavailable', noSearch));
    const answer = await search.search(selection.search.query);
    const validator = validatorOf(answer.sequence);
    const ready = make(selection, answer, validator);
    cache.set(key, validator, ready);
    sendRepresentation(request, response, ready);
  });

  router.all('/opensearch.xml', readOnly(), (request, response) => {
    const page = pageContextOf(context, request);
    const language = page.languageAsked ? page.language : context.language;
    const body = openSearchDescription(portal, language);
    const headers = { 'Content-Type': openSearchType };
    sendRepresentation(
      request,
      response,
      representation(body, { validator: 'opensearch', headers, cacheControl }),
    );
  });

  /** Names of publishers and the like are read from the store as it is now. */
  function validatorOf(sequence: number): string {
    return `${sequence}-${store.sequence()}`;
  }

  function select(request: IncomingMessage): Selection {
    const { path, query } = requestTarget(request);
    const suffix = path.slice(`${site.path}search`.length);
    const named = formats.find(({ extension }) => `.${extension}` === suffix);
    const chosen = named
      ? { format: named, mediaType: named.mediaType }
      : negotiateFormat(request.headers.accept, formats);
    if (!chosen) throw new ProblemError(notAcceptable(available(query)));
    const asked = pageContextOf(context, request);
    // The language of the request is for pages; data is the same for everybody who asks for the same address.
    const page =
      chosen.format.extension === 'html' || asked.languageAsked
        ? asked
        : { ...asked, language: context.language };
    const search = readSearch(new URLSearchParams(query), page.language, site.base);
    return { ...chosen, suffix, page, search };
  }

  function make(selection: Selection, answer: SearchAnswer, validator: string): Representation {
    const { format, mediaType, suffix, page, search: request } = selection;
    const address = (ending: string, after?: string) => {
      const parameters = searchParameters(request, site.base, after === undefined ? {} : { after });
      if (page.languageAsked) parameters.set('lang', page.language);
      const query = parameters.toString();
      return `${site.path}search${ending}${query === '' ? '' : `?${query}`}`;
    };
    const first = request.after === undefined ? undefined : address(suffix);
    const next = answer.next && address(suffix, writeCursor(answer.next));
    const view: SearchView = {
      context: page,
      request,
      answer,
      results: readResults(store, answer.documents),
      self: address(suffix, request.after),
      formats: { json: address('.json'), atom: address('.atom'), html: address('') },
      ...(first !== undefined && { first }),
      ...(next !== undefined && { next }),
    };
    const isPage = format.extension === 'html';
    const vary = [...(suffix === '' ? ['Accept'] : []), ...(isPage ? ['Accept-Language'] : [])];
    const links = [
      ...(first === undefined ? [] : [`<${first}>; rel="first"`]),
      ...(next === undefined ? [] : [`<${next}>; rel="next"`]),
      ...(format.extension === 'atom' && request.after === undefined
        ? [`<${hubIri(site.base)}>; rel="hub"`, `<${site.origin}${address('.atom')}>; rel="self"`]
        : []),
      `<${site.path}opensearch.xml>; rel="search"; type="${openSearchType}"`,
    ];
    const headers = {
      'Content-Type': contentType(mediaType),
      Link: links.join(', '),
      ...(vary.length > 0 && { Vary: vary.join(', ') }),
      ...(isPage && { 'Content-Language': page.language }),
    };
    return representation(format.write(view), { validator, headers, cacheControl });
  }

  function available(query: string) {
    const rest = query === '' ? '' : `?${query}`;
    return formats.map(({ mediaType, extension }) => ({
      mediaType,
      href: `${site.path}search.${extension}${rest}`,
    }));
  }

  return router;
}

function keyOf({ mediaType, suffix, page, search }: Selection): string {
  const { text, sizeAsked, sortAsked, after, query } = search;
  const shown = [page.language, page.languageAsked];
  return `search ${JSON.stringify([mediaType, suffix, shown, text, sizeAsked, sortAsked, after, query.filters, page.path])}`;
}

const noSearch = { en: 'This server has no search index.', hi: 'इस सर्वर पर खोज सूचकांक नहीं है।' };

import type { IncomingMessage } from 'node:http';
import { Router } from 'express';
import { timeOf } from '../../feeds/change-pages.ts';
import { hubIri } from '../../feeds/push-links.ts';
import type { Language } from '../../model/text.ts';
import { type AtomAddresses, atomFeed, atomType } from '../feed-atom.ts';
import { atomAddresses, readAtomFilters } from '../feed-atom-addresses.ts';
import { type AtomPage, readArchive, readCurrent } from '../feed-atom-pages.ts';
import { withLinks } from '../feed-format.ts';
import type { HttpContext } from '../http-context.ts';
import { pageContextOf } from '../page-context-of.ts';
import { ProblemError } from '../problem.ts';
import { notFound } from '../problems.ts';
import type { Representation } from '../representation-cache.ts';
import { requestTarget } from '../request-target.ts';
import type { SearchRequest } from '../search-request.ts';
import { immutable, representation, sendRepresentation } from '../send.ts';
import { readOnly } from './allow-methods.ts';

/** Feed readers ask for RSS, or for pages, and take Atom: here is nothing to negotiate (RFC 9110 §12.4.1). */
const headersOfAtom = { 'Content-Type': atomType };
interface Asked {
  readonly search: SearchRequest;
  readonly language: Language;
  readonly languageAsked: boolean;
}

/** `/feed/atom`: every change as an Atom feed, of all records or of a publisher, a sector or a kind. */
export function atomRoutes(context: HttpContext): Router {
  const { site, store, portal, cache, cacheControl } = context;
  const router = Router({ caseSensitive: true, strict: true });

  router.all(/^\/feed\/atom(?:\/([1-9]\d{0,14}))?$/, readOnly(), (request, response) => {
    const asked = read(request);
    const first = request.params[0] === undefined ? undefined : Number(request.params[0]);
    const addresses = atomAddresses(
      asked.search,
      site.base,
      asked.languageAsked ? asked.language : undefined,
    );
    const key = `atom ${asked.language} ${first ?? ''} ${addresses.current()}`;
    const known = cache.get(`${key} archive`, 'archive') ?? cache.get(key, String(store.sequence()));
    if (known) {
      sendRepresentation(request, response, known);
      return;
    }
    const { filters } = asked.search.query;
    const page = first === undefined ? readCurrent(store, filters) : readArchive(store, first, filters);
    if (!page) throw new ProblemError(notFound(requestTarget(request).path, `${site.base}feed/atom`));
    const made = make(asked, page, addresses);
    if (page.isArchive) cache.set(`${key} archive`, 'archive', made);
    else cache.set(key, String(page.sequence), made);
    sendRepresentation(request, response, made);
  });

  function read(request: IncomingMessage): Asked {
    const { query } = requestTarget(request);
    const { language, languageAsked } = pageContextOf(context, request);
    return {
      search: readAtomFilters(query, language, site.base),
      // A feed is the same for everybody who asks for the same address.
      language: languageAsked ? language : context.language,
      languageAsked,
    };
  }

  function make(asked: Asked, page: AtomPage, addresses: AtomAddresses): Representation {
    const { language, search } = asked;
    const updated = page.sequence > 0 ? timeOf(store, page.sequence) : undefined;
    const { filters } = search.query;
    const body = atomFeed({ store, portal, page, filters, language, updated, addresses });
    const reference = (first: number | undefined) =>
      first === undefined ? undefined : site.reference(addresses.archive(first));
    return representation(body, {
      validator: String(page.sequence),
      headers: withLinks(headersOfAtom, {
        ...(page.first === undefined
          ? { hub: hubIri(site.base), self: addresses.current() }
          : { current: site.reference(addresses.current()) }),
        'prev-archive': reference(page.older),
      }),
      cacheControl: page.isArchive ? immutable : cacheControl,
    });
  }

  return router;
}

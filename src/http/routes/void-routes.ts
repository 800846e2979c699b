import type { IncomingMessage } from 'node:http';
import { type RequestHandler, Router } from 'express';
import { catalogueDataset, voidDescription, voidDocument } from '../../feeds/void-description.ts';
import { readVoidFacts } from '../../feeds/void-facts.ts';
import { rdfFormats } from '../../rdf/formats.ts';
import { plainTriples } from '../../rdf/plain-triples.ts';
import { portalPrefixes, serialise } from '../../rdf/serialise.ts';
import { contentType, type DocumentFormat, documentFormats, html, isHtml } from '../formats.ts';
import { harvestList, hasSources } from '../harvest-target.ts';
import type { HttpContext } from '../http-context.ts';
import { negotiateFormat } from '../negotiate-format.ts';
import { pageContextOf } from '../page-context-of.ts';
import type { FormatLink } from '../pages/format-link.ts';
import type { PageContext } from '../pages/page-context.ts';
import { renderVoidPage } from '../pages/void-page.tsx';
import { ProblemError } from '../problem.ts';
import { notAcceptable } from '../problems.ts';
import type { Representation } from '../representation-cache.ts';
import { requestTarget } from '../request-target.ts';
import { representation, sendRepresentation } from '../send.ts';
import { readOnly } from './allow-methods.ts';

const wellKnown = '/.well-known/void';

interface Selection {
  readonly format: DocumentFormat;
  readonly mediaType: string;
  readonly negotiated: boolean;
  readonly page?: PageContext;
}

/** `/.well-known/void` (RFC 8615 and VoID, discovery with well-known URI), negotiated, and `/void.{extension}` for each of its formats. */
export function voidRoutes(context: HttpContext): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const extensions = documentFormats.map(({ extension }) => extension).join('|');
  router.all(wellKnown, readOnly(), voidAnswer(context));
  router.all(new RegExp(`^/void\\.(?:${extensions})$`), readOnly(), voidAnswer(context));
  return router;
}

/** A well-known address belongs to the host (RFC 8615 §3), whatever path the public base has. */
export function wellKnownRoutes(context: HttpContext): Router {
  const router = Router({ caseSensitive: true, strict: true });
  router.all(wellKnown, readOnly(), voidAnswer(context));
  return router;
}

function voidAnswer(context: HttpContext): RequestHandler {
  const { site, store, portal, cache, cacheControl, summaries } = context;

  return async (request, response) => {
    const selection = select(request);
    const known = await summaries.read(store.sequence());
    const { page, mediaType, negotiated } = selection;
    const key = [
      'void',
      mediaType,
      negotiated,
      page ? `${page.language} ${page.languageAsked} ${page.path}?${page.query}` : '',
    ].join(' ');
    const seeAlso = hasSources(context) ? [harvestList(site.base)] : [];
    const state = `${known?.sequence ?? 'none'}.${seeAlso.length}`;
    const validator = `${store.sequence()}.${state}`;
    let ready = cache.get(key, validator);
    if (!ready) {
      const facts = readVoidFacts(store, portal);
      ready = make(selection, { portal, facts, seeAlso, ...(known && { known }) });
      // Something may have been committed since the cache was asked: it is stored under what it is.
      cache.set(key, `${facts.sequence}.${state}`, ready);
    }
    sendRepresentation(request, response, ready);
  };

  function select(request: IncomingMessage): Selection {
    const { path } = requestTarget(request);
    const named = documentFormats.find(({ extension }) => path === `${site.path}void.${extension}`);
    const chosen = named
      ? { format: named, mediaType: named.mediaType }
      : negotiateFormat(request.headers.accept, documentFormats);
    if (!chosen) throw new ProblemError(notAcceptable(formatLinks(documentFormats)));
    return {
      ...chosen,
      negotiated: named === undefined,
      ...(chosen.format === html && { page: pageContextOf(context, request) }),
    };
  }

  function make(selection: Selection, input: Parameters<typeof voidDescription>[0]): Representation {
    const { format, mediaType, negotiated, page } = selection;
    const vary = [...(negotiated ? ['Accept'] : []), ...(page ? ['Accept-Language'] : [])];
    const alternates = formatLinks(documentFormats.filter((other) => other !== format));
    const headers = {
      'Content-Type': contentType(mediaType),
      'Content-Location': `${site.path}void.${format.extension}`,
      ...(page && { 'Content-Language': page.language }),
      ...(vary.length > 0 && { Vary: vary.join(', ') }),
      Link: [
        `<${voidDocument(site.base)}>; rel="canonical"`,
        `<${catalogueDataset(site.base)}>; rel="describes"`,
        ...alternates.map(({ href, mediaType: type }) => `<${href}>; rel="alternate"; type="${type}"`),
      ].join(', '),
    };
    const validator = `${input.facts.sequence}.${input.known?.sequence ?? 'none'}`;
    if (page) {
      const body = renderVoidPage({ context: page, ...input, formats: formatLinks(rdfFormats) });
      return representation(body, { validator, headers, cacheControl });
    }
    if (isHtml(format)) throw new TypeError('A page is no data.');
    const body = serialise(plainTriples(voidDescription(input), format), format, {
      topic: catalogueDataset(site.base),
      prefixes: { ...portalPrefixes(site.base), here: `${voidDocument(site.base)}#` },
    });
    return representation(body, { validator, headers, cacheControl });
  }

  function formatLinks(formats: readonly DocumentFormat[]): FormatLink[] {
    return formats.map(({ name, mediaType, extension }) => ({
      name,
      mediaType,
      href: `${site.path}void.${extension}`,
    }));
  }
}

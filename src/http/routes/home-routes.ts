import { Router } from 'express';
import { changeFeeds } from '../../feeds/change-links.ts';
import { inboxLink } from '../../feeds/push-links.ts';
import { rdfFormats } from '../../rdf/formats.ts';
import { type Overview, readOverview } from '../../resources/overview.ts';
import { html } from '../formats.ts';
import { hasSources } from '../harvest-target.ts';
import type { HttpContext } from '../http-context.ts';
import { negotiateFormat } from '../negotiate-format.ts';
import { pageContextOf } from '../page-context-of.ts';
import { renderHomePage } from '../pages/home-page.tsx';
import { stylesheet, stylesheetPath } from '../pages/stylesheet.ts';
import { ProblemError } from '../problem.ts';
import { notAcceptable } from '../problems.ts';
import { representation, sendBody, sendRepresentation, sendSeeOther } from '../send.ts';
import { readOnly } from './allow-methods.ts';

/** Milliseconds for which the figures of the home page may be behind while records are being published. */
const overviewAge = 5_000;
const formats = [html, ...rdfFormats];

/** `/`: the page for people; programs that ask for data are sent to the catalogue. And the stylesheet of all pages. */
export function homeRoutes(context: HttpContext): Router {
  const { site, store, portal, cacheControl } = context;
  const router = Router({ caseSensitive: true, strict: true });
  const available = formats.map(({ mediaType, extension }) => ({
    mediaType,
    href: mediaType === html.mediaType ? site.path : `${site.path}catalog.${extension}`,
  }));
  let known: { sequence: number; time: number; overview: Overview } | undefined;

  function overview(): Overview {
    const sequence = store.sequence();
    if (known && (known.sequence === sequence || Date.now() - known.time < overviewAge))
      return known.overview;
    known = { sequence, time: Date.now(), overview: readOverview(store, site.base) };
    return known.overview;
  }

  router.all('/', readOnly(), (request, response) => {
    const chosen = negotiateFormat(request.headers.accept, formats);
    if (!chosen) throw new ProblemError(notAcceptable(available));
    if (chosen.format !== html) {
      sendSeeOther(request, response, `${site.path}catalog`, { Vary: 'Accept' });
      return;
    }
    const page = pageContextOf(context, request);
    const body = renderHomePage({
      context: page,
      introduction: portal.description[page.language],
      overview: overview(),
      harvests: hasSources(context),
    });
    const headers = {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': page.language,
      Vary: 'Accept, Accept-Language',
      Link: [
        `<${site.path}catalog>; rel="alternate"; type="text/turtle"`,
        `<${site.path}data.json>; rel="alternate"; type="application/json"`,
        `<${site.path}.well-known/void>; rel="describedby"`,
        `<${site.path}.well-known/api-catalog>; rel="api-catalog"`,
        inboxLink(`${site.path}inbox`),
        `<${site.path}opensearch.xml>; rel="search"; type="application/opensearchdescription+xml"`,
        ...changeFeeds.map(
          ({ path, mediaType }) => `<${site.path}${path}>; rel="alternate"; type="${mediaType}"`,
        ),
      ].join(', '),
    };
    sendRepresentation(request, response, representation(body, { validator: 'home', headers, cacheControl }));
  });

  router.all(`/${stylesheetPath}`, readOnly(), (request, response) => {
    sendBody(
      request,
      response,
      200,
      { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'public, max-age=31536000, immutable' },
      stylesheet,
    );
  });
  return router;
}

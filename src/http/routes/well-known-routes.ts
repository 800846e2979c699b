import { Router } from 'express';
import { changeFeeds } from '../../feeds/change-links.ts';
import { rdfFormats } from '../../rdf/formats.ts';
import type { Link } from '../../resources/signposting.ts';
import { type LinkContext, linksetJson } from '../../resources/signposting-linkset.ts';
import { contentType } from '../formats.ts';
import { hasSources } from '../harvest-target.ts';
import type { HttpContext } from '../http-context.ts';
import { representation, sendRepresentation } from '../send.ts';
import { readOnly } from './allow-methods.ts';

const catalogPath = '/.well-known/api-catalog';
/** RFC 9727 §4.2: the profile of a link set that is an API catalogue. */
const profile = 'https://www.rfc-editor.org/info/rfc9727';

/** `/.well-known/api-catalog` (RFC 9727): which programming interfaces there are, and where each is described. */
export function apiCatalogRoutes(context: Pick<HttpContext, 'site' | 'harvests'>): Router {
  const { site } = context;
  const router = Router({ caseSensitive: true, strict: true });
  const made = (harvests: boolean) =>
    representation(linksetJson(apiCatalog(site.base, harvests)), {
      validator: 'api-catalog',
      headers: {
        'Content-Type': `application/linkset+json; profile="${profile}"`,
        Link: `<${site.path}${catalogPath.slice(1)}>; rel="api-catalog"; type="application/linkset+json"`,
      },
    });
  const ready = { plain: made(false), harvesting: made(true) };
  router.all(catalogPath, readOnly(), (request, response) =>
    sendRepresentation(request, response, hasSources(context) ? ready.harvesting : ready.plain),
  );
  return router;
}

interface Api {
  readonly path: string;
  readonly links: readonly Link[];
}

/** The interfaces, and for each what RFC 8631 relates to it: its description, its documentation, its metadata, its state. */
function apiCatalog(base: string, harvests: boolean): LinkContext[] {
  const to = (rel: string, path: string, mediaType: string): Link => ({
    rel,
    href: base + path,
    type: contentType(mediaType).split(';', 1)[0] ?? mediaType,
  });
  const overview = to('service-meta', '.well-known/void', 'text/turtle');
  const state = to('status', 'health/ready', 'application/json');
  const description = to('service-desc', 'sparql', 'text/turtle');
  const apis: readonly Api[] = [
    { path: 'sparql', links: [description, to('service-doc', 'sparql', 'text/html'), overview, state] },
    { path: 'graph', links: [description, overview, state] },
    { path: 'catalog', links: [to('service-doc', 'catalog', 'text/html'), overview] },
    {
      path: 'search',
      links: [
        to('service-desc', 'opensearch.xml', 'application/opensearchdescription+xml'),
        to('service-doc', 'search', 'text/html'),
      ],
    },
    ...rdfFormats.map(({ extension }) => ({ path: `catalog/all.${extension}`, links: [overview] })),
    ...changeFeeds.map(({ path }) => ({ path, links: [overview] })),
    { path: 'hub', links: [to('service-doc', 'hub', 'text/html'), to('service-meta', 'hub', 'text/turtle')] },
    { path: 'inbox', links: [to('service-doc', 'inbox', 'text/html')] },
    { path: 'dumps/', links: [to('service-doc', 'dumps/', 'text/html')] },
    { path: 'oai', links: [to('service-meta', 'oai?verb=Identify', 'text/xml')] },
    ...(harvests
      ? [
          {
            path: 'harvest',
            links: [to('service-doc', 'harvest', 'text/html'), to('service-meta', 'harvest', 'text/turtle')],
          },
        ]
      : []),
    { path: 'data.json', links: [overview] },
    { path: 'api/3', links: [to('status', 'api/3/action/status_show', 'application/json')] },
  ];
  const items = apis.map(({ path }) => ({ rel: 'item', href: base + path }));
  return [
    { anchor: base + catalogPath.slice(1), links: items },
    ...apis.map(({ path, links }) => ({ anchor: base + path, links })),
  ];
}

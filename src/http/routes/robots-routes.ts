import { Router } from 'express';
import type { HttpContext } from '../http-context.ts';
import { representation, sendRepresentation } from '../send.ts';
import { readOnly } from './allow-methods.ts';

/**
 * Addresses that would be crawled without end: questions that anybody may think up, combined filters of the search, and
 * differences between any two versions. Records, pages and versions are all there without them.
 */
const endless = ['sparql?', 'search?*&*&', 'search.*?*&*&', 'difference/', 'resource?', 'resource.*?'];

/** `/robots.txt` (RFC 9309): it belongs to the host, whatever path the public base has. */
export function robotsRoutes({ site }: Pick<HttpContext, 'site'>): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const body = [
    'User-agent: *',
    ...endless.map((pattern) => `Disallow: ${site.path}${pattern}`),
    `Allow: ${site.path}`,
    '',
    `Sitemap: ${site.base}sitemap.xml`,
    '',
  ].join('\n');
  const headers = { 'Content-Type': 'text/plain; charset=utf-8' };
  const ready = representation(body, { validator: 'robots', headers });
  router.all('/robots.txt', readOnly(), (request, response) => sendRepresentation(request, response, ready));
  return router;
}

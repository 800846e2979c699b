import { type Request, type Response, Router } from 'express';
import type { HttpContext } from '../http-context.ts';
import { chooseEncoding } from '../negotiate-encoding.ts';
import { type PageAsset, readPageAssets } from '../page-assets.ts';
import { sendBody } from '../send.ts';
import { readOnly } from './allow-methods.ts';

/** `/assets/…`: scripts and styles of pages, bundled from this product's own packages. */
export function assetRoutes(context: Pick<HttpContext, 'log'>): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const assets = readPageAssets();
  if (!assets) context.log.warn('The scripts of pages are not bundled: the query page is a plain form.');
  router.all('/assets/:name', (request, response, next) => {
    const asset = assets?.get(String(request.params['name']));
    if (!asset) return next();
    readOnly()(request, response, () => sendAsset(request, response, asset));
  });
  return router;
}

function sendAsset(request: Request, response: Response, asset: PageAsset): void {
  const coding = chooseEncoding(request.headers['accept-encoding'], ['br', 'gzip']);
  const headers = {
    'Content-Type': asset.contentType,
    // The name changes with the content.
    'Cache-Control': 'public, max-age=31536000, immutable',
    Vary: 'Accept-Encoding',
    ...(coding !== 'identity' && { 'Content-Encoding': coding }),
  };
  sendBody(request, response, 200, headers, asset.bodies[coding]);
}

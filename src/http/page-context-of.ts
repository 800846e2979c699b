import type { IncomingMessage } from 'node:http';
import { portalIri } from '../feeds/portal.ts';
import type { HttpContext } from './http-context.ts';
import { negotiateLanguage } from './negotiate-language.ts';
import type { PageContext } from './pages/page-context.ts';
import { requestTarget } from './request-target.ts';

/** What the page that answers this request needs to know. */
export function pageContextOf(context: HttpContext, request: IncomingMessage): PageContext {
  const { path, query } = requestTarget(request);
  const asked = query.includes('lang=') ? new URLSearchParams(query).get('lang') : null;
  const language = negotiateLanguage(request.headers['accept-language'], asked, context.language);
  return {
    site: context.site,
    portal: portalIri(context.portal),
    portalTitle: context.portal.title,
    language,
    languageAsked: asked === language,
    path,
    query,
    labels: context.labels,
    properties: context.properties,
    classes: context.classes,
    store: context.store,
  };
}

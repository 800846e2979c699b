import { hubIri } from '../feeds/push-links.ts';
import { searchMessage } from './pages/search-messages.ts';
import { nameOf } from './pages/words.tsx';
import { excerptOf, resultTitle } from './search-names.ts';
import type { SearchResult } from './search-results.ts';
import type { SearchView } from './search-view.ts';
import { encodeIri } from './site.ts';
import { element, renderXml } from './xml-text.ts';

const atom = 'http://www.w3.org/2005/Atom';
const openSearch = 'http://a9.com/-/spec/opensearch/1.1/';

/**
 * The results as an Atom feed (RFC 4287) with the response elements of OpenSearch 1.1. The feed is as old as its newest
 * entry; who has followed it from page to page by `rel="next"` has seen every result (RFC 5005 §3).
 */
export function searchAtom(view: SearchView): string {
  const { context, request, answer, results, self, formats, first, next } = view;
  const { language, portalTitle, site } = context;
  const origin = new URL(site.base).origin;
  const link = (rel: string, reference: string, type: string) =>
    element('link', { rel, type, href: origin + encodeIri(reference) });
  const title =
    request.text === ''
      ? searchMessage('everything', language)
      : searchMessage('resultsFor', language, request.text);
  const updated = results
    .map(({ changed }) => instant(changed))
    .sort()
    .at(-1);
  return renderXml(
    element(
      'feed',
      { xmlns: atom, 'xmlns:opensearch': openSearch, 'xml:lang': language },
      element('id', {}, origin + encodeIri(self)),
      element('title', {}, `${title} – ${portalTitle[language]}`),
      element('updated', {}, updated ?? '1970-01-01T00:00:00Z'),
      element('author', {}, element('name', {}, portalTitle[language]), element('uri', {}, site.base)),
      link('self', self, 'application/atom+xml'),
      request.after === undefined && element('link', { rel: 'hub', href: hubIri(site.base) }),
      link('alternate', formats.html, 'text/html'),
      first !== undefined && link('first', first, 'application/atom+xml'),
      next !== undefined && link('next', next, 'application/atom+xml'),
      link('search', `${site.path}opensearch.xml`, 'application/opensearchdescription+xml'),
      element('opensearch:totalResults', {}, String(answer.total)),
      element('opensearch:itemsPerPage', {}, String(request.query.size)),
      element('opensearch:Query', { role: 'request', searchTerms: request.text }),
      results.map((result) => entry(view, result)),
    ),
  );
}

function entry({ context }: SearchView, result: SearchResult) {
  const { language } = context;
  const title = resultTitle(result.titles, result.document, language);
  const summary = excerptOf(result.descriptions, language);
  const authors = result.publishers.map((iri) =>
    element('author', {}, element('name', {}, nameOf(context, iri).text)),
  );
  const published = result.issued === undefined ? undefined : instant(result.issued);
  return element(
    'entry',
    {},
    element('id', {}, encodeIri(result.topic)),
    element('title', { 'xml:lang': title.language || undefined }, title.text),
    element('updated', {}, instant(result.changed)),
    published !== undefined && element('published', {}, published),
    authors,
    element('link', { rel: 'alternate', type: 'text/html', href: encodeIri(result.document) }),
    summary && element('summary', { 'xml:lang': summary.language || undefined }, summary.text),
    element('category', { term: result.kind, scheme: `${context.site.base}search` }),
  );
}

/** RFC 3339, as Atom asks; `undefined` where the text names no moment. */
function instant(text: string): string;
function instant(text: string): string | undefined {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

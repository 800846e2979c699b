import type { IncomingMessage } from 'node:http';
import { versionIri } from '../mapping/version-iris.ts';
import { type RdfFormat, rdfXml } from '../rdf/formats.ts';
import { plainTriples } from '../rdf/plain-triples.ts';
import { RdfError } from '../rdf/rdf-error.ts';
import { portalPrefixes, serialise } from '../rdf/serialise.ts';
import { versionQuads } from '../resources/version-description.ts';
import { viewVersion } from '../resources/version-view.ts';
import { composeDocument } from '../store/document.ts';
import type { StoredVersion } from '../store/record-store.ts';
import { type DocumentFormat, documentFormats, isHtml } from './formats.ts';
import type { HttpContext } from './http-context.ts';
import { pageContextOf } from './page-context-of.ts';
import { renderVersionPage } from './pages/version-page.tsx';
import { ProblemError } from './problem.ts';
import { notAcceptable } from './problems.ts';
import type { Representation } from './representation-cache.ts';
import { immutable, representation, revalidated } from './send.ts';
import { type Chosen, chooseFormat, formatHeaders } from './version-format.ts';
import { httpDate, link, mementoLinks, type Neighbours, neighboursOf, timeLinks } from './version-links.ts';

/**
 * One version of a document, a Memento (RFC 7089 §4.2.1), also of a record that was withdrawn since.
 * @throws ProblemError 406
 */
export function answerVersion(
  context: HttpContext,
  request: IncomingMessage,
  version: StoredVersion,
  extension: string | undefined,
): Representation {
  const { cache, site, store } = context;
  const { document, sequence, ended } = version;
  const iri = versionIri(document, sequence);
  const chosen = chooseFormat(request, documentFormats, site.reference(iri), extension);
  const neighbours = neighboursOf(store, document, sequence);
  const page = isHtml(chosen.format) ? pageContextOf(context, request) : undefined;
  const key = [
    iri,
    chosen.mediaType,
    chosen.byAddress,
    ...(page ? [page.language, page.languageAsked, page.path] : []),
  ].join(' ');
  const state = `${version.version.slice(0, 16)}.${neighbours.next?.sequence ?? ended?.time ?? ''}`;
  // Pages also show the names of other records.
  const validator = page ? `${state}.${store.sequence()}` : state;
  const cached = cache.get(key, validator);
  if (cached) return cached;
  const headers = {
    ...formatHeaders(chosen, relatedLinks(version, neighbours)),
    'Memento-Datetime': httpDate(version.modified),
    ...(page && { 'Content-Language': page.language }),
  };
  const body = page
    ? renderVersionPage({
        context: page,
        version,
        view: viewVersion(version, composeDocument(version), context.properties),
        neighbours,
        formats: chosen.links,
      })
    : versionData(context, version, chosen, neighbours);
  const made = representation(body, {
    validator: version.version.slice(0, 16),
    headers,
    // A page names the stylesheet of this release, and the present version does not know yet when it ends.
    cacheControl: !page && ended ? immutable : revalidated,
    ...(!page && { lastModified: ended?.time ?? version.modified }),
  });
  cache.set(key, validator, made);
  return made;
}

function versionData(
  { site }: HttpContext,
  version: StoredVersion,
  { format, links }: Chosen<DocumentFormat>,
  { previous }: Neighbours,
): string {
  const rdf = format as RdfFormat;
  const quads = versionQuads(version, previous?.sequence);
  try {
    return serialise(plainTriples(quads, rdf), rdf, {
      topic: version.topic,
      prefixes: portalPrefixes(site.base),
    });
  } catch (error) {
    if (!(error instanceof RdfError && error.code === 'unknown-format')) throw error;
    const others = links.filter(({ mediaType }) => mediaType !== rdfXml.mediaType);
    throw new ProblemError(notAcceptable(others), { cause: error });
  }
}

/** RFC 7089 §2.2 and RFC 5829 §3. No link names the last version: it changes, and this answer is kept for ever. */
function relatedLinks({ document, topic }: StoredVersion, neighbours: Neighbours): string[] {
  const { last: _last, ...lasting } = neighbours;
  return [
    link(document, 'original latest-version'),
    ...timeLinks(document),
    ...mementoLinks(lasting, { previous: 'predecessor-version', next: 'successor-version' }),
    link(topic, 'describes'),
  ];
}

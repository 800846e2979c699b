import type { IncomingMessage } from 'node:http';
import { historyIri } from '../mapping/version-iris.ts';
import type { RdfFormat } from '../rdf/formats.ts';
import { plainTriples } from '../rdf/plain-triples.ts';
import { portalPrefixes, serialise } from '../rdf/serialise.ts';
import type { Phrase } from '../resources/phrase.ts';
import { titleOf } from '../resources/title-of.ts';
import { type HistoryPage, historyTriples } from '../resources/version-description.ts';
import { composeDocument } from '../store/document.ts';
import type { RecordHead, RecordReader, RecordVersion } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { documentFormats, isHtml } from './formats.ts';
import type { HttpContext } from './http-context.ts';
import { pageContextOf } from './page-context-of.ts';
import { renderHistoryPage } from './pages/version-history-page.tsx';
import { ProblemError } from './problem.ts';
import type { Representation } from './representation-cache.ts';
import { requestTarget } from './request-target.ts';
import { representation } from './send.ts';
import { chooseFormat, formatHeaders } from './version-format.ts';
import { link, timeLinks } from './version-links.ts';
import { malformedPosition } from './version-problems.ts';

/** Versions of a page. */
export const historyPageSize = 50;

/**
 * All versions of a document, newest first, in pages; of a withdrawn one too.
 * @throws ProblemError 400, 406
 */
export function answerHistory(
  context: HttpContext,
  request: IncomingMessage,
  head: RecordHead,
  extension: string | undefined,
): Representation {
  const { cache, site, store } = context;
  const collection = historyIri(head.document);
  const chosen = chooseFormat(request, documentFormats, site.reference(collection), extension);
  const after = positionOf(request);
  const page = isHtml(chosen.format) ? pageContextOf(context, request) : undefined;
  const address = (position?: number) =>
    `${collection}${extension === undefined ? '' : `.${extension}`}${position === undefined ? '' : `?after=${position}`}` as Iri;
  const key = [address(after), chosen.mediaType, ...(page ? [page.language, page.languageAsked] : [])].join(
    ' ',
  );
  const validator = page ? `${head.sequence}.${store.sequence()}` : String(head.sequence);
  const cached = cache.get(key, validator);
  if (cached) return cached;
  const listed = readPage(store, head, after);
  const { next } = listed;
  const history: HistoryPage = {
    head,
    ...listed,
    self: address(after),
    first: address(),
    ...(next !== undefined && { next: address(next) }),
  } as HistoryPage;
  const related = [
    link(head.document, 'original'),
    ...timeLinks(head.document),
    ...(next === undefined ? [] : [link(address(next), 'next')]),
    ...(after === undefined ? [] : [link(address(), 'first')]),
  ];
  const body = page
    ? renderHistoryPage({
        context: page,
        history,
        titles: titlesOf(store, head.document),
        formats: chosen.links,
      })
    : serialise(
        plainTriples(historyTriples(history), chosen.format as RdfFormat),
        chosen.format as RdfFormat,
        {
          topic: head.document,
          prefixes: portalPrefixes(site.base),
        },
      );
  const made = representation(body, {
    validator: String(head.sequence),
    headers: { ...formatHeaders(chosen, related), ...(page && { 'Content-Language': page.language }) },
    ...(!page && { lastModified: head.modified }),
  });
  cache.set(key, validator, made);
  return made;
}

/** Of the last version: a withdrawn record has no name any more. */
function titlesOf(store: RecordReader, document: Iri): readonly Phrase[] {
  for (const { sequence } of store.versions(document, { newestFirst: true })) {
    const version = store.version(document, sequence);
    return version ? titleOf(composeDocument(version), version.topic) : [];
  }
  return [];
}

function readPage(
  store: RecordReader,
  { document }: RecordHead,
  after: number | undefined,
): {
  versions: RecordVersion[];
  previous: Map<number, number>;
  total: number;
  next?: number;
} {
  const versions: RecordVersion[] = [];
  const previous = new Map<number, number>();
  const from = { newestFirst: true, ...(after !== undefined && { beyond: after }) };
  for (const version of store.versions(document, from)) {
    const newer = versions.at(-1);
    if (newer) previous.set(newer.sequence, version.sequence);
    if (newer && versions.length === historyPageSize)
      return { versions, previous, total: store.countVersions(document), next: newer.sequence };
    versions.push(version);
  }
  return { versions, previous, total: store.countVersions(document) };
}

/** @throws ProblemError 400 */
export function positionOf(request: IncomingMessage): number | undefined {
  const { query } = requestTarget(request);
  const text = query.includes('after=') ? new URLSearchParams(query).get('after') : null;
  if (text === null) return undefined;
  if (/^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
  throw new ProblemError(malformedPosition(text));
}

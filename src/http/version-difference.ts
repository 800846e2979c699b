import type { IncomingMessage } from 'node:http';
import { differenceIri, versionIri } from '../mapping/version-iris.ts';
import { jsonLd, nQuads, type RdfFormat, triG } from '../rdf/formats.ts';
import { portalPrefixes, serialise } from '../rdf/serialise.ts';
import { compareVersions, type Difference } from '../resources/difference.ts';
import {
  differenceGraphs,
  differenceStatements,
  differenceUpdate,
} from '../resources/difference-description.ts';
import type { Phrase } from '../resources/phrase.ts';
import { titleOf } from '../resources/title-of.ts';
import { composeDocument } from '../store/document.ts';
import type { StoredVersion } from '../store/record-store.ts';
import { type DocumentFormat, documentFormats, html } from './formats.ts';
import type { HttpContext } from './http-context.ts';
import { pageContextOf } from './page-context-of.ts';
import { renderDifferencePage } from './pages/difference-page.tsx';
import type { Representation } from './representation-cache.ts';
import { immutable, representation, revalidated } from './send.ts';
import { chooseFormat, formatHeaders, type NamedFormat } from './version-format.ts';
import { link, timeLinks } from './version-links.ts';

/** What turns the one version into the other, for who keeps a copy. */
const sparqlUpdate: NamedFormat = Object.freeze({
  name: 'SPARQL Update',
  mediaType: 'application/sparql-update',
  aliases: [],
  extension: 'ru',
});

export const differenceFormats: readonly (DocumentFormat | NamedFormat)[] = [
  ...documentFormats,
  sparqlUpdate,
];

/** Formats that name the graphs of what was added and removed. */
const withGraphs: ReadonlySet<NamedFormat> = new Set([triG, nQuads, jsonLd]);

/**
 * What two versions of one document have otherwise.
 * @throws ProblemError 406
 */
export function answerDifference(
  context: HttpContext,
  request: IncomingMessage,
  [from, to]: readonly [StoredVersion, StoredVersion],
  extension: string | undefined,
): Representation {
  const { site, store, cache } = context;
  const { document } = to;
  const iri = differenceIri(document, from.sequence, to.sequence);
  const chosen = chooseFormat(request, differenceFormats, site.reference(iri), extension);
  const page = chosen.format === html ? pageContextOf(context, request) : undefined;
  const key = [
    iri,
    chosen.mediaType,
    chosen.byAddress,
    ...(page ? [page.language, page.languageAsked, page.path] : []),
  ].join(' ');
  const validator = page ? String(store.sequence()) : '';
  const cached = cache.get(key, validator);
  if (cached) return cached;
  const difference = compareVersions(from, to);
  const related = [
    link(document, 'original'),
    ...timeLinks(document),
    link(versionIri(document, from.sequence), 'predecessor-version'),
    link(versionIri(document, to.sequence), 'successor-version'),
  ];
  const body = page
    ? renderDifferencePage({
        context: page,
        difference,
        titles: titlesOf(difference, [to, from]),
        formats: chosen.links,
      })
    : write(difference, chosen.format, site.base);
  const made = representation(body, {
    validator: `${from.version.slice(0, 8)}.${to.version.slice(0, 8)}`,
    headers: { ...formatHeaders(chosen, related), ...(page && { 'Content-Language': page.language }) },
    cacheControl: page ? revalidated : immutable,
    ...(!page && { lastModified: to.modified > from.modified ? to.modified : from.modified }),
  });
  cache.set(key, validator, made);
  return made;
}

/** Names of what changed, as the later version has them, else the earlier one: the record may be withdrawn since. */
function titlesOf(
  { to, removed, added }: Difference,
  versions: readonly StoredVersion[],
): ReadonlyMap<string, readonly Phrase[]> {
  const documents = versions.map(composeDocument);
  const subjects = new Set([to.topic, ...[...added, ...removed].map(({ subject }) => subject.value)]);
  return new Map(
    [...subjects].map((subject) => [
      subject,
      documents.map((quads) => titleOf(quads, subject)).find((titles) => titles.length > 0) ?? [],
    ]),
  );
}

function write(difference: Difference, format: NamedFormat, base: string): string {
  if (format === sparqlUpdate) return differenceUpdate(difference);
  const quads = withGraphs.has(format) ? differenceGraphs(difference) : differenceStatements(difference);
  const { document, from, to } = difference;
  return serialise(quads, format as RdfFormat, {
    topic: differenceIri(document, from.sequence, to.sequence),
    prefixes: portalPrefixes(base),
  });
}

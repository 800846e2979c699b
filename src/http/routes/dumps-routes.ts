import type { IncomingMessage } from 'node:http';
import { Router } from 'express';
import {
  describeDumpList,
  dumpListAddress,
  dumpListVersion,
  type OfferedDump,
  offeredDumps,
} from '../../feeds/dump-list.ts';
import { portalIri } from '../../feeds/portal.ts';
import { jsonLd, type RdfFormat, rdfFormats } from '../../rdf/formats.ts';
import { plainTriples } from '../../rdf/plain-triples.ts';
import { portalPrefixes, serialise } from '../../rdf/serialise.ts';
import { contentType, html } from '../formats.ts';
import type { HttpContext } from '../http-context.ts';
import { type Negotiable, negotiateFormat } from '../negotiate-format.ts';
import { pageContextOf } from '../page-context-of.ts';
import { renderDumpList } from '../pages/dump-list-page.tsx';
import type { FormatLink } from '../pages/format-link.ts';
import { ProblemError } from '../problem.ts';
import { notAcceptable } from '../problems.ts';
import { requestTarget } from '../request-target.ts';
import { representation, sendRepresentation, sendSeeOther } from '../send.ts';
import { readOnly } from './allow-methods.ts';

interface ListFormat extends Negotiable {
  readonly name: string;
  readonly extension: string;
  /** Absent: the page, or plain JSON. */
  readonly rdf?: RdfFormat;
}

const json: ListFormat = {
  name: 'JSON',
  mediaType: 'application/json',
  aliases: ['text/json'],
  extension: 'json',
};
/** Here `application/json` is plain JSON, not another name of JSON-LD. */
const formats: readonly ListFormat[] = [
  ...rdfFormats.map((rdf) => ({
    name: rdf.name,
    mediaType: rdf.mediaType,
    aliases: rdf === jsonLd ? [] : rdf.aliases,
    extension: rdf.extension,
    rdf,
  })),
  json,
  html,
];

/** `/dumps/`: the files that have the whole catalogue, as a page, JSON or RDF; `/dumps.{extension}` for each of these. */
export function dumpsRoutes(context: HttpContext): Router {
  const { site, store, portal, dumps, cacheControl } = context;
  const router = Router({ caseSensitive: true, strict: true });
  const extensions = formats.map(({ extension }) => extension).join('|');

  router.all('/dumps', readOnly(), (request, response) => {
    sendSeeOther(request, response, `${site.path}dumps/`);
  });

  router.all(new RegExp(`^/dumps(?:/|\\.(?:${extensions}))$`), readOnly(), async (request, response) => {
    const offered = offeredDumps(site.base, await dumps.listDumps());
    const { path } = requestTarget(request);
    const named = formats.find(({ extension }) => path === `${site.path}dumps.${extension}`);
    const chosen = named
      ? { format: named, mediaType: named.mediaType }
      : negotiateFormat(request.headers.accept, formats);
    if (!chosen) throw new ProblemError(notAcceptable(formatLinks(formats)));
    const { format, mediaType } = chosen;
    const page = format.extension === html.extension ? pageContextOf(context, request) : undefined;
    const vary = [...(named ? [] : ['Accept']), ...(page ? ['Accept-Language'] : [])];
    const others = formatLinks(formats.filter((other) => other !== format));
    const headers = {
      'Content-Type': contentType(mediaType),
      'Content-Location': `${site.path}dumps.${format.extension}`,
      ...(page && { 'Content-Language': page.language }),
      ...(vary.length > 0 && { Vary: vary.join(', ') }),
      Link: [
        `<${dumpListAddress(site.base)}>; rel="canonical"`,
        `<${portalIri(portal)}>; rel="describes"`,
        ...others.map(({ href, mediaType: type }) => `<${href}>; rel="alternate"; type="${type}"`),
      ].join(', '),
    };
    const body = write(request, format, offered);
    const validator = `${store.sequence()}-${dumpListVersion(offered)}`;
    sendRepresentation(request, response, representation(body, { validator, headers, cacheControl }));
  });

  function write(request: IncomingMessage, { rdf, extension }: ListFormat, offered: readonly OfferedDump[]) {
    if (rdf) {
      return serialise(plainTriples(describeDumpList(portal, offered), rdf), rdf, {
        topic: portalIri(portal),
        prefixes: portalPrefixes(site.base),
      });
    }
    if (extension === json.extension) return writeJson(offered);
    return renderDumpList({
      context: pageContextOf(context, request),
      dumps: offered,
      formats: formatLinks(formats.filter((format) => format !== html)),
    });
  }

  function writeJson(offered: readonly OfferedDump[]): string {
    const list = offered.map(({ kind, address, file }) => ({
      href: address,
      format: kind.format.name,
      mediaType: kind.format.mediaType,
      encoding: kind.encoding,
      checksum: `${address}.sha256`,
      ...(file && {
        bytes: file.bytes,
        sha256: file.sha256,
        sequence: file.sequence,
        ...(file.modified !== undefined && { modified: file.modified }),
      }),
    }));
    const described = { catalog: portalIri(portal), sequence: store.sequence(), dumps: list };
    return `${JSON.stringify(described, null, 2)}\n`;
  }

  function formatLinks(links: readonly ListFormat[]): FormatLink[] {
    return links.map(({ name, mediaType, extension }) => ({
      name,
      mediaType,
      href: `${site.path}dumps.${extension}`,
    }));
  }

  return router;
}

import type { IncomingMessage } from 'node:http';
import type { Quad } from '@rdfjs/types';
import { type Response, Router } from 'express';
import { plainTriples } from '../../rdf/plain-triples.ts';
import { portalPrefixes, serialise } from '../../rdf/serialise.ts';
import { literal, parseIri, triple, typed } from '../../rdf/terms.ts';
import type { KnownStatements } from '../../resources/describe-iri.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { foaf, hydra, rdfs } from '../../vocabulary/terms.ts';
import { clientOf } from '../client-of.ts';
import { contentType, type DocumentFormat, documentFormats, html, isHtml } from '../formats.ts';
import type { HttpContext } from '../http-context.ts';
import { negotiateFormat } from '../negotiate-format.ts';
import { pageContextOf } from '../page-context-of.ts';
import { fromPosition, toPosition } from '../page-position.ts';
import type { FormatLink } from '../pages/format-link.ts';
import { renderResourceForm, renderResourcePage } from '../pages/resource-page.tsx';
import { ProblemError } from '../problem.ts';
import { notAcceptable } from '../problems.ts';
import { requestTarget } from '../request-target.ts';
import { iriRefused } from '../resource-problems.ts';
import { representation, sendBody, sendRepresentation, sendSeeOther } from '../send.ts';
import { encodeIri } from '../site.ts';
import { StatementFinder } from '../statement-finder.ts';
import { strictParameters } from '../text-body.ts';
import { ownLocation } from '../thing-location.ts';
import { readOnly } from './allow-methods.ts';

interface Selection {
  readonly format: DocumentFormat;
  readonly mediaType: string;
  /** `.ttl` and the like where the address names the format, else `''`. */
  readonly suffix: string;
  /** Position of the page, as the address names it. */
  readonly after?: string;
}

/** `/resource?iri=…`: what is known of any IRI, foreign ones too; 303 where it has a document here. */
export function resourceRoutes(context: HttpContext): Router {
  const { site, store } = context;
  const router = Router({ caseSensitive: true, strict: true });
  const finder = new StatementFinder(context);
  const extensions = documentFormats.map(({ extension }) => extension).join('|');

  router.all(new RegExp(`^/resource(?:\\.(?:${extensions}))?$`), readOnly(), async (request, response) => {
    // A plus sign is a space in forms; an IRI has no spaces, and may have plus signs.
    const parameters = strictParameters(requestTarget(request).query.replaceAll('+', '%2B'));
    const asked = (parameters.get('iri') ?? '').replace(/^[+\s]+/, '');
    const selection = select(request, asked, parameters.get('after'));
    const iri = parseIri(asked);
    if (iri === undefined) {
      refuse(request, response, selection, asked);
      return;
    }
    const location = ownLocation(context, iri, parameters.get('lang'));
    if (location !== undefined) {
      sendSeeOther(request, response, location, { 'Cache-Control': 'public, no-cache' });
      return;
    }
    await describe(request, response, selection, iri);
  });

  function select(request: IncomingMessage, iri: string, after: string | null): Selection {
    const suffix = requestTarget(request).path.slice(`${site.path}resource`.length);
    const named = documentFormats.find(({ extension }) => `.${extension}` === suffix);
    const chosen = named
      ? { format: named, mediaType: named.mediaType }
      : negotiateFormat(request.headers.accept, documentFormats);
    if (chosen) return { ...chosen, suffix, ...(after && { after }) };
    throw new ProblemError(notAcceptable(formatLinks(iri)));
  }

  async function describe(
    request: IncomingMessage,
    response: Response,
    selection: Selection,
    iri: Iri,
  ): Promise<void> {
    const validator = String(store.sequence());
    const { format, suffix, after } = selection;
    const known = await finder.find(iri, {
      client: clientOf(request, context.proxies),
      ...(after !== undefined && { after: fromPosition(site.base, after) }),
    });
    const next = known.next && `resource${suffix}?${query(iri, known.next)}`;
    const alternates = formatLinks(iri, after).filter(({ mediaType }) => mediaType !== format.mediaType);
    const headers = headersOf(selection, iri, next, alternates);
    if (isHtml(format)) {
      const page = pageContextOf(context, request);
      const body = renderResourcePage({
        context: page,
        iri,
        known,
        formats: alternates,
        ...(next !== undefined && { next: site.path + next }),
      });
      const language = { 'Content-Language': page.language };
      const ready = representation(body, { validator, headers: { ...headers, ...language } });
      sendRepresentation(request, response, ready);
      return;
    }
    const body = serialise(plainTriples(triplesOf(iri, known, next), format), format, {
      topic: iri,
      prefixes: portalPrefixes(site.base),
    });
    sendRepresentation(request, response, representation(body, { validator, headers }));
  }

  function headersOf(
    { format, mediaType, suffix }: Selection,
    iri: Iri,
    next: string | undefined,
    alternates: readonly FormatLink[],
  ): Record<string, string> {
    const vary = [...(suffix === '' ? ['Accept'] : []), ...(isHtml(format) ? ['Accept-Language'] : [])];
    return {
      'Content-Type': contentType(mediaType),
      ...(vary.length > 0 && { Vary: vary.join(', ') }),
      Link: [
        `<${encodeIri(iri)}>; rel="describes"`,
        ...(next === undefined ? [] : [`<${site.path}${next}>; rel="next"`]),
        ...alternates.map(({ href, mediaType: type }) => `<${href}>; rel="alternate"; type="${type}"`),
      ].join(', '),
    };
  }

  function triplesOf(iri: Iri, { statements }: KnownStatements, next: string | undefined): Quad[] {
    const document = `${site.base}resource?${query(iri)}` as Iri;
    const labels = context.labels.of(iri).map(({ text, language }) => {
      return triple(iri, rdfs.label, literal(text, language === '' ? {} : { language }));
    });
    return [
      ...labels,
      ...statements,
      typed(document, foaf.Document),
      triple(document, foaf.primaryTopic, iri),
      ...(next === undefined
        ? []
        : [
            typed(document, hydra.PartialCollectionView),
            triple(document, hydra.next, (site.base + next) as Iri),
          ]),
    ];
  }

  function query(iri: string, cursor?: string): string {
    const position = cursor === undefined ? {} : { after: toPosition(site.base, cursor) };
    return new URLSearchParams({ iri, ...position }).toString();
  }

  function formatLinks(iri: string, after?: string): FormatLink[] {
    const parameters = new URLSearchParams({ iri, ...(after !== undefined && { after }) });
    return documentFormats.map(({ name, mediaType, extension }) => ({
      name,
      mediaType,
      href: `${site.path}resource.${extension}?${parameters}`,
    }));
  }

  /** People get a form to type an IRI in. */
  function refuse(request: IncomingMessage, response: Response, selection: Selection, typed: string): void {
    const wrong = typed.trim() === '' ? 'missing' : 'malformed';
    const example = `${site.base}id/place/in`;
    if (!isHtml(selection.format)) throw new ProblemError(iriRefused(wrong, example));
    const page = pageContextOf(context, request);
    const headers = {
      'Content-Type': contentType(html.mediaType),
      'Content-Language': page.language,
      'Cache-Control': 'no-store',
      Vary: 'Accept, Accept-Language',
    };
    sendBody(request, response, 400, headers, renderResourceForm(page, { wrong, typed, example }));
  }
  return router;
}

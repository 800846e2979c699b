import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Quad } from '@rdfjs/types';
import { DataFactory } from 'n3';
import { languages } from '../model/text.ts';
import { rdfFormats } from '../rdf/formats.ts';
import { plainTriples } from '../rdf/plain-triples.ts';
import { serialise } from '../rdf/serialise.ts';
import { literal, triple } from '../rdf/terms.ts';
import { hydra, rdf, xsd } from '../vocabulary/terms.ts';
import { contentType, formatOfPath, html } from './formats.ts';
import type { HttpContext } from './http-context.ts';
import { type Negotiable, negotiateFormat } from './negotiate-format.ts';
import { pageContextOf } from './page-context-of.ts';
import type { PageContext } from './pages/page-context.ts';
import { renderProblemPage } from './pages/problem-page.tsx';
import type { Problem } from './problem.ts';
import { requestTarget } from './request-target.ts';
import { sendBody } from './send.ts';

const problemJson = { mediaType: 'application/problem+json', aliases: ['application/json', 'text/json'] };
/** JSON-LD is asked for by its own name only: `application/json` means the problem document. */
const formats: readonly Negotiable[] = [
  problemJson,
  ...rdfFormats.map((format) => ({ ...format, aliases: [] })),
  html,
];

/**
 * Sends a problem in the form that the client can read: a page for browsers, RDF where RDF was asked for (by `Accept`
 * or by the address), else RFC 9457 JSON, also where nothing is acceptable.
 * @param about further triples, e.g. what is known of a withdrawn record
 */
export function sendProblem(
  context: HttpContext,
  request: IncomingMessage,
  response: ServerResponse,
  problem: Problem,
  about: readonly Quad[] = [],
): void {
  const page = pageContextOf(context, request);
  const { mediaType, body } = renderProblem(request, page, problem, about);
  const headers = {
    'Content-Type': contentType(mediaType),
    'Cache-Control': 'no-store',
    Vary: 'Accept, Accept-Language',
    'Content-Language': page.language,
    ...problem.headers,
  };
  sendBody(request, response, problem.status, headers, body);
}

function renderProblem(
  request: IncomingMessage,
  page: PageContext,
  problem: Problem,
  about: readonly Quad[],
): { mediaType: string; body: string } {
  const { mediaType } = chooseFormat(request);
  if (mediaType === html.mediaType) return { mediaType, body: renderProblemPage(page, problem) };
  const format = rdfFormats.find((one) => one.mediaType === mediaType);
  if (format) {
    const quads = plainTriples([...problemTriples(problem), ...about], format);
    return { mediaType, body: serialise(quads, format) };
  }
  const document = {
    type: 'about:blank',
    title: problem.title[page.language],
    status: problem.status,
    detail: problem.detail[page.language],
    instance: requestTarget(request).path,
    code: problem.code,
    remedy: problem.remedy[page.language],
    ...problem.extensions,
  };
  return { mediaType: problemJson.mediaType, body: `${JSON.stringify(document, null, 2)}\n` };
}

function chooseFormat(request: IncomingMessage): Negotiable {
  const { accept } = request.headers;
  const byPath = formatOfPath(requestTarget(request).path)?.format;
  const anything = accept === undefined || /^\s*(?:\*\/\*\s*(?:;[^,]*)?)?$/.test(accept);
  if (anything && byPath)
    return formats.find(({ mediaType }) => mediaType === byPath.mediaType) ?? problemJson;
  return negotiateFormat(accept, formats)?.format ?? problemJson;
}

/** https://www.hydra-cg.com/spec/latest/core/#description-of-http-status-codes-and-errors */
function problemTriples(problem: Problem): Quad[] {
  const node = DataFactory.blankNode('problem') as unknown as Quad['subject'];
  return [
    triple(node as never, rdf.type, hydra.Error),
    triple(node as never, hydra.statusCode, literal(String(problem.status), { datatype: xsd.integer })),
    ...languages.flatMap((language) => [
      triple(node as never, hydra.title, literal(problem.title[language], { language })),
      triple(
        node as never,
        hydra.description,
        literal(`${problem.detail[language]} ${problem.remedy[language]}`, { language }),
      ),
    ]),
  ];
}

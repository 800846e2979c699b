import { randomUUID } from 'node:crypto';
import express, {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express';
import { rdfFormats } from '../../rdf/formats.ts';
import { plainTriples } from '../../rdf/plain-triples.ts';
import { portalPrefixes, serialise } from '../../rdf/serialise.ts';
import { defaultGraph } from '../../store/record-store.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { authorise } from '../authorise.ts';
import { clientOf } from '../client-of.ts';
import { isNotModified } from '../conditional.ts';
import { contentType } from '../formats.ts';
import { type GraphTarget, targetOf } from '../graph-target.ts';
import { commonHeaders } from '../headers.ts';
import type { HttpContext } from '../http-context.ts';
import { negotiateFormat } from '../negotiate-format.ts';
import { ProblemError } from '../problem.ts';
import { availableOf, badRequest, notAcceptable, notFound, unsupportedMediaType } from '../problems.ts';
import { readGraph } from '../read-graph.ts';
import { requestTarget } from '../request-target.ts';
import { sendBody } from '../send.ts';
import { sendCompressed } from '../send-compressed.ts';
import { encodeIri } from '../site.ts';
import { acceptOf } from '../sparql-request.ts';
import { mediaTypeOf, strictParameters, textBody } from '../text-body.ts';
import { sendUnwritten } from '../write-answer.ts';
import { allowMethods, graphMethods } from './allow-methods.ts';

const patchType = 'application/sparql-update';

/**
 * `/graph`: the SPARQL 1.1 Graph Store HTTP Protocol, indirect (`?default`, `?graph=`) and direct (`/graph/…` are graphs
 * of their own). Reading is open; a write needs an editor's token, and to a record's graph passes the gate.
 */
export function graphRoutes(context: HttpContext): Router {
  const { writer, site } = context;
  const router = Router({ caseSensitive: true, strict: true });
  const writing = authoriseWrites(context);
  const body = express.raw({ type: () => true, limit: context.uploadBytes });
  const handlers = [writing, body, (request: Request, response: Response) => handle(request, response)];
  router.all(['/graph', '/graph/', '/graph/{*path}'], allowMethods(...graphMethods), ...handlers);
  // A record's document is its graph: it is written at its own address too (§4.1, direct graph identification).
  router.all('/doc/{*path}', onlyWrites, ...handlers);

  async function handle(request: Request, response: Response): Promise<void> {
    const target = targetOf(request, site);
    switch (request.method) {
      case 'GET':
      case 'HEAD':
        return read(request, response, target);
      case 'PUT':
        return put(request, response, target);
      case 'POST':
        return post(request, response, target);
      case 'PATCH':
        return patch(request, response, target);
      default:
        return drop(request, response, target);
    }
  }

  async function read(request: Request, response: Response, target: GraphTarget): Promise<void> {
    const graph = named(target);
    const quads = writer.present(graph);
    if (!quads) throw new ProblemError(notFound(graph, `${site.base}catalog`));
    const accept = acceptOf(request, strictParameters(requestTarget(request).query));
    const chosen = negotiateFormat(accept, rdfFormats);
    if (!chosen) throw new ProblemError(notAcceptable(availableOf(rdfFormats)));
    const { format } = chosen;
    const etag = `"${writer.versionOf(graph) ?? 'empty'}-${format.extension}"`;
    const headers = { ETag: etag, 'Cache-Control': 'public, no-cache', Vary: 'Accept' };
    if (isNotModified(request.headers, { etag, headers: [], body: Buffer.alloc(0) })) {
      response.writeHead(304, { ...commonHeaders, ...headers }).end();
      return;
    }
    const text = serialise(plainTriples(quads, format), format, { prefixes: portalPrefixes(site.base) });
    const type = { 'Content-Type': contentType(chosen.mediaType) };
    await sendCompressed(request, response, { ...headers, ...type }, { body: Buffer.from(text) });
  }

  async function put(request: Request, response: Response, target: GraphTarget): Promise<void> {
    const graph = named(target);
    const quads = await readGraph(request, baseOf(graph));
    await write(request, response, graph, () => quads);
  }

  async function post(request: Request, response: Response, target: GraphTarget): Promise<void> {
    const graph = target.type === 'none' ? newGraph(request) : named(target);
    const quads = await readGraph(request, baseOf(graph));
    await write(request, response, graph, (present = []) => [...present, ...quads]);
  }

  async function drop(request: Request, response: Response, target: GraphTarget): Promise<void> {
    const graph = named(target);
    if (!writer.present(graph)) throw new ProblemError(notFound(graph, `${site.base}catalog`));
    await write(request, response, graph, () => undefined);
  }

  async function write(
    request: Request,
    response: Response,
    graph: Iri,
    content: (
      present: Parameters<Parameters<typeof writer.edit>[1]>[0],
    ) => ReturnType<Parameters<typeof writer.edit>[1]>,
  ): Promise<void> {
    const outcome = await writer.edit(graph, (present, version) =>
      holds(request, version, present !== undefined) ? content(present) : false,
    );
    if (outcome.type !== 'written') sendUnwritten(context, request, response, outcome);
    else if (outcome.created.includes(graph)) {
      sendBody(request, response, 201, { Location: locationOf(graph), ...noStore });
    } else sendBody(request, response, 204, noStore);
  }

  /** An update of this graph only (§5.7). */
  async function patch(request: Request, response: Response, target: GraphTarget): Promise<void> {
    const graph = named(target);
    if (mediaTypeOf(request) !== patchType) {
      const problem = unsupportedMediaType(mediaTypeOf(request), patchType);
      throw new ProblemError({ ...problem, headers: { 'Accept-Patch': patchType } });
    }
    const present = writer.present(graph);
    if (!present) throw new ProblemError(notFound(graph, `${site.base}catalog`));
    if (!holds(request, writer.versionOf(graph), true)) {
      sendUnwritten(context, request, response, { type: 'precondition-failed' });
      return;
    }
    const outcome = await writer.update({
      update: textBody(request, patchType),
      within: graph === defaultGraph ? null : graph,
      client: clientOf(request, context.proxies),
      timeout: context.sparql.limits.queryTimeout,
    });
    if (outcome.type !== 'written') sendUnwritten(context, request, response, outcome);
    else sendBody(request, response, 204, noStore);
  }

  /** Of a graph of the portal its IRI, whole: clients take it for the graph's name (§5.5). */
  function locationOf(graph: Iri): string {
    if (graph === defaultGraph) return `${site.path}graph?default`;
    return site.isOwn(graph) ? encodeIri(graph) : `${site.path}graph?graph=${encodeURIComponent(graph)}`;
  }

  function baseOf(graph: Iri): string {
    return graph === defaultGraph ? `${site.base}graph` : graph;
  }

  /** A POST to the graph store itself makes a graph (§5.5); `Slug` (RFC 5023 §9.7) proposes its name. */
  function newGraph(request: Request): Iri {
    const slug = String(request.headers.slug ?? '').replace(/[^A-Za-z0-9._~-]+/g, '-');
    const wanted = `${site.base}graph/${slug || randomUUID()}` as Iri;
    return writer.present(wanted) ? (`${wanted}-${randomUUID().slice(0, 8)}` as Iri) : wanted;
  }

  return router;
}

const noStore = { 'Cache-Control': 'no-store', 'Content-Type': 'text/plain; charset=utf-8' };

/** Reads of documents are answered elsewhere. */
function onlyWrites(request: Request, _response: Response, next: NextFunction): void {
  next(['PUT', 'POST', 'PATCH', 'DELETE'].includes(request.method) ? undefined : 'route');
}

/** Before the body is read: who may not write sends nothing for nothing. */
function authoriseWrites(context: HttpContext): RequestHandler {
  return (request, _response, next) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead) authorise(context, request, 'editor');
    else if (request.headers.authorization !== undefined) authorise(context, request, 'reader');
    next();
  };
}

function named(target: GraphTarget): Iri {
  if (target.type === 'graph') return target.graph;
  throw new ProblemError(
    badRequest(
      'no-graph',
      { en: 'The request names no graph.', hi: 'अनुरोध में किसी ग्राफ़ का नाम नहीं है।' },
      {
        en: 'Add ?default for the default graph, or ?graph= and the IRI of a graph, percent-encoded.',
        hi: 'मूल ग्राफ़ के लिए ?default, या ?graph= के बाद ग्राफ़ का प्रतिशत-एन्कोड किया IRI जोड़ें।',
      },
    ),
  );
}

/**
 * `If-Match` and `If-None-Match` of a write (RFC 9110 §13.1). A tag begins with the version; that of a document, with the
 * first part of it.
 */
function holds(request: Request, version: string | undefined, exists: boolean): boolean {
  const name = version ?? 'empty';
  const starts = [`${name}-`, `${name.slice(0, 16)}-`];
  const isOf = (tag: string) => tag === name || starts.some((start) => tag.startsWith(start));
  const matches = (field: string) =>
    field.trim() === '*'
      ? exists
      : exists && (field.match(/"[^"]*"/g) ?? []).some((tag) => isOf(tag.slice(1, -1)));
  const ifMatch = request.headers['if-match'];
  if (ifMatch !== undefined && !matches(ifMatch)) return false;
  const ifNoneMatch = request.headers['if-none-match'];
  return ifNoneMatch === undefined || !matches(ifNoneMatch);
}

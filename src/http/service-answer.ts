import type { IncomingMessage, ServerResponse } from 'node:http';
import { portalDocument } from '../feeds/portal.ts';
import { catalogueDataset, voidDocument } from '../feeds/void-description.ts';
import { rdfFormats } from '../rdf/formats.ts';
import { plainTriples } from '../rdf/plain-triples.ts';
import { portalPrefixes, serialise } from '../rdf/serialise.ts';
import { type ServiceFacts, serviceDescription, serviceIri } from '../sparql/service-description.ts';
import { contentType } from './formats.ts';
import type { HttpContext } from './http-context.ts';
import { negotiateFormat } from './negotiate-format.ts';
import { ProblemError } from './problem.ts';
import { availableOf, notAcceptable } from './problems.ts';
import { representation, sendRepresentation } from './send.ts';

/** Where nothing is said of the service, nothing is claimed of it. */
const nothingStated: ServiceFacts = { federation: false, update: false, graphStore: false, limits: {} };

/**
 * Answers with the Service Description (SPARQL 1.1 Service Description §2), in the RDF format that the client prefers.
 * It also answers while the engine is loading: then it does not say how many triples there are.
 * @param accept what is negotiated by; the request's own `Accept` by default
 * @throws ProblemError 406
 */
export async function sendServiceDescription(
  context: HttpContext,
  request: IncomingMessage,
  response: ServerResponse,
  accept: string | undefined = request.headers.accept,
): Promise<void> {
  const { site, store, portal, cache, cacheControl, summaries } = context;
  const chosen = negotiateFormat(accept, rdfFormats);
  if (!chosen) throw new ProblemError(notAcceptable(availableOf(rdfFormats)));
  const known = await summaries.read(store.sequence());
  const published = store.head(portalDocument(portal))?.state === 'live';
  const key = `service-description ${chosen.mediaType}`;
  const validator = `${known?.sequence ?? 'none'}.${published}`;
  let ready = cache.get(key, validator);
  if (!ready) {
    const quads = serviceDescription({
      ...(context.service ?? nothingStated),
      base: site.base,
      title: portal.title,
      dataset: { iri: catalogueDataset(site.base), document: voidDocument(site.base) },
      namedGraphs: published ? [portalDocument(portal)] : [],
      ...(known && { triples: known.summary.quads }),
    });
    const body = serialise(plainTriples(quads, chosen.format), chosen.format, {
      topic: serviceIri(site.base),
      prefixes: portalPrefixes(site.base),
    });
    const headers = {
      'Content-Type': contentType(chosen.mediaType),
      Vary: 'Accept',
      Link: `<${site.path}.well-known/void>; rel="describedby"`,
    };
    ready = representation(body, { validator, headers, cacheControl });
    cache.set(key, validator, ready);
  }
  sendRepresentation(request, response, ready);
}

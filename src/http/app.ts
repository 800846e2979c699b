import type { IncomingMessage, RequestListener } from 'node:http';
import type { Quad } from '@rdfjs/types';
import express, { type ErrorRequestHandler, type Express } from 'express';
import type { TokenVerifier } from '../access/token-store.ts';
import type { DumpStore } from '../feeds/dump-store.ts';
import type { Portal } from '../feeds/portal.ts';
import type { HarvestReader } from '../harvest/harvest-store.ts';
import type { Language } from '../model/text.ts';
import type { CkanService } from '../profiles/ckan/threaded-ckan.ts';
import { ProfileWriter } from '../profiles/profile-writer.ts';
import type { GraphWriter } from '../publish/graph-writer.ts';
import type { PushService } from '../push/push-service.ts';
import { classLabels } from '../resources/class-labels.ts';
import { Labels } from '../resources/labels.ts';
import { propertyLabels } from '../resources/property-labels.ts';
import type { SearchService } from '../search/search-service.ts';
import type { ServiceFacts } from '../sparql/service-description.ts';
import type { SparqlService } from '../sparql/sparql-service.ts';
import type { RecordReader } from '../store/record-store.ts';
import type { DataJsonFiles } from './data-json-files.ts';
import { DocumentAnswers } from './document-answers.ts';
import type { HttpContext, HttpLog } from './http-context.ts';
import { LatestSummary } from './latest-summary.ts';
import { Metrics } from './metrics.ts';
import { ProblemError } from './problem.ts';
import { malformedUrl, notFound, urlTooLong } from './problems.ts';
import { ReadyAnswers } from './ready-answers.ts';
import { RepresentationCache } from './representation-cache.ts';
import { requestTarget } from './request-target.ts';
import { activityRoutes } from './routes/activity-routes.ts';
import { assetRoutes } from './routes/asset-routes.ts';
import { atomRoutes } from './routes/atom-routes.ts';
import { catalogueRoutes } from './routes/catalogue-routes.ts';
import { ckanRoutes } from './routes/ckan-routes.ts';
import { dataJsonRoutes } from './routes/data-json-routes.ts';
import { differenceRoutes } from './routes/difference-routes.ts';
import { documentRoutes } from './routes/document-routes.ts';
import { dumpRoutes } from './routes/dump-routes.ts';
import { dumpsRoutes } from './routes/dumps-routes.ts';
import { graphRoutes } from './routes/graph-routes.ts';
import { harvestRoutes } from './routes/harvest-routes.ts';
import { healthRoutes } from './routes/health-routes.ts';
import { homeRoutes } from './routes/home-routes.ts';
import { hubRoutes, keyRoutes } from './routes/hub-routes.ts';
import { inboxRoutes } from './routes/inbox-routes.ts';
import { ldesRoutes } from './routes/ldes-routes.ts';
import { linksetRoutes } from './routes/linkset-routes.ts';
import { mementoRoutes } from './routes/memento-routes.ts';
import { oaiRoutes } from './routes/oai-routes.ts';
import { resourceRoutes } from './routes/resource-routes.ts';
import { robotsRoutes } from './routes/robots-routes.ts';
import { searchRoutes } from './routes/search-routes.ts';
import { sitemapRoutes } from './routes/sitemap-routes.ts';
import { sparqlRoutes } from './routes/sparql-routes.ts';
import { thingRoutes } from './routes/thing-routes.ts';
import { versionRoutes } from './routes/version-routes.ts';
import { voidRoutes, wellKnownRoutes } from './routes/void-routes.ts';
import { apiCatalogRoutes } from './routes/well-known-routes.ts';
import { revalidated } from './send.ts';
import { sendProblem } from './send-problem.ts';
import { Site } from './site.ts';
import { toProblem } from './to-problem.ts';

/** Characters of a path and its query; a SPARQL query by GET may be longer. */
export const longestUrl = 8_192;
export const longestQueryUrl = 60_000;

export interface AppDependencies {
  readonly store: RecordReader;
  readonly sparql: SparqlService;
  /** Full text and facets; absent: /search answers 503. */
  readonly search?: SearchService;
  /** The packages of CKAN's Action API; absent: its calls answer 503. */
  readonly ckan?: CkanService;
  /** The whole catalogue as data.json; absent: /data.json answers 503. */
  readonly dataJson?: DataJsonFiles;
  /** What the Service Description states of the SPARQL service; absent: only what is always so. */
  readonly service?: ServiceFacts;
  /** Says whose token a request has. */
  readonly tokens: TokenVerifier;
  readonly writer: GraphWriter;
  /** Bytes of an update or of a graph that is sent. */
  readonly uploadBytes?: number;
  /** Reverse proxies in front, whose `X-Forwarded-For` tells clients apart. */
  readonly proxies?: number;
  /** Base IRI, title and description of the portal's own catalogue. */
  readonly portal: Portal;
  /** Files of the whole catalogue. */
  readonly dumps: DumpStore;
  /** Hub and inbox; absent: /hub and /inbox answer 503. */
  readonly push?: PushService;
  /** Triples of the portal's concept schemes: they name the concepts of other authorities. */
  readonly vocabulary: Iterable<Quad>;
  /** Sources that are harvested, and their runs; absent: none are told of. */
  readonly harvests?: HarvestReader;
  readonly log: HttpLog;
  /** Of pages where the client states none. */
  readonly language?: Language;
  /** Bytes of ready representations that are kept. */
  readonly cacheBytes?: number;
  /** `Cache-Control` of documents, pages and feeds. */
  readonly cacheControl?: string;
}

/**
 * Everything that is answered over HTTP. Documents that are ready are answered here at once, without Express, which
 * costs several times more than the lookup.
 */
export function createApp(dependencies: AppDependencies): RequestListener {
  const { store, portal } = dependencies;
  const site = new Site(portal.base);
  const context: HttpContext = {
    ...dependencies,
    site,
    summaries: new LatestSummary(dependencies.sparql),
    language: dependencies.language ?? 'en',
    uploadBytes: dependencies.uploadBytes ?? 64 * 1024 * 1024,
    proxies: dependencies.proxies ?? 0,
    metrics: new Metrics(dependencies),
    labels: new Labels({ store, vocabulary: dependencies.vocabulary }),
    profiles: new ProfileWriter({
      store,
      base: portal.base,
      vocabulary: dependencies.vocabulary,
      language: dependencies.language ?? 'en',
    }),
    properties: propertyLabels(portal.base),
    classes: classLabels(portal.base),
    cache: new RepresentationCache(dependencies.cacheBytes ?? 128 * 1024 * 1024),
    cacheControl: dependencies.cacheControl ?? revalidated,
  };
  const documents = new DocumentAnswers(context);
  const app = expressApp(context, documents);
  const ready = new ReadyAnswers(context, documents);
  const documentPath = `${site.path}doc/`;
  return (request, response) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const mayBeReady = isRead && request.url?.startsWith(documentPath) && request.url.length <= longestUrl;
    if (!(mayBeReady && ready.send(request, response))) app(request, response);
  };
}

function expressApp(context: HttpContext, documents: DocumentAnswers): Express {
  const { site } = context;
  const app = express();
  app.set('case sensitive routing', true);
  app.set('strict routing', true);
  app.set('query parser', false);
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((request, _response, next) => {
    requireSoundUrl(request, site);
    next();
  });
  const mount = site.path.replace(/\/$/, '').replace(/[{}()[\]*:?+!\\]/g, '\\$&') || '/';
  app.use(
    mount,
    homeRoutes(context),
    assetRoutes(context),
    graphRoutes(context),
    documentRoutes(context, documents),
    versionRoutes(context),
    mementoRoutes(context),
    differenceRoutes(context),
    thingRoutes(context),
    resourceRoutes(context),
    linksetRoutes(context),
    sitemapRoutes(context),
    catalogueRoutes(context),
    searchRoutes(context),
    dumpRoutes(context),
    dataJsonRoutes(context),
    ckanRoutes(context),
    dumpsRoutes(context),
    oaiRoutes(context),
    ldesRoutes(context),
    activityRoutes(context),
    atomRoutes(context),
    hubRoutes(context),
    inboxRoutes(context),
    harvestRoutes(context),
    sparqlRoutes(context),
    voidRoutes(context),
    apiCatalogRoutes(context),
    healthRoutes(context),
  );
  // Probes reach the process directly, whatever path the public base has.
  app.use(healthRoutes(context));
  app.use(wellKnownRoutes(context), robotsRoutes(context), apiCatalogRoutes(context), keyRoutes(context));
  app.use((request) => {
    throw new ProblemError(notFound(requestTarget(request).path, `${site.base}catalog`));
  });
  app.use(errorHandler(context));
  return app;
}

function requireSoundUrl(request: IncomingMessage, site: Site): void {
  const { path, query } = requestTarget(request);
  const isQuery = path === `${site.path}sparql` || path === `${site.path}sparql/`;
  const limit = isQuery ? longestQueryUrl : longestUrl;
  if (path.length + query.length > limit) throw new ProblemError(urlTooLong(limit));
  if (site.irisOf(path) === undefined) throw new ProblemError(malformedUrl());
}

function errorHandler(context: HttpContext): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const problem = toProblem(error, context.log);
    if (response.headersSent) response.destroy();
    else sendProblem(context, request, response, problem);
  };
}

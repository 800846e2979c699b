import type { Quad } from '@rdfjs/types';
import type { Logger } from 'pino';
import type { TokenVerifier } from '../access/token-store.ts';
import type { DumpStore } from '../feeds/dump-store.ts';
import type { Portal } from '../feeds/portal.ts';
import type { HarvestReader } from '../harvest/harvest-store.ts';
import type { Language, Text } from '../model/text.ts';
import type { CkanService } from '../profiles/ckan/threaded-ckan.ts';
import type { ProfileWriter } from '../profiles/profile-writer.ts';
import type { GraphWriter } from '../publish/graph-writer.ts';
import type { PushService } from '../push/push-service.ts';
import type { Labels } from '../resources/labels.ts';
import type { PropertyLabel } from '../resources/property-labels.ts';
import type { SearchService } from '../search/search-service.ts';
import type { ServiceFacts } from '../sparql/service-description.ts';
import type { SparqlService } from '../sparql/sparql-service.ts';
import type { RecordReader } from '../store/record-store.ts';
import type { DataJsonFiles } from './data-json-files.ts';
import type { LatestSummary } from './latest-summary.ts';
import type { Metrics } from './metrics.ts';
import type { RepresentationCache } from './representation-cache.ts';
import type { Site } from './site.ts';

export type HttpLog = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** What the routes share. */
export interface HttpContext {
  readonly store: RecordReader;
  readonly sparql: SparqlService;
  /** Full text and facets; absent: there is none. */
  readonly search?: SearchService;
  /** The packages of CKAN's Action API; absent: there are none. */
  readonly ckan?: CkanService;
  /** Files of the whole catalogue in DCAT-US; absent: there are none. */
  readonly dataJson?: DataJsonFiles;
  /** What the query engine holds, for descriptions. */
  readonly summaries: LatestSummary;
  /** What the Service Description states of the SPARQL service. */
  readonly service?: ServiceFacts;
  readonly tokens: TokenVerifier;
  /** Writes graphs, past the gate. */
  readonly writer: GraphWriter;
  /** Bytes of an update or of a graph that is sent. */
  readonly uploadBytes: number;
  /** Reverse proxies in front. */
  readonly proxies: number;
  /** Sources that are harvested, and their runs; absent: there are none. */
  readonly harvests?: HarvestReader;
  readonly site: Site;
  readonly portal: Portal;
  /** Files of the whole catalogue. */
  readonly dumps: DumpStore;
  /** Hub and inbox; absent: there is neither. */
  readonly push?: PushService;
  /** Language of pages and problems where the client states none. */
  readonly language: Language;
  readonly labels: Labels;
  /** Triples of the portal's concept schemes. */
  readonly vocabulary: Iterable<Quad>;
  /** Records as other profiles describe them. */
  readonly profiles: ProfileWriter;
  readonly properties: ReadonlyMap<string, PropertyLabel>;
  readonly classes: ReadonlyMap<string, Text>;
  readonly cache: RepresentationCache;
  /** `Cache-Control` of documents, pages and feeds. */
  readonly cacheControl: string;
  readonly metrics: Metrics;
  readonly log: HttpLog;
}

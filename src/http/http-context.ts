import type { Logger } from 'pino';
import type { TokenVerifier } from '../access/token-store.ts';
import type { Portal } from '../feeds/portal.ts';
import type { Language, Text } from '../model/text.ts';
import type { Profile, ProfileFormat } from '../profiles/profiles.ts';
import type { GraphWriter } from '../publish/graph-writer.ts';
import type { Labels } from '../resources/labels.ts';
import type { PropertyLabel } from '../resources/property-labels.ts';
import type { ServiceFacts } from '../sparql/service-description.ts';
import type { SparqlService } from '../sparql/sparql-service.ts';
import type { RecordReader, StoredRecord } from '../store/record-store.ts';
import type { LatestSummary } from './latest-summary.ts';
import type { Metrics } from './metrics.ts';
import type { RepresentationCache } from './representation-cache.ts';
import type { Site } from './site.ts';

export type HttpLog = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** What the routes share. */
export interface HttpContext {
  readonly store: RecordReader;
  readonly sparql: SparqlService;
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
  readonly site: Site;
  readonly portal: Portal;
  /** Language of pages and problems where the client states none. */
  readonly language: Language;
  readonly labels: Labels;
  /** Records as other profiles describe them. */
  readonly profiles: {
    describe(record: StoredRecord, profile: Profile, format: ProfileFormat): string | undefined;
    schemaOrg(record: StoredRecord, language: Language): object | undefined;
  };
  readonly properties: ReadonlyMap<string, PropertyLabel>;
  readonly classes: ReadonlyMap<string, Text>;
  readonly cache: RepresentationCache;
  /** `Cache-Control` of documents, pages and feeds. */
  readonly cacheControl: string;
  readonly metrics: Metrics;
  readonly log: HttpLog;
}

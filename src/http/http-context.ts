import type { Logger } from 'pino';
import type { Portal } from '../feeds/portal.ts';
import type { Language, Text } from '../model/text.ts';
import type { Labels } from '../resources/labels.ts';
import type { PropertyLabel } from '../resources/property-labels.ts';
import type { SparqlService } from '../sparql/sparql-service.ts';
import type { RecordReader } from '../store/record-store.ts';
import type { RepresentationCache } from './representation-cache.ts';
import type { Site } from './site.ts';

export type HttpLog = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** What the routes share. */
export interface HttpContext {
  readonly store: RecordReader;
  readonly sparql: SparqlService;
  readonly site: Site;
  readonly portal: Portal;
  /** Language of pages and problems where the client states none. */
  readonly language: Language;
  readonly labels: Labels;
  readonly properties: ReadonlyMap<string, PropertyLabel>;
  readonly classes: ReadonlyMap<string, Text>;
  readonly cache: RepresentationCache;
  readonly log: HttpLog;
}

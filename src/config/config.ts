import type { Iri } from '../vocabulary/iri.ts';
import type { LogLevel } from './setting-values.ts';

/** The whole configuration. Times are in milliseconds, sizes in bytes. */
export interface Config {
  /** Base IRI of everything that is published; ends in `/`. Absent: the data folder's, or `http://localhost:{port}/`. */
  readonly base?: string;
  readonly host: string;
  readonly port: number;
  readonly data: string;
  readonly policy: readonly string[];
  readonly shapes: readonly string[];
  readonly licence: Iri;
  readonly language: string;
  readonly title: string;
  readonly description: string;
  readonly publisher: string;
  readonly replicas: number;
  readonly maxQuads: number;
  readonly queryTimeout: number;
  readonly maxQueued: number;
  readonly maxRows: number;
  readonly maxBytes: number;
  readonly answerBytes: number;
  readonly uploadBytes: number;
  readonly proxies: number;
  readonly connections: number;
  readonly requestTimeout: number;
  readonly federate: readonly string[];
  readonly load: readonly string[];
  readonly push: readonly string[];
  readonly pushDelay: number;
  readonly sources?: string;
  readonly harvestAllow: readonly string[];
  readonly harvestDelay: number;
  readonly harvests: number;
  readonly threads: number;
  readonly batch: number;
  readonly cacheBytes: number;
  readonly cacheControl: string;
  readonly recordBytes: number;
  readonly logLevel: LogLevel;
}

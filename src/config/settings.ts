import { availableParallelism } from 'node:os';
import type { Iri } from '../vocabulary/iri.ts';
import type { Config } from './config.ts';
import {
  absoluteIri,
  baseIri,
  cacheDirectives,
  languageTag,
  list,
  logLevel,
  logLevels,
  type Parsed,
  text,
  whole,
} from './setting-values.ts';

/** One setting: where it may stand, how it is read, what it means. The README's table and `--help` are drawn from these. */
export interface Setting<T = unknown> {
  readonly fallback: T | undefined;
  /** Fallback in words, where it is computed. */
  readonly fallbackText?: string;
  readonly placeholder: string;
  readonly meaning: string;
  readonly parse: (text: string) => Parsed<T>;
}

/** Every setting by its key; flag `--query-timeout`, variable `FIVESTAR_QUERY_TIMEOUT`, file key `queryTimeout`. */
export const settings: { readonly [Key in keyof Config]-?: Setting<NonNullable<Config[Key]>> } = {
  base: {
    fallback: undefined,
    fallbackText: "the data folder's, else http://localhost:{port}/",
    placeholder: 'IRI',
    meaning:
      'Base of every IRI that is published; ends in "/". A data folder keeps the base it was made with.',
    parse: baseIri,
  },
  host: {
    fallback: '127.0.0.1',
    placeholder: 'ADDRESS',
    meaning: 'Address to listen on; 0.0.0.0 for all.',
    parse: text,
  },
  port: {
    fallback: 8080,
    placeholder: 'N',
    meaning: 'Port to listen on; 0 for any free one.',
    parse: whole(0, 65535),
  },
  data: {
    fallback: 'fivestar-data',
    placeholder: 'FOLDER',
    meaning: 'Data folder: the record store, the tokens, the image of the query engine.',
    parse: text,
  },
  policy: {
    fallback: ['dcat'],
    placeholder: 'LIST',
    meaning: 'What records are checked against: dcat, ndsap, or shapes files, with commas between.',
    parse: list,
  },
  shapes: {
    fallback: [],
    placeholder: 'LIST',
    meaning: 'More shapes files, added to the policy.',
    parse: list,
  },
  licence: {
    fallback: 'https://data.gov.in/government-open-data-license-india' as Iri,
    placeholder: 'IRI',
    meaning: "Licence of the portal's catalogue and of data.gov.in's registry, which states none.",
    parse: absoluteIri,
  },
  language: {
    fallback: 'en',
    placeholder: 'TAG',
    meaning: 'Language of texts that state none.',
    parse: languageTag,
  },
  title: { fallback: 'Fivestar open data', placeholder: 'TEXT', meaning: "The portal's title.", parse: text },
  description: {
    fallback: 'Datasets published as linked open data.',
    placeholder: 'TEXT',
    meaning: "The portal's description.",
    parse: text,
  },
  publisher: {
    fallback: 'Open data office',
    placeholder: 'TEXT',
    meaning: 'Who publishes the portal.',
    parse: text,
  },
  replicas: {
    fallback: 1,
    placeholder: 'N',
    meaning: 'Copies of the query engine, one thread each.',
    parse: whole(0, 16),
  },
  maxQuads: {
    fallback: 7_500_000,
    placeholder: 'N',
    meaning: 'Quads that one copy of the engine may hold; more is refused, the records stay safe.',
    parse: whole(1, 9_000_000),
  },
  queryTimeout: {
    fallback: 30_000,
    placeholder: 'MS',
    meaning: 'Time that one query may run.',
    parse: whole(1, 3_600_000),
  },
  maxQueued: {
    fallback: 64,
    placeholder: 'N',
    meaning: 'Queries that may wait for the engine.',
    parse: whole(0, 10_000),
  },
  federate: {
    fallback: [],
    fallbackText: 'none: federation is off',
    placeholder: 'LIST',
    meaning:
      'SPARQL endpoints that queries may reach with SERVICE or sources=: URLs (a "*" at the end stands for any), and networks such as 10.0.0.0/8 that their host names may resolve to.',
    parse: list,
  },
  load: {
    fallback: [],
    fallbackText: 'none: LOAD is off',
    placeholder: 'LIST',
    meaning:
      'Documents that updates may fetch with LOAD: URLs and networks, written as for federate. Each may have as many bytes as an upload, and takes no longer than a query.',
    parse: list,
  },
  push: {
    fallback: [],
    fallbackText: 'none: public addresses only',
    placeholder: 'LIST',
    meaning:
      'Hosts, IP addresses and networks (10.0.0.0/8) that are not public and that changes may be sent to all the same, by WebSub and as Linked Data Notifications.',
    parse: list,
  },
  pushDelay: {
    fallback: 5_000,
    placeholder: 'MS',
    meaning: 'Time that changes are gathered before they are sent together.',
    parse: whole(0, 3_600_000),
  },
  maxRows: {
    fallback: 1_000_000,
    placeholder: 'N',
    meaning: 'Rows that one query result may have; more is an error, never a cut result.',
    parse: whole(1, 100_000_000),
  },
  maxBytes: {
    fallback: 256 * 1024 * 1024,
    placeholder: 'BYTES',
    meaning: 'Bytes that one query result may have; more is an error, never a cut result.',
    parse: whole(1024, 512 * 1024 ** 2),
  },
  answerBytes: {
    fallback: 128 * 1024 * 1024,
    placeholder: 'BYTES',
    meaning: 'Memory for answers to queries that are kept until something is published; 0 keeps none.',
    parse: whole(0, 16 * 1024 ** 3),
  },
  uploadBytes: {
    fallback: 64 * 1024 * 1024,
    placeholder: 'BYTES',
    meaning: 'Largest body of an update or of a graph that is sent over HTTP.',
    parse: whole(1024, 1024 ** 3),
  },
  proxies: {
    fallback: 0,
    placeholder: 'N',
    meaning: 'Reverse proxies in front, whose X-Forwarded-For tells clients apart where they take turns.',
    parse: whole(0, 10),
  },
  connections: {
    fallback: 4_096,
    placeholder: 'N',
    meaning:
      'Connections that are open at once; beyond them idle ones are closed, and if there are none, new ones answered 503.',
    parse: whole(1, 1_000_000),
  },
  requestTimeout: {
    fallback: 300_000,
    placeholder: 'MS',
    meaning: 'Time that a request may take to arrive with its body; its header fields have 15 s of it.',
    parse: whole(1_000, 3_600_000),
  },
  sources: {
    fallback: undefined,
    fallbackText: 'none but those that were added with "fivestar source add"',
    placeholder: 'FILE',
    meaning: 'YAML file that declares the sources which are harvested.',
    parse: text,
  },
  harvestAllow: {
    fallback: [],
    fallbackText: 'public addresses alone',
    placeholder: 'LIST',
    meaning:
      'Addresses, networks such as 10.0.0.0/8 and host names that are not public and may be harvested all the same.',
    parse: list,
  },
  harvestDelay: {
    fallback: 200,
    placeholder: 'MS',
    meaning: 'Time between two requests to one host while it is harvested.',
    parse: whole(0, 600_000),
  },
  harvests: {
    fallback: 1,
    placeholder: 'N',
    meaning: 'Sources that are harvested at once while serving; 0 leaves the schedule to another process.',
    parse: whole(0, 16),
  },
  threads: {
    fallback: Math.max(1, Math.min(8, availableParallelism())),
    fallbackText: 'number of cores, at most 8',
    placeholder: 'N',
    meaning: 'Threads that map and check while publishing.',
    parse: whole(1, 64),
  },
  batch: {
    fallback: 500,
    placeholder: 'N',
    meaning: 'Records that are checked and committed together.',
    parse: whole(1, 10_000),
  },
  cacheBytes: {
    fallback: 128 * 1024 * 1024,
    placeholder: 'BYTES',
    meaning: 'Memory for ready representations of documents.',
    parse: whole(0, 16 * 1024 ** 3),
  },
  cacheControl: {
    fallback: 'public, no-cache',
    placeholder: 'TEXT',
    meaning:
      'Cache-Control of documents, pages and feeds. The default lets caches keep them and ask each time (304); "public, max-age=300" lets them be up to five minutes behind. Versions never change and are always cached for a year.',
    parse: cacheDirectives,
  },
  recordBytes: {
    fallback: 16 * 1024 * 1024,
    placeholder: 'BYTES',
    meaning: 'Largest single record of an input file.',
    parse: whole(1024, 256 * 1024 ** 2),
  },
  logLevel: {
    fallback: 'info',
    placeholder: 'LEVEL',
    meaning: `How much is logged: ${logLevels.join(', ')}.`,
    parse: logLevel,
  },
};

export const settingKeys = Object.keys(settings) as readonly (keyof Config)[];

/** `queryTimeout` → `query-timeout`. */
export function flagOf(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `queryTimeout` → `FIVESTAR_QUERY_TIMEOUT`. */
export function variableOf(key: string): string {
  return `FIVESTAR_${flagOf(key).replaceAll('-', '_').toUpperCase()}`;
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Quad } from '@rdfjs/types';
import { Parser } from 'n3';
import { LmdbTokenStore } from '../../src/access/lmdb-token-store.ts';
import type { TokenStore } from '../../src/access/token-store.ts';
import { OxigraphReplica } from '../../src/engine/oxigraph-replica.ts';
import { DumpStore, type DumpStoreOptions } from '../../src/feeds/dump-store.ts';
import type { HarvestReader } from '../../src/harvest/harvest-store.ts';
import { createApp } from '../../src/http/app.ts';
import { DataJsonFiles } from '../../src/http/data-json-files.ts';
import { SearchFeed } from '../../src/http/hub-search-feed.ts';
import { FeedTopics } from '../../src/http/hub-topics.ts';
import { startServer } from '../../src/http/server.ts';
import type { ServerLimits } from '../../src/http/server-limits.ts';
import { Iris } from '../../src/mapping/iris.ts';
import { loadVocabulary } from '../../src/mapping/vocabulary-files.ts';
import { vocabularyRecords } from '../../src/mapping/vocabulary-records.ts';
import type { MappedRecord, RecordKind } from '../../src/model/record.ts';
import { ThreadedCkan } from '../../src/profiles/ckan/threaded-ckan.ts';
import { GraphWriter } from '../../src/publish/graph-writer.ts';
import { linksOf } from '../../src/publish/links.ts';
import { GuardedTransport } from '../../src/push/guarded-transport.ts';
import { type PushOptions, PushService } from '../../src/push/push-service.ts';
import { canonicalNQuads, versionOf } from '../../src/rdf/canonical.ts';
import { ThreadedSearch } from '../../src/search/threaded-search.ts';
import { askPool } from '../../src/sparql/ask-pool.ts';
import { EnginePool } from '../../src/sparql/engine-pool.ts';
import { FederatedQueries } from '../../src/sparql/federation/federated-queries.ts';
import {
  PooledSparqlService,
  type SparqlLimits,
  type SparqlService,
} from '../../src/sparql/sparql-service.ts';
import { createLoadSource } from '../../src/sparql/update/load-source.ts';
import { UpdatePlanner } from '../../src/sparql/update/update-planner.ts';
import { LmdbRecordStore } from '../../src/store/lmdb-record-store.ts';
import type { Put } from '../../src/store/record-store.ts';
import type { Iri } from '../../src/vocabulary/iri.ts';
import { policyIri } from '../../src/vocabulary/ndsap.ts';
import { prefixes } from '../../src/vocabulary/prefixes.ts';

export const base = 'https://data.example.gov.in/';

export interface RunningPortal {
  readonly store: LmdbRecordStore;
  readonly tokens: TokenStore;
  readonly dumps: DumpStore;
  readonly iris: Iris;
  readonly base: string;
  /** Without slash at its end; paths are appended as they are. */
  readonly origin: string;
  readonly logged: unknown[];
  readonly search: ThreadedSearch;
  /** Looks at the log and at what is due when it is told to step. */
  readonly push: PushService;
  /** Publishes records written in Turtle with IRIs relative to the base. */
  publish(...records: readonly TurtleRecord[]): Promise<void>;
  withdraw(document: string): Promise<void>;
  /** How many are open to the server. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

export interface TurtleRecord {
  readonly kind: RecordKind;
  /** Relative to the base, e.g. `id/dataset/x`. */
  readonly topic: string;
  readonly parts?: readonly string[];
  readonly turtle: string;
}

export interface PortalOptions {
  readonly base?: string;
  /** The clock of the store. */
  readonly now?: () => Date;
  readonly vocabulary?: boolean;
  readonly engine?: boolean;
  readonly sparql?: SparqlService;
  readonly replicas?: number;
  /** The search index is made, and follows the log. */
  readonly search?: boolean;
  readonly limits?: Partial<SparqlLimits>;
  /** Of the HTTP listener. */
  readonly serverLimits?: Partial<ServerLimits>;
  /** Endpoints that queries may reach. */
  readonly federate?: readonly string[];
  /** Documents that LOAD may fetch. */
  readonly load?: readonly string[];
  /** Bytes of such a document, and milliseconds that fetching it may take. */
  readonly loadLimits?: { readonly maxBytes: number; readonly timeout: number };
  /** Hosts beyond the public ones that changes may be sent to, and the clock of deliveries. */
  readonly push?: Partial<PushOptions> & { readonly allowed?: readonly string[] };
  /** Sources that are harvested. */
  readonly harvests?: HarvestReader;
  readonly dumps?: Partial<Pick<DumpStoreOptions, 'folder' | 'maxAge' | 'pace'>>;
}

/** The real app on the real store, the vocabulary published, at a port of its own. */
export async function startPortal(options: PortalOptions = {}): Promise<RunningPortal> {
  const portalBase = options.base ?? base;
  const iris = new Iris(portalBase);
  const folder = await mkdtemp(join(tmpdir(), 'fivestar-http-'));
  const store = LmdbRecordStore.open(folder, { base: portalBase, ...(options.now && { now: options.now }) });
  const tokens = LmdbTokenStore.open(folder);
  const vocabulary = loadVocabulary(portalBase);
  if (options.vocabulary) await store.commit(vocabularyRecords(vocabulary, iris).map(putOf));
  const pool = new EnginePool({
    store,
    startReplica: OxigraphReplica.start,
    replicas: options.replicas ?? 1,
    maxQuads: 1_000_000,
    maxQueued: options.limits?.maxQueued ?? 10,
    log: () => undefined,
  });
  const limits = {
    queryTimeout: 10_000,
    maxRows: 100_000,
    maxBytes: 50_000_000,
    maxQueued: 10,
    ...options.limits,
  };
  const { federate = [] } = options;
  const federation =
    federate.length > 0
      ? new FederatedQueries({
          base: portalBase,
          allowed: federate,
          localQuery: (query) => askPool(pool, query, { base: portalBase, limits }),
          timeout: limits.queryTimeout,
          maxBytes: limits.maxBytes,
          log: () => undefined,
        })
      : undefined;
  const loadLimits = options.loadLimits ?? { maxBytes: 1_000_000, timeout: limits.queryTimeout };
  const planner = new UpdatePlanner({
    pool,
    base: portalBase,
    ...(options.load && { load: createLoadSource({ allowed: options.load, ...loadLimits }) }),
  });
  const gate = {
    base: portalBase,
    licence: 'https://example.org/licence' as Iri,
    language: 'en',
    policies: ['dcat'],
  };
  const writer = new GraphWriter({
    store,
    planner,
    gate,
    own: new Set(vocabularyRecords(vocabulary, iris).map(({ document }) => document)),
  });
  if (options.engine) pool.start();
  const logged: unknown[] = [];
  const record = (entry: unknown) => logged.push(entry);
  const log = { debug: () => undefined, info: () => undefined, warn: record, error: record };
  const portal = {
    base: portalBase,
    title: { en: 'Example Data Portal', hi: 'उदाहरण डेटा पोर्टल' },
    description: { en: 'Open data of an example government.', hi: 'एक उदाहरण सरकार का खुला डेटा।' },
  };
  const dumps = new DumpStore({ store, portal, folder: join(folder, 'dumps'), log, ...options.dumps });
  const search = new ThreadedSearch({ folder, base: portalBase, log: () => undefined, restartDelay: 50 });
  if (options.search) search.start();
  const describing = { folder, base: portalBase, language: 'en' } as const;
  const ckan = new ThreadedCkan({ ...describing, log: () => undefined });
  const dataJson = new DataJsonFiles({ ...describing, store, log });
  const push = new PushService({
    folder,
    base: portalBase,
    store,
    topics: new FeedTopics({
      store,
      portal,
      language: 'en',
      searchFeed: new SearchFeed({ store, portal, search, vocabulary: vocabulary.quads }),
    }),
    transport: new GuardedTransport({ allowed: options.push?.allowed ?? [] }),
    delay: 0,
    log,
    ...options.push,
  });
  const listener = createApp({
    store,
    ckan,
    dataJson,
    search,
    tokens,
    sparql:
      options.sparql ??
      new PooledSparqlService({
        pool,
        base: portalBase,
        limits,
        cacheBytes: 10_000_000,
        ...(federation && { federation }),
      }),
    writer,
    service: { federation: federation !== undefined, update: true, graphStore: true, limits: {} },
    portal,
    dumps,
    push,
    vocabulary: vocabulary.quads,
    ...(options.harvests && { harvests: options.harvests }),
    log,
  });
  const server = await startServer({
    listener,
    host: '127.0.0.1',
    port: 0,
    log,
    ...(options.serverLimits && { limits: options.serverLimits }),
  });
  return {
    store,
    tokens,
    dumps,
    iris,
    base: portalBase,
    origin: `http://127.0.0.1:${server.port}`,
    logged,
    search,
    push,
    publish: async (...records) => {
      await store.commit(records.map((one) => putOf(mapTurtle(one, iris))));
    },
    withdraw: async (document) => {
      await store.commit([{ type: 'withdraw', document: `${portalBase}${document}` as Iri }]);
    },
    connections: () => server.connections(),
    close: async () => {
      await server.close(1000);
      await push.close();
      await search.close();
      await ckan.close();
      await dataJson.close();
      await dumps.close();
      await writer.close();
      await pool.close();
      await federation?.close();
      await store.close();
      await tokens.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const header = Object.entries(prefixes)
  .map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`)
  .join('\n');

export function parseTurtle(turtle: string, portalBase = base): Quad[] {
  const parser = new Parser({ baseIRI: portalBase, format: 'text/turtle' });
  return parser.parse(`${header}\n@prefix ndsap: <def/ndsap#> .\n${turtle}`) as unknown as Quad[];
}

function mapTurtle(record: TurtleRecord, iris: Iris): MappedRecord {
  const topic = `${iris.base}${record.topic}` as Iri;
  return {
    kind: record.kind,
    topic,
    document: iris.document(record.kind, topic),
    parts: (record.parts ?? []).map((part) => `${iris.base}${part}` as Iri),
    quads: parseTurtle(record.turtle, iris.base),
    incidental: false,
    place: { file: 'test' },
    findings: [],
  };
}

function putOf(record: MappedRecord): Put {
  const { document, topic, kind, parts } = record;
  const nquads = canonicalNQuads(record.quads, document);
  const own = new Set<string>([topic, ...parts]);
  return {
    type: 'put',
    document,
    topic,
    kind,
    parts,
    links: linksOf(record.quads, own),
    nquads,
    version: versionOf(nquads),
    policy: policyIri(baseOf(document), 'dcat'),
    policyVersion: '1',
    warnings: 0,
    incidental: false,
  };
}

function baseOf(document: Iri): string {
  return document.slice(0, document.indexOf('/doc/') + 1);
}

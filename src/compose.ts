import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type DestinationStream, type Logger } from 'pino';
import { hasAccessTables } from './access/lmdb-access-tables.ts';
import { LmdbTokenStore } from './access/lmdb-token-store.ts';
import { maskTokens } from './access/mask-tokens.ts';
import type { TokenStore } from './access/token-store.ts';
import type { Config } from './config/config.ts';
import { OxigraphReplica } from './engine/oxigraph-replica.ts';
import { DumpStore } from './feeds/dump-store.ts';
import { createApp } from './http/app.ts';
import { DataJsonFiles } from './http/data-json-files.ts';
import { type RunningServer, startServer } from './http/server.ts';
import type { ServerLimits } from './http/server-limits.ts';
import { loadVocabulary, type Vocabulary } from './mapping/vocabulary-files.ts';
import { Failure } from './model/failure.ts';
import { ThreadedCkan } from './profiles/ckan/threaded-ckan.ts';
import type { GateOptions } from './publish/gate-messages.ts';
import { GraphWriter } from './publish/graph-writer.ts';
import { ownRecords } from './publish/own-records.ts';
import { Publisher } from './publish/publisher.ts';
import { ThreadedSearch } from './search/threaded-search.ts';
import { askPool } from './sparql/ask-pool.ts';
import { EnginePool } from './sparql/engine-pool.ts';
import { FederatedQueries } from './sparql/federation/federated-queries.ts';
import { ImageKeeper } from './sparql/image-keeper.ts';
import type { ServiceFacts } from './sparql/service-description.ts';
import { PooledSparqlService } from './sparql/sparql-service.ts';
import { createLoadSource } from './sparql/update/load-source.ts';
import { type LoadSource, UpdatePlanner } from './sparql/update/update-planner.ts';
import { warmUp } from './sparql/warm-up.ts';
import { LmdbRecordStore } from './store/lmdb-record-store.ts';
import { storedBase } from './store/lmdb-tables.ts';
import type { Put, RecordStore } from './store/record-store.ts';

/** Configuration with its base settled. */
export type SettledConfig = Config & { readonly base: string };

/** The base that was configured, else the one that the data folder was made with, else this machine's own address. */
export function settleBase(config: Config): SettledConfig {
  const base = config.base ?? storedBase(config.data) ?? `http://localhost:${config.port || 8080}/`;
  return { ...config, base };
}

interface OwnContent {
  readonly vocabulary: Vocabulary;
  readonly records: readonly Put[];
}

const ownContents = new WeakMap<SettledConfig, OwnContent>();

/** The portal's vocabulary and own records, read and made once for a configuration: a server opens its store, then serves it. */
function ownContent(config: SettledConfig): OwnContent {
  let content = ownContents.get(config);
  if (!content) {
    const vocabulary = loadVocabulary(config.base);
    content = { vocabulary, records: ownRecords(config, vocabulary) };
    ownContents.set(config, content);
  }
  return content;
}

/**
 * Opens the record store, and brings the portal's own records (vocabulary, catalogue) up to date in it.
 * @throws Failure `store-unusable`
 */
export async function openStore(config: SettledConfig): Promise<RecordStore> {
  const store = LmdbRecordStore.open(config.data, { base: config.base });
  await store.commit(ownContent(config).records);
  return store;
}

/** As {@link openStore} for commands that only look: a folder without a store is an error, and nothing is written. */
export function openExistingStore(config: SettledConfig): RecordStore {
  if (!existsSync(join(config.data, 'records', 'data.mdb'))) {
    throw new Failure(
      'not-found',
      `There is no record store in ${config.data}. Name its folder with --data, or publish into it first.`,
    );
  }
  return LmdbRecordStore.open(config.data, { base: config.base });
}

/**
 * Opens the tokens of a data folder, which need no record store; made where absent.
 * @throws Failure `store-unusable`
 */
export function openTokens(config: Config): TokenStore {
  return LmdbTokenStore.open(config.data);
}

/** As {@link openTokens} for commands that make none: a folder without tokens is an error, and nothing is written. */
export function openExistingTokens(config: Config): TokenStore {
  if (hasAccessTables(config.data)) return LmdbTokenStore.open(config.data);
  throw new Failure(
    'not-found',
    `No token was ever made in ${config.data}. Name its folder with --data, or make one with "fivestar token create".`,
  );
}

/** The write path. Without a store it validates only. */
export function createPublisher(config: SettledConfig, store?: RecordStore): Publisher {
  return new Publisher({
    ...(store && { store }),
    gate: gateOptions(config),
    threads: config.threads,
    batchSize: config.batch,
  });
}

function gateOptions({ base, licence, language, policy, shapes }: SettledConfig): GateOptions {
  return { base, licence, language, policies: [...policy, ...shapes] };
}

export interface RunningPortal extends RunningServer {
  readonly base: string;
  /** Resolves when the query engine answers, or has a problem that waiting does not mend. */
  readonly ready: Promise<void>;
}

/** The read side of SPARQL, and what works updates out. */
function composeSparql(config: SettledConfig, store: RecordStore, log: Logger) {
  const { base, queryTimeout, maxRows, maxBytes, maxQueued, federate } = config;
  const limits = { queryTimeout, maxRows, maxBytes, maxQueued };
  const say = (level: 'info' | 'warn' | 'error', message: string) => log[level](message);
  const pool = new EnginePool({
    store,
    startReplica: (start) => OxigraphReplica.start({ ...start, warn: (message) => log.warn(message) }),
    images: new ImageKeeper(join(config.data, 'engine')),
    warmUp: (parts) => warmUp({ ...parts, base }),
    replicas: config.replicas,
    maxQuads: config.maxQuads,
    maxQueued,
    log: say,
  });
  const federation =
    federate.length === 0
      ? undefined
      : new FederatedQueries({
          base,
          allowed: federate,
          localQuery: (query) => askPool(pool, query, { base, limits }),
          timeout: queryTimeout,
          maxBytes,
          log: say,
        });
  const sparql = new PooledSparqlService({
    pool,
    base,
    limits,
    cacheBytes: config.answerBytes,
    ...(federation && { federation }),
  });
  const load = loadSource(config);
  const planner = new UpdatePlanner({ pool, base, ...(load && { load }) });
  return { pool, sparql, planner, federation };
}

function loadSource({ load, uploadBytes, queryTimeout }: SettledConfig): LoadSource | undefined {
  if (load.length === 0) return undefined;
  return createLoadSource({ allowed: load, maxBytes: uploadBytes, timeout: queryTimeout });
}

function serviceFacts({ federate, queryTimeout, maxRows, maxBytes, maxQueued }: SettledConfig): ServiceFacts {
  return {
    federation: federate.length > 0,
    update: true,
    graphStore: true,
    limits: { queryTimeout, maximumRows: maxRows, maximumBytes: maxBytes, maximumQueued: maxQueued },
  };
}

function serverLimits({ connections, requestTimeout, uploadBytes }: SettledConfig): Partial<ServerLimits> {
  return { connections, requestTimeout, bodyBytes: uploadBytes };
}

/** Documents that are made anew from configuration and vocabulary at each start. */
function ownDocuments(records: readonly Put[]): ReadonlySet<string> {
  return new Set(records.filter(({ incidental }) => !incidental).map(({ document }) => document));
}

/** Serves the store: HTTP at once, the query engine when it has loaded. */
export async function startPortal(
  config: SettledConfig,
  store: RecordStore,
  log: Logger,
): Promise<RunningPortal> {
  const tokens = openTokens(config);
  const { vocabulary, records } = ownContent(config);
  const { pool, sparql, planner, federation } = composeSparql(config, store, log);
  const writer = new GraphWriter({
    store,
    planner,
    gate: gateOptions(config),
    own: ownDocuments(records),
  });
  const portal = {
    base: config.base,
    title: { en: config.title, hi: config.title },
    description: { en: config.description, hi: config.description },
  };
  const dumps = new DumpStore({ store, portal, folder: join(config.data, 'dumps'), log });
  const search = new ThreadedSearch({
    folder: config.data,
    base: config.base,
    log: (level, message) => log[level](message),
  });
  const describing = {
    folder: config.data,
    base: config.base,
    language: config.language === 'hi' ? 'hi' : 'en',
  } as const;
  const ckan = new ThreadedCkan({ ...describing, log: (level, message) => log[level](message) });
  const dataJson = new DataJsonFiles({ ...describing, store, log });
  const listener = createApp({
    store,
    ckan,
    dataJson,
    tokens,
    sparql,
    search,
    writer,
    service: serviceFacts(config),
    portal,
    dumps,
    vocabulary: vocabulary.quads,
    log,
    language: config.language === 'hi' ? 'hi' : 'en',
    cacheBytes: config.cacheBytes,
    cacheControl: config.cacheControl,
    uploadBytes: config.uploadBytes,
    proxies: config.proxies,
  });
  const listening = startServer({
    listener,
    host: config.host,
    port: config.port,
    log,
    limits: serverLimits(config),
    language: config.language === 'hi' ? 'hi' : 'en',
  });
  const server = await listening.catch(async (error: unknown) => {
    await dumps.close();
    await tokens.close();
    throw error;
  });
  pool.start();
  search.start();
  return {
    port: server.port,
    base: config.base,
    ready: pool.settled(),
    connections: () => server.connections(),
    close: async (grace) => {
      await server.close(grace);
      await search.close();
      await ckan.close();
      await dataJson.close();
      await dumps.close();
      await writer.close();
      await pool.close();
      await federation?.close();
      await tokens.close();
    },
  };
}

/** Logs to standard error. Tokens are masked in whatever is logged, errors of libraries included. */
export function createLog(config: Pick<Config, 'logLevel'>, destination?: DestinationStream): Logger {
  return pino(
    {
      level: config.logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      hooks: { streamWrite: maskTokens },
    },
    destination ?? pino.destination(2),
  );
}

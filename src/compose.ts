import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import type { Config } from './config.ts';
import { OxigraphReplica } from './engine/oxigraph-replica.ts';
import { createApp } from './http/app.ts';
import { type RunningServer, startServer } from './http/server.ts';
import { loadVocabulary } from './mapping/vocabulary-files.ts';
import { Failure } from './model/failure.ts';
import { ownRecords } from './publish/own-records.ts';
import { Publisher } from './publish/publisher.ts';
import { EnginePool } from './sparql/engine-pool.ts';
import { PooledSparqlService } from './sparql/sparql-service.ts';
import { LmdbRecordStore } from './store/lmdb-record-store.ts';
import { storedBase } from './store/lmdb-tables.ts';
import type { RecordStore } from './store/record-store.ts';

/** Configuration with its base settled. */
export type SettledConfig = Config & { readonly base: string };

/** The base that was configured, else the one that the data folder was made with, else this machine's own address. */
export function settleBase(config: Config): SettledConfig {
  const base = config.base ?? storedBase(config.data) ?? `http://localhost:${config.port || 8080}/`;
  return { ...config, base };
}

/**
 * Opens the record store, and brings the portal's own records (vocabulary, catalogue) up to date in it.
 * @throws Failure `store-unusable`
 */
export async function openStore(config: SettledConfig): Promise<RecordStore> {
  const store = LmdbRecordStore.open(config.data, { base: config.base });
  const vocabulary = loadVocabulary(config.base);
  await store.commit(ownRecords(config, vocabulary));
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

/** The write path. Without a store it validates only. */
export function createPublisher(config: SettledConfig, store?: RecordStore): Publisher {
  return new Publisher({
    ...(store && { store }),
    gate: {
      base: config.base,
      licence: config.licence,
      language: config.language,
      policies: [...config.policy, ...config.shapes],
    },
    threads: config.threads,
    batchSize: config.batch,
  });
}

export interface RunningPortal extends RunningServer {
  readonly base: string;
  /** Resolves when the query engine answers, or has a problem that waiting does not mend. */
  readonly ready: Promise<void>;
}

/** Serves the store: HTTP at once, the query engine when it has loaded. */
export async function startPortal(
  config: SettledConfig,
  store: RecordStore,
  log: Logger,
): Promise<RunningPortal> {
  const pool = new EnginePool({
    store,
    startReplica: () => OxigraphReplica.start(),
    replicas: config.replicas,
    maxQuads: config.maxQuads,
    queryTimeout: config.queryTimeout,
    maxQueued: config.maxQueued,
    log: (level, message) => log[level](message),
  });
  const language = config.language === 'hi' ? 'hi' : 'en';
  const listener = createApp({
    store,
    sparql: new PooledSparqlService({ pool, base: config.base }),
    portal: {
      base: config.base,
      title: { en: config.title, hi: config.title },
      description: { en: config.description, hi: config.description },
    },
    vocabulary: loadVocabulary(config.base).quads,
    log,
    language,
    cacheBytes: config.cacheBytes,
  });
  const server = await startServer({ listener, host: config.host, port: config.port, log });
  pool.start();
  return {
    port: server.port,
    base: config.base,
    ready: pool.settled(),
    close: async (grace) => {
      await server.close(grace);
      await pool.close();
    },
  };
}

export function createLog(config: Config): Logger {
  return pino(
    { level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination(2),
  );
}

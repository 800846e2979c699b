import { join } from 'node:path';
import type { Logger } from 'pino';
import { OxigraphReplica } from '../engine/oxigraph-replica.ts';
import { askPool } from '../sparql/ask-pool.ts';
import { EnginePool } from '../sparql/engine-pool.ts';
import { FederatedQueries } from '../sparql/federation/federated-queries.ts';
import { ImageKeeper } from '../sparql/image-keeper.ts';
import type { ServiceFacts } from '../sparql/service-description.ts';
import { PooledSparqlService } from '../sparql/sparql-service.ts';
import { createLoadSource } from '../sparql/update/load-source.ts';
import { type LoadSource, UpdatePlanner } from '../sparql/update/update-planner.ts';
import { warmUp } from '../sparql/warm-up.ts';
import type { RecordStore } from '../store/record-store.ts';
import type { SettledConfig } from './settled-config.ts';

/** The read side of SPARQL, and what works updates out. */
export function composeSparql(config: SettledConfig, store: RecordStore, log: Logger) {
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

export function serviceFacts({
  federate,
  queryTimeout,
  maxRows,
  maxBytes,
  maxQueued,
}: SettledConfig): ServiceFacts {
  return {
    federation: federate.length > 0,
    update: true,
    graphStore: true,
    limits: { queryTimeout, maximumRows: maxRows, maximumBytes: maxBytes, maximumQueued: maxQueued },
  };
}

import { join } from 'node:path';
import pino, { type DestinationStream, type Logger } from 'pino';
import { maskTokens } from './access/mask-tokens.ts';
import { gateOptions } from './compose/gate-options.ts';
import { createRunner, openHarvests } from './compose/harvests.ts';
import { ownContent } from './compose/records.ts';
import type { SettledConfig } from './compose/settled-config.ts';
import { composeSparql, serviceFacts } from './compose/sparql.ts';
import { openTokens } from './compose/tokens.ts';
import type { Config } from './config/config.ts';
import { DumpStore } from './feeds/dump-store.ts';
import { HarvestScheduler } from './harvest/scheduler.ts';
import { createApp } from './http/app.ts';
import { DataJsonFiles } from './http/data-json-files.ts';
import { SearchFeed } from './http/hub-search-feed.ts';
import { FeedTopics } from './http/hub-topics.ts';
import { type RunningServer, startServer } from './http/server.ts';
import type { ServerLimits } from './http/server-limits.ts';
import { ThreadedCkan } from './profiles/ckan/threaded-ckan.ts';
import { GraphWriter } from './publish/graph-writer.ts';
import { GuardedTransport } from './push/guarded-transport.ts';
import { PushService } from './push/push-service.ts';
import { ThreadedSearch } from './search/threaded-search.ts';
import type { Put, RecordStore } from './store/record-store.ts';

export { createPublisher, openExistingStore, openStore } from './compose/records.ts';
export { type SettledConfig, settleBase } from './compose/settled-config.ts';
export { openExistingTokens, openTokens } from './compose/tokens.ts';

export interface RunningPortal extends RunningServer {
  readonly base: string;
  /** Resolves when the query engine answers, or has a problem that waiting does not mend. */
  readonly ready: Promise<void>;
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
  const harvests = await openHarvests(config);
  const schedule = new HarvestScheduler({
    store: harvests,
    runner: createRunner(config),
    atOnce: config.harvests,
    log: (level, message) => log[level](message),
  });
  const searchFeed = new SearchFeed({ store, portal, search, vocabulary: vocabulary.quads });
  const push = new PushService({
    folder: config.data,
    base: config.base,
    store,
    topics: new FeedTopics({ store, portal, language: describing.language, searchFeed }),
    transport: new GuardedTransport({ allowed: config.push }),
    onNotification: ({ actor, object, target, token }) => {
      const iris = [actor, object, target].filter((iri) => iri !== undefined);
      schedule.notified(iris, token !== undefined);
    },
    delay: config.pushDelay,
    log,
  });
  const listener = createApp({
    store,
    harvests,
    ckan,
    dataJson,
    tokens,
    sparql,
    search,
    writer,
    service: serviceFacts(config),
    portal,
    dumps,
    push,
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
    await push.close();
    await dumps.close();
    await tokens.close();
    await harvests.close();
    throw error;
  });
  pool.start();
  search.start();
  push.start();
  if (config.harvests > 0) schedule.start();
  return {
    port: server.port,
    base: config.base,
    ready: pool.settled(),
    connections: () => server.connections(),
    close: async (grace) => {
      await server.close(grace);
      await schedule.close();
      await push.close();
      await search.close();
      await ckan.close();
      await dataJson.close();
      await dumps.close();
      await writer.close();
      await pool.close();
      await federation?.close();
      await harvests.close();
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

import { once } from 'node:events';
import type { Command } from 'commander';
import { createLog, openStore, type RunningPortal, type SettledConfig, startPortal } from '../compose.ts';
import { addSettings, configOf } from './setting-options.ts';

/** Milliseconds that requests in flight get to end. */
const grace = 10_000;

export function serveCommand(program: Command): void {
  const command = program
    .command('serve')
    .description('answer SPARQL, IRIs and feeds over HTTP, and follow what is published');
  addSettings(command, [
    'data',
    'base',
    'host',
    'port',
    'title',
    'description',
    'publisher',
    'licence',
    'language',
    'replicas',
    'maxQuads',
    'queryTimeout',
    'maxQueued',
    'maxRows',
    'maxBytes',
    'answerBytes',
    'cacheBytes',
    'uploadBytes',
    'policy',
    'shapes',
    'federate',
    'load',
    'push',
    'pushDelay',
    'sources',
    'harvestAllow',
    'harvestDelay',
    'harvests',
    'threads',
    'batch',
    'recordBytes',
    'proxies',
    'logLevel',
  ]);
  command.action((options: Record<string, unknown>) => serve(configOf(options)));
}

/** Serves until the process is asked to stop; requests in flight end, then the store closes. */
export async function serve(config: SettledConfig, started?: (portal: RunningPortal) => void): Promise<void> {
  const log = createLog(config);
  const store = await openStore(config);
  let portal: RunningPortal;
  try {
    portal = await startPortal(config, store, log);
  } catch (error) {
    await store.close();
    throw error;
  }
  log.info(`Serving ${config.base} on http://${config.host}:${portal.port}/, ${store.count()} records.`);
  started?.(portal);
  const signal = await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  log.info(`Stopping (${signal.length > 0 ? signal[0] : 'signal'}).`);
  await portal.close(grace);
  await store.close();
}

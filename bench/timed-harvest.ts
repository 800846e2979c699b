import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../src/config/config.ts';
import type { RunReport } from '../src/harvest/run-report.ts';
import type { SourceDefinition } from '../src/harvest/source-definition.ts';
import { built } from './built.ts';
import { base } from './timed-publish.ts';

export interface TimedRun {
  readonly seconds: number;
  readonly report: RunReport;
}

/** A portal of the built modules that harvests one source, each run in a process as a server runs it. */
export class Harvester {
  readonly #config: Config & { readonly base: string };
  readonly #source: string;

  private constructor(config: Config & { readonly base: string }, source: string) {
    this.#config = config;
    this.#source = source;
  }

  static async open(folder: string, definition: SourceDefinition): Promise<Harvester> {
    const compose = await built<typeof import('../src/compose.ts')>('compose');
    const { readConfig } = await built<typeof import('../src/config/read-config.ts')>('config/read-config');
    mkdirSync(folder, { recursive: true });
    const flags = { data: join(folder, 'data'), base, harvestAllow: '127.0.0.1', harvestDelay: '0' };
    const read = readConfig({ flags, environment: {} });
    if ('problems' in read) throw new Error(read.problems.join('\n'));
    const config = compose.settleBase(read.config);
    await (await compose.openStore(config)).close();
    const { openHarvests } = await composed();
    const harvests = await openHarvests(config);
    await harvests.put(definition);
    await harvests.close();
    return new Harvester(config, definition.name);
  }

  /** @throws Error where the run fails */
  async run(): Promise<TimedRun> {
    const { createRunner } = await composed();
    const started = performance.now();
    const report = await createRunner(this.#config).run(this.#source, 'person');
    const seconds = (performance.now() - started) / 1000;
    if (report.outcome !== 'complete')
      throw new Error(`The run ended as ${report.outcome}: ${report.failure?.message ?? ''}`);
    return { seconds, report };
  }
}

function composed() {
  return built<typeof import('../src/compose/harvests.ts')>('compose/harvests');
}

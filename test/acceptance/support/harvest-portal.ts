import { join } from 'node:path';
import { openStore, settleBase } from '../../../src/compose.ts';
import { createRunner, openHarvests } from '../../../src/compose/harvests.ts';
import { readConfig } from '../../../src/config/read-config.ts';
import type { LmdbHarvestStore } from '../../../src/harvest/lmdb-harvest-store.ts';
import type { RunReport } from '../../../src/harvest/run-report.ts';
import type { SourceDefinition } from '../../../src/harvest/source-definition.ts';
import type { ThreadedRunner } from '../../../src/harvest/threaded-runner.ts';
import type { RecordStore, StoredRecord } from '../../../src/store/record-store.ts';

/** A portal that harvests, without its server: a data folder, and runs as `fivestar source run` makes them. */
export class HarvestPortal {
  readonly store: RecordStore;
  readonly harvests: LmdbHarvestStore;
  /** Another one, as it is after `stop`. */
  readonly newRunner: () => ThreadedRunner;
  readonly #runner: ThreadedRunner;

  private constructor(store: RecordStore, harvests: LmdbHarvestStore, newRunner: () => ThreadedRunner) {
    this.store = store;
    this.harvests = harvests;
    this.newRunner = newRunner;
    this.#runner = newRunner();
  }

  /** @param allow what may be reached though it is not public */
  static async open(folder: string, { allow = '127.0.0.1' } = {}): Promise<HarvestPortal> {
    const flags = {
      data: join(folder, 'data'),
      base: 'https://portal.example/',
      policy: 'dcat',
      threads: '1',
      harvestAllow: allow,
      harvestDelay: '0',
    };
    const read = readConfig({ flags, environment: {} });
    if ('problems' in read) throw new Error(read.problems.join('\n'));
    const config = settleBase(read.config);
    const store = await openStore(config);
    return new HarvestPortal(store, await openHarvests(config), () => createRunner(config));
  }

  put(definition: SourceDefinition): Promise<void> {
    return this.harvests.put(definition);
  }

  run(source: string): Promise<RunReport> {
    return this.#runner.run(source, 'person');
  }

  /** What is published of a source. */
  records(source: string): readonly StoredRecord[] {
    return [...this.store.records()].filter(
      ({ document }) => this.store.head(document)?.origin?.source === source,
    );
  }

  async close(): Promise<void> {
    await this.harvests.close();
    await this.store.close();
  }
}

import { join } from 'node:path';
import { gateOptions } from '../../../src/compose/gate-options.ts';
import { createRunner, openHarvests } from '../../../src/compose/harvests.ts';
import type { SettledConfig } from '../../../src/compose/settled-config.ts';
import { openStore, settleBase } from '../../../src/compose.ts';
import { readConfig } from '../../../src/config/read-config.ts';
import type { LmdbHarvestStore } from '../../../src/harvest/lmdb-harvest-store.ts';
import type { ProcessRunner } from '../../../src/harvest/process-runner.ts';
import type { RunReport } from '../../../src/harvest/run-report.ts';
import { runSource } from '../../../src/harvest/run-source.ts';
import type { SourceDefinition } from '../../../src/harvest/source-definition.ts';
import type { RecordStore, StoredRecord } from '../../../src/store/record-store.ts';

/** A portal that harvests, without its server: a data folder, and runs as `fivestar source run` makes them. */
export class HarvestPortal {
  readonly store: RecordStore;
  readonly harvests: LmdbHarvestStore;
  readonly #config: SettledConfig;

  private constructor(config: SettledConfig, store: RecordStore, harvests: LmdbHarvestStore) {
    this.#config = config;
    this.store = store;
    this.harvests = harvests;
  }

  /** @param allow what may be reached though it is not public */
  static async open(folder: string, { allow = '127.0.0.1' } = {}): Promise<HarvestPortal> {
    const flags = {
      data: join(folder, 'data'),
      base: 'https://portal.example/',
      policy: 'dcat',
      threads: '1',
      harvestDelay: '0',
      ...(allow !== '' && { harvestAllow: allow }),
    };
    const read = readConfig({ flags, environment: {} });
    if ('problems' in read) throw new Error(read.problems.join('\n'));
    const config = settleBase(read.config);
    const store = await openStore(config);
    return new HarvestPortal(config, store, await openHarvests(config));
  }

  put(definition: SourceDefinition): Promise<void> {
    return this.harvests.put(definition);
  }

  /** Runs sources in processes of their own, as servers do. */
  newRunner(): ProcessRunner {
    return createRunner(this.#config);
  }

  /** What such a process does, in this one: another takes long to start where modules are compiled for it. */
  run(source: string, stop = new AbortController().signal): Promise<RunReport> {
    const { data, base, threads, batch, recordBytes, harvestAllow, harvestDelay } = this.#config;
    const settings = {
      folder: data,
      base,
      gate: gateOptions(this.#config),
      threads,
      batch,
      recordBytes,
      allow: harvestAllow,
      delay: harvestDelay,
    };
    return runSource({ settings, source, trigger: 'person' }, stop);
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

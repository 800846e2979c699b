import { readDeclaredSources } from '../harvest/declared-sources.ts';
import type { HarvestSettings } from '../harvest/harvest-messages.ts';
import { LmdbHarvestStore } from '../harvest/lmdb-harvest-store.ts';
import { ProcessRunner } from '../harvest/process-runner.ts';
import { gateOptions } from './gate-options.ts';
import type { SettledConfig } from './settled-config.ts';

function harvestSettings(config: SettledConfig): HarvestSettings {
  const { data, base, threads, batch, recordBytes, harvestAllow, harvestDelay } = config;
  return {
    folder: data,
    base,
    gate: gateOptions(config),
    threads,
    batch,
    recordBytes,
    allow: harvestAllow,
    delay: harvestDelay,
  };
}

/**
 * Opens what is kept of sources and their runs, and brings those in that the configuration declares.
 * @throws Failure `store-unusable`, `invalid-configuration` with every problem of the declared sources
 */
export async function openHarvests(config: SettledConfig): Promise<LmdbHarvestStore> {
  const declared = config.sources === undefined ? undefined : readDeclaredSources(config.sources);
  const harvests = LmdbHarvestStore.open(config.data);
  if (declared) await harvests.declare(declared);
  return harvests;
}

/** Runs sources, each in a process of its own. */
export function createRunner(config: SettledConfig): ProcessRunner {
  return new ProcessRunner(harvestSettings(config));
}

import { type Command, Option } from 'commander';
import { openHarvests } from '../compose/harvests.ts';
import type { SettledConfig } from '../compose/settled-config.ts';
import type { Config } from '../config/config.ts';
import type { LmdbHarvestStore } from '../harvest/lmdb-harvest-store.ts';
import { Failure } from '../model/failure.ts';
import { type Language, languages } from '../model/text.ts';
import type { ReportPrinting } from './source-report.ts';
import { terminal } from './terminal.ts';

/** Settings of every command about sources. */
export const sourceSettings: readonly (keyof Config)[] = ['data', 'base', 'sources'];

export function withLanguage(command: Command): Command {
  return command.addOption(
    new Option('--lang <TAG>', 'language of findings').choices([...languages]).default('en'),
  );
}

export function printing(language: Language): ReportPrinting {
  return { ...terminal(process.stdout), language };
}

/** @throws Failure `not-found` */
export function known(harvests: LmdbHarvestStore, name: string) {
  const state = harvests.source(name);
  if (state) return state;
  const names = harvests.sources().map(({ definition }) => definition.name);
  const list = names.length > 0 ? `Sources are ${names.join(', ')}.` : 'Add one with "fivestar source add".';
  throw new Failure('not-found', `There is no source named ${name}. ${list}`);
}

export async function withHarvests<T>(
  config: SettledConfig,
  work: (harvests: LmdbHarvestStore) => Promise<T>,
): Promise<T> {
  const harvests = await openHarvests(config);
  try {
    return await work(harvests);
  } finally {
    await harvests.close();
  }
}

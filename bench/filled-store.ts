import { join } from 'node:path';
import type { Run } from './figures.ts';
import type { Workspace } from './workspace.ts';

/** A data folder of generated datasets. */
export interface FilledStore {
  readonly folder: string;
  readonly datasets: number;
  /** Quads of the datasets' documents and of what was met on the way. */
  readonly quads: number;
  /** Documents of the first datasets. */
  readonly samples: readonly string[];
}

/** Fills a data folder with `datasets` generated datasets, past the checks. */
export async function fillStore(run: Run, workspace: Workspace, datasets: number): Promise<FilledStore> {
  run.say(`filling a store with ${datasets.toLocaleString('en')} datasets`);
  const folder = join(workspace.folder, `store-${datasets}`);
  const script = new URL('./fill-store.ts', import.meta.url);
  const process = workspace.processes.script(script, folder, String(datasets), String(run.seed));
  if ((await process.end()) !== 0)
    throw new Error(`The store could not be filled:\n${process.output.slice(-2000)}`);
  return { folder, datasets, ...(JSON.parse(process.output) as { quads: number; samples: string[] }) };
}

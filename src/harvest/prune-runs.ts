import { type HarvestTables, ofSource } from './harvest-tables.ts';
import type { RunReport } from './run-report.ts';

/** The newest runs are kept, whatever they came to. */
const keptRuns = 100;

/**
 * Removes reports of old runs that changed nothing and had nothing to say: what names its run as its origin must lead
 * somewhere, so that runs which wrote are kept for ever.
 */
export async function pruneRuns(tables: HarvestTables, source: string): Promise<void> {
  const newest = tables.progress.get(source)?.run ?? 0;
  let last: Promise<unknown> = Promise.resolve();
  for (const { key, value } of tables.runs.getRange(ofSource(source))) {
    if (value.number <= newest - keptRuns && wroteNothing(value)) last = tables.runs.remove(key);
  }
  await last;
}

function wroteNothing({ outcome, counts }: RunReport): boolean {
  const { created, updated, withdrawn } = counts;
  return outcome !== 'running' && outcome !== 'interrupted' && created + updated + withdrawn === 0;
}

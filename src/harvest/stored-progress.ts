import type { HarvestTables, StoredProgress } from './harvest-tables.ts';

/** How a source stands; of one that was never read, nothing. */
export function progressOf({ progress }: HarvestTables, source: string): StoredProgress {
  return progress.get(source) ?? { run: 0, failures: 0, records: 0 };
}

/**
 * Changes how a source stands, in one transaction: its run, the schedule and people write it side by side, in threads and
 * processes of their own.
 * @param also what is to be written with it, synchronously
 */
export function changeProgress(
  tables: HarvestTables,
  source: string,
  change: (before: StoredProgress) => StoredProgress,
  also: () => void = () => undefined,
): void {
  tables.root.transactionSync(() => {
    tables.progress.putSync(source, change(progressOf(tables, source)));
    also();
  });
}

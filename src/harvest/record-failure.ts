import { Failure } from '../model/failure.ts';
import type { HarvestTables } from './harvest-tables.ts';
import { RunLog } from './run-log.ts';
import { noCounts, type RunReport } from './run-report.ts';
import { changeProgress, progressOf } from './stored-progress.ts';

/**
 * A run that could not be begun, or whose process died, is a failed run all the same: it is shown, and the source is
 * asked less often.
 */
export async function recordFailure(
  tables: HarvestTables,
  {
    source,
    trigger,
    error,
    time,
  }: {
    readonly source: string;
    readonly trigger: RunReport['trigger'];
    readonly error: unknown;
    /** xsd:dateTime in UTC. */
    readonly time: string;
  },
): Promise<RunReport> {
  const { run } = progressOf(tables, source);
  const isOpen = tables.runs.get([source, run])?.outcome === 'running';
  const number = isOpen ? run : run + 1;
  changeProgress(tables, source, (before) => ({ ...before, run: number, failures: before.failures + 1 }));
  const log = isOpen
    ? RunLog.resume(tables, source, number)
    : RunLog.begin(tables, { source, number, trigger, started: time });
  const code = error instanceof Failure ? error.code : 'source-failed';
  const message = error instanceof Error ? error.message : String(error);
  const { counts } = log.report;
  return log.end({
    outcome: 'failed',
    ended: time,
    counts: isOpen ? counts : noCounts,
    refusals: [],
    failure: { code, message },
  });
}

import type { HarvestReader, SourceState } from '../harvest/harvest-store.ts';
import { sourceAddress } from '../harvest/run-iri.ts';
import type { RunReport } from '../harvest/run-report.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { noSuchRun, noSuchSource } from './harvest-problems.ts';
import { ProblemError } from './problem.ts';

/** What an address below `/harvest` stands for. */
export type HarvestTarget =
  | { readonly type: 'sources'; readonly sources: readonly SourceState[] }
  | {
      readonly type: 'source';
      readonly name: string;
      /** Absent: it was removed, and its runs are left. */
      readonly state?: SourceState;
      /** Newest first. */
      readonly runs: readonly RunReport[];
      /** Where the next page begins: runs before that number. */
      readonly next?: number;
    }
  | { readonly type: 'run'; readonly report: RunReport; readonly state?: SourceState };

/** Runs of a page. */
export const runsShown = 20;

/** All sources. */
export function harvestList(base: string): Iri {
  return `${base}harvest` as Iri;
}

/**
 * @param asked names in the address; `before`: of the runs only those with a smaller number
 * @throws ProblemError 404
 */
export function findHarvest(
  harvests: HarvestReader,
  base: string,
  { name, run, before }: { readonly name?: string; readonly run?: number; readonly before?: number },
): HarvestTarget {
  if (name === undefined) return { type: 'sources', sources: harvests.sources() };
  const state = harvests.source(name);
  const known = state && { state };
  if (run !== undefined) {
    const report = harvests.run(name, run);
    if (report) return { type: 'run', report, ...known };
  }
  const page = { limit: runsShown + 1, ...(before !== undefined && { before }) };
  const runs = harvests.runs(name, page);
  if (!state && runs.length === 0 && harvests.runs(name, { limit: 1 }).length === 0)
    throw new ProblemError(noSuchSource(name, harvestList(base)));
  if (run !== undefined) throw new ProblemError(noSuchRun(name, run, sourceAddress(base, name)));
  const shown = runs.slice(0, runsShown);
  const last = runs.length > runsShown ? shown.at(-1) : undefined;
  return { type: 'source', name, ...known, runs: shown, ...(last && { next: last.number }) };
}

/** Whether there is anything to tell of: only then is it linked to. */
export function hasSources({ harvests }: { readonly harvests?: HarvestReader }): boolean {
  return harvests?.hasSources() ?? false;
}

/** Whether something of it is on its way: then it is another in a moment. */
export function isUnderWay(target: HarvestTarget): boolean {
  const isRunning = (report: RunReport | undefined) => report?.outcome === 'running';
  switch (target.type) {
    case 'sources':
      return target.sources.some(({ lastRun }) => isRunning(lastRun));
    case 'source':
      return isRunning(target.state?.lastRun) || target.runs.some(isRunning);
    case 'run':
      return isRunning(target.report);
  }
}

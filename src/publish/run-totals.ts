import type { Outcome } from '../store/record-store.ts';
import type { Decision } from './decide-item.ts';
import type { RecordReport, RunTotals } from './record-report.ts';

export const noTotals: RunTotals = Object.freeze({
  records: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  withdrawn: 0,
  refused: 0,
  ignored: 0,
  withWarnings: 0,
  incidental: 0,
});

const counted = {
  created: 'created',
  updated: 'updated',
  unchanged: 'unchanged',
  withdrawn: 'withdrawn',
  absent: 'ignored',
  refused: 'refused',
  ignored: 'ignored',
  valid: undefined,
} as const;

/** `totals` with one more source record. */
export function addToTotals(
  totals: RunTotals,
  report: RecordReport,
  decision: Decision,
  outcomes: readonly Outcome[],
): RunTotals {
  const key = counted[report.outcome];
  const written = outcomes
    .slice(decision.mainChanges)
    .filter((o) => o === 'created' || o === 'updated').length;
  const warned = decision.knownWarnings || report.verdict === 'accepted-with-warnings';
  return {
    ...totals,
    records: totals.records + 1,
    ...(key && { [key]: totals[key] + 1 }),
    withWarnings: totals.withWarnings + (warned ? 1 : 0),
    incidental: totals.incidental + written,
  };
}

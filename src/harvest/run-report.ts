import type { FailureCode } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';

/** What became of a run. */
export type RunOutcome =
  | 'running'
  /** Read to its end, and everything done. */
  | 'complete'
  /** Read to its end; so many records vanished that a person is asked before they are withdrawn. */
  | 'waiting'
  /** Nothing of it was published: the last good state stays. */
  | 'failed'
  /** Stopped before its end; the next run goes on. */
  | 'interrupted';

export interface RunCounts {
  /** Records that the source was found to have (of a run of changes: changes). */
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly withdrawn: number;
  /** Vanished, and not withdrawn. */
  readonly held: number;
  /** No data, or the portal's own. */
  readonly ignored: number;
  readonly requests: number;
  /** Bytes over the wire. */
  readonly bytes: number;
}

/** Of a run that has come to nothing yet. */
export const noCounts: RunCounts = {
  read: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  refused: 0,
  withdrawn: 0,
  held: 0,
  ignored: 0,
  requests: 0,
  bytes: 0,
};

/** A record that was not published, and why. */
export interface Refusal {
  readonly key: string;
  readonly label?: string;
  readonly findings: readonly Finding[];
}

/** One run of a source: a `prov:Activity` (PROV-O), `{base}harvest/{source}/{number}#run`. Times are xsd:dateTime in UTC. */
export interface RunReport {
  readonly source: string;
  /** From 1. */
  readonly number: number;
  /** Who or what began it. */
  readonly trigger: 'schedule' | 'person' | 'notification';
  readonly started: string;
  readonly ended?: string;
  readonly outcome: RunOutcome;
  readonly coverage?: 'whole' | 'changes';
  readonly counts: RunCounts;
  readonly failure?: { readonly code: FailureCode; readonly message: string };
  /** The first {@link keptRefusals}; `counts.refused` counts all. */
  readonly refusals: readonly Refusal[];
  /** What clients had to say. */
  readonly notes: readonly string[];
}

export const keptRefusals = 1_000;

import type { Finding, Verdict } from '../model/finding.ts';
import type { Place } from '../model/place.ts';
import type { Iri } from '../vocabulary/iri.ts';

/** What became of one source record (or of one row, line or element that is none). */
export interface RecordReport {
  readonly place: Place;
  /** Title or name for people; absent where the source has none. */
  readonly label?: string;
  readonly topic?: Iri;
  /** Document that the record has here; of several that one source record makes, the first. */
  readonly document?: Iri;
  readonly verdict: Verdict;
  /** `ignored`: no data (paging, an empty group). `valid`: checked only, nothing written. */
  readonly outcome:
    | 'created'
    | 'updated'
    | 'unchanged'
    | 'withdrawn'
    | 'absent'
    | 'refused'
    | 'ignored'
    | 'valid';
  readonly findings: readonly Finding[];
  /** Why a record was ignored. */
  readonly reason?: string;
}

/** Counts of a run so far; `records` counts source records, the rest their outcomes. */
export interface RunTotals {
  readonly records: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly withdrawn: number;
  readonly refused: number;
  readonly ignored: number;
  /** Accepted with at least one warning, or stored so before and unchanged. */
  readonly withWarnings: number;
  /** Records met on the way (organisations, sectors) that were written too. */
  readonly incidental: number;
}

import type { Iri } from '../vocabulary/iri.ts';
import type { Place } from './place.ts';
import type { Text } from './text.ts';

export const severities = ['violation', 'warning', 'info'] as const;
/** `violation` refuses the record; `warning` lets it through and is counted; `info` is only said. */
export type Severity = (typeof severities)[number];

/** One thing that is wrong with, or worth saying of, one record. */
export interface Finding {
  readonly severity: Severity;
  /** Stable machine name, kebab-case: `min-count`, `class`, `unresolved-value`, `impossible-date`, `duplicate`… */
  readonly code: string;
  /** The element in the publisher's words, e.g. "Frequency" / "आवृत्ति". */
  readonly field: Text;
  readonly property?: Iri;
  /** The offending value as the source states it; absent where the value is missing. */
  readonly value?: string;
  readonly place: Place;
  /** What is wrong. */
  readonly message: Text;
  /** What to do about it. */
  readonly remedy: Text;
  /** The shape that was not met, for findings of SHACL. */
  readonly shape?: Iri;
}

/** What became of one record at the gate. */
export type Verdict = 'accepted' | 'accepted-with-warnings' | 'refused';

export function verdictOf(findings: readonly Finding[]): Verdict {
  if (findings.some((finding) => finding.severity === 'violation')) return 'refused';
  return findings.some((finding) => finding.severity === 'warning') ? 'accepted-with-warnings' : 'accepted';
}

import type { Refusal } from '../harvest/run-report.ts';
import type { Finding } from '../model/finding.ts';

/** A record that was refused, and the finding that says why. */
export interface RefusedRecord {
  readonly refusal: Refusal;
  readonly finding: Finding;
}

/** Records of a run that were refused for the same reason. */
export interface RefusalGroup {
  readonly example: Finding;
  readonly records: readonly RefusedRecord[];
}

/** Why records were refused, the most frequent reason first; a record with several stands under each. */
export function groupRefusals(refusals: readonly Refusal[]): readonly RefusalGroup[] {
  const groups = new Map<string, { example: Finding; records: RefusedRecord[] }>();
  for (const refusal of refusals)
    for (const finding of refusal.findings) {
      // Warnings did not refuse it.
      if (finding.severity !== 'violation') continue;
      const { code, field, shape, message } = finding;
      const key = [code, field.en, shape ?? message.en].join('\n');
      const group = groups.get(key);
      if (group) group.records.push({ refusal, finding });
      else groups.set(key, { example: finding, records: [{ refusal, finding }] });
    }
  return [...groups.values()].sort((a, b) => b.records.length - a.records.length);
}

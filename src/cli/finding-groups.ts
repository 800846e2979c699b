import type { Finding } from '../model/finding.ts';
import type { RecordReport } from '../publish/record-report.ts';

/** Findings that say the same of several records. */
export interface FindingGroup {
  readonly example: Finding;
  count: number;
  /** The first few, to look at; no more is kept however many there are. */
  readonly samples: { readonly finding: Finding; readonly label: string | undefined }[];
}

const samplesKept = 3;
const severityOrder = ['violation', 'warning', 'info'] as const;

/** Groups the findings of a run by what they say; memory is bounded by the number of different findings. */
export class FindingGroups {
  readonly #groups = new Map<string, FindingGroup>();

  add(report: RecordReport): void {
    for (const finding of report.findings) {
      const key = [
        finding.severity,
        finding.code,
        finding.field.en,
        finding.shape ?? finding.message.en,
      ].join('\n');
      let group = this.#groups.get(key);
      if (!group) {
        group = { example: finding, count: 0, samples: [] };
        this.#groups.set(key, group);
      }
      group.count += 1;
      if (group.samples.length < samplesKept) group.samples.push({ finding, label: report.label });
    }
  }

  /** Violations first, then the most frequent. */
  sorted(): readonly FindingGroup[] {
    const rank = (group: FindingGroup) => severityOrder.indexOf(group.example.severity);
    return [...this.#groups.values()].sort((a, b) => rank(a) - rank(b) || b.count - a.count);
  }
}

import { once } from 'node:events';
import type { WriteStream } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import { describePlace } from '../model/place.ts';
import type { Language } from '../model/text.ts';
import type { RecordReport } from '../publish/record-report.ts';
import { openOutput, outputFailure } from './output-file.ts';

const columns = ['place', 'record', 'severity', 'element', 'value', 'problem', 'what to do'] as const;

/** Writes refused records with their findings: a `.csv` for spreadsheets (one row a finding), else JSON Lines (one record a line). */
export class RefusalFile {
  readonly #stream: WriteStream;
  readonly #csv: boolean;
  readonly #language: Language;
  #failure: Error | undefined;

  /** @throws Failure `wrong-usage` where the file cannot be made */
  constructor(path: string, language: Language) {
    this.#stream = openOutput(path);
    this.#stream.on('error', (error) => {
      this.#failure = outputFailure(error, path);
    });
    this.#csv = path.toLowerCase().endsWith('.csv');
    this.#language = language;
    if (this.#csv) this.#stream.write(`\uFEFF${stringify([[...columns]])}`);
  }

  /** @throws Failure `wrong-usage` where the file cannot be written any further */
  async write(reports: readonly RecordReport[]): Promise<void> {
    if (this.#failure) throw this.#failure;
    for (const report of reports) {
      if (report.outcome !== 'refused') continue;
      const text = this.#csv ? this.#rows(report) : `${JSON.stringify(report)}\n`;
      if (!this.#stream.write(text)) await once(this.#stream, 'drain');
    }
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#stream.end(resolve));
    if (this.#failure) throw this.#failure;
  }

  #rows(report: RecordReport): string {
    return stringify(
      report.findings.map((finding) => [
        describePlace(finding.place),
        report.label ?? report.topic ?? '',
        finding.severity,
        finding.field[this.#language],
        finding.value ?? '',
        finding.message[this.#language],
        finding.remedy[this.#language],
      ]),
      { escape_formulas: true },
    );
  }
}

import type { HarvestTables } from './harvest-tables.ts';
import { noCounts, type RunCounts, type RunReport } from './run-report.ts';

/** Milliseconds between looks at what a run has come to so far. */
const interval = 2_000;
/** Notes that are kept of a run. */
const keptNotes = 100;

type RunResult = Pick<RunReport, 'outcome' | 'ended' | 'counts' | 'refusals' | 'coverage' | 'failure'>;

/** The report of a run, kept up to date while it goes on. */
export class RunLog {
  readonly #tables: HarvestTables;
  #report: RunReport;
  #timer: NodeJS.Timeout | undefined;

  private constructor(tables: HarvestTables, report: RunReport) {
    this.#tables = tables;
    this.#report = report;
    void this.#save();
  }

  static begin(
    tables: HarvestTables,
    begun: Pick<RunReport, 'source' | 'number' | 'trigger' | 'started'>,
  ): RunLog {
    return new RunLog(tables, { ...begun, outcome: 'running', counts: noCounts, refusals: [], notes: [] });
  }

  /** A run that was cut short. */
  static resume(tables: HarvestTables, source: string, number: number): RunLog {
    const found = tables.runs.get([source, number]);
    if (!found) throw new Error(`There is no report of run ${number} of ${source}.`);
    const { ended: _ended, failure: _failure, ...report } = found;
    return new RunLog(tables, { ...report, outcome: 'running' });
  }

  get report(): RunReport {
    return this.#report;
  }

  start(counts: () => RunCounts): void {
    this.#timer = setInterval(() => {
      this.#report = { ...this.#report, counts: counts() };
      void this.#save();
    }, interval);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  note(text: string): void {
    const { notes } = this.#report;
    if (notes.length < keptNotes && !notes.includes(text))
      this.#report = { ...this.#report, notes: [...notes, text] };
  }

  async end(result: RunResult): Promise<RunReport> {
    this.stop();
    this.#report = { ...this.#report, ...result };
    await this.#save();
    return this.#report;
  }

  /** The same within a transaction. */
  endSync(result: RunResult): RunReport {
    this.stop();
    this.#report = { ...this.#report, ...result };
    const { source, number } = this.#report;
    this.#tables.runs.putSync([source, number], this.#report);
    return this.#report;
  }

  #save(): Promise<boolean> {
    const { source, number } = this.#report;
    return this.#tables.runs.put([source, number], this.#report);
  }
}

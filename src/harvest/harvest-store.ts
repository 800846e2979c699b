import type { RunReport } from './run-report.ts';
import type { SourceDefinition } from './source-definition.ts';

/** How a source stands. Times are xsd:dateTime in UTC. */
export interface SourceState {
  readonly definition: SourceDefinition;
  /** Declared in the file of the setting `sources`, which alone changes it. */
  readonly declared: boolean;
  readonly lastRun?: RunReport;
  /** Number of the last run that was read to its end. */
  readonly lastGood?: number;
  /** Runs that failed since then. */
  readonly failures: number;
  /** Records of it that are published. */
  readonly records: number;
  /** When the schedule reads it next. */
  readonly next?: string;
  /** A run waits for a person: this many of `of` records vanished. */
  readonly waiting?: { readonly run: number; readonly vanished: number; readonly of: number };
}

/** The read side, for pages, feeds and the command line. */
export interface HarvestReader {
  /** Whether there is any source; asked with every page that links to them. */
  hasSources(): boolean;
  sources(): readonly SourceState[];
  source(name: string): SourceState | undefined;
  /** Newest first; `before`: only those with a smaller number. */
  runs(source: string, options: { limit: number; before?: number }): readonly RunReport[];
  run(source: string, number: number): RunReport | undefined;
}

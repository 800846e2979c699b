/** What a figure is compared with. */
export interface Aim {
  readonly at: 'least' | 'most';
  readonly value: number;
}

/** One measured number. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** Such as `records/s`, `s`, `MiB`; `×` is a ratio to something that was measured in the same run. */
  readonly unit: string;
  readonly aim?: Aim;
  readonly note?: string;
}

/** What one section came to. */
export interface Report {
  readonly figures: readonly Figure[];
  /** How it was measured, in sentences. */
  readonly notes: readonly string[];
  /** Why nothing was measured. */
  readonly skipped?: string;
}

/** How a run is made. */
export interface Run {
  /** A small run that shows that the bench works; its figures mean nothing. */
  readonly quick: boolean;
  readonly seed: number;
  /** Says what is being done now. */
  readonly say: (what: string) => void;
}

export type Section = (run: Run) => Promise<Report>;

export function meets({ value, aim }: Figure): boolean | undefined {
  if (!aim) return undefined;
  return aim.at === 'least' ? value >= aim.value : value <= aim.value;
}

/** A small run shows that everything works; whether aims are met it cannot say. */
export function withoutAims(report: Report): Report {
  return { ...report, figures: report.figures.map(({ aim: _, ...figure }) => figure) };
}

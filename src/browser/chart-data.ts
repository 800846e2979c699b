import { numberOf, timeOf, yearOf } from './cell-values.ts';
import type { Bindings, Cell } from './sparql-results.ts';

export interface ChartSeries {
  readonly name: string;
  /** `null` where the row has no number. */
  readonly values: readonly (number | null)[];
}

interface ChartOfRows {
  /** Variable of the labels or times. */
  readonly label: string;
  readonly series: readonly ChartSeries[];
  /** Rows of the answer; more than there are values where the chart was cut. */
  readonly rows: number;
}

export type ChartData =
  | (ChartOfRows & { readonly type: 'bars'; readonly labels: readonly string[] })
  /** `times` in milliseconds since 1970, ascending; the line is broken where values are missing in between. */
  | (ChartOfRows & { readonly type: 'line'; readonly times: readonly number[] });

/** Bars that are still told apart; points that a line can have. */
const mostBars = 60;
const mostPoints = 5_000;
const mostSeries = 4;

/**
 * The chart that suits an answer: bars for a column of names beside columns of numbers, a line where the names are
 * dates.
 * @param shorten writes an IRI as people read it
 * @returns `undefined` where none does: fewer than two rows, no numbers, or nothing that names them
 */
export function chartOf(bindings: Bindings, shorten: (iri: string) => string): ChartData | undefined {
  const { variables, rows } = bindings;
  if (rows.length < 2) return undefined;
  const columns = variables.map((name, index) => ({ name, cells: rows.map((row) => row[index]) }));
  const numeric = columns.filter(({ cells }) => isFilled(cells, numberOf));
  if (numeric.length === 0) return undefined;
  const dated = columns.find(({ cells }) => isFilled(cells, timeOf) && areDistinct(cells));
  if (dated) return lineOf(dated.name, dated.cells.map(timeOf), numeric, rows.length);
  const [years] = numeric;
  if (years && numeric.length > 1 && isFilled(years.cells, yearOf) && areDistinct(years.cells)) {
    return lineOf(years.name, years.cells.map(yearOf), numeric.slice(1), rows.length);
  }
  const named = columns.filter((column) => !numeric.includes(column) && column.cells.some(Boolean));
  const label = named.find(({ cells }) => cells.some((cell) => cell?.type === 'literal')) ?? named[0];
  if (!label) return undefined;
  const cells = label.cells.slice(0, mostBars);
  return {
    type: 'bars',
    label: label.name,
    labels: cells.map((cell) => (cell?.type === 'uri' ? shorten(cell.value) : (cell?.value ?? '–'))),
    series: seriesOf(numeric, (values) => values.slice(0, mostBars)),
    rows: rows.length,
  };
}

interface Column {
  readonly name: string;
  readonly cells: readonly Cell[];
}

function lineOf(
  label: string,
  times: readonly (number | undefined)[],
  numeric: readonly Column[],
  rows: number,
): ChartData {
  const order = times
    .flatMap((time, index) => (time === undefined ? [] : [{ time, index }]))
    .sort((a, b) => a.time - b.time)
    .slice(0, mostPoints);
  return {
    type: 'line',
    label,
    times: order.map(({ time }) => time),
    series: seriesOf(numeric, (values) => order.map(({ index }) => values[index] ?? null)),
    rows,
  };
}

/** Wider than this many usual steps, a gap is a gap: a line across it would tell of values that nobody stated. */
const usualSteps = 3;

/** Places in `times` before which values are missing, by the usual step between neighbours. */
export function gapsIn(times: readonly number[]): ReadonlySet<number> {
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const usual = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  return new Set(steps.flatMap((step, index) => (step > usual * usualSteps ? [index + 1] : [])));
}

function seriesOf(
  columns: readonly Column[],
  take: (values: readonly (number | null)[]) => readonly (number | null)[],
): ChartSeries[] {
  return columns.slice(0, mostSeries).map(({ name, cells }) => ({
    name,
    values: take(cells.map((cell) => numberOf(cell) ?? null)),
  }));
}

/** Whether every bound cell can be read so, and there are some. */
function isFilled(cells: readonly Cell[], read: (cell: Cell) => number | undefined): boolean {
  const bound = cells.filter((cell) => cell !== undefined);
  return bound.length > 0 && bound.every((cell) => read(cell) !== undefined);
}

function areDistinct(cells: readonly Cell[]): boolean {
  return new Set(cells.map((cell) => cell?.value)).size === cells.length;
}

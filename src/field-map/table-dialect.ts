import { parse } from 'csv-parse/sync';
import { csvSyntax } from '../sources/csv-dialect.ts';
import { findHeaderRow, sampleRows } from './table-header.ts';

export interface TableDialect {
  readonly delimiter: string;
  /** Row that names the columns, from 1. Absent where every row is empty. */
  readonly headerRow?: number;
}

const delimiters = [',', ';', '\t', '|'];

/**
 * Finds how a CSV text is written from its beginning.
 * @param whole `text` is all there is; otherwise its last row may be cut
 * @param delimiter where it is stated
 */
export function findDialect(text: string, whole: boolean, delimiter?: string): TableDialect {
  const said = delimiter ?? /^sep=(.)\r?\n/i.exec(text)?.[1];
  const candidates = (said === undefined ? delimiters : [said]).map((one) => candidate(text, whole, one));
  const best = candidates.reduce((a, b) => (b.score > a.score ? b : a));
  const skipped = /^sep=/i.test(text) ? 1 : 0;
  const header = findHeaderRow(best.rows.slice(skipped));
  return {
    delimiter: best.delimiter,
    ...(header !== undefined && { headerRow: header + skipped + 1 }),
  };
}

interface Candidate {
  readonly delimiter: string;
  readonly rows: readonly (readonly string[])[];
  readonly score: number;
}

function candidate(text: string, whole: boolean, delimiter: string): Candidate {
  const rows = parse(text, {
    ...csvSyntax(delimiter),
    to: sampleRows,
    // The text may end inside a quoted cell, which is no error here: that row is left out.
    skip_records_with_error: true,
  }) as string[][];
  const known = whole || rows.length === sampleRows ? rows : rows.slice(0, Math.max(1, rows.length - 1));
  return { delimiter, rows: known, score: regularity(known) };
}

/** Share of the rows that have the width which most have, above all; then that width. */
function regularity(rows: readonly (readonly string[])[]): number {
  const widths = rows.filter((row) => row.some((cell) => cell.trim() !== '')).map((row) => row.length);
  const counts = new Map<number, number>();
  for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [width = 1, count = 0] = [...counts].sort(([a, m], [b, n]) => n - m || b - a)[0] ?? [];
  return widths.length === 0 ? 0 : count / widths.length + width / 10_000;
}

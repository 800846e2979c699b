import { parse } from 'csv-parse/sync';
import type { Profile } from '../model/record.ts';
import { areNdsapElements, countElements } from './ndsap-elements.ts';

/** How a CSV input is written and what it is. */
export interface CsvDialect {
  readonly delimiter: string;
  /** Row that names the columns, from 1. */
  readonly headerRow: number;
  readonly profile: Profile;
  /** Kind of its records. */
  readonly kind: string;
}

/** A table whose columns no profile knows. */
export interface UnknownTable {
  readonly columns: readonly string[];
}

const delimiters = [',', ';', '\t', '|'];
/** Titles, logos and notes that people put above a table. */
const preambleRows = 20;

interface Candidate {
  readonly delimiter: string;
  readonly rows: readonly (readonly string[])[];
  readonly header: number;
  readonly score: number;
}

/** Recognises delimiter and header row from the beginning of a text; `undefined` where it is no table. */
export function recogniseCsv(text: string): CsvDialect | UnknownTable | undefined {
  const stated = /^sep=(.)\r?\n/i.exec(text)?.[1];
  const candidates = (stated === undefined ? delimiters : [stated]).map((one) => candidate(text, one));
  const best = candidates.reduce((a, b) => (b.score > a.score ? b : a));
  const header = best.rows[best.header];
  const type = header && sheetType(header);
  if (type) return { delimiter: best.delimiter, headerRow: best.header + 1, ...type };
  const widest = candidates.reduce((a, b) => (regularWidth(b.rows) > regularWidth(a.rows) ? b : a));
  return regularWidth(widest.rows) > 1 ? { columns: widest.rows[0] ?? [] } : undefined;
}

function candidate(text: string, delimiter: string): Candidate {
  const rows = firstRows(text, delimiter);
  const scores = rows.map((row, index) =>
    sheetType(row) && headsTable(row, rows.slice(index + 1)) ? 1 + countElements(row) : 0,
  );
  const score = Math.max(0, ...scores);
  return { delimiter, rows, score, header: scores.indexOf(score) };
}

/** A line of prose may name elements too, but the lines below it are then no rows of that width. */
function headsTable(header: readonly string[], below: readonly (readonly string[])[]): boolean {
  const named = header.filter((cell) => cell !== '');
  if (countElements(named) * 2 < named.length) return false;
  const rows = below.filter((row) => row.some((cell) => cell !== ''));
  return rows.filter((row) => row.length === header.length).length * 2 >= rows.length;
}

function firstRows(text: string, delimiter: string): string[][] {
  // The text may end inside a quoted cell, which is no error here: that row is left out.
  return parse(text, {
    ...csvSyntax(delimiter),
    to: preambleRows,
    skip_records_with_error: true,
  }) as string[][];
}

/** Options for csv-parse: RFC 4180, and what spreadsheets and people write beyond it. */
export function csvSyntax(delimiter: string) {
  return {
    delimiter,
    relax_quotes: true,
    relax_column_count: true,
    ltrim: delimiter !== '\t',
  };
}

function sheetType(headers: readonly string[]): { profile: Profile; kind: string } | undefined {
  const names = new Set(headers.map((header) => header.trim().toLowerCase()));
  if (names.has('index_name') && names.has('title')) return { profile: 'ogd', kind: 'registry' };
  if (names.has('dataset name') && (names.has('collection name') || names.has('granularity'))) {
    return { profile: 'ogd', kind: 'idp' };
  }
  return areNdsapElements(headers) ? { profile: 'ndsap', kind: 'sheet-row' } : undefined;
}

/** Number of columns that the first rows agree on. */
function regularWidth(rows: readonly (readonly string[])[]): number {
  const [first, second] = rows.filter((row) => row.some((cell) => cell !== ''));
  return first !== undefined && (second === undefined || second.length === first.length) ? first.length : 0;
}

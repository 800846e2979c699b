import { Failure } from '../model/failure.ts';
import { columnLetters } from '../sources/csv-columns.ts';
import { type CsvRow, CsvRowParser, type CsvRows } from '../sources/csv-rows.ts';
import { peekBytes } from '../sources/peek-bytes.ts';
import { csvFailure } from '../sources/read-csv.ts';
import { defaultReadLimits, type ReaderContext } from '../sources/reader-context.ts';
import { unreadable } from '../sources/unreadable.ts';
import { rowBeforeHeader, tooManyCells } from '../sources/unreadable-csv.ts';
import type { RecordsLocation, Table, TableInput, TableItem } from './row.ts';
import { findDialect } from './table-dialect.ts';
import { sampleRows } from './table-header.ts';
import { unnamedColumn } from './table-names.ts';
import { layOutSheet, type SheetLayout } from './table-sheet.ts';
import { asUtf8, sampleText, unpacked } from './table-text.ts';

const headBytes = 64 * 1024;
/** As in spreadsheets. */
const mostColumns = 16_384;
/** Rows that one slice completes are alive together. */
const sliceBytes = 64 * 1024;

/** CSV and TSV (RFC 4180, and what people write beyond it): rows as they stand, cells as texts, empty ones absent. */
export async function openCsvTable(input: TableInput, location: RecordsLocation): Promise<Table> {
  const { file } = input;
  const context: ReaderContext = { file, limits: { ...defaultReadLimits, ...input.limits } };
  const peeked = await peekBytes(unpacked(input), headBytes);
  const text = sampleText(peeked.head, location.encoding);
  const dialect = findDialect(text, peeked.complete, location.delimiter);
  const bytes = asUtf8(peeked.bytes, peeked.head, file, location.encoding);
  const all = csvRows(bytes, dialect.delimiter, context);
  // Headers may stand lower than what was looked at: the rows that name the columns are read whole.
  const wanted = headerEnd(location, dialect.headerRow ?? 1);
  const head: CsvRow[] = [];
  while (head.length < wanted) {
    const next = await all.next();
    if (next.done) break;
    head.push(next.value);
  }
  const layout = layOutSheet(
    head.map(({ cells }) => cells),
    location,
    dialect.headerRow,
  );
  if (layout.columns.length > mostColumns) {
    throw new Failure(
      'too-large',
      `${file}, row ${layout.headerRow ?? 1}: more than ${mostColumns} columns are named. Check the delimiter, or turn the table over.`,
    );
  }
  return {
    head: {
      columns: layout.columns.length > 0 ? layout.columns : unnamed(head),
      format: 'csv',
      ...(layout.headerRow !== undefined && { headerRow: layout.headerRow }),
      notes: layout.notes,
    },
    rows: items(head, all, layout, file, location.headerRow === undefined),
  };
}

function headerEnd({ headerRow, headerRows = 1 }: RecordsLocation, found: number): number {
  if (headerRow === 'none') return sampleRows;
  return (headerRow ?? found) + headerRows - 1;
}

function unnamed(rows: readonly CsvRow[]): readonly string[] {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  return Array.from({ length: width }, (_, index) => unnamedColumn(index));
}

async function* csvRows(
  bytes: AsyncIterable<Uint8Array>,
  delimiter: string,
  context: ReaderContext,
): AsyncGenerator<CsvRow> {
  const parser = new CsvRowParser(delimiter, context.limits.recordBytes);
  let row = 0;
  let line = 0;
  function* taken({ rows, error }: CsvRows): Generator<CsvRow> {
    for (const one of rows) {
      row += 1;
      line = one.line;
      yield one;
    }
    if (error) throw csvFailure(error, row + 1, line + 1, context);
  }
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; at += sliceBytes) {
      yield* taken(await parser.write(chunk.subarray(at, at + sliceBytes)));
    }
  }
  yield* taken(await parser.end());
}

async function* items(
  head: CsvRow[],
  rest: AsyncGenerator<CsvRow>,
  layout: SheetLayout,
  file: string,
  tellsPreamble: boolean,
): AsyncGenerator<TableItem> {
  let number = 0;
  let before = 0;
  async function* all(): AsyncGenerator<CsvRow> {
    yield* head.splice(0);
    yield* rest;
  }
  for await (const { cells, line } of all()) {
    number += 1;
    const place = { file, row: number, ...(line !== number && { line: before + 1 }) };
    before = line;
    if (number > layout.last) break;
    if (cells.every((cell) => cell.trim() === '')) continue;
    if (number >= layout.first) yield readCells(cells, layout, place);
    else if (number < (layout.headerRow ?? 1) && tellsPreamble && !isDelimiterHint(number, cells)) {
      const value = cells.filter((cell) => cell !== '').join(' ');
      yield unreadable(place, rowBeforeHeader, { severity: 'info', value }) as TableItem;
    }
  }
}

/** `sep=;` tells Excel the delimiter. */
function isDelimiterHint(row: number, [cell = '']: readonly string[]): boolean {
  return row === 1 && /^sep=/i.test(cell);
}

function readCells(cells: readonly string[], layout: SheetLayout, place: TablePlace): TableItem {
  const { columns } = layout;
  const named = layout.headerRow !== undefined;
  const extra = named ? cells.findIndex((cell, at) => at >= columns.length && cell.trim() !== '') : -1;
  if (extra >= 0) {
    const reason = tooManyCells(cells.length, columns.length, columnLetters(extra));
    return unreadable(place, reason, { value: cells[extra] ?? '' }) as TableItem;
  }
  const members = cells.flatMap((cell, at): [string, string][] =>
    cell.trim() === '' ? [] : [[columns[at] ?? unnamedColumn(at), cell]],
  );
  // Unlike assignment, this gives a column named `__proto__` no power.
  return { type: 'row', row: { place, values: Object.fromEntries(members) } };
}

interface TablePlace {
  readonly file: string;
  readonly row: number;
  readonly line?: number;
}

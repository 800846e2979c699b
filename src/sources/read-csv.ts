import type { CsvError } from 'csv-parse';
import { Failure } from '../model/failure.ts';
import type { Place } from '../model/place.ts';
import type { SourceItem } from '../model/source-item.ts';
import { columnLetters, columnNames } from './csv-columns.ts';
import type { CsvDialect } from './csv-dialect.ts';
import { type CsvRow, CsvRowParser, type CsvRows } from './csv-rows.ts';
import { record } from './json-profile.ts';
import type { ReaderContext } from './reader-context.ts';
import { unreadable } from './unreadable.ts';
import { rowBeforeHeader, tooManyCells } from './unreadable-csv.ts';

/** Rows that one slice completes are alive together. */
const sliceBytes = 64 * 1024;

/**
 * Reads a CSV sheet row by row: `data` is an object of header → cell. Empty rows are passed over; rows count as in a
 * spreadsheet, line breaks inside cells not counted.
 * @param bytes UTF-8 without byte order mark.
 * @throws Failure `unreadable-input` or `too-large` with row and line.
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  dialect: CsvDialect,
  context: ReaderContext,
): AsyncGenerator<SourceItem> {
  const parser = new CsvRowParser(dialect.delimiter, context.limits.recordBytes);
  const sheet = new Sheet(dialect, context.file);
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; at += sliceBytes) {
      yield* readRows(await parser.write(chunk.subarray(at, at + sliceBytes)), sheet, context);
    }
  }
  yield* readRows(await parser.end(), sheet, context);
}

function* readRows({ rows, error }: CsvRows, sheet: Sheet, context: ReaderContext): Generator<SourceItem> {
  for (const row of rows) {
    const item = sheet.read(row);
    if (item) yield item;
  }
  if (error) throw csvFailure(error, sheet.row + 1, sheet.line + 1, context);
}

/** Counts the rows of one sheet and names their cells. */
class Sheet {
  row = 0;
  line = 0;
  readonly #dialect: CsvDialect;
  readonly #file: string;
  #columns: readonly string[] = [];

  constructor(dialect: CsvDialect, file: string) {
    this.#dialect = dialect;
    this.#file = file;
  }

  read({ cells, line }: CsvRow): SourceItem | undefined {
    this.row++;
    this.line = line;
    const place = { file: this.#file, row: this.row };
    if (cells.every((cell) => cell.trim() === '')) return undefined;
    if (this.row < this.#dialect.headerRow) return preamble(cells, place);
    if (this.row > this.#dialect.headerRow) return readRow(cells, this.#columns, this.#dialect, place);
    this.#columns = columnNames(cells, this.#file, this.row);
    return undefined;
  }
}

function preamble(cells: readonly string[], place: Place): SourceItem | undefined {
  // `sep=;` tells Excel the delimiter.
  if (place.row === 1 && /^sep=/i.test(cells[0] ?? '')) return undefined;
  return unreadable(place, rowBeforeHeader, {
    severity: 'info',
    value: cells.filter((cell) => cell !== '').join(' '),
  });
}

function readRow(
  cells: readonly string[],
  columns: readonly string[],
  dialect: CsvDialect,
  place: Place,
): SourceItem {
  const extra = cells.findIndex((cell, index) => index >= columns.length && cell.trim() !== '');
  if (extra >= 0) {
    return unreadable(place, tooManyCells(cells.length, columns.length, columnLetters(extra)), {
      value: cells[extra] ?? '',
    });
  }
  const members: [string, string][] = [];
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? '';
    if (cell !== '' || !/^Column [A-Z]+$/.test(column)) members.push([column, cell]);
  }
  // Unlike assignment, this gives a column named `__proto__` no power.
  return record(dialect.profile, dialect.kind, place, Object.fromEntries(members));
}

export function csvFailure(
  error: CsvError,
  row: number,
  line: number,
  { file, limits }: ReaderContext,
): Failure {
  const where = `${file}, row ${row}, line ${line}`;
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return new Failure(
      'too-large',
      `${where}: this row has more than ${limits.recordBytes} bytes. Probably a cell that begins with a double quote is not closed by another.`,
      { cause: error },
    );
  }
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return new Failure(
      'unreadable-input',
      `${where}: a cell that begins with a double quote is not closed before the end of the file. Close it, or the file is cut off: save it again.`,
      { cause: error },
    );
  }
  return new Failure(
    'unreadable-input',
    `${where}: this row cannot be read as CSV. Save the sheet again as CSV.`,
    {
      cause: error,
    },
  );
}

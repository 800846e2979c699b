import { CsvError, type Parser, parse } from 'csv-parse';
import { Failure } from '../model/failure.ts';
import type { Dialect } from './dialect.ts';
import { longestRow, RecordSplitter } from './split-records.ts';
import type { Warn } from './warning.ts';

export interface SourceRow {
  /** Number in the file, from 1: skipped rows, comments and header rows count (RFC 7111 counts so too). */
  readonly sourceNumber: number;
  /** Cells behind the skipped columns, trimmed as the dialect says. */
  readonly cells: readonly string[];
}

/** Rows that stand together in a piece of the file, and the comments among them. */
export interface RowBatch {
  readonly rows: readonly SourceRow[];
  readonly comments: readonly string[];
}

/**
 * The rows of a file, header rows among them, piece by piece (tabular-data-model §8).
 * @throws Failure `unreadable-input` at the first row that does not keep to the dialect
 */
export async function* readRows(
  bytes: AsyncIterable<Uint8Array>,
  dialect: Dialect,
  url: string,
  warn: Warn,
): AsyncGenerator<RowBatch> {
  const splitter = new RecordSplitter(dialect, url);
  const parser = new RecordParser(dialect, url);
  for await (const { text, last } of decoded(bytes, dialect, url, warn)) {
    const { text: records, numbers, comments } = splitter.push(text, last);
    const parsed = await parser.parse(records, numbers, last);
    const rows = parsed.flatMap(({ sourceNumber, cells }) => {
      if (dialect.skipBlankRows && cells.every((cell) => cell === '')) return [];
      return [{ sourceNumber, cells: cells.slice(dialect.skipColumns) }];
    });
    if (rows.length > 0 || comments.length > 0) yield { rows, comments };
  }
}

interface Piece {
  readonly text: string;
  readonly last: boolean;
}

/** In the "replacement" error mode, as the model wants it (§8, step 5), but not silently. */
async function* decoded(
  bytes: AsyncIterable<Uint8Array>,
  { encoding }: Dialect,
  url: string,
  warn: Warn,
): AsyncGenerator<Piece> {
  const decoder = new TextDecoder(encoding);
  let warned = false;
  const piece = (text: string, last: boolean): Piece => {
    if (!warned && text.includes('\uFFFD')) {
      warned = true;
      const message = `Some bytes are no ${decoder.encoding}, and U+FFFD stands for them. Name the encoding in the dialect.`;
      warn({ url, message });
    }
    return { text, last };
  };
  for await (const chunk of bytes) yield piece(decoder.decode(chunk, { stream: true }), false);
  yield piece(decoder.decode(), true);
}

/** csv-parse, fed with whole records. */
class RecordParser {
  readonly #parser: Parser;
  readonly #url: string;
  readonly #trim: (cell: string) => string;
  #records: string[][] = [];
  /** Of records that the parser still holds back: it looks ahead beyond the end of each. */
  #numbers: number[] = [];

  constructor({ delimiter, quoteChar, doubleQuote, lineTerminators, trim }: Dialect, url: string) {
    this.#url = url;
    this.#trim = trimmers[trim];
    this.#parser = parse({
      delimiter,
      quote: quoteChar,
      escape: doubleQuote ? quoteChar : '\\',
      record_delimiter: [...lineTerminators],
      relax_column_count: true,
      ltrim: trim === 'true' || trim === 'start',
      rtrim: trim === 'true' || trim === 'end',
      max_record_size: longestRow * 4,
      on_record: (cells: string[]) => {
        this.#records.push(cells);
        return undefined;
      },
    });
    // Errors are taken from the callbacks; without a listener they would end the process as well.
    this.#parser.on('error', () => {});
    this.#parser.resume();
  }

  async parse(text: string, numbers: readonly number[], last: boolean): Promise<SourceRow[]> {
    const parser = this.#parser;
    let error = text === '' ? undefined : await settled((done) => parser.write(text, done));
    if (last && !error) error = await settled((done) => parser.end(done));
    const records = this.#records;
    this.#records = [];
    const known = [...this.#numbers, ...numbers];
    this.#numbers = known.slice(records.length);
    if (error) throw this.#unreadable(error, known[records.length]);
    return records.map((cells, index) => ({
      sourceNumber: known[index] ?? 0,
      cells: cells.map(this.#trim),
    }));
  }

  #unreadable(error: Error, row: number | undefined): Error {
    if (!(error instanceof CsvError)) return error;
    const column = typeof error['column'] === 'number' ? `, column ${error['column'] + 1}` : '';
    return new Failure(
      'unreadable-input',
      `${this.#url}, row ${row ?? 'at the end'}${column}: the row does not keep to the dialect (${error.code}). ` +
        'Put cells with quotes or delimiters in quotes and double the quotes in them, or name another delimiter or quoteChar.',
      { cause: error },
    );
  }
}

const trimmers: Record<Dialect['trim'], (cell: string) => string> = {
  true: (cell) => cell.trim(),
  false: (cell) => cell,
  start: (cell) => cell.trimStart(),
  end: (cell) => cell.trimEnd(),
};

function settled(step: (done: (error?: Error | null) => void) => void): Promise<Error | undefined> {
  return new Promise((resolve) => step((error) => resolve(error ?? undefined)));
}

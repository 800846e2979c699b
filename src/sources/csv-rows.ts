import { CsvError, parse } from 'csv-parse';
import { csvSyntax } from './csv-dialect.ts';

/** One row, and the line on which it ends. */
export interface CsvRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** What became of a piece of input: the rows that it completed, and the error that stopped the parser behind them. */
export interface CsvRows {
  readonly rows: readonly CsvRow[];
  readonly error?: CsvError;
}

/**
 * csv-parse, fed piece by piece. Its object stream would throw away the rows in its buffer when an error comes;
 * here they are handed out before it.
 */
export class CsvRowParser {
  readonly #parser;
  #rows: CsvRow[] = [];

  constructor(delimiter: string, recordBytes: number) {
    this.#parser = parse({
      ...csvSyntax(delimiter),
      max_record_size: recordBytes,
      on_record: (cells: string[], { lines }) => {
        this.#rows.push({ cells, line: lines });
        return undefined;
      },
    });
    // Errors are taken from the callbacks; without a listener they would end the process as well.
    this.#parser.on('error', () => {});
    this.#parser.resume();
  }

  async write(bytes: Uint8Array): Promise<CsvRows> {
    return this.#settle((done) => this.#parser.write(bytes, done));
  }

  async end(): Promise<CsvRows> {
    return this.#settle((done) => this.#parser.end(done));
  }

  async #settle(step: (done: (error?: Error | null) => void) => void): Promise<CsvRows> {
    const error = await new Promise<Error | null | undefined>((resolve) => step(resolve));
    const rows = this.#rows;
    this.#rows = [];
    if (error === null || error === undefined) return { rows };
    if (error instanceof CsvError) return { rows, error };
    throw error;
  }
}

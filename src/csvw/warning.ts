/** What is not as the specifications want it, and does not stop the conversion. */
export interface CsvwWarning {
  /** Location of the table or of the metadata document. */
  readonly url: string;
  /** In a table: number of the row in its file, from 1, header rows counted. */
  readonly row?: number;
  /** In a table: name of the column. In metadata: path to the property, e.g. `tables[0].tableSchema`. */
  readonly column?: string;
  readonly path?: string;
  /** What is wrong, how the conversion goes on, what to do. */
  readonly message: string;
}

export type Warn = (warning: CsvwWarning) => void;

/** `FILE, row 3, column "Year": MESSAGE`. */
export function describeWarning({ url, row, column, path, message }: CsvwWarning): string {
  const place = [
    url,
    ...(row === undefined ? [] : [`row ${row}`]),
    ...(column === undefined ? [] : [`column "${column}"`]),
    ...(path === undefined || path === '' ? [] : [path]),
  ];
  return `${place.join(', ')}: ${message}`;
}

import type { Finding } from '../model/finding.ts';
import type { Place } from '../model/place.ts';
import type { Text } from '../model/text.ts';
import type { ReadLimits } from '../sources/reader-context.ts';

/** How the records of an input are written. */
export const tableFormats = [
  'csv',
  'xlsx',
  'xls',
  'ods',
  'xml',
  'json',
  'json-lines',
  /** A folder or zip file of `NAME.metadata.csv` + `NAME.csv` pairs: one row for each pair. */
  'pairs',
  'sql',
] as const;
export type TableFormat = (typeof tableFormats)[number];

/** How one page of records leads to the next. Parameters are those of the query of the address. */
export type Paging =
  /** `Link: <…>; rel="next"` (RFC 8288). */
  | { readonly by: 'link' }
  /** The next address stands in the page, at `path`. */
  | { readonly by: 'next'; readonly path: string }
  /** A mark stands in the page, at `path`, and is sent as `parameter`. */
  | { readonly by: 'cursor'; readonly path: string; readonly parameter: string; readonly size?: PageSize }
  /** Pages are counted, from `first` (1 where nothing is said). Ends with a page without records. */
  | { readonly by: 'page'; readonly parameter: string; readonly first: number; readonly size?: PageSize }
  /** Records are counted, from `first` (0). Ends with a page that has fewer than `size.value`. */
  | { readonly by: 'offset'; readonly parameter: string; readonly first: number; readonly size: PageSize };

/** How many records a page is asked to have. */
export interface PageSize {
  /** Absent: the server has its own size, which is `value`. */
  readonly parameter?: string;
  readonly value: number;
}

/** Where records are within an input: the part `records` of a field map. What is absent is found by the reader. */
export interface RecordsLocation {
  readonly format?: TableFormat;
  /** Label of the WHATWG Encoding Standard: `windows-1252`, `utf-16le`… */
  readonly encoding?: string;
  /** CSV: one character. */
  readonly delimiter?: string;
  /** Name of the sheet, or its number from 1. Absent: the first one that has rows. */
  readonly sheet?: string | number;
  /** Row (from 1) that names the columns; `none`: they are named `Column A`, `Column B`… */
  readonly headerRow?: number | 'none';
  /** Rows that the header fills where it is more than one: their texts are joined by a blank. */
  readonly headerRows?: number;
  /** Last row of the table, where notes or sums stand beneath it. */
  readonly lastRow?: number;
  /** JSON: a JSONPath (RFC 9535), `$.result[*]`. XML: the names of the elements down to a record, `/rss/channel/item`. */
  readonly path?: string;
  /** Prefix → IRI of the names in an XML `path` and of fields. */
  readonly namespaces?: Readonly<Record<string, string>>;
  /** Folder and zip: which of their files are read (`*.csv`, `tables/*.xlsx`); all of them where absent. */
  readonly files?: string;
  /** SQL: the query, whose columns are the fields. */
  readonly query?: string;
  readonly paging?: Paging;
}

/**
 * One record of a table. Values are plain data: texts as written, numbers, booleans, dates as ISO 8601 text; JSON and XML
 * may have objects and arrays in them. Of XML, attributes are `@name`, repeated elements an array, and the text of an
 * element that has more than text is `#text`. Empty cells are absent, `null` or `''`.
 */
export interface Row {
  /** With the row or line; `field` is added by who uses a value. */
  readonly place: Place;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A row, or the reason why a row, line or element of the input is none. */
export type TableItem =
  | { readonly type: 'row'; readonly row: Row }
  | { readonly type: 'unreadable'; readonly finding: Finding };

/** What is known of a table before its rows are read. */
export interface TableHead {
  /** Names of the fields, in order, trimmed and unique (the second `Title` is `Title (2)`). Of JSON and XML: of the first records. */
  readonly columns: readonly string[];
  readonly format: TableFormat;
  readonly sheet?: string;
  /** Names of all sheets of a workbook. */
  readonly sheets?: readonly string[];
  /** Row that names the columns. */
  readonly headerRow?: number;
  /** Where the records were found in JSON or XML, as it would stand in a field map. */
  readonly path?: string;
  /** What the reader decided, or passed over, and a person may want to know. */
  readonly notes: readonly Text[];
}

/** What is read. */
export interface TableInput {
  /** Name as the publisher gave it: `file` of every place. */
  readonly file: string;
  /** Local file or folder. Absent for what came over the network; readers that seek lay it in a file of their own. */
  readonly path?: string;
  /** Address of a database (`postgresql:`, `mysql:`, `sqlite:`); `bytes` and `path` are then not used. */
  readonly database?: string;
  /** From the beginning, at each call. */
  bytes(): AsyncIterable<Uint8Array>;
  readonly limits?: Partial<ReadLimits>;
}

export interface Table {
  readonly head: TableHead;
  /** To be read once. Leaving it early (`break`) lets go of files and connections. */
  readonly rows: AsyncIterable<TableItem>;
  /** Of JSON and XML, when all rows were read: what stands at a path outside the records, such as the address of the next page. */
  readonly around?: (path: string) => unknown;
}

export interface TableReader {
  /**
   * Finds the table and its head.
   * @throws Failure `unreadable-input`, `unknown-format`, `too-large`, also from `rows`, with file and row or line
   */
  open(input: TableInput, location: RecordsLocation): Promise<Table>;
}

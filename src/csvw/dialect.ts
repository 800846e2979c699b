/** How a file of a table is written (tabular-data-model §8, "flags"). */
export interface Dialect {
  readonly commentPrefix: string | null;
  readonly delimiter: string;
  /** A quote character within quotes is doubled; else a backslash stands before it. */
  readonly doubleQuote: boolean;
  /** A label of the Encoding Standard. */
  readonly encoding: string;
  readonly headerRowCount: number;
  readonly lineTerminators: readonly string[];
  readonly quoteChar: string | null;
  readonly skipBlankRows: boolean;
  readonly skipColumns: number;
  readonly skipRows: number;
  readonly trim: 'true' | 'false' | 'start' | 'end';
}

/**
 * Defaults of the Tabular Data Model (§8). The Metadata Vocabulary (§5.9) names others for two flags, `#` for comments
 * and no trimming; a header that begins with `#` is common in tables, blanks around cells that are meant are not.
 */
export const defaultDialect: Dialect = {
  commentPrefix: null,
  delimiter: ',',
  doubleQuote: true,
  encoding: 'utf-8',
  headerRowCount: 1,
  lineTerminators: ['\r\n', '\n'],
  quoteChar: '"',
  skipBlankRows: false,
  skipColumns: 0,
  skipRows: 0,
  trim: 'true',
};

/** A default dialect as the transfer of the file changes it (§6.1): tabs, no header, another encoding. */
export function dialectOfContentType(contentType: string | undefined): Dialect {
  const [type = '', ...parameters] = (contentType ?? '').split(';').map((part) => part.trim());
  const parameter = (name: string) =>
    parameters
      .map((one) => one.split('=').map((side) => side.trim().replace(/^"(.*)"$/, '$1')))
      .find(([key]) => key?.toLowerCase() === name)?.[1];
  const charset = parameter('charset');
  return {
    ...defaultDialect,
    ...(/^text\/(?:tsv|tab-separated-values)$/i.test(type) && { delimiter: '\t' }),
    ...(parameter('header')?.toLowerCase() === 'absent' && { headerRowCount: 0 }),
    ...(charset !== undefined && isEncoding(charset) && { encoding: charset }),
  };
}

export function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
}

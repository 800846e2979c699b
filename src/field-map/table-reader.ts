import { Failure } from '../model/failure.ts';
import { openArchiveTable } from './read-archive.ts';
import { openCsvTable } from './read-csv-table.ts';
import { openJsonLinesTable } from './read-json-lines-table.ts';
import { openJsonTable } from './read-json-table.ts';
import { openSql } from './read-sql.ts';
import { openWorkbook, type WorkbookLimits } from './read-workbook.ts';
import { openXmlTable } from './read-xml-table.ts';
import type { RecordsLocation, Table, TableInput, TableReader } from './row.ts';
import type { CheckHost } from './sql-host.ts';
import { recogniseFormat } from './table-format.ts';
import { knownLabel } from './table-text.ts';

export interface TableReaderOptions {
  /** Which hosts databases may stand on. */
  readonly checkHost: CheckHost;
  /** Address of the data file of a pair; `{name}`, `{file}` and `{path}` stand for NAME, its file name and its path. */
  readonly download?: string;
  readonly workbooks?: WorkbookLimits;
}

/** Reads tables of every format. */
export function tableReader(options: TableReaderOptions): TableReader {
  return { open: (input, location) => openTable(input, location, options, true) };
}

async function openTable(
  input: TableInput,
  location: RecordsLocation,
  options: TableReaderOptions,
  archives: boolean,
): Promise<Table> {
  if (input.database !== undefined) return openSql(input.database, location, options.checkHost);
  if (location.encoding !== undefined) knownLabel(location.encoding, input.file);
  const found = await recogniseFormat(input, location.encoding);
  const { format } = location;
  if (found === 'folder' || found === 'zip') {
    if (!archives) throw new Failure('unreadable-input', `${input.file} is a packed file in another.`);
    const files: TableReader = { open: (one, where) => openTable(one, where, options, false) };
    const { download } = options;
    const archive = { files, ...(download !== undefined && { download }) };
    return openArchiveTable(input, location, found === 'folder', archive);
  }
  if (format !== undefined && !agree(format, found)) {
    throw new Failure(
      'unreadable-input',
      `${input.file} is stated to be ${format}, but it is ${found}. Correct \`format\` in the field map, or leave it out.`,
    );
  }
  switch (format ?? found) {
    case 'csv':
      return openCsvTable(input, location);
    case 'json':
      return openJsonTable(input, location);
    case 'json-lines':
      return openJsonLinesTable(input, location);
    case 'xml':
      return openXmlTable(input, location);
    case 'xlsx':
    case 'xls':
    case 'ods':
      return openWorkbook(input, location, found, options.workbooks);
    case 'pairs':
      throw new Failure(
        'unreadable-input',
        `${input.file} is neither a folder nor a zip file, as pairs are in.`,
      );
    case 'sql':
      throw new Failure(
        'invalid-configuration',
        `${input.file} is a file. Name the database: postgresql://HOST/DATABASE, mysql://HOST/DATABASE or sqlite:PATH.`,
      );
  }
}

const workbooks: ReadonlySet<string> = new Set(['xlsx', 'xls', 'ods']);

/** Texts are read as they are stated to be: a CSV file may begin with a brace, one line of JSON Lines is JSON. */
function agree(stated: string, found: string): boolean {
  if (stated === 'pairs' || stated === 'sql') return true;
  if (workbooks.has(stated)) return workbooks.has(found);
  return !workbooks.has(found) || (stated === 'xml' && found === 'xls');
}

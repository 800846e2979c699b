import { Failure } from '../model/failure.ts';
import type { ArchiveFile } from './archive-files.ts';
import { openCsvTable } from './read-csv-table.ts';
import { unnamedColumn } from './table-names.ts';

const tables = /\.(?:csv|tsv|tab)$/i;

/**
 * The names in the first row of a CSV or TSV file, in order, `_col.2` where the second has none. Empty where the file is no such
 * table, or where its names do not stand in its first row, in which whoever reads the file looks for them.
 */
export async function headerOf({ name, input }: ArchiveFile): Promise<readonly string[]> {
  if (!tables.test(name)) return [];
  try {
    const { head, rows } = await openCsvTable(input, {});
    // Begun and left, they let go of the file.
    for await (const _ of rows) break;
    if (head.headerRow !== 1) return [];
    return head.columns.map((column, at) => (column === unnamedColumn(at) ? `_col.${at + 1}` : column));
  } catch (error) {
    // Data is published in whatever state it is; of a file that cannot be read as a table the columns are not known.
    if (error instanceof Failure) return [];
    throw error;
  }
}

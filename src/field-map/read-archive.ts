import { Failure } from '../model/failure.ts';
import { type ArchiveFiles, fitsPattern, openArchive } from './archive-files.ts';
import { holdsPairs, pairRows } from './archive-pairs.ts';
import type { RecordsLocation, Table, TableInput, TableItem, TableReader } from './row.ts';
import { peekColumns } from './table-peek.ts';

export interface ArchiveOptions {
  /** Address of the data file of a pair: see {@link pairRows}. */
  readonly download?: string;
  /** Reads one file of it. */
  readonly files: TableReader;
}

/** A folder or zip file: pairs of metadata and data where it holds any, otherwise all of its tables behind each other. */
export async function openArchiveTable(
  input: TableInput,
  location: RecordsLocation,
  isFolder: boolean,
  { download, files }: ArchiveOptions,
): Promise<Table> {
  const archive = await openArchive(input, isFolder);
  try {
    const pattern = location.files;
    const wanted =
      pattern === undefined ? archive.files : archive.files.filter(({ name }) => fitsPattern(name, pattern));
    if (wanted.length === 0) {
      const text = pattern === undefined ? 'holds no files' : `holds no file that fits "${pattern}"`;
      throw new Failure('unreadable-input', `${input.file} ${text}.`);
    }
    if (location.format === 'pairs' || (location.format === undefined && holdsPairs(wanted))) {
      const { columns, rows } = await peekColumns(closing(pairRows(wanted, location, download), archive));
      return { head: { format: 'pairs', columns, notes: [] }, rows };
    }
    const [first, ...others] = wanted;
    if (first === undefined) throw new Failure('unreadable-input', `${input.file} holds no files.`);
    const table = await files.open(first.input, location);
    async function* all(): AsyncGenerator<TableItem> {
      yield* table.rows;
      for (const other of others) yield* (await files.open(other.input, location)).rows;
    }
    return { head: table.head, rows: closing(all(), archive) };
  } catch (error) {
    await archive.close();
    throw error;
  }
}

async function* closing(rows: AsyncIterable<TableItem>, archive: ArchiveFiles): AsyncGenerator<TableItem> {
  try {
    yield* rows;
  } finally {
    await archive.close();
  }
}

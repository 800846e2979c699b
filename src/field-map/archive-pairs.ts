import type { Place } from '../model/place.ts';
import { areNdsapElements, countElements, normaliseElement } from '../sources/ndsap-elements.ts';
import { unreadable } from '../sources/unreadable.ts';
import { type DataFileFacts, dataFileFacts } from './archive-data-file.ts';
import type { ArchiveFile } from './archive-files.ts';
import { openCsvTable } from './read-csv-table.ts';
import type { RecordsLocation, Row, TableItem } from './row.ts';
import {
  dataFileAbsent,
  emptyMetadata,
  metadataAbsent,
  otherDataFile,
  secondRecord,
} from './table-findings.ts';

/** A metadata sheet and the files of its name. */
interface Pair {
  readonly name: string;
  readonly metadata: ArchiveFile;
  readonly data: readonly ArchiveFile[];
}

const metadataName = /\.metadata\.csv$/i;

export function holdsPairs(files: readonly ArchiveFile[]): boolean {
  return files.some(({ name }) => metadataName.test(name));
}

/**
 * `NAME.metadata.csv` + `NAME.csv` (guidelines §6.3, "zip file with predefined naming convention"): one row for each
 * pair. Its values are those of the metadata sheet, written as one row below headers or as two columns, and what is
 * known of the data file: see {@link DataFileFacts}.
 * @param download address of a data file; `{name}`, `{file}`, `{path}` stand for NAME, its file name and its path
 */
export async function* pairRows(
  files: readonly ArchiveFile[],
  location: RecordsLocation,
  download: string | undefined,
): AsyncGenerator<TableItem> {
  const { pairs, alone } = paired(files);
  for (const pair of pairs) yield* pairRow(pair, location, download);
  for (const { input } of alone) {
    yield unreadable({ file: input.file }, metadataAbsent, { severity: 'warning' }) as TableItem;
  }
}

function paired(files: readonly ArchiveFile[]): { pairs: readonly Pair[]; alone: readonly ArchiveFile[] } {
  const byStem = new Map<string, ArchiveFile[]>();
  for (const file of files.filter(({ name }) => !metadataName.test(name))) {
    const stem = file.name.replace(/\.[^./]*$/, '').toLowerCase();
    byStem.set(stem, [...(byStem.get(stem) ?? []), file]);
  }
  const pairs = files
    .filter(({ name }) => metadataName.test(name))
    .map((metadata): Pair => {
      const name = metadata.name.replace(metadataName, '');
      const stem = name.toLowerCase();
      const data = byStem.get(stem) ?? [];
      byStem.delete(stem);
      const isCsv = (file: ArchiveFile) => (/\.csv$/i.test(file.name) ? 0 : 1);
      return { name, metadata, data: [...data].sort((a, b) => isCsv(a) - isCsv(b)) };
    });
  return { pairs, alone: [...byStem.values()].flat() };
}

async function* pairRow(
  { name, metadata, data: [data, ...others] }: Pair,
  location: RecordsLocation,
  download: string | undefined,
): AsyncGenerator<TableItem> {
  const place = { file: metadata.input.file };
  if (data === undefined) {
    yield unreadable(place, dataFileAbsent) as TableItem;
    return;
  }
  for (const { input } of others)
    yield unreadable({ file: input.file }, otherDataFile, { severity: 'warning' }) as TableItem;
  const rows: Row[] = [];
  for await (const item of metadataRows(metadata, location)) {
    if (item.type === 'row' && rows.length === 0) rows.push(item.row);
    else yield item.type === 'row' ? (unreadable(item.row.place, secondRecord) as TableItem) : item;
  }
  const [row] = rows;
  if (row === undefined) {
    yield unreadable(place, emptyMetadata) as TableItem;
    return;
  }
  const values = withFacts(row.values, await dataFileFacts(data, name, download));
  yield { type: 'row', row: { place: row.place, values } };
}

/** A metadata sheet with an element in each row, its value beside it, is turned over. */
async function* metadataRows(file: ArchiveFile, location: RecordsLocation): AsyncGenerator<TableItem> {
  const { encoding, delimiter } = location;
  const where = {
    ...(encoding !== undefined && { encoding }),
    ...(delimiter !== undefined && { delimiter }),
  };
  const upright = await openCsvTable(file.input, { ...where, headerRow: 'none' });
  const members: [string, unknown][] = [];
  let place: Place | undefined;
  for await (const item of upright.rows) {
    if (item.type !== 'row') continue;
    const { 'Column A': name, 'Column B': value } = item.row.values;
    place ??= item.row.place;
    if (typeof name === 'string' && value !== undefined) members.push([name.trim(), value]);
    if (members.length > mostElements) break;
  }
  const names = members.map(([name]) => name);
  const first = upright.head.columns.length <= 2 && members.length > 1;
  if (first && place && areNdsapElements(names) && countElements(names) * 2 >= names.length) {
    yield { type: 'row', row: { place, values: Object.fromEntries(members) } };
    return;
  }
  yield* (await openCsvTable(file.input, location)).rows;
}

const mostElements = 500;

/** What is measured counts for more than what is stated; an address or identifier of the sheet's own stays. */
function withFacts(
  values: Readonly<Record<string, unknown>>,
  { measured, supplied }: DataFileFacts,
): Readonly<Record<string, unknown>> {
  const stated = new Set(Object.keys(values).map(normaliseElement));
  const replaced = new Set(Object.keys(measured).map(normaliseElement));
  const kept = Object.entries(values).filter(([name]) => !replaced.has(normaliseElement(name)));
  const added = Object.entries(supplied).filter(([name]) => !stated.has(normaliseElement(name)));
  return Object.fromEntries([...kept, ...Object.entries(measured), ...added]);
}

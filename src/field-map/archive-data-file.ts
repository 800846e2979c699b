import { createHash } from 'node:crypto';
import type { ArchiveFile } from './archive-files.ts';
import { headerOf } from './archive-header.ts';

/** What is known of a data file, as fields of its row. */
export interface DataFileFacts {
  /** `Data File` (its path), `File Size` (bytes), `Media Type`, `Checksum` (SHA-256, hexadecimal), `Columns` (names). */
  readonly measured: Readonly<Record<string, string | number | readonly string[]>>;
  /** `Identifier` (NAME) and `Download URL`, for sheets that have none. */
  readonly supplied: Readonly<Record<string, string>>;
}

/** Media types (IANA) of what tables are published as, by extension. */
const mediaTypes: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  json: 'application/json',
  jsonl: 'application/jsonl',
  geojson: 'application/geo+json',
  xml: 'application/xml',
  kml: 'application/vnd.google-earth.kml+xml',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  pdf: 'application/pdf',
  parquet: 'application/vnd.apache.parquet',
};

export async function dataFileFacts(
  file: ArchiveFile,
  name: string,
  download: string | undefined,
): Promise<DataFileFacts> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of file.input.bytes()) {
    hash.update(chunk);
    size += chunk.length;
  }
  const columns = await headerOf(file);
  const type = mediaTypes[(/\.([^./]+)$/.exec(file.name)?.[1] ?? '').toLowerCase()];
  return {
    measured: {
      'Data File': file.name,
      'File Size': size,
      ...(type !== undefined && { 'Media Type': type }),
      Checksum: hash.digest('hex'),
      ...(columns.length > 0 && { Columns: columns }),
    },
    supplied: {
      Identifier: name,
      ...(download !== undefined && { 'Download URL': address(download, file.name, name) }),
    },
  };
}

function address(template: string, path: string, name: string): string {
  const parts: Readonly<Record<string, string>> = {
    name: escaped(name),
    file: encodeURIComponent(path.split('/').at(-1) ?? path),
    path: escaped(path),
  };
  return template.replace(/\{(name|file|path)\}/g, (_, part: string) => parts[part] ?? '');
}

function escaped(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

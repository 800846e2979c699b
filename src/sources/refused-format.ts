interface Signature {
  readonly bytes: readonly number[];
  readonly what: string;
  readonly remedy: string;
}

const unpack = 'Unpack it and publish the file inside; of compressed files, only gzip is read as it is.';
const saveAsCsv = 'Open it in the spreadsheet program and save the sheet as "CSV UTF-8 (Comma delimited)".';

function ascii(text: string): readonly number[] {
  return [...Buffer.from(text, 'latin1')];
}

const signatures: readonly Signature[] = [
  {
    bytes: ascii('%PDF'),
    what: 'a PDF document',
    remedy: 'Publish the table that it was made from, as CSV.',
  },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel (XLS) or Office file', remedy: saveAsCsv },
  { bytes: ascii('PAR1'), what: 'a Parquet file', remedy: 'Export it as CSV or JSON Lines.' },
  { bytes: ascii('SQLite format 3'), what: 'an SQLite database', remedy: 'Export its table as CSV.' },
  { bytes: ascii('BZh'), what: 'a bzip2 file', remedy: unpack },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: 'an xz file', remedy: unpack },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], what: 'a Zstandard file', remedy: unpack },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], what: 'a 7z archive', remedy: unpack },
  { bytes: ascii('Rar!'), what: 'a RAR archive', remedy: unpack },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: 'a PNG picture', remedy: 'Publish the metadata as a table.' },
  { bytes: [0xff, 0xd8, 0xff], what: 'a JPEG picture', remedy: 'Publish the metadata as a table.' },
  { bytes: ascii('{\\rtf'), what: 'a rich text (RTF) document', remedy: 'Publish the table in it as CSV.' },
];

/** What an input is that no reader reads, and what its publisher can do; `undefined` where it may be readable. */
export function refusedFormat(head: Buffer): { what: string; remedy: string } | undefined {
  if (head.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 3, 4]))) return zipped(head);
  return signatures.find(({ bytes }) => bytes.every((byte, i) => head[i] === byte));
}

/** ODF 1.3 part 2 §3.3: the first entry `mimetype` is stored uncompressed. OOXML lists `[Content_Types].xml` and `xl/`. */
function zipped(head: Buffer): { what: string; remedy: string } {
  const text = head.toString('latin1');
  if (text.includes('application/vnd.oasis.opendocument')) {
    return { what: 'an OpenDocument (ODS) file', remedy: saveAsCsv };
  }
  if (text.includes('[Content_Types].xml') || text.includes('xl/')) {
    return { what: 'an Excel (XLSX) or Office file', remedy: saveAsCsv };
  }
  return { what: 'a ZIP archive', remedy: unpack };
}

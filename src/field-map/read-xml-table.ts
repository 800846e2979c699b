import { peekBytes } from '../sources/peek-bytes.ts';
import { defaultReadLimits } from '../sources/reader-context.ts';
import { findXmlRecords } from './read-xml-find.ts';
import { XmlPath } from './read-xml-path.ts';
import { XmlRecords } from './read-xml-records.ts';
import type { RecordsLocation, Table, TableInput, TableItem } from './row.ts';
import { peekColumns } from './table-peek.ts';
import { asUtf8, sampleText, unpacked } from './table-text.ts';

const headBytes = 256 * 1024;

/** XML without DTD, read record by record. */
export async function openXmlTable(input: TableInput, location: RecordsLocation): Promise<Table> {
  const peeked = await peekBytes(unpacked(input), headBytes);
  const encoding = location.encoding ?? declaredEncoding(peeked.head);
  const path = location.path ?? findXmlRecords(sampleText(peeked.head, encoding), location.namespaces);
  const records = new XmlRecords({
    file: input.file,
    path: new XmlPath(path, input.file),
    namespaces: location.namespaces ?? {},
    limits: { ...defaultReadLimits, ...input.limits },
  });
  const bytes = asUtf8(peeked.bytes, peeked.head, input.file, encoding);
  const { columns, rows } = await peekColumns(readAll(bytes, records));
  return {
    head: { format: 'xml', path, columns, notes: [] },
    rows,
    around: (wanted) => records.around(wanted),
  };
}

async function* readAll(bytes: AsyncIterable<Uint8Array>, records: XmlRecords): AsyncGenerator<TableItem> {
  const decoder = new TextDecoder();
  for await (const chunk of bytes) {
    // A wrong document ends with what was whole before.
    for (const text of slices(decoder.decode(chunk, { stream: true }))) yield* records.write(text);
  }
  yield* records.end();
}

/** Small enough that an element past the limit is noticed soon after it is reached. */
const sliceLength = 64 * 1024;

function* slices(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += sliceLength) yield text.slice(at, at + sliceLength);
}

/** XML 1.0 §4.3.3: what the declaration says of a text without byte order mark. */
function declaredEncoding(head: Uint8Array): string | undefined {
  const beginning = Buffer.from(head.subarray(0, 200)).toString('latin1');
  const label = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(beginning)?.[1];
  return label?.toLowerCase() === 'utf-16' ? undefined : label;
}

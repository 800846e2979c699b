import type { JsonProfile } from '../sources/json-profile.ts';
import { record, wholeValues } from '../sources/json-profile.ts';
import { peekBytes } from '../sources/peek-bytes.ts';
import { readJsonLines } from '../sources/read-json-lines.ts';
import { defaultReadLimits } from '../sources/reader-context.ts';
import { jsonRow } from './read-json-row.ts';
import { queryValues } from './read-json-table.ts';
import type { RecordsLocation, Table, TableInput, TableItem } from './row.ts';
import { peekColumns } from './table-peek.ts';
import { asUtf8, unpacked } from './table-text.ts';

/** Every line as it is: the profile of inputs that a field map reads. */
const anyLine: JsonProfile = {
  profile: 'ndsap',
  description: 'JSON Lines',
  recognises: () => true,
  layout: () => wholeValues,
  open: () => ({
    *read({ value }, place) {
      yield record('ndsap', 'line', place, value);
    },
    end: () => [],
  }),
};

/** JSON Lines: one record a line, or the records that a JSONPath finds in each. */
export async function openJsonLinesTable(input: TableInput, location: RecordsLocation): Promise<Table> {
  const peeked = await peekBytes(unpacked(input), 4);
  const bytes = asUtf8(peeked.bytes, peeked.head, input.file, location.encoding);
  const { columns, rows } = await peekColumns(lines(bytes, input, location.path));
  const path = location.path;
  return {
    head: { format: 'json-lines', columns, notes: [], ...(path !== undefined && { path }) },
    rows,
  };
}

async function* lines(
  bytes: AsyncIterable<Uint8Array>,
  { file, limits }: TableInput,
  path: string | undefined,
): AsyncGenerator<TableItem> {
  const context = { file, limits: { ...defaultReadLimits, ...limits } };
  for await (const item of readJsonLines(bytes, anyLine, context)) {
    if (item.type === 'unreadable') {
      yield item;
      continue;
    }
    const { data, place } = item.record;
    const found = path === undefined || path === '$' ? [data] : queryValues(data, path, file);
    for (const value of found) yield jsonRow(value, place, () => undefined);
  }
}

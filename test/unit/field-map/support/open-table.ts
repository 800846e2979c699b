import assert from 'node:assert/strict';
import type { RecordsLocation, Row, TableHead, TableInput } from '../../../../src/field-map/row.ts';
import { fileInput } from '../../../../src/field-map/table-input.ts';
import { type TableReaderOptions, tableReader } from '../../../../src/field-map/table-reader.ts';
import { Failure } from '../../../../src/model/failure.ts';
import type { Finding } from '../../../../src/model/finding.ts';

export interface OpenedTable {
  readonly head: TableHead;
  readonly rows: readonly Row[];
  /** The values of the rows. */
  readonly values: readonly Readonly<Record<string, unknown>>[];
  readonly findings: readonly Finding[];
  readonly around: ((path: string) => unknown) | undefined;
}

export function input(content: string | Uint8Array, file = 'table'): TableInput {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return {
    file,
    async *bytes() {
      // Pieces that cut rows, characters and tags.
      for (let at = 0; at < bytes.length; at += 1_013) yield bytes.subarray(at, at + 1_013);
    },
  };
}

/** Reads a table to its end: of a text, of bytes, or of the file at a path. */
export async function openTable(
  source: string | Uint8Array | TableInput,
  location: RecordsLocation = {},
  options: Partial<TableReaderOptions> = {},
): Promise<OpenedTable> {
  const from = typeof source === 'object' && 'bytes' in source ? source : input(source);
  const reader = tableReader({ checkHost: async (host) => host, ...options });
  const table = await reader.open(from, location);
  const rows: Row[] = [];
  const findings: Finding[] = [];
  for await (const item of table.rows) {
    if (item.type === 'row') rows.push(item.row);
    else findings.push(item.finding);
  }
  return { head: table.head, rows, values: rows.map(({ values }) => values), findings, around: table.around };
}

export function openFile(path: string, location: RecordsLocation = {}, options = {}): Promise<OpenedTable> {
  return openTable(fileInput(path, path.split('/').at(-1)), location, options);
}

/** The failure of a piece of work. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof Failure, `no Failure: ${error instanceof Error ? error.stack : error}`);
    return error;
  }
  assert.fail('It did not fail.');
}

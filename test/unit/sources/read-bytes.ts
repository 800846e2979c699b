import { Iris } from '../../../src/mapping/iris.ts';
import { Failure } from '../../../src/model/failure.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { SourceRecord } from '../../../src/model/record.ts';
import type { SourceItem } from '../../../src/model/source-item.ts';
import { type ReadOptions, readSource } from '../../../src/sources/read-source.ts';

export const names = new Iris('https://portal.example/');

export interface ReadResult {
  readonly records: readonly SourceRecord[];
  readonly findings: readonly Finding[];
  readonly failure?: Failure;
}

export async function* chunks(bytes: Uint8Array, size = bytes.length): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Everything that is read, and the failure behind it. */
export async function collect(items: AsyncIterable<SourceItem>): Promise<ReadResult> {
  const records: SourceRecord[] = [];
  const findings: Finding[] = [];
  try {
    for await (const item of items) {
      if (item.type === 'record') records.push(item.record);
      else findings.push(item.finding);
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { records, findings, failure: error };
  }
  return { records, findings };
}

export function readBytes(
  content: string | Uint8Array,
  file = 'input',
  options: Partial<ReadOptions> & { chunk?: number } = {},
): Promise<ReadResult> {
  const bytes = Buffer.from(content);
  return collect(readSource(chunks(bytes, options.chunk), file, { names, ...options }));
}

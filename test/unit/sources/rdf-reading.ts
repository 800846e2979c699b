import type { Quad } from '@rdfjs/types';
import { Iris } from '../../../src/mapping/iris.ts';
import type { GraphRecord } from '../../../src/model/record.ts';
import type { SourceItem } from '../../../src/model/source-item.ts';
import type { RdfFormat } from '../../../src/rdf/formats.ts';
import { nQuadLine, parseNQuads } from '../../../src/rdf/n-quads.ts';
import { type RdfReadOptions, readRdf } from '../../../src/sources/read-rdf.ts';
import { settleGraphRecord } from '../../../src/sources/settle-graph-record.ts';

export const names = new Iris('https://portal.example/');

export async function* bytesOf(text: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  for (let from = 0; from < bytes.length; from += 65_536) yield bytes.subarray(from, from + 65_536);
}

export async function readItems(
  text: string | Uint8Array,
  format: RdfFormat,
  options: Partial<RdfReadOptions> = {},
): Promise<SourceItem[]> {
  const items: SourceItem[] = [];
  for await (const item of readRdf(bytesOf(text), format, { file: 'input', names, ...options }))
    items.push(item.type === 'record' ? await settleGraphRecord(item.record, names) : item);
  return items;
}

export async function readRecords(
  text: string | Uint8Array,
  format: RdfFormat,
  options: Partial<RdfReadOptions> = {},
): Promise<GraphRecord[]> {
  const items = await readItems(text, format, options);
  return items.map((item) => {
    if (item.type !== 'record') throw new Error(`${item.finding.place.path}: ${item.finding.message.en}`);
    return item.record.data as GraphRecord;
  });
}

export const tripleLines = (quads: Iterable<Quad>) =>
  [...new Set([...quads].map((quad) => nQuadLine(quad, '')))].sort();

/** The record about `topic` as sorted lines. */
export function linesOf(records: readonly GraphRecord[], topic: string): string[] {
  const record = records.find((candidate) => candidate.topic === topic);
  if (record === undefined)
    throw new Error(`no record about ${topic}: ${records.map((r) => r.topic).join(' ')}`);
  return tripleLines(parseNQuads(record.triples));
}

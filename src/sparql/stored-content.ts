import type { GraphContent } from '../engine/query-engine.ts';
import { documentNQuads } from '../store/document.ts';
import { defaultGraph, type LogEntry, type RecordReader, type StoredGraph } from '../store/record-store.ts';

/** To be raised when a record's N-Quads come to be written otherwise: what was loaded before then counts no more. */
export const contentForm = 2;

/** Characters of N-Quads sent to the engine at once: large enough to parse fast, small enough not to hold the event loop. */
const chunkLength = 1 << 21;

/** Everything that is published, as chunks of whole lines of N-Quads (UTF-8), each with the number of records in it. */
export function* storedContent(
  store: RecordReader,
): Generator<{ nquads: Uint8Array<ArrayBuffer>; records: number }> {
  const encoder = new TextEncoder();
  let text = '';
  let records = 0;
  for (const { nquads, record } of contents(store)) {
    text += nquads;
    if (record) records += 1;
    if (text.length >= chunkLength) {
      yield { nquads: encoder.encode(text), records };
      text = '';
      records = 0;
    }
  }
  if (text !== '') yield { nquads: encoder.encode(text), records };
}

function* contents(store: RecordReader): Generator<{ nquads: string; record: boolean }> {
  for (const record of store.records()) yield { nquads: documentNQuads(record), record: true };
  for (const graph of store.graphs()) yield { nquads: graph.nquads, record: false };
}

/** Log entries read at once. */
const entriesAtOnce = 200;

/**
 * The log entries after commit `sequence`: some hundreds, and never a part of a transaction, so that no query sees half of
 * one. The entries of one transaction have the same time (which other transactions of that second have too).
 */
export function nextChanges(store: RecordReader, sequence: number): readonly LogEntry[] {
  const entries = [...store.changes(sequence, entriesAtOnce)];
  let read = entries.length;
  for (let last = entries.at(-1); last && read === entriesAtOnce; last = entries.at(-1)) {
    const { time, sequence: end } = last;
    const more = store.changes(end, entriesAtOnce);
    const other = more.findIndex((entry) => entry.time !== time);
    entries.push(...(other === -1 ? more : more.slice(0, other)));
    read = other === -1 ? more.length : 0;
  }
  return entries;
}

/** The present content of the graphs that the changes are about, each once. */
export function changedContent(store: RecordReader, changes: readonly LogEntry[]): GraphContent[] {
  const last = new Map(changes.map((change) => [change.document, change]));
  return [...last.values()].map(({ document, subject }) => {
    if (subject === 'graph') return graphContent(document, store.graph(document));
    const record = store.get(document);
    return { graph: document, nquads: record?.state === 'live' ? documentNQuads(record) : '' };
  });
}

function graphContent(name: LogEntry['document'], stored: StoredGraph | undefined): GraphContent {
  return { graph: name === defaultGraph ? null : name, nquads: stored?.nquads ?? '' };
}

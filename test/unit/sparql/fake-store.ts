import assert from 'node:assert/strict';
import type { LogEntry, RecordReader, StoredGraph, StoredRecord } from '../../../src/store/record-store.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';

/** A store of as many one-triple records, and of such graphs, as are put into it. */
export function fakeStore() {
  const records = new Map<string, StoredRecord>();
  const graphs = new Map<string, StoredGraph>();
  const log: LogEntry[] = [];
  const time = '2026-01-01T00:00:00Z';
  const note = (kind: LogEntry['kind'], subject: LogEntry['subject'], document: Iri, version: string) => {
    log.push({ sequence: log.length + 1, time, kind, subject, document, version });
    return log.length;
  };
  const put = (key: string) => {
    const document = `https://x/doc/dataset/${key}` as Iri;
    const sequence = note('create', 'record', document, key);
    records.set(document, {
      document,
      topic: `https://x/id/dataset/${key}` as Iri,
      kind: 'dataset',
      state: 'live',
      version: key,
      issued: time,
      modified: time,
      policy: 'https://x/p' as Iri,
      policyVersion: '',
      warnings: 0,
      sequence,
      nquads: `<https://x/id/dataset/${key}> <urn:p> "${key}" <${document}> .\n`,
    });
    return document;
  };
  const withdraw = (document: Iri) => {
    const record = records.get(document);
    assert.ok(record);
    records.set(document, { ...record, state: 'withdrawn', nquads: '' });
    note('delete', 'record', document, '');
  };
  const putGraph = (graph: Iri, nquads: string) => {
    const version = String(log.length + 1);
    const kind = graphs.has(graph) ? 'update' : 'create';
    graphs.set(graph, { graph, version, sequence: log.length + 1, issued: time, modified: time, nquads });
    note(kind, 'graph', graph, version);
  };
  const dropGraph = (graph: Iri) => {
    graphs.delete(graph);
    note('delete', 'graph', graph, '');
  };
  const live = () => [...records.values()].filter((record) => record.state === 'live');
  const reader: Partial<RecordReader> = {
    sequence: () => log.length,
    count: () => live().length,
    records: () => live(),
    get: (document) => records.get(document),
    graph: (name) => graphs.get(name),
    graphs: () => graphs.values(),
    changes: (after, limit) => log.slice(after, after + limit),
  };
  return { put, withdraw, putGraph, dropGraph, reader: reader as RecordReader };
}

export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

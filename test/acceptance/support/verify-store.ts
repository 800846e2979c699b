import assert from 'node:assert/strict';
import { canonicalNQuads, versionOf } from '../../../src/rdf/canonical.ts';
import { parseNQuads } from '../../../src/rdf/n-quads.ts';
import { LmdbRecordStore } from '../../../src/store/lmdb-record-store.ts';
import type { LogEntry, RecordStore, StoredRecord } from '../../../src/store/record-store.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';

/** What a store holds, document by document: equal where two runs published the same. */
export type Holdings = ReadonlyMap<string, string>;

export interface VerifyOptions {
  readonly data: string;
  readonly base: string;
  /** Things that must be there. */
  readonly acknowledged?: readonly string[];
}

/** Opens a data folder and holds every promise of the store against it: nothing lost, nothing half. */
export async function verifyStore({ data, base, acknowledged = [] }: VerifyOptions): Promise<Holdings> {
  const store = LmdbRecordStore.open(data, { base });
  try {
    const log = verifyLog(store);
    const live = [...store.records()];
    for (const record of live) verifyRecord(store, record, log);
    assert.equal(store.count(), live.length, 'the counts agree with the records');
    const documents = new Set([...log.values()].map(({ document }) => document));
    for (const document of documents) verifyHistory(store, document, log);
    for (const record of live) assert.ok(documents.has(record.document), `${record.document} is in the log`);
    for (const topic of acknowledged) {
      const document = store.documentOf(topic as Iri);
      assert.ok(document, `${topic} was acknowledged and is lost`);
      assert.equal(store.head(document)?.state, 'live', `${topic} was acknowledged and is not live`);
    }
    return new Map(
      live.map(({ document, topic, version, nquads }) => [document, `${topic} ${version}\n${nquads}`]),
    );
  } finally {
    await store.close();
  }
}

/** Numbers without gap up to the store's sequence, and nothing that is not described. */
function verifyLog(store: RecordStore): ReadonlyMap<number, LogEntry> {
  const log = new Map<number, LogEntry>();
  for (const entry of store.changes(0, Number.MAX_SAFE_INTEGER)) {
    assert.equal(entry.sequence, log.size + 1, 'the log has no gap');
    log.set(entry.sequence, entry);
    assert.ok(store.head(entry.document), `${entry.document} stands in the log and has a head`);
  }
  assert.equal(store.sequence(), log.size, 'the sequence is that of the last entry');
  return log;
}

function verifyRecord(store: RecordStore, record: StoredRecord, log: ReadonlyMap<number, LogEntry>): void {
  const { document, topic, version, sequence, nquads } = record;
  assert.equal(versionOf(nquads), version, `${document}: the version is that of the triples`);
  const quads = parseNQuads(nquads);
  assert.ok(quads.length > 0, `${document} holds triples`);
  assert.equal(canonicalNQuads(quads, document), nquads, `${document} is whole and canonical`);
  assert.equal(store.documentOf(topic), document, `${topic} leads to its document`);
  const entry = log.get(sequence);
  assert.deepEqual([entry?.document, entry?.version], [document, version], `${document} is logged as it is`);
}

/** Each commit of a document but the last one made a past version, and that is whole. */
function verifyHistory(store: RecordStore, document: Iri, log: ReadonlyMap<number, LogEntry>): void {
  const past = store.history(document);
  const commits = [...log.values()].filter((entry) => entry.document === document && entry.kind !== 'delete');
  const current = store.head(document)?.state === 'live' ? 1 : 0;
  assert.deepEqual(
    past.map(({ sequence, version }) => [sequence, version]),
    commits.slice(0, commits.length - current).map(({ sequence, version }) => [sequence, version]),
    `${document}: the history holds what the log tells`,
  );
  for (const { version, nquads } of past) assert.equal(versionOf(nquads), version, `${document}: ${version}`);
}

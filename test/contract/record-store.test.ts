import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../src/model/failure.ts';
import { versionOf } from '../../src/rdf/canonical.ts';
import { composeDocument } from '../../src/store/document.ts';
import { LmdbRecordStore } from '../../src/store/lmdb-record-store.ts';
import { openTables } from '../../src/store/lmdb-tables.ts';
import { type Change, defaultGraph, type Put, type RecordStore } from '../../src/store/record-store.ts';
import type { Iri } from '../../src/vocabulary/iri.ts';
import { policyIri } from '../../src/vocabulary/ndsap.ts';
import { foaf } from '../../src/vocabulary/terms.ts';
import { datasetPut } from './support/dataset-put.ts';

const base = 'https://data.example.gov.in/';

const put = (key: string, title: string, more: Partial<Put> = {}): Put =>
  datasetPut(base, key, title, { policyVersion: 'shapes-1', ...more });

describe('the record store (contract, LMDB)', () => {
  let folder: string;
  let store: RecordStore;
  let time: Date;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fivestar-store-'));
    time = new Date('2026-01-01T10:00:00.000Z');
    store = LmdbRecordStore.open(folder, { base, now: () => time });
  });

  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives back what was committed, with times and versions', async () => {
    const rain = put('rain', 'Rainfall');
    assert.deepEqual(await store.commit([rain]), ['created']);
    const record = store.get(rain.document);
    assert.equal(record?.nquads, rain.nquads);
    assert.equal(record?.issued, '2026-01-01T10:00:00Z');
    assert.equal(record?.sequence, 1);
    assert.equal(store.documentOf(rain.topic), rain.document);
    assert.equal(store.count('dataset'), 1);
    assert.equal(store.count(), 1);
  });

  it('changes nothing and logs nothing when the same is committed again', async () => {
    await store.commit([put('rain', 'Rainfall')]);
    assert.deepEqual(await store.commit([put('rain', 'Rainfall')]), ['unchanged']);
    assert.equal(store.sequence(), 1);
    assert.equal(store.changes(0, 10).length, 1);
  });

  it('keeps the first publication date and the past version on update', async () => {
    await store.commit([put('rain', 'Rainfall')]);
    time = new Date('2026-02-02T10:00:00.000Z');
    assert.deepEqual(await store.commit([put('rain', 'Rainfall by district')]), ['updated']);
    const record = store.get(put('rain', '').document);
    assert.equal(record?.issued, '2026-01-01T10:00:00Z');
    assert.equal(record?.modified, '2026-02-02T10:00:00Z');
    const [past, ...rest] = store.history(put('rain', '').document);
    assert.equal(rest.length, 0);
    assert.match(past?.nquads ?? '', /"Rainfall" /);
    assert.deepEqual(
      store.changes(0, 10).map((entry) => entry.kind),
      ['create', 'update'],
    );
  });

  it('withdraws to a tombstone and can publish again', async () => {
    const rain = put('rain', 'Rainfall', { links: [`${base}id/organization/imd` as Iri] });
    await store.commit([rain]);
    assert.deepEqual(await store.commit([{ type: 'withdraw', document: rain.document }]), ['withdrawn']);
    assert.deepEqual(await store.commit([{ type: 'withdraw', document: rain.document }]), ['absent']);
    assert.equal(store.get(rain.document)?.state, 'withdrawn');
    assert.equal(store.get(rain.document)?.nquads, '');
    assert.equal(store.documentOf(rain.topic), rain.document);
    assert.equal(store.count(), 0);
    assert.equal(store.linkedFrom(`${base}id/organization/imd` as Iri, { limit: 5 }).total, 0);
    assert.deepEqual([...store.records()], []);
    assert.deepEqual(await store.commit([rain]), ['created']);
    assert.equal(store.get(rain.document)?.issued, '2026-01-01T10:00:00Z');
  });

  it('writes incidental records only where there is none', async () => {
    await store.commit([put('rain', 'Full description')]);
    assert.deepEqual(await store.commit([put('rain', 'Name only', { incidental: true })]), ['unchanged']);
    assert.match(store.get(put('rain', '').document)?.nquads ?? '', /Full description/);
  });

  it('pages in a stable order while records come and go', async () => {
    await store.commit(['a', 'b', 'c', 'd', 'e'].map((key) => put(key, key)));
    const first = store.list({ limit: 2 });
    assert.deepEqual(
      first.records.map((r) => r.topic.at(-1)),
      ['a', 'b'],
    );
    await store.commit([
      put('aa', 'new before the cursor'),
      { type: 'withdraw', document: put('b', '').document },
    ]);
    const second = store.list({ limit: 2, ...(first.next && { after: first.next }) });
    assert.deepEqual(
      second.records.map((r) => r.topic.at(-1)),
      ['c', 'd'],
    );
    const third = store.list({ limit: 2, ...(second.next && { after: second.next }) });
    assert.deepEqual(
      third.records.map((r) => r.topic.at(-1)),
      ['e'],
    );
    assert.equal(third.next, undefined);
  });

  it('iterates one snapshot while commits go on', async () => {
    await store.commit(['a', 'b', 'c'].map((key) => put(key, key)));
    const seen: string[] = [];
    for (const record of store.records()) {
      if (seen.length === 0)
        await store.commit([put('d', 'd'), { type: 'withdraw', document: put('c', '').document }]);
      seen.push(record.topic.at(-1) ?? '');
    }
    assert.deepEqual(seen, ['a', 'b', 'c']);
    assert.equal(store.count(), 3);
  });

  it('lists what links to a thing, in pages, and follows updates', async () => {
    const theme = `${base}def/sector/health` as Iri;
    await store.commit(['a', 'b', 'c'].map((key) => put(key, key, { links: [theme] })));
    const first = store.linkedFrom(theme, { limit: 2 });
    assert.equal(first.total, 3);
    assert.equal(first.documents.length, 2);
    const rest = store.linkedFrom(theme, { limit: 2, ...(first.next && { after: first.next }) });
    assert.deepEqual(rest.documents, [put('c', '').document]);
    await store.commit([put('b', 'no theme any more')]);
    assert.equal(store.linkedFrom(theme, { limit: 5 }).total, 2);
  });

  it('writes all changes of a commit or none', async () => {
    const broken = { ...put('b', 'b'), document: undefined as unknown as Iri };
    await assert.rejects(
      store.commit([put('a', 'a'), broken]),
      (error) => error instanceof Failure && error.code === 'store-unusable',
    );
    assert.equal(store.sequence(), 0);
    assert.equal(store.get(put('a', '').document), undefined);
    assert.equal(store.documentOf(put('a', '').topic), undefined);
  });

  it('keeps things with very long IRIs apart', async () => {
    const long = (end: string) => `https://example.org/${'x'.repeat(3000)}${end}` as Iri;
    await store.commit([put('a', 'a', { topic: long('1') }), put('b', 'b', { topic: long('2') })]);
    assert.equal(store.documentOf(long('1')), put('a', '').document);
    assert.equal(store.documentOf(long('2')), put('b', '').document);
  });

  it('composes the published document from the record and the commit log', async () => {
    await store.commit([put('rain', 'Rainfall')]);
    const record = store.get(put('rain', '').document);
    assert.ok(record);
    const quads = composeDocument(record);
    assert.equal(quads.length, 2 + 7);
    assert.ok(quads.every((quad) => quad.graph.value === record.document));
    assert.ok(quads.some((q) => q.predicate.value === foaf.primaryTopic && q.object.value === record.topic));
  });

  describe('versions of a record', () => {
    const { document } = put('rain', '');
    const replacement = `${base}id/dataset/rain-2` as Iri;
    const at = (second: number) => {
      time = new Date(Date.UTC(2026, 0, 1, 10, 0, second));
    };
    const times = (second: number) => `2026-01-01T10:00:${String(second).padStart(2, '0')}Z`;
    const sequences = (options?: { newestFirst?: boolean; beyond?: number }) =>
      [...store.versions(document, options)].map(({ sequence }) => sequence);

    /** Commits 1, 2 (updated), 3 (another record), 4 (withdrawn), 5 (published again). */
    async function makeHistory(): Promise<void> {
      await store.commit([put('rain', 'one', { kind: 'series', policy: policyIri(base, 'dcat-ap') })]);
      at(1);
      await store.commit([
        put('rain', 'two', { topic: `${base}id/dataset/renamed` as Iri }),
        put('wind', 'w'),
      ]);
      at(2);
      await store.commit([{ type: 'withdraw', document, reason: 'It was wrong.', replacedBy: replacement }]);
      at(3);
      await store.commit([put('rain', 'two')]);
    }

    it('are read one by one, each as it was, with how it ended', async () => {
      await makeHistory();
      const one = store.version(document, 1);
      const first = put('rain', 'one');
      assert.deepEqual(one, {
        document,
        topic: first.topic,
        kind: 'series',
        version: first.version,
        sequence: 1,
        issued: times(0),
        modified: times(0),
        policy: policyIri(base, 'dcat-ap'),
        ended: { type: 'superseded', time: times(1) },
        nquads: first.nquads,
      });
      const two = store.version(document, 2);
      assert.equal(two?.topic, `${base}id/dataset/renamed`);
      assert.deepEqual([two?.previous, two?.issued, two?.modified], [1, times(0), times(1)]);
      const ended = { type: 'withdrawn', time: times(2), reason: 'It was wrong.', replacedBy: replacement };
      assert.deepEqual(two?.ended, ended);
      const present = store.version(document, 5);
      assert.deepEqual(
        [present?.previous, present?.ended, present?.nquads],
        [2, undefined, put('rain', 'two').nquads],
      );
      for (const none of [0, 3, 4, 6, 1.5]) assert.equal(store.version(document, none), undefined);
      assert.equal(store.version(put('fog', '').document, 1), undefined);
      assert.equal(store.version(put('wind', '').document, 1), undefined);
    });

    it('are listed either way, from any of them on, without their triples', async () => {
      await makeHistory();
      assert.deepEqual(sequences(), [1, 2, 5]);
      assert.deepEqual(sequences({ newestFirst: true }), [5, 2, 1]);
      assert.deepEqual(sequences({ beyond: 1 }), [2, 5]);
      assert.deepEqual(sequences({ beyond: 2 }), [5]);
      assert.deepEqual(sequences({ beyond: 5 }), []);
      assert.deepEqual(sequences({ beyond: 5, newestFirst: true }), [2, 1]);
      assert.deepEqual(sequences({ beyond: 1, newestFirst: true }), []);
      for (const { sequence, ...listed } of store.versions(document)) {
        const { nquads, ...read } = store.version(document, sequence) ?? { nquads: '' };
        assert.deepEqual({ sequence, ...listed }, read);
        assert.ok(nquads.length > 0 && !('nquads' in listed));
      }
      assert.equal(store.countVersions(document), 3);
      assert.deepEqual([...store.versions(put('fog', '').document)], []);
      assert.equal(store.countVersions(put('fog', '').document), 0);
    });

    it('stay when the record is withdrawn, and the tombstone says why until it is published again', async () => {
      await makeHistory();
      assert.deepEqual(
        [store.head(document)?.reason, store.head(document)?.replacedBy],
        [undefined, undefined],
      );
      await store.commit([{ type: 'withdraw', document, reason: 'Wrong again.', replacedBy: replacement }]);
      const head = store.head(document);
      assert.deepEqual(
        [head?.reason, head?.replacedBy, head?.previous, head?.sequence],
        ['Wrong again.', replacement, 5, 6],
      );
      assert.deepEqual(sequences(), [1, 2, 5]);
      assert.equal(store.countVersions(document), 3);
      assert.equal(store.version(document, 6), undefined);
      assert.equal(store.version(document, 5)?.ended?.reason, 'Wrong again.');
      assert.equal(store.version(document, 2)?.ended?.reason, 'It was wrong.');
    });

    it('are listed in one snapshot while commits go on', async () => {
      await makeHistory();
      const seen: number[] = [];
      for (const { sequence } of store.versions(document)) {
        if (seen.length === 0) await store.commit([put('rain', 'three')]);
        seen.push(sequence);
      }
      assert.deepEqual(seen, [1, 2, 5]);
      assert.deepEqual(sequences(), [1, 2, 5, 6]);
    });

    it('that an older release ended are told as far as it kept them', async () => {
      await makeHistory();
      await store.commit([{ type: 'withdraw', document: put('wind', '').document }]);
      await store.close();
      const tables = openTables(folder, base);
      for (const key of tables.versions.getKeys()) tables.versions.removeSync(key);
      for (const { key, value } of tables.heads.getRange()) {
        const { previous: _previous, ...older } = value;
        tables.heads.putSync(key, older);
      }
      await tables.root.close();
      store = LmdbRecordStore.open(folder, { base, now: () => time });
      assert.deepEqual(sequences(), [1, 2, 5]);
      const two = store.version(document, 2);
      assert.deepEqual(
        [two?.modified, two?.version, two?.nquads],
        [times(1), put('rain', 'two').version, put('rain', 'two').nquads],
      );
      assert.deepEqual([two?.topic, two?.kind, two?.previous], [put('rain', '').topic, 'dataset', undefined]);
      assert.deepEqual(two?.ended, { type: 'withdrawn' });
      assert.deepEqual(store.version(document, 1)?.ended, { type: 'superseded', time: times(1) });
      const wind = put('wind', 'w');
      assert.deepEqual(store.version(wind.document, 3)?.ended, { type: 'withdrawn', time: times(3) });
      at(4);
      await store.commit([wind, put('rain', 'three')]);
      assert.deepEqual([store.head(wind.document)?.previous, store.head(document)?.previous], [3, 5]);
    });
  });

  describe('graphs that are no records', () => {
    const graph = 'https://other.example/g' as Iri;
    const putGraph = (text: string, name = graph): Change => {
      const nquads = `<urn:s> <urn:p> "${text}" <${name}> .\n`;
      return { type: 'put-graph', graph: name, nquads, version: versionOf(nquads) };
    };

    it('are given back with times, apart from records', async () => {
      assert.deepEqual(await store.commit([putGraph('1'), put('rain', 'Rainfall')]), ['created', 'created']);
      const stored = store.graph(graph);
      assert.match(stored?.nquads ?? '', /"1"/);
      assert.deepEqual([stored?.graph, stored?.sequence, stored?.issued], [graph, 1, '2026-01-01T10:00:00Z']);
      assert.deepEqual([...store.graphs()], [stored]);
      assert.deepEqual([store.count(), [...store.records()].length], [1, 1]);
      assert.equal(store.get(graph), undefined);
      assert.equal(store.graph(put('rain', '').document), undefined);
    });

    it('keep past versions and their first time, and are logged as graphs', async () => {
      await store.commit([putGraph('1')]);
      time = new Date('2026-02-02T10:00:00.000Z');
      assert.deepEqual(await store.commit([putGraph('2'), put('rain', 'Rainfall')]), ['updated', 'created']);
      assert.deepEqual(await store.commit([putGraph('2')]), ['unchanged']);
      assert.equal(store.graph(graph)?.issued, '2026-01-01T10:00:00Z');
      assert.equal(store.graph(graph)?.modified, '2026-02-02T10:00:00Z');
      assert.deepEqual(await store.commit([{ type: 'drop-graph', graph }]), ['withdrawn']);
      assert.deepEqual(await store.commit([{ type: 'drop-graph', graph }]), ['absent']);
      assert.equal(store.graph(graph), undefined);
      assert.deepEqual([...store.graphs()], []);
      assert.deepEqual(
        store.history(graph).map(({ nquads, sequence }) => [/"(.)"/.exec(nquads)?.[1], sequence]),
        [
          ['1', 1],
          ['2', 2],
        ],
      );
      assert.deepEqual(
        store.changes(0, 10).map(({ kind, subject }) => `${kind} ${subject}`),
        ['create graph', 'update graph', 'create record', 'delete graph'],
      );
      assert.deepEqual(await store.commit([putGraph('3')]), ['created']);
    });

    it('may be empty, and have the default graph and very long names among them', async () => {
      const long = (end: string) => `https://example.org/${'x'.repeat(3000)}${end}` as Iri;
      const empty: Change = { type: 'put-graph', graph, nquads: '', version: versionOf('') };
      await store.commit([
        empty,
        putGraph('d', defaultGraph),
        putGraph('1', long('1')),
        putGraph('2', long('2')),
      ]);
      assert.equal(store.graph(graph)?.nquads, '');
      assert.match(store.graph(long('1'))?.nquads ?? '', /"1"/);
      assert.match(store.graph(long('2'))?.nquads ?? '', /"2"/);
      assert.equal([...store.graphs()].length, 4);
      assert.deepEqual(await store.commit([{ type: 'drop-graph', graph: long('1') }]), ['withdrawn']);
      assert.equal(await store.commitSince(4, [putGraph('3', long('1'))]), undefined);
    });

    it('are iterated in one snapshot while commits go on', async () => {
      const names = ['a', 'b', 'c'].map((name) => `urn:${name}` as Iri);
      await store.commit(names.map((name) => putGraph('1', name)));
      const seen: string[] = [];
      for (const { graph: name } of store.graphs()) {
        if (seen.length === 0)
          await store.commit([putGraph('1', 'urn:d' as Iri), { type: 'drop-graph', graph: 'urn:c' as Iri }]);
        seen.push(name);
      }
      assert.deepEqual(seen, names);
    });

    it('are written since a commit only where none of them was written after it', async () => {
      await store.commit([putGraph('1'), put('rain', 'Rainfall')]);
      const seen = store.sequence();
      const other = putGraph('1', 'urn:other' as Iri);
      assert.deepEqual(await store.commitSince(seen, [putGraph('2'), put('rain', 'More rain')]), [
        'updated',
        'updated',
      ]);
      const now = store.sequence();
      for (const late of [putGraph('3'), put('rain', 'Less rain'), { type: 'drop-graph', graph } as const]) {
        assert.equal(await store.commitSince(seen, [other, late]), undefined);
        assert.equal(store.sequence(), now);
        assert.equal(store.graph('urn:other' as Iri), undefined);
      }
      assert.deepEqual(await store.commitSince(seen, [other]), ['created']);
      assert.deepEqual(await store.commitSince(seen, []), []);
    });

    it('that went, or were made, after a commit count as written', async () => {
      const seen = store.sequence();
      await store.commit([putGraph('1')]);
      assert.equal(await store.commitSince(seen, [putGraph('2')]), undefined);
      const made = store.sequence();
      await store.commit([{ type: 'drop-graph', graph }, put('rain', 'Rainfall')]);
      assert.equal(await store.commitSince(made, [putGraph('2')]), undefined);
      assert.equal(await store.commitSince(made, [put('rain', 'More')]), undefined);
      await store.commit([{ type: 'withdraw', document: put('rain', '').document }]);
      assert.equal(await store.commitSince(store.sequence() - 1, [put('rain', 'More')]), undefined);
      assert.deepEqual(await store.commitSince(store.sequence(), [putGraph('2'), put('rain', 'More')]), [
        'created',
        'created',
      ]);
    });
  });

  it('is read by a second handle after a turn of the event loop, and backed up while open', async () => {
    const reader = LmdbRecordStore.open(folder, { base });
    await store.commit([put('rain', 'Rainfall')]);
    // LMDB keeps a read snapshot until a turn of the event loop or two have gone by.
    for (let turn = 0; turn < 100 && reader.sequence() === 0; turn += 1)
      await new Promise((resolve) => setTimeout(resolve, 2));
    assert.equal(reader.sequence(), 1);
    await reader.close();
    const target = join(folder, 'backup');
    await store.backup(target);
    const copy = LmdbRecordStore.open(target, { base });
    assert.equal(copy.get(put('rain', '').document)?.nquads, put('rain', 'Rainfall').nquads);
    await copy.close();
    await assert.rejects(store.backup(target), /not empty/);
  });

  it('refuses a folder of another base IRI', () => {
    assert.throws(
      () => LmdbRecordStore.open(folder, { base: 'https://other.example/' }),
      (error) => error instanceof Failure && error.code === 'store-unusable' && error.message.includes(base),
    );
  });
});

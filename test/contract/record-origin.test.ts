import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alternateIri } from '../../src/mapping/alternate-iris.ts';
import type { RecordOrigin } from '../../src/model/record.ts';
import { catalogRecordTriples, documentNQuads } from '../../src/store/document.ts';
import { isAside } from '../../src/store/is-aside.ts';
import { LmdbRecordStore } from '../../src/store/lmdb-record-store.ts';
import type { Put, RecordStore } from '../../src/store/record-store.ts';
import type { Iri } from '../../src/vocabulary/iri.ts';
import { dct, prov } from '../../src/vocabulary/terms.ts';
import { datasetPut } from './support/dataset-put.ts';

const base = 'https://data.example.gov.in/';

function originOf(source: string, run = 1, more: Partial<RecordOrigin> = {}): RecordOrigin {
  return {
    source,
    namespace: '',
    url: `https://${source}.example/api/rain`,
    catalogue: `https://${source}.example/catalog`,
    run: `${base}harvest/${source}/${run}#run` as Iri,
    time: `2026-01-0${run}T06:00:00Z`,
    ...more,
  };
}

const put = (title: string, more: Partial<Put> = {}): Put => datasetPut(base, 'rain', title, more);

function alternate(source: string, title: string, more: Partial<Put> = {}): Put {
  const usual = put(title);
  const document = alternateIri(usual.document, source);
  const nquads = usual.nquads.replaceAll(`<${usual.document}>`, `<${document}>`);
  return { ...usual, document, nquads, origin: originOf(source), alternate: true, ...more };
}

describe('records with an origin in the store (contract, LMDB)', () => {
  const { document, topic } = put('');
  let folder: string;
  let store: RecordStore;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fivestar-origin-'));
    store = LmdbRecordStore.open(folder, { base, now: () => new Date('2026-01-09T10:00:00Z') });
  });

  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const stated = (sequence?: number) => {
    const version = sequence === undefined ? store.get(document) : store.version(document, sequence);
    assert.ok(version);
    return catalogRecordTriples(version)
      .filter(
        ({ predicate: { value } }) => value === dct.source || value.startsWith(prov.Entity.slice(0, -6)),
      )
      .map(({ predicate, object }) => `${predicate.value.replace(/.*[#/]/, '')} ${object.value}`);
  };

  it('states where a record comes from in its document, now and in past versions', async () => {
    await store.commit([put('Rain', { origin: originOf('ckan') })]);
    await store.commit([put('Rainfall', { origin: originOf('ckan', 2, { url: undefined as never }) })]);
    assert.deepEqual(stated(1), [
      'source https://ckan.example/api/rain',
      'generatedAtTime 2026-01-01T06:00:00Z',
      'hadPrimarySource https://ckan.example/catalog',
      'wasDerivedFrom https://ckan.example/api/rain',
      `wasGeneratedBy ${base}harvest/ckan/1#run`,
    ]);
    assert.deepEqual(stated(), [
      'generatedAtTime 2026-01-02T06:00:00Z',
      'hadPrimarySource https://ckan.example/catalog',
      'wasDerivedFrom https://ckan.example/catalog',
      `wasGeneratedBy ${base}harvest/ckan/2#run`,
    ]);
    assert.deepEqual(
      [...store.versions(document)].map(({ origin }) => origin?.run),
      [1, 2].map((run) => `${base}harvest/ckan/${run}#run`),
    );
  });

  it('states it in the order of canonical N-Quads, of alternates as well', async () => {
    await store.commit([put('Rain'), alternate('ckan', 'Rain')]);
    const record = store.get(alternateIri(document, 'ckan'));
    assert.ok(record);
    const lines = documentNQuads(record).slice(record.nquads.length).trimEnd().split('\n');
    assert.deepEqual(lines, [...lines].sort());
    assert.ok(lines.some((line) => line.includes(`<${prov.alternateOf}> <${document}>`)));
  });

  it('keeps the run that made the version where the next run finds the same', async () => {
    await store.commit([put('Rain', { origin: originOf('ckan') })]);
    assert.deepEqual(await store.commit([put('Rain', { origin: originOf('ckan', 2) })]), ['unchanged']);
    assert.equal(store.head(document)?.origin?.run, `${base}harvest/ckan/1#run`);
    assert.equal(store.sequence(), 1);
  });

  it('is taken over by the portal itself, which is a version of its own', async () => {
    await store.commit([put('Rain', { origin: originOf('ckan') })]);
    assert.deepEqual(await store.commit([put('Rain')]), ['updated']);
    assert.equal(store.head(document)?.origin, undefined);
    assert.deepEqual(stated(), []);
    assert.equal(stated(1).length, 5);
  });

  it('gives records without an origin the document that they always had', async () => {
    await store.commit([put('Rain')]);
    assert.deepEqual(stated(), []);
    assert.deepEqual(Object.keys(store.head(document) ?? {}).sort(), [
      ...['document', 'issued', 'kind', 'modified', 'policy', 'policyVersion', 'sequence', 'state', 'topic'],
      ...['version', 'warnings'],
    ]);
  });

  it('leads things to the usual document, and to an alternate once that is withdrawn', async () => {
    const part = `${base}id/distribution/rain/1` as Iri;
    const usual = put('Rain', { parts: [part] });
    const [one, two] = [alternate('a', 'Rain A', { parts: [part] }), alternate('b', 'Rain B')];
    await store.commit([usual, two, one]);
    assert.deepEqual(store.alternatesOf(topic), [one.document, two.document]);
    assert.deepEqual([store.documentOf(topic), store.documentOf(part)], [document, document]);
    assert.deepEqual([store.count('dataset'), store.countThings('dataset')], [3, 1]);
    await store.commit([{ type: 'withdraw', document }]);
    assert.deepEqual([store.documentOf(topic), store.documentOf(part)], [one.document, one.document]);
    assert.deepEqual([store.count('dataset'), store.countThings('dataset')], [2, 1]);
    await store.commit([{ type: 'withdraw', document: one.document }]);
    assert.deepEqual([store.documentOf(topic), store.documentOf(part)], [two.document, one.document]);
    await store.commit([{ type: 'withdraw', document: two.document }]);
    assert.equal(store.documentOf(topic), two.document, 'gone, not unknown');
    assert.deepEqual([store.count('dataset'), store.countThings('dataset')], [0, 0]);
    await store.commit([two, usual]);
    assert.equal(store.documentOf(topic), document);
    const head = store.head(two.document);
    assert.ok(head && isAside(store, head));
    assert.deepEqual([store.count('dataset'), store.countThings('dataset')], [2, 1]);
  });

  it('lets nobody take what a live record is about, or what another source describes', async () => {
    const part = `${base}id/distribution/rain/1` as Iri;
    await store.commit([put('Rain', { parts: [part] })]);
    const thief = datasetPut(base, 'thief', 'Thief', { parts: [topic, part], origin: originOf('thief') });
    await store.commit([thief]);
    assert.deepEqual([store.documentOf(topic), store.documentOf(part)], [document, document]);
    await store.commit([datasetPut(base, 'other', 'Other', { parts: [topic, part] })]);
    assert.equal(store.documentOf(topic), document);
    assert.equal(store.documentOf(part), `${base}doc/dataset/other`, 'a part may move within the portal');
  });
});

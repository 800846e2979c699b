import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { canonicalNQuads, versionOf } from '../../../src/rdf/canonical.ts';
import { literal, triple } from '../../../src/rdf/terms.ts';
import { Labels } from '../../../src/resources/labels.ts';
import { LmdbRecordStore } from '../../../src/store/lmdb-record-store.ts';
import type { Put, RecordStore } from '../../../src/store/record-store.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { policyIri } from '../../../src/vocabulary/ndsap.ts';
import { dct, skos } from '../../../src/vocabulary/terms.ts';

const base = 'https://data.example.gov.in/';
const topic = `${base}id/dataset/rain` as Iri;
const document = `${base}doc/dataset/rain` as Iri;
const part = `${document}#file` as Iri;
const sector = `${base}def/sector/weather` as Iri;

function rain(title: string): Put {
  const triples = [
    triple(topic, dct.title, literal(title, { language: 'en' })),
    triple(part, dct.title, literal(`${title}, CSV`, { language: 'en' })),
  ];
  const nquads = canonicalNQuads(triples, document);
  return {
    type: 'put',
    document,
    topic,
    kind: 'dataset',
    parts: [part],
    links: [],
    nquads,
    version: versionOf(nquads),
    policy: policyIri(base, 'dcat'),
    policyVersion: '1',
    warnings: 0,
    incidental: false,
  };
}

describe('Labels', () => {
  let folder: string;
  let store: RecordStore;
  let labels: Labels;
  const text = (thing: string) => labels.of(thing).map((phrase) => phrase.text);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fivestar-labels-'));
    store = LmdbRecordStore.open(folder, { base });
    const vocabulary = [
      triple(sector, skos.prefLabel, literal('Weather', { language: 'en' })),
      triple(sector, skos.exactMatch, 'https://example.org/ENVI' as Iri),
    ];
    labels = new Labels({ store, vocabulary });
  });

  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('names things and parts by their record, and follows every commit', async () => {
    assert.deepEqual([text(topic), labels.documentOf(topic)], [[], undefined]);
    await store.commit([rain('Rain')]);
    assert.deepEqual([text(topic), labels.documentOf(topic)], [['Rain'], document]);
    assert.deepEqual([text(part), labels.documentOf(part)], [['Rain, CSV'], document]);
    await store.commit([rain('Rainfall')]);
    assert.deepEqual([text(topic), text(part)], [['Rainfall'], ['Rainfall, CSV']]);
    await store.commit([{ type: 'withdraw', document }]);
    assert.deepEqual([text(topic), labels.documentOf(topic)], [[], undefined]);
  });

  it('follows commits of another process', async () => {
    await store.commit([rain('Rain')]);
    assert.deepEqual(text(topic), ['Rain']);
    const other = LmdbRecordStore.open(folder, { base });
    await other.commit([rain('Rainfall')]);
    await other.close();
    // A reader keeps its snapshot until the event loop turns.
    await setImmediate();
    assert.equal(store.sequence(), 2);
    assert.deepEqual(text(topic), ['Rainfall']);
  });

  it('knows the concepts of the vocabulary, those that match them, licences and media types', () => {
    assert.deepEqual(text(sector), ['Weather']);
    assert.deepEqual(text('https://example.org/ENVI'), ['Weather']);
    assert.deepEqual(text('http://creativecommons.org/licenses/by/4.0/'), ['CC BY 4.0']);
    assert.deepEqual(text('https://www.iana.org/assignments/media-types/text/csv'), ['text/csv']);
    assert.deepEqual(text('https://example.org/unknown'), []);
  });

  it('looks a thing up once for each commit', async () => {
    await store.commit([rain('Rain')]);
    let looked = 0;
    const counted = new Proxy(store, {
      get: (target, name) => {
        if (name === 'head' || name === 'get' || name === 'documentOf') looked += 1;
        const value = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    labels = new Labels({ store: counted, vocabulary: [] });
    text(topic);
    const first = looked;
    assert.ok(first > 0);
    await Promise.resolve();
    text(topic);
    labels.documentOf(topic);
    assert.equal(looked, first);
    await store.commit([rain('Rainfall')]);
    text(topic);
    assert.ok(looked > first);
  });
});

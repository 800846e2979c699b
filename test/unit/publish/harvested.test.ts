import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordOrigin, SourceRecord } from '../../../src/model/record.ts';
import type { SourceItem } from '../../../src/model/source-item.ts';
import { documentFor } from '../../../src/publish/document-for.ts';
import { Publisher } from '../../../src/publish/publisher.ts';
import type { RecordReport } from '../../../src/publish/record-report.ts';
import { LmdbRecordStore } from '../../../src/store/lmdb-record-store.ts';
import type { RecordStore } from '../../../src/store/record-store.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';

const base = 'https://data.example.gov.in/';
const gate = { base, licence: 'https://licence.example/' as Iri, language: 'en', policies: ['dcat'] };
const topic = 'https://moes.example/dataset/rain' as Iri;

function originOf(source: string, run = 1, namespace = source): RecordOrigin {
  return {
    source,
    namespace,
    url: `https://${source}.example/api/1`,
    catalogue: `https://${source}.example/`,
    run: `${base}harvest/${source}/${run}#run` as Iri,
    time: `2026-01-01T00:00:0${run}Z`,
  };
}

function ckan(
  title: string,
  origin?: RecordOrigin,
  operation: SourceRecord['operation'] = 'upsert',
): SourceItem {
  const data = {
    id: 'rain',
    title,
    notes: 'Monthly rainfall.',
    organization: { name: 'imd', title: 'India Meteorological Department' },
    resources: [{ id: 'r1', url: 'https://a.example/r.csv', format: 'CSV' }],
  };
  const place = { file: 'ckan.json', line: 1 };
  const record: SourceRecord = { profile: 'ckan', kind: 'package', operation, place, data };
  return { type: 'record', record: origin ? { ...record, origin } : record };
}

function rdf(title: string, origin?: RecordOrigin): SourceItem {
  const [dcat, dct, foaf] = [
    'http://www.w3.org/ns/dcat#',
    'http://purl.org/dc/terms/',
    'http://xmlns.com/foaf/0.1/',
  ];
  const triples = [
    `<${topic}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <${dcat}Dataset> .`,
    `<${topic}> <${dct}title> "${title}"@en .`,
    `<${topic}> <${dct}description> "Monthly rain."@en .`,
    `<${topic}> <${dct}publisher> _:p .`,
    `_:p <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <${foaf}Agent> .`,
    `_:p <${foaf}name> "IMD"@en .`,
  ];
  const data = {
    topic,
    recordKind: 'dataset',
    parts: [],
    triples: triples.map((line) => `${line}\n`).join(''),
  };
  const place = { file: 'dcat.ttl', path: topic };
  const record: SourceRecord = { profile: 'dcat', kind: 'graph', operation: 'upsert', place, data };
  return { type: 'record', record: origin ? { ...record, origin } : record };
}

describe('harvested records at the publisher', function () {
  this.timeout(30_000);
  let folder: string;
  let store: RecordStore;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fivestar-harvested-'));
    store = LmdbRecordStore.open(folder, { base });
  });

  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(...items: SourceItem[]): Promise<readonly RecordReport[]> {
    const publisher = new Publisher({ store: disturbed(), gate, threads: 1, batchSize: 10 });
    const reports: RecordReport[] = [];
    async function* all() {
      yield* items;
    }
    for await (const batch of publisher.run(all())) reports.push(...batch.reports);
    return reports;
  }

  /** Done once, just before the next commit. */
  let meanwhile: (() => Promise<unknown>) | undefined;

  function disturbed(): RecordStore {
    return new Proxy(store, {
      get(target, name: keyof RecordStore) {
        const value = target[name];
        if (name !== 'commitSince') return typeof value === 'function' ? value.bind(target) : value;
        return async (...parameters: Parameters<RecordStore['commitSince']>) => {
          const first = meanwhile;
          meanwhile = undefined;
          await first?.();
          return target.commitSince(...parameters);
        };
      },
    });
  }

  it('stand under keys of their namespace, with their origin, and so does what they mention', async () => {
    const [report] = await run(ckan('Rain', originOf('moes')));
    assert.deepEqual([report?.outcome, report?.document], ['created', `${base}doc/dataset/moes/rain`]);
    const record = store.get(`${base}doc/dataset/moes/rain` as Iri);
    assert.deepEqual(record?.origin, originOf('moes'));
    assert.equal(store.documentOf(`${base}id/distribution/moes/rain/r1` as Iri), record?.document);
    const organisation = store.head(`${base}doc/organization/moes/imd` as Iri);
    assert.equal(organisation?.origin?.source, 'moes');
    await run(ckan('Rain of another portal', originOf('imd')), ckan('Rain published here'));
    assert.match(store.get(`${base}doc/dataset/moes/rain` as Iri)?.nquads ?? '', /"Rain"/);
    assert.equal(store.count('dataset'), 3);
  });

  it('change nothing when they are harvested again, and keep the run that made the version', async () => {
    await run(ckan('Rain', originOf('moes')), rdf('Rain', originOf('moes')));
    const sequence = store.sequence();
    const reports = await run(ckan('Rain', originOf('moes', 2)), rdf('Rain', originOf('moes', 2)));
    assert.deepEqual(
      reports.map(({ outcome, document }) => [outcome, document !== undefined]),
      [
        ['unchanged', true],
        ['unchanged', true],
      ],
    );
    assert.equal(store.sequence(), sequence);
    assert.equal(store.head(`${base}doc/dataset/moes/rain` as Iri)?.origin?.run, `${base}harvest/moes/1#run`);
  });

  it('stand beside what another source says of the same, which is told', async () => {
    const [first] = await run(rdf('Rain', originOf('a')));
    const usual = first?.document as Iri;
    const [second] = await run(rdf('Rain', originOf('b')));
    assert.deepEqual([second?.outcome, second?.document], ['created', `${usual}@b`]);
    const finding = second?.findings.find(({ code }) => code === 'alternate');
    assert.equal(finding?.severity, 'info');
    assert.match(finding?.message.en ?? '', /known already from the source a \(/);
    assert.match(finding?.message.hi ?? '', /स्रोत a से/);
    const alternate = store.get(`${usual}@b` as Iri);
    assert.match(alternate?.nquads ?? '', new RegExp(`^<${usual}@b#c14n0> .* <${usual}@b> \\.$`, 'm'));
    assert.doesNotMatch(alternate?.nquads ?? '', new RegExp(`<${usual}[#>]`));
    assert.equal(documentFor(store, usual, 'b'), `${usual}@b`);
    const sequence = store.sequence();
    const [again] = await run(rdf('Rain', originOf('b', 2)));
    assert.deepEqual([again?.outcome, again?.document], ['unchanged', `${usual}@b`]);
    assert.equal(store.sequence(), sequence);
    const [changed] = await run(rdf('Rainfall', originOf('b', 2)));
    assert.deepEqual([changed?.outcome, changed?.document], ['updated', `${usual}@b`]);
    assert.match(store.get(usual)?.nquads ?? '', /"Rain"@en/);
  });

  it('stand beside what is published here, which takes a harvested document over', async () => {
    const [own] = await run(rdf('Rain'));
    const [report] = await run(rdf('Rain', originOf('a')));
    assert.match(
      report?.findings.find(({ code }) => code === 'alternate')?.message.en ?? '',
      /this portal itself/,
    );
    const [, second] = [own?.document, (await run(ckan('Rain', originOf('b', 1, ''))))[0]];
    assert.equal(second?.document, `${base}doc/dataset/rain`);
    const [taken] = await run(ckan('Rain'));
    assert.deepEqual([taken?.outcome, taken?.document], ['updated', `${base}doc/dataset/rain`]);
    assert.equal(store.head(`${base}doc/dataset/rain` as Iri)?.origin, undefined);
    assert.equal((await run(ckan('Rain')))[0]?.outcome, 'unchanged');
    assert.equal((await run(ckan('Rain', originOf('b', 2, ''))))[0]?.document, `${base}doc/dataset/rain@b`);
  });

  it('step aside where another process writes the same document in the same moment', async () => {
    meanwhile = () => run(rdf('Rain', originOf('a')));
    const [report] = await run(rdf('Rain', originOf('b')));
    assert.match(report?.document ?? '', /@b$/);
    const usual = report?.document?.replace(/@b$/, '') as Iri;
    assert.equal(store.head(usual)?.origin?.source, 'a');
    assert.equal(store.count('dataset'), 2);
  });

  it('are withdrawn at their own documents only', async () => {
    await run(ckan('Rain', originOf('a', 1, '')));
    const usual = `${base}doc/dataset/rain` as Iri;
    const [absent] = await run(ckan('Rain', originOf('b', 1, ''), 'delete'));
    assert.equal(absent?.outcome, 'absent');
    await run(ckan('Rain', originOf('b', 1, '')));
    const [withdrawn] = await run(ckan('Rain', originOf('b', 1, ''), 'delete'));
    assert.equal(withdrawn?.outcome, 'withdrawn');
    assert.equal(store.head(`${usual}@b` as Iri)?.state, 'withdrawn');
    assert.equal(store.head(usual)?.state, 'live');
  });

  it('are ignored where they are about what is the portal’s own', async () => {
    const item = rdf('Rain', originOf('a'));
    assert.equal(item.type, 'record');
    const text = JSON.stringify(item).replaceAll(topic, `${base}id/dataset/own`);
    const [report] = await run(JSON.parse(text) as SourceItem);
    assert.deepEqual([report?.outcome, report?.reason], ['ignored', 'the portal’s own']);
    assert.equal(store.count('dataset'), 0);
  });
});

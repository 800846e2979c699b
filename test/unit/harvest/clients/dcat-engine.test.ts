import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FetchAnswer, Fetcher } from '../../../../src/fetch/fetcher.ts';
import { dcatClient } from '../../../../src/harvest/clients/dcat-client.ts';
import { fivestarClient } from '../../../../src/harvest/clients/fivestar-client.ts';
import { ldesClient } from '../../../../src/harvest/clients/ldes-client.ts';
import { type ClientKind, harvestRun } from '../../../../src/harvest/harvest-run.ts';
import { LmdbHarvestStore } from '../../../../src/harvest/lmdb-harvest-store.ts';
import type { RunReport } from '../../../../src/harvest/run-report.ts';
import { noSecrets } from '../../../../src/harvest/secrets.ts';
import type { SourceType } from '../../../../src/harvest/source-definition.ts';
import { SourceIris } from '../../../../src/harvest/source-iris.ts';
import { Publisher } from '../../../../src/publish/publisher.ts';
import { LmdbRecordStore } from '../../../../src/store/lmdb-record-store.ts';
import type { Iri } from '../../../../src/vocabulary/iri.ts';
import { base as otherBase, startPortal } from '../../../acceptance/running-portal.ts';
import { datasetPut } from '../../../contract/support/dataset-put.ts';
import { plainFetcher } from '../support/plain-context.ts';
import { PageServer } from './dcat-server.ts';

const base = 'https://harvester.example/';
const gate = { base, licence: 'https://licence.example/' as Iri, language: 'en', policies: ['dcat'] };
const prefixes = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix hydra: <http://www.w3.org/ns/hydra/core#> . @prefix ldes: <https://w3id.org/ldes#> .
@prefix tree: <https://w3id.org/tree#> . @prefix as: <https://www.w3.org/ns/activitystreams#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n`;

const kinds = {
  dcat: { client: dcatClient, repeats: 'parts', statesDeletions: false },
  ldes: { client: ldesClient, repeats: 'versions', statesDeletions: true },
  fivestar: { client: fivestarClient, repeats: 'versions', statesDeletions: true },
} as const satisfies Partial<Record<SourceType, ClientKind>>;

/** Asks conditionally, and counts. */
class CountingFetcher implements Fetcher {
  #requests = 0;

  async fetch(request: Parameters<Fetcher['fetch']>[0]): Promise<FetchAnswer> {
    this.#requests += 1;
    const { validators, url, accept, headers } = request;
    if (validators?.etag !== undefined) {
      const conditions = {
        ...headers,
        'if-none-match': validators.etag,
        ...(accept !== undefined && { accept }),
      };
      const response = await fetch(url, { headers: conditions });
      await response.arrayBuffer();
      if (response.status === 304) return { type: 'not-modified', url };
    }
    return plainFetcher.fetch(request);
  }

  counts = () => ({ requests: this.#requests, bytes: 0 });
  close = async () => undefined;
}

describe('clients with the engine', function () {
  this.timeout(60_000);
  let folder: string;
  let store: LmdbRecordStore;
  let harvests: LmdbHarvestStore;
  let server: PageServer;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fivestar-harvest-'));
    store = LmdbRecordStore.open(folder, { base });
    harvests = LmdbHarvestStore.open(folder);
    server = await PageServer.start();
  });
  afterEach(async () => {
    await store.close();
    await harvests.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(type: keyof typeof kinds, url = `${server.origin}/`): Promise<RunReport> {
    const definition = { name: 'other', type, url } as const;
    await harvests.put(definition);
    return harvestRun({
      tables: harvests.tables,
      store,
      definition,
      kind: kinds[type],
      fetcher: new CountingFetcher(),
      reading: { names: new SourceIris(base, 'other') },
      publisher: () => new Publisher({ store, gate, threads: 1, batchSize: 50 }),
      fingerprint: 'same',
      namespace: 'other',
      base,
      trigger: 'person',
      secrets: noSecrets,
      signal: new AbortController().signal,
    });
  }

  const topics = () =>
    new Set([...store.records({ kinds: ['dataset'] })].map(({ topic }) => topic as string));
  const dataset = (name: string, title = name) =>
    `<http://o.example/c> dcat:dataset <http://o.example/${name}> . <http://o.example/${name}> a dcat:Dataset ; dct:title "${title}" ; dct:description "…" .\n`;
  const serve = (path: string, body: string) => server.pages.set(path, { body: prefixes + body });
  const ended = (report: RunReport, counts: Partial<RunReport['counts']>) => {
    assert.equal(report.failure?.message, undefined);
    assert.deepEqual({ ...report.counts, ...counts }, report.counts, JSON.stringify(report.refusals));
  };

  it('keeps the last good state of a catalogue whose pages fail, and sees what vanished where they do not', async () => {
    const names = Array.from({ length: 9 }, (_, number) => `d${number}`);
    const page2 = (last: string) =>
      names
        .slice(4)
        .map((name) => dataset(name))
        .join('') + last;
    serve(
      '/',
      `<> hydra:next <?page=2> . ${names
        .slice(0, 4)
        .map((name) => dataset(name))
        .join('')}`,
    );
    serve('/?page=2', page2(dataset('last')));
    ended(await run('dcat'), { created: 10 });
    server.pages.set('/?page=2', { body: '<html><body>Maintenance</body></html>' });
    assert.match((await run('dcat')).failure?.message ?? '', /no RDF|HTML/);
    serve('/?page=2', '<> hydra:next <?page=2> .');
    assert.match((await run('dcat')).failure?.message ?? '', /round in a loop/);
    server.pages.delete('/?page=2');
    assert.ok((await run('dcat')).failure);
    assert.equal(topics().size, 10);
    serve('/?page=2', page2(dataset('d8', 'New')));
    const report = await run('dcat');
    assert.equal(topics().size, report.counts.held === 1 ? 10 : 9);
    assert.equal(report.counts.withdrawn + report.counts.held, 1);
  });

  it('reads a stream again and again whose pages never say that they are complete, deletions on them', async () => {
    const day = (at: number) => `"2024-01-${String(at).padStart(2, '0')}T00:00:00Z"^^xsd:dateTime`;
    const stream = `<{origin}/#s> a ldes:EventStream ; ldes:timestampPath dct:modified ; ldes:versionOfPath dct:isVersionOf ; tree:view <{origin}/> .`;
    const version = (name: string, at: number) =>
      `<{origin}/#s> tree:member <http://o.example/${name}/${at}> . <http://o.example/${name}/${at}> a dcat:Dataset ; dct:isVersionOf <http://o.example/${name}> ; dct:modified ${day(at)} ; dct:title "T${at}" ; dct:description "…" .\n`;
    const deletion = (name: string, at: number) =>
      `<{origin}/#s> tree:member <http://o.example/${name}/${at}> . <http://o.example/${name}/${at}> a as:Delete ; as:object <http://o.example/${name}> ; dct:modified ${day(at)} .\n`;
    serve('/', `${stream} <> tree:relation [ tree:node <?p=1> ], [ tree:node <?p=2> ] .`);
    serve('/?p=1', `${version('a', 1)} ${version('b', 2)}`);
    serve('/?p=2', version('c', 3));
    ended(await run('ldes'), { created: 3 });
    serve('/?p=2', `${version('c', 3)} ${deletion('a', 4)}`);
    ended(await run('ldes'), { withdrawn: 1 });
    server.unchanged = 0;
    const quiet = await run('ldes');
    ended(quiet, { created: 0, updated: 0, withdrawn: 0 });
    assert.equal(server.unchanged, 3);
    assert.deepEqual(quiet.notes, []);
    assert.deepEqual(topics(), new Set(['http://o.example/b', 'http://o.example/c']));
  });

  it('follows another portal at the cost of what changed there', async () => {
    const portal = await startPortal({ vocabulary: true });
    try {
      const put = (number: number, title: string) => datasetPut(otherBase, `d-${number}`, title);
      await portal.store.commit(Array.from({ length: 300 }, (_, number) => put(number, `Title ${number}`)));
      const first = await run('fivestar', portal.origin);
      assert.equal(first.failure?.message, undefined);
      assert.equal(first.coverage, 'whole');
      const known = topics().size;
      for (let number = 0; number < 9; number += 1) await portal.store.commit([put(number * 30, 'नया')]);
      const document = `${otherBase}doc/dataset/d-5` as Iri;
      await portal.store.commit([{ type: 'withdraw', document, reason: 'wrong' }]);
      const second = await run('fivestar', portal.origin);
      assert.equal(second.coverage, 'changes');
      assert.equal(second.counts.updated + second.counts.withdrawn + second.counts.refused, 10);
      assert.ok(second.counts.requests <= 3, String(second.counts.requests));
      assert.equal(known - topics().size, second.counts.withdrawn);
      const third = await run('fivestar', portal.origin);
      assert.deepEqual([third.counts.updated, third.counts.withdrawn, third.counts.created], [0, 0, 0]);
      assert.ok(third.counts.requests <= 2);
    } finally {
      await portal.close();
    }
  });
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OxigraphReplica } from '../../../src/engine/oxigraph-replica.ts';
import { Failure } from '../../../src/model/failure.ts';
import { GraphWriter, type WriteOutcome } from '../../../src/publish/graph-writer.ts';
import { settleOwner } from '../../../src/publish/settle-owner.ts';
import { versionOf } from '../../../src/rdf/canonical.ts';
import { canonicalGraph } from '../../../src/rdf/canonical-graph.ts';
import { parseNQuads } from '../../../src/rdf/n-quads.ts';
import { EnginePool } from '../../../src/sparql/engine-pool.ts';
import { UpdatePlanner } from '../../../src/sparql/update/update-planner.ts';
import { LmdbRecordStore } from '../../../src/store/lmdb-record-store.ts';
import { defaultGraph, type RecordStore } from '../../../src/store/record-store.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';

const base = 'https://data.example.gov.in/';
const prefixes = `PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/> PREFIX x: <${base}x/> `;
const iri = (path: string) => `${base}${path}` as Iri;
const own = iri('doc/catalog/own');
const integer = '^^<http://www.w3.org/2001/XMLSchema#integer>';

describe('GraphWriter', () => {
  let folder: string;
  let store: RecordStore;
  /** Done once, just before the next commit of the writer. */
  let meanwhile: (() => Promise<unknown>) | undefined;
  let pool: EnginePool;
  let planner: UpdatePlanner;
  let writer: GraphWriter;

  const gate = { base, licence: 'https://licence.example/' as Iri, language: 'en', policies: ['dcat'] };

  /** The store, where somebody else may write between a plan and its commit. */
  function disturbed(): RecordStore {
    return new Proxy(store, {
      get(target, name: keyof RecordStore) {
        if (name !== 'commitSince') {
          const value = target[name];
          return typeof value === 'function' ? value.bind(target) : value;
        }
        return async (...parameters: Parameters<RecordStore['commitSince']>) => {
          const first = meanwhile;
          meanwhile = undefined;
          await first?.();
          return target.commitSince(...parameters);
        };
      },
    });
  }

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fivestar-writer-'));
    store = LmdbRecordStore.open(folder, { base });
    pool = new EnginePool({
      store,
      startReplica: (start) => OxigraphReplica.start(start),
      replicas: 1,
      maxQuads: 10_000,
      maxQueued: 10,
      log: () => {},
    });
    pool.start();
    planner = new UpdatePlanner({ pool, base });
    writer = new GraphWriter({ store: disturbed(), planner, gate, own: new Set([own]) });
    await pool.settled();
  });

  after(async () => {
    await writer.close();
    await pool.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  afterEach(() => update('CLEAR ALL'));

  const update = (text: string, more = {}) =>
    writer.update({ update: prefixes + text, client: 'editor', timeout: 10_000, ...more });

  async function written(outcome: Promise<WriteOutcome>) {
    const settled = await outcome;
    assert.equal(settled.type, 'written', JSON.stringify(settled));
    return settled as Extract<WriteOutcome, { type: 'written' }>;
  }

  async function select(query: string): Promise<string> {
    const { body } = await pool.query(
      {
        query: prefixes + query,
        mediaType: 'text/csv',
        form: 'SELECT',
        limits: { rows: 100, bytes: 10_000 },
        base,
      },
      { client: 'reader', timeout: 10_000, fingerprint: query, expensive: () => false },
    );
    return new TextDecoder().decode(body);
  }

  const lines = (graph: Iri) => store.graph(graph)?.nquads.trimEnd().split('\n') ?? [];

  const dataset = (key: string, more = '') =>
    `GRAPH <doc/dataset/${key}> { <id/dataset/${key}> a dcat:Dataset ; dct:title "Rain"@en ; dct:description "Monthly rain."@en ; dct:publisher <id/organization/imd> ${more} . }`;

  it('stores what an update writes to other graphs, in the log, and answers queries from it at once', async () => {
    const before = store.sequence();
    const outcome = await written(update('INSERT DATA { GRAPH x:g { x:a x:p 01 } x:b x:p "u" }'));
    assert.deepEqual(outcome.created, [iri('x/g')]);
    assert.equal(outcome.changed, 2);
    assert.equal(outcome.sequence, before + 2);
    assert.deepEqual(lines(iri('x/g')), [`<${base}x/a> <${base}x/p> "01"${integer} <${base}x/g> .`]);
    assert.deepEqual(
      store
        .changes(before, 10)
        .map(({ kind, subject, document }) => [kind, subject, document])
        .sort(),
      [
        ['create', 'graph', iri('x/g')],
        ['create', 'graph', defaultGraph],
      ],
    );
    assert.equal(await select('SELECT ?s { ?s x:p ?o } ORDER BY ?s'), `s\r\n${base}x/a\r\n${base}x/b\r\n`);
    assert.equal(await select('SELECT ?s { GRAPH ?g { ?s x:p ?o } }'), `s\r\n${base}x/a\r\n`);
  });

  it('keeps past versions of a graph, and says when it is gone', async () => {
    await written(update('INSERT DATA { GRAPH x:past { x:a x:p 1 } }'));
    await written(
      update(
        'DELETE { GRAPH x:past { ?s ?p ?o } } INSERT { GRAPH x:past { ?s ?p 2 } } WHERE { GRAPH x:past { ?s ?p ?o } }',
      ),
    );
    const last = await written(update('DROP GRAPH x:past'));
    assert.equal(store.graph(iri('x/past')), undefined);
    assert.deepEqual(
      store.history(iri('x/past')).map(({ nquads }) => /"(\d)"/.exec(nquads)?.[1]),
      ['1', '2'],
    );
    assert.equal(store.changes(last.sequence - 1, 1)[0]?.kind, 'delete');
    assert.equal(await select('SELECT ?s { GRAPH x:past { ?s ?p ?o } }'), 's\r\n');
  });

  it('leaves the spelling of what an update does not touch', async () => {
    await written(update('INSERT DATA { GRAPH x:keep { x:a x:p 01 , "x"@en-IN , 1.50 , "gone" } }'));
    const text = (lang: string) =>
      `<${base}x/a> <${base}x/p> "01"${integer} <${base}x/keep> .\n<${base}x/a> <${base}x/p> "x"@${lang} <${base}x/keep> .\n`;
    await written(
      writer.edit(iri('x/keep'), () =>
        parseNQuads(`${text('en-IN')}<${base}x/a> <${base}x/p> "gone" <${base}x/keep> .\n`),
      ),
    );
    await written(update('DELETE DATA { GRAPH x:keep { x:a x:p "gone" } }'));
    assert.match(store.graph(iri('x/keep'))?.nquads ?? '', /"01"\^\^.*\n.*"x"@en-in/i);
    await written(update('DELETE DATA { GRAPH x:keep { x:a x:p 1 } }'));
    assert.doesNotMatch(store.graph(iri('x/keep'))?.nquads ?? '', /integer/);
  });

  it('leaves it also beside blank nodes, and keeps those apart that stand in two graphs', async () => {
    const graph = iri('x/blank');
    const content = `_:a <${base}x/n> "007"${integer} .\n_:a <${base}x/is> _:b .\n<${base}x/t> <${base}x/n> "01"${integer} .\n`;
    await written(writer.edit(graph, () => parseNQuads(content)));
    await written(writer.edit(iri('x/blank2'), () => parseNQuads(content)));
    await written(update('INSERT DATA { GRAPH x:blank { x:more x:p "x" } }'));
    const stored = store.graph(graph)?.nquads ?? '';
    assert.match(stored, /"007"/);
    assert.match(stored, /"01"/);
    const expected = await canonicalGraph(
      parseNQuads(`${content}<${base}x/more> <${base}x/p> "x" .\n`),
      graph,
    );
    assert.equal(stored, expected);
    assert.equal(await select('SELECT (COUNT(DISTINCT ?a) AS ?n) { GRAPH ?g { ?a x:is ?b } }'), 'n\r\n2\r\n');
  });

  it('knows empty graphs, and does not give the default graph a name', async () => {
    assert.deepEqual((await written(update('CREATE GRAPH x:empty'))).created, [iri('x/empty')]);
    assert.deepEqual(writer.present(iri('x/empty')), []);
    assert.equal((await written(update('CREATE SILENT GRAPH x:empty'))).changed, 0);
    assert.equal((await written(update('DROP GRAPH x:empty'))).changed, 1);
    assert.equal(writer.present(iri('x/empty')), undefined);
    assert.deepEqual((await written(update('INSERT DATA { x:a x:p 1 }'))).created, []);
    assert.deepEqual((await written(writer.edit(defaultGraph, () => []))).created, []);
    assert.deepEqual(writer.present(defaultGraph), []);
    await written(writer.edit(iri('x/empty'), () => []));
    assert.deepEqual(writer.present(iri('x/empty')), []);
  });

  it('lets records pass the gate, and refuses an update as a whole where one would not', async () => {
    const outcome = await written(update(`INSERT DATA { ${dataset('rain')} ${dataset('sun')} }`));
    assert.deepEqual(outcome.created.toSorted(), [iri('doc/dataset/rain'), iri('doc/dataset/sun')]);
    assert.equal(store.get(iri('doc/dataset/rain'))?.kind, 'dataset');
    assert.equal(store.documentOf(iri('id/dataset/rain')), iri('doc/dataset/rain'));
    const before = store.sequence();
    const refused = await update(
      'DELETE { GRAPH <doc/dataset/rain> { ?s dct:title ?t } } WHERE { GRAPH <doc/dataset/rain> { ?s dct:title ?t } } ; INSERT DATA { GRAPH x:g { x:a x:p 1 } }',
    );
    assert.equal(refused.type, 'refused');
    assert.ok(refused.type === 'refused');
    assert.deepEqual(
      refused.verdicts.map(({ document }) => document),
      [iri('doc/dataset/rain')],
    );
    assert.ok(refused.verdicts[0]?.findings.some(({ severity }) => severity === 'violation'));
    assert.equal(store.sequence(), before);
    assert.equal(store.graph(iri('x/g')), undefined);
  });

  it('changes and withdraws records', async () => {
    await written(update(`INSERT DATA { ${dataset('wind')} }`));
    const title = await written(
      update(
        'DELETE { GRAPH ?g { ?s dct:title ?t } } INSERT { GRAPH ?g { ?s dct:title "Rainfall"@en } } WHERE { GRAPH ?g { ?s dct:title ?t } }',
      ),
    );
    assert.deepEqual([title.changed, title.created], [1, []]);
    assert.match(store.get(iri('doc/dataset/wind'))?.nquads ?? '', /"Rainfall"@en/);
    assert.equal(store.history(iri('doc/dataset/wind')).length, 1);
    await written(update('DROP GRAPH <doc/dataset/wind>'));
    assert.equal(store.get(iri('doc/dataset/wind'))?.state, 'withdrawn');
    assert.equal(store.head(iri('doc/dataset/wind'))?.reason, 'Its graph was dropped over HTTP.');
  });

  it('keeps the origin of a harvested record that it changes, of an alternate as well', async () => {
    await written(update(`INSERT DATA { ${dataset('hail')} }`));
    const usual = iri('doc/dataset/hail');
    const [stored, linked] = [store.get(usual), store.linkedFrom(iri('id/organization/imd'), { limit: 9 })];
    assert.ok(stored && linked.documents.includes(usual));
    const { topic, kind, nquads, version, policy } = stored;
    const rest = { parts: [], links: [], policyVersion: '', warnings: 0, incidental: false } as const;
    for (const source of ['a', 'b']) {
      const run = iri(`harvest/${source}/1#run`);
      const origin = { source, namespace: '', run, time: '2026-01-01T00:00:00Z' };
      const put = {
        type: 'put',
        document: usual,
        topic,
        kind,
        nquads,
        version,
        policy,
        origin,
        ...rest,
      } as const;
      // The first takes the document as the portal's own had it; the second stands beside.
      if (source === 'a') await store.commit([{ type: 'withdraw', document: usual }]);
      await store.commit([settleOwner(put, source, store)]);
    }
    for (const [document, source] of [
      [usual, 'a'],
      [iri('doc/dataset/hail@b'), 'b'],
    ] as const) {
      const edited = await written(
        update(
          `INSERT DATA { GRAPH <${document}> { <${topic}> dct:relation [ dct:title "${source}"@en ] } }`,
        ),
      );
      assert.equal(edited.changed, 1);
      const record = store.get(document);
      assert.equal(record?.origin?.source, source);
      assert.equal(record?.alternate, source === 'b' ? true : undefined);
      assert.match(
        record?.nquads ?? '',
        new RegExp(`<${document}#c14n0> <[^>]*title> "${source}"@en <${document}>`),
      );
      assert.doesNotMatch(record?.nquads ?? '', /wasGeneratedBy|alternateOf/);
    }
    assert.equal(store.documentOf(topic), usual);
  });

  it('clears everything but what the portal states of itself', async () => {
    const nquads = `<${base}id/catalog/own> <http://purl.org/dc/terms/title> "Own" <${own}> .\n`;
    await store.commit([
      {
        type: 'put',
        document: own,
        topic: iri('id/catalog/own'),
        kind: 'catalog',
        parts: [],
        links: [],
        nquads,
        version: versionOf(nquads),
        policy: iri('p'),
        policyVersion: '',
        warnings: 0,
        incidental: false,
      },
    ]);
    pool.require(store.sequence());
    await written(
      update(
        `INSERT DATA { ${['a', 'b', 'c'].map((key) => dataset(key)).join(' ')} GRAPH x:g { x:a x:p 1 } x:d x:p 1 }`,
      ),
    );
    const named = await written(update('CLEAR NAMED ; INSERT DATA { GRAPH x:after { x:a x:p 1 } }'));
    assert.equal(named.changed, 5);
    assert.equal(await select('SELECT ?s { ?s x:p ?o } ORDER BY ?s'), `s\r\n${base}x/a\r\n${base}x/d\r\n`);
    await written(update('CLEAR ALL'));
    assert.deepEqual([...store.graphs()], []);
    assert.equal(store.count(), 1);
    const guarded = await update(
      `INSERT DATA { GRAPH <doc/catalog/own> { x:a x:p 1 } GRAPH x:g { x:a x:p 1 } }`,
    );
    assert.deepEqual(guarded, { type: 'protected', graph: own });
    assert.deepEqual(await writer.edit(own, () => undefined), { type: 'protected', graph: own });
    assert.equal(store.graph(iri('x/g')), undefined);
  });

  it('works an update out anew where somebody else wrote the same graph meanwhile', async () => {
    await written(update('INSERT DATA { GRAPH x:count { x:a x:n 1 } }'));
    const graph = iri('x/count');
    meanwhile = async () => {
      const nquads = `<${base}x/a> <${base}x/n> "5"${integer} <${graph}> .\n`;
      await store.commit([{ type: 'put-graph', graph, nquads, version: versionOf(nquads) }]);
    };
    await written(
      update(
        'DELETE { GRAPH x:count { x:a x:n ?n } } INSERT { GRAPH x:count { x:a x:n ?m } } WHERE { GRAPH x:count { x:a x:n ?n } BIND(?n + 1 AS ?m) }',
      ),
    );
    assert.deepEqual(lines(graph), [`<${base}x/a> <${base}x/n> "6"${integer} <${graph}> .`]);
  });

  it('does not mind what is written to other graphs meanwhile, and keeps it', async () => {
    meanwhile = () => store.commit([{ type: 'put-graph', graph: iri('x/other'), nquads: '', version: 'v' }]);
    await written(update('INSERT DATA { GRAPH x:g { x:a x:n 1 } }'));
    assert.equal(lines(iri('x/g')).length, 1);
    assert.ok(store.graph(iri('x/other')));
  });

  it('gives up where others keep writing the same graph', async () => {
    const graph = iri('x/fought');
    let version = 0;
    const disturb = async () => {
      version += 1;
      await store.commit([{ type: 'put-graph', graph, nquads: '', version: String(version) }]);
      meanwhile = disturb;
    };
    meanwhile = disturb;
    await assert.rejects(
      update('INSERT DATA { GRAPH x:fought { x:a x:n 1 } }'),
      (error) => error instanceof Failure && error.code === 'busy',
    );
    meanwhile = undefined;
  });

  it('takes edits one after the other', async () => {
    await written(update('INSERT DATA { GRAPH x:count { x:a x:n 0 } }'));
    const add =
      'DELETE { GRAPH x:count { x:a x:n ?n } } INSERT { GRAPH x:count { x:a x:n ?m } } WHERE { GRAPH x:count { x:a x:n ?n } BIND(?n + 1 AS ?m) }';
    await Promise.all([1, 2, 3, 4, 5].map(() => written(update(add))));
    assert.match(lines(iri('x/count'))[0] ?? '', /"5"/);
  });

  it('replaces, extends and drops one graph, as its caller finds it', async () => {
    const graph = iri('x/direct');
    const quads = (text: string) => parseNQuads(`<${base}x/a> <${base}x/p> "${text}" .\n`);
    await written(writer.edit(graph, () => quads('1')));
    await written(writer.edit(graph, (present = []) => [...present, ...quads('2')]));
    assert.equal(lines(graph).length, 2);
    const version = writer.versionOf(graph);
    const outcome = await writer.edit(graph, (_present, found) => (found === version ? false : []));
    assert.equal(outcome.type, 'precondition-failed');
    await written(writer.edit(graph, () => undefined));
    assert.equal(writer.present(graph), undefined);
    assert.equal(writer.versionOf(graph), undefined);
  });

  it('changes one graph only where it is told so, the default graph too', async () => {
    await written(update('INSERT DATA { x:d x:p "d" . GRAPH x:g { x:g x:p "g" } }'));
    await written(update('INSERT { ?s x:q ?o } WHERE { ?s x:p ?o }', { within: null }));
    assert.equal(lines(defaultGraph).length, 2);
    await written(update('INSERT { ?s x:q ?o } WHERE { ?s x:p ?o }', { within: iri('x/g') }));
    assert.equal(lines(iri('x/g')).length, 2);
    await assert.rejects(update('CLEAR GRAPH x:h', { within: iri('x/g') }), /may change only the graph/);
  });

  it('starts a new checking thread where the last one ended', async () => {
    const file = join(folder, 'shapes.ttl');
    const other = new GraphWriter({ store, planner, gate: { ...gate, policies: [file] }, own: new Set() });
    const write = () =>
      other.update({
        update: `${prefixes}INSERT DATA { ${dataset('fog')} }`,
        client: 'editor',
        timeout: 10_000,
      });
    await assert.rejects(
      write(),
      (error) => error instanceof Failure && error.code === 'invalid-configuration',
    );
    writeFileSync(
      file,
      `@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:shape> a sh:NodeShape ; sh:targetClass <http://www.w3.org/ns/dcat#Dataset> ;
  sh:property [ sh:path <http://purl.org/dc/terms/title> ; sh:minCount 1 ] .`,
    );
    await written(write());
    await other.close();
  });
});

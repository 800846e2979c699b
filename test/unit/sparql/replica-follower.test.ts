import assert from 'node:assert/strict';
import { OxigraphReplica } from '../../../src/engine/oxigraph-replica.ts';
import { ReplicaFollower } from '../../../src/sparql/replica-follower.ts';
import { changedContent, storedContent } from '../../../src/sparql/stored-content.ts';
import { defaultGraph } from '../../../src/store/record-store.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { fakeStore, until } from './fake-store.ts';

const [g, h] = ['urn:g' as Iri, 'urn:h' as Iri];
const line = (text: string, graph = '') =>
  `<urn:s> <urn:p> "${text}" ${graph === '' ? '' : `<${graph}> `}.\n`;
/** Of two graphs with the same label, as they are stored: the labels are told apart by the graph. */
const blank = (label: string, graph: string) => `_:${label} <urn:b> "${graph}" <${graph}> .\n`;

describe('ReplicaFollower, with Oxigraph', () => {
  const store = fakeStore();
  const follower = new ReplicaFollower(
    {
      store: store.reader,
      startReplica: (start) => OxigraphReplica.start(start),
      maxQuads: 1000,
      log: () => {},
    },
    () => {},
  );

  async function rows(query: string): Promise<string[]> {
    await until(() => follower.ready && follower.sequence === store.reader.sequence());
    const limits = { rows: 100, bytes: 10_000 };
    const answer = await follower.query(
      { query, mediaType: 'text/csv', form: 'SELECT', limits, base: 'https://x/' },
      5000,
    );
    return new TextDecoder().decode(answer).trim().split('\r\n').slice(1);
  }

  const texts = () => rows('SELECT ?o { ?s <urn:p> ?o } ORDER BY ?o');
  const named = () => rows('SELECT ?o { GRAPH ?g { ?s <urn:p> ?o } } ORDER BY ?o');
  const blanks = () => rows('SELECT (COUNT(DISTINCT ?b) AS ?n) { ?b <urn:b> ?o }');

  before(() => {
    store.put('record');
    store.putGraph(g, line('in g', g) + blank('x', g));
    store.putGraph(h, blank('y', h));
    store.putGraph(defaultGraph, line('in none'));
    follower.start();
  });

  after(() => follower.close());

  it('loads records, named graphs and the default graph', async () => {
    assert.deepEqual(await texts(), ['in g', 'in none', 'record']);
    assert.deepEqual(await named(), ['in g', 'record']);
    assert.deepEqual(await blanks(), ['2']);
  });

  it('follows what is written to them, and what is dropped', async () => {
    store.putGraph(g, line('new', g) + blank('x', g) + blank('z', g));
    store.putGraph(defaultGraph, line('also new'));
    assert.deepEqual(await texts(), ['also new', 'new', 'record']);
    assert.deepEqual(await blanks(), ['3']);
    store.dropGraph(g);
    assert.deepEqual(await named(), ['record']);
    store.dropGraph(defaultGraph);
    assert.deepEqual(await texts(), ['record']);
    assert.deepEqual(await blanks(), ['1']);
  });
});

describe('storedContent and changedContent', () => {
  it('give every record and graph once, the default graph without a name', () => {
    const store = fakeStore();
    const record = store.put('a');
    store.putGraph(g, line('1', g));
    store.putGraph(defaultGraph, line('2'));
    store.putGraph(g, line('3', g));
    store.dropGraph(defaultGraph);
    store.withdraw(record);
    const chunks = [...storedContent(store.reader)];
    assert.equal(chunks.map(({ nquads }) => new TextDecoder().decode(nquads)).join(''), line('3', g));
    assert.equal(
      chunks.reduce((sum, { records }) => sum + records, 0),
      0,
    );
    assert.deepEqual(changedContent(store.reader, store.reader.changes(0, 10)), [
      { graph: record, nquads: '' },
      { graph: g, nquads: line('3', g) },
      { graph: null, nquads: '' },
    ]);
  });
});

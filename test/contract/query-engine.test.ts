import assert from 'node:assert/strict';
import { OxigraphReplica } from '../../src/engine/oxigraph-replica.ts';
import type { EngineQuery, EngineReplica } from '../../src/engine/query-engine.ts';
import { Failure } from '../../src/model/failure.ts';
import type { Iri } from '../../src/vocabulary/iri.ts';

const base = 'https://data.example.gov.in/';
const document = `${base}doc/dataset/rain` as Iri;
const topic = `${base}id/dataset/rain`;
const nquads = [
  `<${document}> <http://xmlns.com/foaf/0.1/primaryTopic> <${topic}> <${document}> .`,
  `<${topic}> <http://purl.org/dc/terms/title> "Rainfall"@en <${document}> .`,
  `<${topic}> <http://www.w3.org/ns/dcat#distribution> <${topic}/csv> <${document}> .`,
  `<${topic}/csv> <http://purl.org/dc/terms/title> "CSV" <${document}> .`,
  '',
].join('\n');

function select(query: string, more: Partial<EngineQuery> = {}): EngineQuery {
  return {
    query,
    mediaType: 'text/csv',
    form: 'SELECT',
    limits: { rows: 1000, bytes: 1_000_000 },
    base,
    ...more,
  };
}

async function text(answer: Promise<Uint8Array>): Promise<string> {
  return new TextDecoder().decode(await answer);
}

describe('an engine replica (contract, Oxigraph)', () => {
  let replica: EngineReplica;

  beforeEach(() => {
    replica = OxigraphReplica.start();
  });

  afterEach(() => replica.close());

  it('loads, counts and answers over the union of all graphs', async () => {
    assert.equal(await replica.load(new TextEncoder().encode(nquads)), 4);
    assert.equal(
      await text(replica.query(select('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }'), 10_000)),
      'n\r\n4\r\n',
    );
    const graphs = select('SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }');
    assert.equal(await text(replica.query(graphs, 10_000)), `g\r\n${document}\r\n`);
  });

  it('replaces and drops a graph', async () => {
    await replica.load(new TextEncoder().encode(nquads));
    const title = `<${topic}> <http://purl.org/dc/terms/title> "New" <${document}> .\n`;
    assert.equal(await replica.replace([{ graph: document, nquads: title }]), 1);
    assert.equal(
      await text(replica.query(select('SELECT ?t { ?s <http://purl.org/dc/terms/title> ?t }'), 10_000)),
      't\r\nNew\r\n',
    );
    assert.equal(await replica.replace([{ graph: document, nquads: '' }]), 0);
    assert.equal(
      await text(
        replica.query(
          select('ASK { ?s ?p ?o }', { form: 'ASK', mediaType: 'application/sparql-results+json' }),
          10_000,
        ),
      ),
      '{"head":{},"boolean":false}',
    );
  });

  it('describes a resource with its whole document', async () => {
    await replica.load(new TextEncoder().encode(nquads));
    const query = select(`DESCRIBE <${topic}>`, { form: 'DESCRIBE', mediaType: 'application/n-triples' });
    assert.equal((await text(replica.query(query, 10_000))).trim().split('\n').length, 4);
  });

  it('answers from a protocol dataset only', async () => {
    await replica.load(new TextEncoder().encode(nquads));
    const query = select('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }', { defaultGraphs: [`${base}doc/none`] });
    assert.equal(await text(replica.query(query, 10_000)), 'n\r\n0\r\n');
  });

  it('says what is wrong with a malformed query and goes on', async () => {
    await assert.rejects(
      replica.query(select('SELECT * { ?s ?p }'), 10_000),
      (error) =>
        error instanceof Failure && error.code === 'query-malformed' && /expected/i.test(error.message),
    );
    assert.equal(await text(replica.query(select('SELECT (1 AS ?n) {}'), 10_000)), 'n\r\n1\r\n');
  });

  it('refuses an answer of more rows or bytes than allowed, and goes on', async () => {
    await replica.load(new TextEncoder().encode(nquads));
    const tooLarge = (error: unknown) => error instanceof Failure && error.code === 'result-too-large';
    const all = 'SELECT ?s ?p { ?s ?p ?o }';
    await assert.rejects(
      replica.query(select(all, { limits: { rows: 3, bytes: 10_000 } }), 10_000),
      tooLarge,
    );
    await assert.rejects(replica.query(select(all, { limits: { rows: 9, bytes: 100 } }), 10_000), tooLarge);
    const answer = await text(replica.query(select(all, { limits: { rows: 4, bytes: 10_000 } }), 10_000));
    assert.equal(answer.split('\r\n').length, 6);
  });

  it('makes graphs with prefixes, each triple once', async () => {
    await replica.load(new TextEncoder().encode(nquads));
    const construct = 'CONSTRUCT { ?s <http://purl.org/dc/terms/title> "same" } { ?s ?p ?o }';
    const answer = await text(
      replica.query(select(construct, { form: 'CONSTRUCT', mediaType: 'text/turtle' }), 10_000),
    );
    assert.match(answer, /@prefix dct: <http:\/\/purl.org\/dc\/terms\/> \./);
    assert.equal(answer.match(/"same"/g)?.length, 3);
  });

  it('works out what an update would change, and changes nothing', async () => {
    await replica.load(new TextEncoder().encode(nquads));
    const plain = (value: string) => ({ type: 'iri', value }) as const;
    const quad = {
      subject: plain('urn:s'),
      predicate: plain('urn:p'),
      object: plain('urn:o'),
      graph: plain('urn:g'),
    };
    const result = await replica.edit([{ type: 'insert-data', quads: [quad] }], 10_000);
    assert.deepEqual(result.graphs, [{ graph: 'urn:g', removed: [], added: ['<urn:s> <urn:p> <urn:o> .'] }]);
    const count = select('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }');
    assert.equal(await text(replica.query(count, 10_000)), 'n\r\n4\r\n');
    await assert.rejects(
      replica.edit([{ type: 'copy', from: 'urn:none', to: null, silent: false }], 10_000),
      (error) =>
        error instanceof Failure && error.code === 'query-malformed' && /urn:none/.test(error.message),
    );
    assert.equal(await text(replica.query(count, 10_000)), 'n\r\n4\r\n');
  });

  it('gives lines in its own form, in their order', async () => {
    const integer = '<http://www.w3.org/2001/XMLSchema#integer>';
    const lines = `<urn:s> <urn:p> "01"^^${integer} <urn:g> .\n\n<urn:s> <urn:p> "a\\n"@en-IN .\n_:b <urn:p> <urn:o> .\n`;
    const [number, tagged, blank] = await replica.engineLines(lines);
    assert.equal(number, `<urn:s> <urn:p> "1"^^${integer} .`);
    assert.equal(tagged, '<urn:s> <urn:p> "a\\n"@en-in .');
    assert.match(blank ?? '', /^_:\S+ <urn:p> <urn:o> \.$/);
  });

  it('is gone after a query ran past its deadline, and says so to all who wait', async () => {
    const pairs = Array.from({ length: 3000 }, (_, n) => `<urn:s> <urn:p> "${n}" <urn:g> .\n`).join('');
    await replica.load(new TextEncoder().encode(pairs));
    const bomb = replica.query(select('SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }'), 200);
    const waiting = replica.query(
      select('ASK {}', { form: 'ASK', mediaType: 'application/sparql-results+json' }),
      10_000,
    );
    await assert.rejects(bomb, (error) => error instanceof Failure && error.code === 'query-timeout');
    await assert.rejects(waiting, (error) => error instanceof Failure);
    assert.equal((await replica.closed).reason, 'timeout');
    await assert.rejects(replica.load(new Uint8Array()), (error) => error instanceof Failure);
  });

  it('reports data that the engine cannot take as a dead replica, not as an answer', async () => {
    await assert.rejects(
      replica.load(new TextEncoder().encode('this is no N-Quads\n')),
      (error) => error instanceof Failure,
    );
    assert.notEqual((await replica.closed).reason, 'closed');
  });
});

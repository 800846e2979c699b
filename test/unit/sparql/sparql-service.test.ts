import assert from 'node:assert/strict';
import { EnginePool } from '../../../src/sparql/engine-pool.ts';
import {
  PooledSparqlService,
  type SparqlAnswer,
  type SparqlRequest,
} from '../../../src/sparql/sparql-service.ts';
import { FakeReplica } from './fake-replica.ts';
import { fakeStore, until } from './fake-store.ts';

const limits = { queryTimeout: 1000, maxRows: 10, maxBytes: 1000, maxQueued: 5 };

describe('PooledSparqlService', () => {
  let store: ReturnType<typeof fakeStore>;
  let replica: FakeReplica;
  let pool: EnginePool;
  let service: PooledSparqlService;

  beforeEach(async () => {
    store = fakeStore();
    replica = new FakeReplica();
    pool = new EnginePool({
      store: store.reader,
      startReplica: () => replica,
      replicas: 1,
      maxQuads: 100,
      maxQueued: 5,
      log: () => {},
    });
    pool.start();
    await pool.settled();
    service = new PooledSparqlService({ pool, base: 'https://x/', limits, cacheBytes: 100_000 });
  });

  afterEach(() => pool.close());

  const request = (query: string, more: Partial<SparqlRequest> = {}): SparqlRequest => ({
    query,
    choose: ([first]) => first,
    client: 'c',
    ...more,
  });

  async function asked() {
    await until(() => replica.asked.length > 0);
    const [one] = replica.asked;
    assert.ok(one);
    return one;
  }

  async function text(answer: Promise<SparqlAnswer>): Promise<string> {
    const settled = await answer;
    assert.ok(settled.type === 'answer');
    return new TextDecoder().decode(settled.answer.body);
  }

  it('asks the engine once for equal queries, and says what an answer is known by', async () => {
    const both = [service.query(request('ASK { }')), service.query(request('ASK { # the same\n}'))];
    await asked();
    assert.equal(replica.asked.length, 1);
    (await asked()).answer('yes');
    assert.deepEqual(await Promise.all(both.map(text)), ['yes', 'yes']);
    const kept = await both[0];
    assert.ok(kept?.type === 'answer');
    assert.equal(service.validator(request('ASK{}')), undefined);
    assert.equal(service.validator(request('ASK { }')), kept.validator);
    assert.equal(await text(service.query(request('ASK {  }'))), 'yes');
  });

  it('gives who wrote nothing older than what he wrote, also where an older answer is kept', async () => {
    const first = service.query(request('ASK {}'));
    (await asked()).answer('old');
    assert.equal(await text(first), 'old');
    store.put('a');
    pool.require(1);
    assert.equal(service.validator(request('ASK {}')), undefined);
    const second = service.query(request('ASK {}'));
    (await asked()).answer('new');
    assert.equal(await text(second), 'new');
  });

  it('keeps no answer that may be another one the next time', async () => {
    for (const word of ['one', 'two']) {
      const answer = service.query(request('SELECT (NOW() AS ?now) {}'));
      (await asked()).answer(word);
      const settled = await answer;
      assert.ok(settled.type === 'answer');
      assert.equal(settled.validator, undefined);
      assert.equal(new TextDecoder().decode(settled.answer.body), word);
    }
  });

  it('asks for one row more than it may give, and within the configured time', async () => {
    const answer = service.query(request('SELECT * { ?s ?p ?o }', { timeout: 99_999 }));
    const { query, timeout } = await asked();
    assert.match(query.query, /LIMIT 11$/);
    assert.equal(timeout, 1000);
    replica.asked[0]?.answer();
    await answer;
  });

  it('takes a query out of the line when all who asked it are gone', async () => {
    const busy = service.query(request('ASK { <a> ?p ?o }'));
    await asked();
    const [one, two] = [new AbortController(), new AbortController()];
    const waiting = [one, two].map(({ signal }) => service.query(request('ASK {}', { signal })));
    await until(() => pool.state().queued === 1);
    one.abort();
    assert.equal(pool.state().queued, 1);
    two.abort();
    assert.equal(pool.state().queued, 0);
    for (const answer of waiting) await assert.rejects(answer, /gone/);
    (await asked()).answer();
    await busy;
  });

  it('refuses what is no query, and formats that the form does not have', async () => {
    await assert.rejects(service.query(request('CLEAR ALL')), /no SPARQL query/);
    const none = await service.query(request('ASK {}', { choose: () => undefined }));
    assert.equal(none.type, 'not-acceptable');
    await assert.rejects(
      service.query(request('SELECT * { SERVICE <http://e/> { ?s ?p ?o } }')),
      /asks no other endpoints/,
    );
  });
});

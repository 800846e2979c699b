import assert from 'node:assert/strict';
import type { EngineQuery } from '../../../src/engine/query-engine.ts';
import { Failure, type FailureCode } from '../../../src/model/failure.ts';
import { EnginePool, type PoolOptions } from '../../../src/sparql/engine-pool.ts';
import type { Terms } from '../../../src/sparql/query-terms.ts';
import type { RecordReader } from '../../../src/store/record-store.ts';
import { type Asked, FakeReplica } from './fake-replica.ts';
import { fakeStore, until } from './fake-store.ts';

const query = (text: string): EngineQuery => ({
  query: text,
  mediaType: 'x',
  form: 'ASK',
  limits: { rows: 1, bytes: 1 },
  base: 'https://x/',
});

const isFailure = (code: FailureCode) => (error: unknown) => error instanceof Failure && error.code === code;

/** Work that ends with the replica. */
async function untilGone(replica: FakeReplica): Promise<never> {
  await replica.closed;
  throw new Failure('engine-unavailable', 'gone');
}

describe('EnginePool', () => {
  let replicas: FakeReplica[];
  let pool: EnginePool;

  function start(
    store: RecordReader,
    more: Partial<PoolOptions> = {},
    prepare = (_replica: FakeReplica) => {},
  ): void {
    replicas = [];
    pool = new EnginePool({
      store,
      startReplica: () => {
        const replica = new FakeReplica();
        prepare(replica);
        replicas.push(replica);
        return replica;
      },
      replicas: 1,
      maxQuads: 1000,
      maxQueued: 5,
      restartDelay: 1,
      log: () => {},
      ...more,
    });
    pool.start();
  }

  const allReady = () => until(() => pool.state().readyReplicas === pool.state().replicas);

  /** A text names the client and the query: `anna/1`. The same text is the same query. */
  function ask(text: string, more: Partial<Terms> = {}): Promise<string> {
    const [client = ''] = text.split('/');
    const terms = { client, timeout: 1000, fingerprint: text, expensive: () => false, ...more };
    const asked = pool.query(query(text), terms);
    asked.catch(() => undefined);
    return asked.then(({ body }) => new TextDecoder().decode(body));
  }

  const slow = { expensive: () => true };
  const running = () => replicas.flatMap(({ asked }) => asked);
  const texts = () => running().map((asked) => asked.query.query);

  async function runs(text: string): Promise<Asked> {
    await until(() => texts().includes(text));
    const asked = running().find((one) => one.query.query === text);
    assert.ok(asked);
    return asked;
  }

  /** Answers what runs until nothing does; gives the order. */
  async function drain(): Promise<string[]> {
    const order: string[] = [];
    while (pool.state().running > 0) {
      for (const asked of running()) {
        order.push(asked.query.query);
        asked.answer();
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    return order;
  }

  afterEach(() => pool.close());

  describe('following the store', () => {
    it('loads everything, with the catalog records, and follows the log', async () => {
      const store = fakeStore();
      const first = store.put('a');
      start(store.reader);
      await pool.settled();
      assert.match(replicas[0]?.loaded.join('') ?? '', /"a".*\n[\s\S]*CatalogRecord/);
      assert.equal(pool.state().sequence, 1);
      store.put('b');
      store.withdraw(first);
      await until(() => pool.state().sequence === 3);
      assert.deepEqual(
        replicas[0]?.graphs.map(({ graph, nquads }) => [graph?.at(-1), nquads === '']),
        [
          ['b', false],
          ['a', true],
        ],
      );
    });

    it('says that it is loading instead of letting queries wait', async () => {
      const store = fakeStore();
      store.put('a');
      start(store.reader, {}, (replica) => {
        replica.load = () => untilGone(replica);
      });
      await assert.rejects(
        ask('anna/1'),
        (error) => isFailure('engine-unavailable')(error) && /0 of 1 records/.test(String(error)),
      );
    });

    it('says that SPARQL is off where there are no replicas', async () => {
      start(fakeStore().reader, { replicas: 0 });
      await pool.settled();
      await assert.rejects(ask('anna/1'), /SPARQL is off/);
    });

    it('refuses more quads than allowed, keeps saying so, and does not answer', async () => {
      const store = fakeStore();
      for (let n = 0; n < 300; n++) store.put(`r${n}`);
      start(store.reader);
      await pool.settled();
      assert.equal(pool.state().problem?.code, 'engine-full');
      await assert.rejects(
        ask('anna/1'),
        (error) => isFailure('engine-full')(error) && /1000 quads/.test(String(error)),
      );
    });

    it('lets no replica answer that is behind a required commit', async () => {
      const store = fakeStore();
      start(store.reader, { replicas: 2 });
      await allReady();
      for (const replica of replicas) replica.replace = () => untilGone(replica);
      store.put('a');
      pool.require(1);
      const answer = ask('anna/1');
      await new Promise((resolve) => setTimeout(resolve, 20));
      assert.deepEqual(texts(), []);
      assert.equal(pool.freshest(), 1);
      assert.equal(pool.sequence(), 0);
      replicas[0]?.die('crashed');
      (await runs('anna/1')).answer();
      assert.equal(await answer, 'anna/1');
      assert.equal(replicas[0]?.asked.length, 0);
      assert.equal(replicas[1]?.asked.length, 0);
    });
  });

  describe('its line', () => {
    it('runs one query at a time on a replica, and refuses more than the line holds', async () => {
      start(fakeStore().reader, { maxQueued: 1 });
      await pool.settled();
      const first = ask('anna/1');
      const second = ask('anna/2');
      await assert.rejects(ask('anna/3'), isFailure('busy'));
      assert.deepEqual(texts(), ['anna/1']);
      (await runs('anna/1')).answer();
      assert.equal(await first, 'anna/1');
      (await runs('anna/2')).answer();
      assert.equal(await second, 'anna/2');
    });

    it('takes a query that need not wait, even where none may', async () => {
      start(fakeStore().reader, { maxQueued: 0 });
      await pool.settled();
      const first = ask('anna/1');
      await assert.rejects(ask('anna/2'), isFailure('busy'));
      (await runs('anna/1')).answer();
      assert.equal(await first, 'anna/1');
    });

    it('serves clients by turns', async () => {
      start(fakeStore().reader, { maxQueued: 10 });
      await pool.settled();
      const all = ['anna/1', 'anna/2', 'anna/3', 'anna/4', 'bela/1', 'bela/2', 'carl/1'].map((text) =>
        ask(text),
      );
      assert.deepEqual(await drain(), ['anna/1', 'anna/2', 'bela/1', 'carl/1', 'anna/3', 'bela/2', 'anna/4']);
      await Promise.all(all);
    });

    it('displaces the newest query of the client with the most, where the line is full', async () => {
      start(fakeStore().reader, { maxQueued: 3 });
      await pool.settled();
      const [, , , newest] = ['anna/1', 'anna/2', 'anna/3', 'anna/4'].map((text) => ask(text));
      void ask('bela/1');
      await assert.rejects(newest as Promise<string>, isFailure('busy'));
      await assert.rejects(ask('anna/5'), isFailure('busy'));
      await assert.rejects(ask('bela/2'), isFailure('busy'));
      assert.deepEqual(await drain(), ['anna/1', 'anna/2', 'bela/1', 'anna/3']);
    });

    it('a line full of slow queries of some does not keep a quick one from the replica that is kept for it', async () => {
      start(fakeStore().reader, { replicas: 2, maxQueued: 4 });
      await allReady();
      for (let n = 0; n < 5; n += 1) void ask(`bomb/${n}`, slow);
      assert.equal(pool.state().queued, 4);
      const quick = ask('anna/1');
      (await runs('anna/1')).answer();
      assert.equal(await quick, 'anna/1');
      assert.equal(pool.state().queued, 4);
    });

    it('where quick ones must wait too, they displace the slow ones of whom has the most', async () => {
      start(fakeStore().reader, { replicas: 2, maxQueued: 4 });
      await allReady();
      const bombs = [0, 1, 2, 3, 4].map((n) => ask(`bomb/${n}`, slow));
      void ask('anna/1');
      void ask('anna/2');
      await assert.rejects(bombs[4] as Promise<string>, isFailure('busy'));
      assert.equal(pool.state().queued, 4);
      await drain();
    });

    it('lets go of callers who are gone', async () => {
      start(fakeStore().reader);
      await pool.settled();
      void ask('anna/1');
      const caller = new AbortController();
      const waiting = ask('anna/2', { signal: caller.signal });
      assert.equal(pool.state().queued, 1);
      caller.abort();
      await assert.rejects(waiting, isFailure('busy'));
      assert.equal(pool.state().queued, 0);
      await assert.rejects(ask('anna/3', { signal: caller.signal }), isFailure('busy'));
      assert.deepEqual(await drain(), ['anna/1']);
    });

    it('rejects all who wait when it is closed, and who comes after', async () => {
      start(fakeStore().reader);
      await pool.settled();
      const all = ['anna/1', 'anna/2', 'bela/1'].map((text) => ask(text));
      await pool.close();
      for (const one of all) await assert.rejects(one, isFailure('engine-unavailable'));
      await assert.rejects(ask('anna/4'), isFailure('engine-unavailable'));
      assert.equal(pool.state().queued, 0);
      assert.equal(pool.state().running, 0);
    });
  });

  describe('slow queries', () => {
    it('one that looks expensive leaves the last free replica, also where another such one was let in first', async () => {
      start(fakeStore().reader, { replicas: 2 });
      await allReady();
      const first = ask('bomb/1', slow);
      const second = ask('bomb/2', slow);
      await runs('bomb/1');
      assert.deepEqual(texts(), ['bomb/1']);
      const quick = ask('anna/1');
      (await runs('anna/1')).answer();
      await quick;
      (await runs('bomb/1')).answer();
      await first;
      (await runs('bomb/2')).answer();
      await second;
    });

    it('with one replica they run like all others', async () => {
      start(fakeStore().reader);
      await pool.settled();
      const bomb = ask('bomb/1', slow);
      (await runs('bomb/1')).answer();
      assert.equal(await bomb, 'bomb/1');
    });

    it('one that turned out slow is known by its fingerprint', async () => {
      start(fakeStore().reader, { replicas: 2, slice: 5 });
      await allReady();
      const first = ask('anna/1');
      await new Promise((resolve) => setTimeout(resolve, 30));
      void ask('anna/1');
      void ask('bela/1');
      await runs('bela/1');
      assert.deepEqual(texts().toSorted(), ['anna/1', 'bela/1']);
      await drain();
      await first;
    });

    it('one that turns out slow on the last replica makes room for quick ones, and gets its answer later', async () => {
      start(fakeStore().reader, { replicas: 2, slice: 10 });
      await allReady();
      void ask('bomb/1', slow);
      const hidden = ask('anna/hidden');
      assert.deepEqual(texts(), ['bomb/1', 'anna/hidden']);
      const quick = ask('bela/1');
      const [, second] = replicas;
      await until(() => second?.ended !== undefined);
      assert.equal(second?.ended?.reason, 'preempted');
      (await runs('bela/1')).answer();
      assert.equal(await quick, 'bela/1');
      assert.ok(!texts().includes('anna/hidden'));
      (await runs('bomb/1')).answer();
      (await runs('anna/hidden')).answer();
      assert.equal(await hidden, 'anna/hidden');
    });

    it('one that looked expensive and runs alone is not moved', async () => {
      start(fakeStore().reader, { replicas: 2, slice: 5 });
      await allReady();
      const bomb = ask('bomb/1', slow);
      void ask('anna/1');
      void ask('anna/2');
      await new Promise((resolve) => setTimeout(resolve, 30));
      assert.equal(replicas[0]?.ended, undefined);
      await drain();
      assert.equal(await bomb, 'bomb/1');
    });

    it('ends for a caller who left, also on a single replica, which is back for others', async () => {
      start(fakeStore().reader, { slice: 5 });
      await allReady();
      const caller = new AbortController();
      const left = ask('anna/1', { signal: caller.signal });
      const waiting = ask('bela/1');
      caller.abort();
      await assert.rejects(left, isFailure('busy'));
      assert.equal(replicas[0]?.ended?.reason, 'preempted');
      (await runs('bela/1')).answer();
      assert.equal(await waiting, 'bela/1');
    });

    it('does not run again for a caller who left while it made room', async () => {
      start(fakeStore().reader, { replicas: 2, slice: 5 });
      await allReady();
      void ask('bomb/1', slow);
      const caller = new AbortController();
      const hidden = ask('anna/hidden', { signal: caller.signal });
      caller.abort();
      void ask('bela/1');
      await assert.rejects(hidden, isFailure('busy'));
      await drain();
    });

    it('one that ran past its deadline is refused at once when it comes again', async () => {
      start(fakeStore().reader, { replicas: 2 });
      await allReady();
      const bomb = ask('bomb/1', { timeout: 500 });
      await runs('bomb/1');
      replicas[0]?.die('timeout');
      await assert.rejects(bomb, isFailure('query-timeout'));
      await assert.rejects(ask('bomb/1', { timeout: 500 }), /not tried again for/);
      await assert.rejects(ask('bomb/1', { timeout: 100 }), isFailure('query-timeout'));
      const patient = ask('bomb/1', { timeout: 1000 });
      await allReady();
      (await runs('bomb/1')).answer();
      assert.equal(await patient, 'bomb/1');
    });
  });

  describe('replicas that die', () => {
    it('are replaced, while another answers', async () => {
      start(fakeStore().reader, { replicas: 2 });
      await allReady();
      const bomb = ask('anna/1');
      await runs('anna/1');
      replicas[0]?.die('timeout');
      await assert.rejects(bomb, isFailure('query-timeout'));
      assert.equal(pool.state().ready, true);
      await until(() => replicas.length === 3 && pool.state().readyReplicas === 2);
      assert.equal(pool.state().replacements, 1);
    });

    it('are waited for where they are back in a moment', async () => {
      start(fakeStore().reader);
      await pool.settled();
      const first = ask('anna/1');
      const second = ask('anna/2');
      replicas[0]?.die('crashed');
      await assert.rejects(first, isFailure('engine-unavailable'));
      assert.equal(pool.state().restoring, true);
      const third = ask('bela/1');
      (await runs('anna/2')).answer();
      (await runs('bela/1')).answer();
      assert.deepEqual(await Promise.all([second, third]), ['anna/2', 'bela/1']);
    });

    it('are not waited for where the next one fails too', async () => {
      const store = fakeStore();
      store.put('a');
      start(store.reader, { restartDelay: 20 }, (replica) => {
        if (replicas.length > 0) replica.die('crashed');
      });
      await pool.settled();
      const first = ask('anna/1');
      const second = ask('anna/2');
      replicas[0]?.die('crashed');
      await assert.rejects(first, isFailure('engine-unavailable'));
      await assert.rejects(second, isFailure('engine-unavailable'));
      assert.equal(pool.state().restoring, false);
    });
  });
});

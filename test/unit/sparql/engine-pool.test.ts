import assert from 'node:assert/strict';
import type {
  EngineQuery,
  EngineReplica,
  GraphContent,
  ReplicaEnd,
} from '../../../src/engine/query-engine.ts';
import { Failure } from '../../../src/model/failure.ts';
import { EnginePool, type PoolOptions } from '../../../src/sparql/engine-pool.ts';
import type { LogEntry, RecordReader, StoredRecord } from '../../../src/store/record-store.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';

const query: EngineQuery = { query: 'ASK {}', mediaType: 'x', describe: false, base: 'https://x/' };

/** A replica that holds what it was given and answers when it is told to. */
class FakeReplica implements EngineReplica {
  readonly graphs: GraphContent[] = [];
  readonly loaded: string[] = [];
  readonly asked: ((answer: Uint8Array | Failure) => void)[] = [];
  readonly closed: Promise<ReplicaEnd>;
  loadFailure: Failure | undefined;
  #end: (end: ReplicaEnd) => void = () => {};

  constructor() {
    this.closed = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  async load(nquads: Uint8Array): Promise<number> {
    if (this.loadFailure) throw this.loadFailure;
    this.loaded.push(new TextDecoder().decode(nquads));
    return this.loaded.join('').split('\n').length - 1;
  }

  async replace(graphs: readonly GraphContent[]): Promise<number> {
    this.graphs.push(...graphs);
    return this.graphs.length;
  }

  query(): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.asked.push((answer) => (answer instanceof Failure ? reject(answer) : resolve(answer)));
    });
  }

  die(reason: ReplicaEnd['reason']): void {
    const failure = new Failure(reason === 'timeout' ? 'query-timeout' : 'engine-unavailable', reason);
    for (const answer of this.asked.splice(0)) answer(failure);
    this.#end({ reason, message: reason });
  }

  async close(): Promise<void> {
    this.#end({ reason: 'closed', message: 'closed' });
  }
}

/** A store of as many one-triple records as are put into it. */
function fakeStore() {
  const records = new Map<string, StoredRecord>();
  const log: LogEntry[] = [];
  const put = (key: string) => {
    const document = `https://x/doc/dataset/${key}` as Iri;
    const sequence = log.length + 1;
    const nquads = `<https://x/id/dataset/${key}> <urn:p> "${key}" <${document}> .\n`;
    const head = {
      document,
      topic: `https://x/id/dataset/${key}` as Iri,
      kind: 'dataset',
      state: 'live',
      version: key,
    } as const;
    const times = {
      issued: '2026-01-01T00:00:00Z',
      modified: '2026-01-01T00:00:00Z',
      policy: 'https://x/p' as Iri,
      policyVersion: '',
      warnings: 0,
    };
    records.set(document, { ...head, ...times, sequence, nquads });
    log.push({ sequence, time: times.modified, kind: 'create', document, version: key });
    return document;
  };
  const withdraw = (document: Iri) => {
    const record = records.get(document);
    assert.ok(record);
    records.set(document, { ...record, state: 'withdrawn', nquads: '' });
    log.push({ sequence: log.length + 1, time: '', kind: 'delete', document, version: '' });
  };
  const live = () => [...records.values()].filter((record) => record.state === 'live');
  const reader: Partial<RecordReader> = {
    sequence: () => log.length,
    count: () => live().length,
    records: () => live(),
    get: (document) => records.get(document),
    changes: (after, limit) => log.slice(after, after + limit),
  };
  return { put, withdraw, reader: reader as RecordReader };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('EnginePool', () => {
  let replicas: FakeReplica[];
  let pool: EnginePool;
  const messages: string[] = [];

  function start(
    store: RecordReader,
    more: Partial<PoolOptions> = {},
    prepare = (_replica: FakeReplica) => {},
  ) {
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
      queryTimeout: 1000,
      maxQueued: 1,
      log: (_level, message) => messages.push(message),
      ...more,
    });
    pool.start();
  }

  afterEach(() => pool.close());

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
      replicas[0]?.graphs.map(({ graph, nquads }) => [graph.at(-1), nquads === '']),
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
      replica.load = () =>
        new Promise(
          (_resolve, reject) =>
            void replica.closed.then(() => reject(new Failure('engine-unavailable', 'x'))),
        );
    });
    await assert.rejects(
      pool.query(query),
      (error) =>
        error instanceof Failure &&
        error.code === 'engine-unavailable' &&
        /0 of 1 records/.test(error.message),
    );
  });

  it('lines queries up, and refuses more than the line holds', async () => {
    start(fakeStore().reader);
    await pool.settled();
    const first = pool.query(query);
    const second = pool.query(query);
    await assert.rejects(pool.query(query), (error) => error instanceof Failure && error.code === 'busy');
    await until(() => replicas[0]?.asked.length === 1);
    replicas[0]?.asked.shift()?.(new Uint8Array([1]));
    assert.deepEqual((await first).body, new Uint8Array([1]));
    await until(() => replicas[0]?.asked.length === 1);
    replicas[0]?.asked.shift()?.(new Uint8Array([2]));
    assert.deepEqual((await second).body, new Uint8Array([2]));
  });

  it('replaces a replica whose query ran too long, while another answers', async () => {
    start(fakeStore().reader, { replicas: 2, maxQueued: 5 });
    await until(() => pool.state().readyReplicas === 2);
    const bomb = pool.query(query);
    await until(() => replicas.some((replica) => replica.asked.length === 1));
    replicas.find((replica) => replica.asked.length === 1)?.die('timeout');
    await assert.rejects(bomb, (error) => error instanceof Failure && error.code === 'query-timeout');
    assert.equal(pool.state().ready, true);
    await until(() => replicas.length === 3 && pool.state().readyReplicas === 2);
  });

  it('refuses more quads than allowed, keeps saying so, and does not answer', async () => {
    const store = fakeStore();
    for (let n = 0; n < 300; n++) store.put(`r${n}`);
    start(store.reader);
    await pool.settled();
    assert.equal(pool.state().problem?.code, 'engine-full');
    await assert.rejects(
      pool.query(query),
      (error) => error instanceof Failure && error.code === 'engine-full' && /1000 quads/.test(error.message),
    );
  });
});

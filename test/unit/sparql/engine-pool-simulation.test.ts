import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Failure } from '../../../src/model/failure.ts';
import { EnginePool } from '../../../src/sparql/engine-pool.ts';
import type { Asked } from './fake-replica.ts';
import { FakeReplica } from './fake-replica.ts';
import { fakeStore } from './fake-store.ts';

type Step =
  | { readonly do: 'ask'; readonly client: number; readonly bomb: boolean; readonly leaves: boolean }
  | { readonly do: 'answer' | 'fail' | 'crash' | 'timeout'; readonly which: number }
  | { readonly do: 'commit' | 'leave' }
  | { readonly do: 'wait'; readonly milliseconds: number };

const which = fc.nat(20);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('ask' as const),
        client: fc.nat(3),
        bomb: fc.boolean(),
        leaves: fc.boolean(),
      }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('answer' as const), which }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constantFrom('fail' as const, 'crash' as const, 'timeout' as const),
        which,
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('commit' as const, 'leave' as const) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), milliseconds: fc.nat(4) }) },
  ),
  { minLength: 5, maxLength: 40 },
);

/** One life of a pool with replicas that look at each query they are sent. */
class Simulation {
  readonly wrongs: string[] = [];
  readonly #store = fakeStore();
  readonly #replicas: FakeReplica[] = [];
  readonly #count: number;
  readonly #pool: EnginePool;
  readonly #open = new Set<string>();
  readonly #callers: AbortController[] = [];
  #asked = 0;

  constructor(replicas: number, maxQueued: number) {
    this.#count = replicas;
    this.#pool = new EnginePool({
      store: this.#store.reader,
      startReplica: () => this.#replica(),
      replicas,
      maxQuads: 1000,
      maxQueued,
      slice: 2,
      restartDelay: 1,
      log: () => {},
    });
  }

  async run(steps: readonly Step[]): Promise<void> {
    this.#pool.start();
    await this.#pool.settled();
    for (const step of steps) {
      this.#take(step);
      await new Promise((resolve) => setTimeout(resolve, step.do === 'wait' ? step.milliseconds : 0));
    }
    for (let turn = 0; this.#open.size > 0 && turn < 400; turn += 1) {
      for (const asked of this.#running()) asked.answer();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    if (this.#open.size > 0) this.wrongs.push(`never settled: ${[...this.#open].join(', ')}`);
    const { running, queued } = this.#pool.state();
    if (this.#open.size === 0 && running + queued > 0)
      this.wrongs.push(`left: ${running} running, ${queued} queued`);
    await this.#pool.close();
  }

  #running(): Asked[] {
    return this.#replicas.flatMap(({ asked }) => asked);
  }

  #take(step: Step): void {
    switch (step.do) {
      case 'ask':
        this.#ask(step);
        return;
      case 'commit':
        this.#store.put(`r${this.#asked}`);
        this.#pool.require(this.#store.reader.sequence());
        return;
      case 'leave':
        this.#callers.shift()?.abort();
        return;
      case 'wait':
        return;
    }
    const running = this.#running();
    const asked = running[step.which % Math.max(1, running.length)];
    const replica = this.#replicas.find((one) => asked && one.asked.includes(asked));
    if (!asked || !replica) return;
    if (step.do === 'answer') asked.answer();
    else if (step.do === 'fail') asked.fail(new Failure('query-malformed', 'no'));
    else replica.die(step.do === 'crash' ? 'crashed' : 'timeout');
  }

  #ask({ client, bomb, leaves }: Extract<Step, { do: 'ask' }>): void {
    this.#asked += 1;
    const text = `${bomb ? 'bomb' : 'quick'} ${this.#asked}`;
    const caller = new AbortController();
    if (leaves) this.#callers.push(caller);
    this.#open.add(text);
    const settled = () => {
      if (!this.#open.delete(text)) this.wrongs.push(`settled twice: ${text}`);
    };
    const query = {
      query: text,
      mediaType: 'x',
      form: 'ASK',
      limits: { rows: 1, bytes: 1 },
      base: 'x:',
    } as const;
    const terms = {
      client: `c${client}`,
      timeout: 1000,
      fingerprint: text,
      expensive: () => bomb,
      signal: caller.signal,
    };
    this.#pool.query(query, terms).then(({ body }) => {
      settled();
      const answer = new TextDecoder().decode(body);
      if (answer !== text) this.wrongs.push(`${text} was answered with ${answer}`);
    }, settled);
  }

  #replica(): FakeReplica {
    const replica = new FakeReplica();
    const query = replica.query.bind(replica);
    replica.query = (asked, timeout) => {
      const running = this.#running().map((one) => one.query.query);
      if (replica.asked.length > 0) this.wrongs.push(`two at once: ${asked.query}`);
      if (replica.ended) this.wrongs.push(`sent to a dead replica: ${asked.query}`);
      if (running.includes(asked.query)) this.wrongs.push(`sent twice: ${asked.query}`);
      const bombs = [asked.query, ...running].filter((text) => text.startsWith('bomb')).length;
      if (this.#count > 1 && bombs >= this.#count) this.wrongs.push(`bombs everywhere at ${asked.query}`);
      return query(asked, timeout);
    };
    this.#replicas.push(replica);
    return replica;
  }
}

describe('EnginePool, whatever happens', () => {
  it('settles each query once, runs one at a time on each replica, and keeps one free of slow ones', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 0, max: 6 }),
        steps,
        async (replicas, maxQueued, taken) => {
          const simulation = new Simulation(replicas, maxQueued);
          await simulation.run(taken);
          assert.deepEqual(simulation.wrongs, []);
        },
      ),
      { numRuns: 150 },
    );
  });
});

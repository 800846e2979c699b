import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Turns, type TurnTime } from '../../../src/fetch/turns.ts';

/** Time that passes when the test says so. */
class TestTime implements TurnTime {
  #now = 0;
  #timers: { at: number; run: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.#now + milliseconds, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    for (;;) {
      await settled();
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#now = next.at;
      this.#timers = this.#timers.filter((one) => one !== next);
      next.run();
    }
    this.#now = end;
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe('Turns', () => {
  it('are few at a host, in the order of asking, and others do not wait for them', async () => {
    const turns = new Turns({ connections: 2, delay: 0 });
    const begun: string[] = [];
    const take = async (host: string, name: string) => {
      const release = await turns.take(host, []);
      begun.push(name);
      return release;
    };
    const first = await take('a.example', 'a1');
    const second = await take('a.example', 'a2');
    const third = take('a.example', 'a3');
    const fourth = take('a.example', 'a4');
    await take('b.example', 'b1');
    assert.deepEqual(begun, ['a1', 'a2', 'b1']);
    second();
    second();
    (await third)();
    first();
    await fourth;
    assert.deepEqual(begun, ['a1', 'a2', 'b1', 'a3', 'a4']);
  });

  it('come with a pause between them, and after a rest', async () => {
    const time = new TestTime();
    const turns = new Turns({ connections: 5, delay: 100, time });
    const begun: number[] = [];
    const take = async (delay?: number) => {
      (await turns.take('a.example', [], delay))();
      begun.push(time.now());
    };
    void take();
    void take(1_000);
    void take();
    await time.pass(5_000);
    assert.deepEqual(begun, [0, 100, 1_100]);
    turns.rest('a.example', 700);
    void take();
    await time.pass(699);
    assert.equal(begun.length, 3);
    await time.pass(1);
    assert.deepEqual(begun.slice(3), [5_700]);
  });

  it('are left by who gives up waiting, and taken by the next', async () => {
    const turns = new Turns({ connections: 1, delay: 0 });
    const release = await turns.take('a.example', []);
    const stop = new AbortController();
    const left = turns.take('a.example', [new AbortController().signal, stop.signal]);
    const next = turns.take('a.example', []);
    stop.abort(new Error('enough'));
    await assert.rejects(left, /enough/);
    release();
    (await next)();
    await assert.rejects(turns.take('a.example', [stop.signal]), /enough/);
    (await turns.take('a.example', []))();
  });

  it('never exceed their number, and all come, however they are taken, left and given back', async () => {
    const plan = fc.array(
      fc.record({ host: fc.constantFrom('a', 'b'), leaves: fc.boolean(), holds: fc.nat(3) }),
      {
        maxLength: 30,
      },
    );
    await fc.assert(
      fc.asyncProperty(plan, fc.integer({ min: 1, max: 3 }), async (tasks, connections) => {
        const turns = new Turns({ connections, delay: 0 });
        const active = new Map<string, number>();
        let most = 0;
        const outcomes = await Promise.all(
          tasks.map(async ({ host, leaves, holds }) => {
            const stop = new AbortController();
            if (leaves) setImmediate(() => stop.abort(new Error('left')));
            const release = await turns.take(host, [stop.signal]).catch(() => undefined);
            if (!release) return leaves;
            const now = (active.get(host) ?? 0) + 1;
            active.set(host, now);
            most = Math.max(most, now);
            for (let turn = 0; turn < holds; turn++) await settled();
            active.set(host, (active.get(host) ?? 0) - 1);
            release();
            return true;
          }),
        );
        assert.ok(most <= connections);
        assert.ok(outcomes.every(Boolean));
      }),
      { numRuns: 60 },
    );
  });
});

import assert from 'node:assert/strict';
import { mostWaiting, OaiTurns } from '../../../src/http/oai-turns.ts';
import { ProblemError } from '../../../src/http/problem.ts';

describe('turns of harvesters', () => {
  it('come one at a time, in order, whether the one before succeeds or not', async () => {
    const turns = new OaiTurns();
    const events: string[] = [];
    const work = (name: string, fails = false) =>
      turns.take(async () => {
        events.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        events.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      });
    const all = await Promise.allSettled([work('a'), work('b', true), work('c')]);
    assert.deepEqual(
      all.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(events, ['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('are refused with 503 and a time to come again where too many wait, and only then', async () => {
    const turns = new OaiTurns();
    let release: () => void = () => undefined;
    const held = turns.take(
      () =>
        new Promise<void>((resolve) => {
          release = resolve;
        }),
    );
    const others = Array.from({ length: mostWaiting - 1 }, () => turns.take(async () => 1));
    await assert.rejects(
      () => turns.take(async () => 1),
      (error) =>
        error instanceof ProblemError &&
        error.problem.status === 503 &&
        Number(error.problem.headers?.['Retry-After']) > 0,
    );
    await Promise.resolve();
    release();
    await held;
    assert.equal((await Promise.all(others)).length, mostWaiting - 1);
    assert.equal(await turns.take(async () => 2), 2);
  });
});

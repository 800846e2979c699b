import assert from 'node:assert/strict';
import { Allowance } from '../../../src/http/hub-allowance.ts';

describe('the allowance of a client', () => {
  it('is used up, comes back with time, and is the own of each', () => {
    let now = 0;
    const allowance = new Allowance({ most: 3, interval: 1_000, now: () => now });
    assert.deepEqual(
      [1, 2, 3].map(() => allowance.take('a')),
      [0, 0, 0],
    );
    assert.equal(allowance.take('a'), 1_000);
    assert.equal(allowance.take('b'), 0);
    now += 500;
    assert.equal(allowance.take('a'), 500);
    now += 500;
    assert.equal(allowance.take('a'), 0);
    assert.equal(allowance.take('a'), 1_000);
    now += 10_000;
    assert.deepEqual(
      [1, 2, 3].map(() => allowance.take('a')),
      [0, 0, 0],
    );
    assert.ok(allowance.take('a') > 0);
  });

  it('remembers no more clients than it is told to', () => {
    const allowance = new Allowance({ most: 1, interval: 1_000, clients: 2, now: () => 0 });
    for (const client of ['a', 'b', 'c']) assert.equal(allowance.take(client), 0);
    assert.equal(allowance.take('c'), 1_000);
    assert.equal(allowance.take('a'), 0, 'the longest unseen was forgotten');
  });
});

import assert from 'node:assert/strict';
import { Random } from '../../../bench/random.ts';

describe('Random', () => {
  const draw = (seed: number) => {
    const random = new Random(seed);
    return Array.from({ length: 50 }, () => random.whole(1, 6));
  };

  it('gives the same for the same seed, and else something different', () => {
    assert.deepEqual(draw(7), draw(7));
    assert.notDeepEqual(draw(7), draw(8));
  });

  it('stays within its bounds and reaches both', () => {
    const seen = new Set(draw(1));
    assert.deepEqual([...seen].sort(), [1, 2, 3, 4, 5, 6]);
  });

  it('picks different choices, at most as many as there are', () => {
    const picked = new Random(3).some(['a', 'b', 'c'], 5);
    assert.deepEqual([...picked].sort(), ['a', 'b', 'c']);
    assert.equal(new Set(new Random(3).some(['a', 'b', 'c'], 2)).size, 2);
  });

  it('refuses to pick from nothing', () => {
    assert.throws(() => new Random(1).pick([]), RangeError);
  });

  it('makes UUIDs of version 4', () => {
    assert.match(
      new Random(1).uuid(),
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});

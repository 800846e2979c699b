import assert from 'node:assert/strict';
import { median, percentile, spread } from '../../../bench/statistics.ts';

describe('statistics of the bench', () => {
  it('takes the middle value, of an even number the mean of the two in the middle', () => {
    assert.equal(median([9, 1, 5]), 5);
    assert.equal(median([10, 2, 9, 1]), 5.5);
    assert.throws(() => median([]), RangeError);
  });

  it('takes percentiles by nearest rank', () => {
    const values = Array.from({ length: 200 }, (_, index) => 200 - index);
    assert.equal(percentile(values, 0.5), 100);
    assert.equal(percentile(values, 0.99), 198);
    assert.equal(percentile(values, 1), 200);
    assert.equal(percentile([4], 0), 4);
  });

  it('says how far values lie apart, as a share of the median', () => {
    assert.equal(spread([8, 10, 12]), 0.4);
    assert.equal(spread([3]), 0);
  });
});

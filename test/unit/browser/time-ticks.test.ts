import assert from 'node:assert/strict';
import { timeLabel, timeTicks } from '../../../src/browser/time-ticks.ts';

const day = 86_400_000;

describe('an axis of time', () => {
  it('has ticks at round places, no more than fit', () => {
    const ticks = timeTicks(Date.UTC(2013, 4, 17), Date.UTC(2021, 7, 2), 10);
    assert.deepEqual(
      ticks.map((tick) => new Date(tick).toISOString().slice(0, 10)),
      [2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021].map((year) => `${year}-01-01`),
    );
    for (const [years, most] of [
      [1, 4],
      [30, 6],
      [300, 8],
    ] as const) {
      const many = timeTicks(Date.UTC(1700, 3, 3), Date.UTC(1700 + years, 3, 3), most);
      assert.ok(many.length > 0 && many.length <= most + 1, `${years}: ${many.length}`);
    }
  });

  it('counts days where the span is short', () => {
    const first = Date.UTC(2025, 1, 18);
    assert.deepEqual(
      timeTicks(first, first + 4 * day, 10),
      [0, 1, 2, 3, 4].map((n) => first + n * day),
    );
    assert.equal(timeTicks(first, first, 5).length, 1);
  });

  it('names as much of a date as tells ticks apart', () => {
    assert.equal(timeLabel(Date.UTC(2016, 0, 1), 3000 * day, 'en'), '2016');
    assert.match(timeLabel(Date.UTC(2016, 3, 1), 3000 * day, 'en'), /Apr.*2016/);
    assert.match(timeLabel(Date.UTC(2016, 3, 12), 5 * day, 'en'), /12.*Apr|Apr.*12/);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type CommitRange,
  commitsOfPage,
  completeRanges,
  fanOut,
  openPage,
  rangesWithin,
} from '../../../src/feeds/change-pages.ts';

/** Every page that the ranges lead to, in their order. */
function pagesOf(ranges: readonly CommitRange[], sequence: number, sizes: { size: number; fanOut: number }) {
  return ranges.flatMap((range): number[] => {
    if (range.last - range.first + 1 === sizes.size) return [range.first];
    const within = rangesWithin(range, sequence, sizes);
    assert.ok(within, `${range.first}-${range.last}`);
    return pagesOf(within, sequence, sizes);
  });
}

describe('pages of the commit log', () => {
  it('never change their size: their addresses are for ever', () => {
    assert.equal(commitsOfPage, 100);
    assert.equal(fanOut, 100);
  });

  it('the ranges lead to each full page once, in order, and there are few of them', () => {
    fc.assert(
      fc.property(
        fc.record({ size: fc.integer({ min: 1, max: 7 }), fanOut: fc.integer({ min: 2, max: 5 }) }),
        fc.integer({ min: 0, max: 3_000 }),
        (sizes, sequence) => {
          const ranges = completeRanges(1, sequence, sizes);
          const full = Array.from(
            { length: Math.floor(sequence / sizes.size) },
            (_, n) => n * sizes.size + 1,
          );
          assert.deepEqual(pagesOf(ranges, sequence, sizes), full);
          const levels = Math.ceil(Math.log(sequence + 2) / Math.log(sizes.fanOut)) + 1;
          assert.ok(ranges.length <= levels * sizes.fanOut);
          assert.equal(openPage(sequence, sizes.size), full.length * sizes.size + 1);
        },
      ),
    );
  });

  it('a complete range stays one, whatever comes after it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 }), (sequence, more) => {
        const sizes = { size: 3, fanOut: 2 };
        for (const range of completeRanges(1, sequence, sizes)) {
          if (range.last - range.first + 1 === sizes.size) continue;
          assert.deepEqual(rangesWithin(range, sequence, sizes), rangesWithin(range, sequence + more, sizes));
        }
      }),
    );
  });

  it('of 100,000 commits and more the view has few relations', () => {
    for (const sequence of [99_999, 100_000, 123_456, 9_999_999]) {
      assert.ok(completeRanges(1, sequence).length < 3 * fanOut, String(sequence));
    }
    assert.deepEqual(completeRanges(1, 20_199), [
      { first: 1, last: 10_000 },
      { first: 10_001, last: 20_000 },
      { first: 20_001, last: 20_100 },
    ]);
  });

  it('there is no node of another range', () => {
    for (const [first, last] of [
      [1, 100],
      [1, 200],
      [2, 10_001],
      [101, 10_100],
      [1, 9_999],
      [1, 1_000_000],
      [0, 9_999],
      [10_000, 1],
    ] as const) {
      assert.equal(rangesWithin({ first, last }, 50_000), undefined, `${first}-${last}`);
    }
    assert.equal(rangesWithin({ first: 1, last: 10_000 }, 9_999), undefined, 'not complete yet');
    assert.equal(rangesWithin({ first: 1, last: 10_000 }, 10_000)?.length, 100);
  });
});

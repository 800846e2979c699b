import assert from 'node:assert/strict';
import { datesInOrder } from '../../../src/validation/date-order.ts';

describe('datesInOrder', () => {
  for (const [earlier, later, expected] of [
    ['2020-01-01', '2020-01-01', true],
    ['2020-01-02', '2020-01-01', false],
    ['2020', '2020-05-01', true],
    ['2021-03', '2020-05-01', false],
    ['2020-01-01T08:00:00Z', '2020-01-01', true],
    ['2020-01-01T08:00:00+05:30', '2020-01-01T03:00:00Z', true],
    ['2020-01-01T09:00:00Z', '2020-01-01T08:00:00Z', false],
    ['2020-01-01T09:00:00', '2020-01-01T08:00:00Z', true],
    ['-0044-03-15', '2020-01-01', true],
    ['soon', '2020-01-01', undefined],
  ] as const)
    it(`${earlier} and ${later}: ${expected}`, () => {
      assert.equal(datesInOrder(earlier, later), expected);
    });
});

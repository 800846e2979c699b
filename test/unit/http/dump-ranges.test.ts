import assert from 'node:assert/strict';
import fc from 'fast-check';
import { preconditionFails, rangeApplies } from '../../../src/http/dump-preconditions.ts';
import { selectRanges } from '../../../src/http/dump-ranges.ts';

describe('selectRanges', () => {
  const cases: readonly (readonly [string, readonly (readonly [number, number])[] | undefined])[] = [
    ['bytes=0-0', [[0, 0]]],
    ['bytes=0-', [[0, 99]]],
    ['BYTES=10-19', [[10, 19]]],
    ['bytes=90-500', [[90, 99]]],
    ['bytes=-1', [[99, 99]]],
    ['bytes=-500', [[0, 99]]],
    ['bytes=-0', []],
    ['bytes=100-', []],
    ['bytes=100-200,300-', []],
    ['bytes=100-,5-6', [[5, 6]]],
    [
      'bytes=50-59, 0-9 ,-10',
      [
        [50, 59],
        [0, 9],
        [90, 99],
      ],
    ],
    [
      'bytes=0-9,,20-29,',
      [
        [0, 9],
        [20, 29],
      ],
    ],
    ['bytes=0-9,10-19', [[0, 19]]],
    ['bytes=20-29,0-9,5-25', [[0, 29]]],
    ['bytes=9-0', undefined],
    ['bytes=', undefined],
    ['bytes=,', undefined],
    ['bytes=a-b', undefined],
    ['bytes=0-1,x', undefined],
    ['bytes=-', undefined],
    ['bytes 0-1', undefined],
    ['lines=0-1', undefined],
    [`bytes=${Array.from({ length: 17 }, (_, index) => `${index * 3}-${index * 3}`).join(',')}`, undefined],
  ];
  for (const [field, expected] of cases) {
    it(field.slice(0, 60), () => {
      assert.deepEqual(
        selectRanges(field, 100),
        expected?.map(([start, end]) => ({ start, end })),
      );
    });
  }

  it('selects the bytes that any of the ranges names, each once', () => {
    const position = fc.nat(40);
    const element = fc.oneof(
      fc.tuple(position, position).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
      position.map((start) => `${start}-`),
      position.map((length) => `-${length}`),
    );
    fc.assert(
      fc.property(
        fc.array(element, { minLength: 1, maxLength: 16 }),
        fc.integer({ min: 1, max: 30 }),
        (elements, size) => {
          const named = new Set<number>();
          for (const text of elements) {
            const [first = '', last = ''] = text.split('-');
            const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
            const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
            for (let at = start; at <= end; at += 1) named.add(at);
          }
          const selected = (selectRanges(`bytes=${elements.join(',')}`, size) ?? assert.fail()).flatMap(
            ({ start, end }) => Array.from({ length: end - start + 1 }, (_, index) => start + index),
          );
          assert.deepEqual(
            [...selected].sort((a, b) => a - b),
            [...named].sort((a, b) => a - b),
          );
        },
      ),
    );
  });
});

describe('preconditions of dumps', () => {
  const validators = { etag: '"7-a.nq"', lastModified: '2026-11-22T10:00:00Z' };
  const fails: readonly (readonly [Record<string, string>, boolean])[] = [
    [{}, false],
    [{ 'if-match': '*' }, false],
    [{ 'if-match': '"7-a.nq"' }, false],
    [{ 'if-match': '"x", "7-a.nq"' }, false],
    [{ 'if-match': 'W/"7-a.nq"' }, true],
    [{ 'if-match': '"7-a.nq.gz"' }, true],
    [{ 'if-unmodified-since': 'Sun, 22 Nov 2026 10:00:00 GMT' }, false],
    [{ 'if-unmodified-since': 'Sun, 22 Nov 2026 09:59:59 GMT' }, true],
    [{ 'if-unmodified-since': 'nonsense' }, false],
    [{ 'if-match': '"7-a.nq"', 'if-unmodified-since': 'Sun, 22 Nov 2026 09:59:59 GMT' }, false],
  ];
  for (const [headers, expected] of fails) {
    it(`${JSON.stringify(headers)} ${expected ? 'fail' : 'hold'}`, () => {
      assert.equal(preconditionFails(headers, validators), expected);
    });
  }
  const conditions: readonly (readonly [string | undefined, boolean])[] = [
    [undefined, true],
    ['"7-a.nq"', true],
    ['W/"7-a.nq"', false],
    ['"8-b.nq"', false],
    ['Sun, 22 Nov 2026 10:00:00 GMT', false],
  ];
  for (const [condition, expected] of conditions) {
    it(`If-Range: ${condition} ${expected ? 'holds' : 'does not hold'}`, () => {
      assert.equal(
        rangeApplies(condition === undefined ? {} : { 'if-range': condition }, validators),
        expected,
      );
    });
  }
});

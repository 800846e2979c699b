import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readCursor, sorts, writeCursor } from '../../../src/search/cursor.ts';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor of a search', () => {
  it('comes back as it was', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    const cursors = fc.constantFrom(...sorts).chain((sort) =>
      fc.record({
        sort: fc.constant(sort),
        key: sort === 'title' ? fc.string({ unit: 'grapheme' }) : number,
        date: number,
        document: fc.webUrl(),
        weights: sort === 'relevance' ? fc.array(number, { maxLength: 16 }) : fc.constant([]),
      }),
    );
    fc.assert(
      fc.property(cursors, (cursor) => {
        const text = writeCursor(cursor);
        assert.match(text, /^[\w-]+$/);
        assert.deepEqual(
          readCursor(text, cursor.sort, cursor.weights.length),
          JSON.parse(JSON.stringify(cursor)),
        );
      }),
    );
  });

  it('is refused where it is none, or of another search', () => {
    const good = encode(['newest', 1, 1, 'https://example.org/doc/dataset/a']);
    assert.ok(readCursor(good, 'newest', 0));
    assert.equal(readCursor(good, 'oldest', 0), undefined);
    const bad = [
      '',
      'x',
      '%00',
      encode({}),
      encode(null),
      encode(['newest']),
      encode(['newest', 'text', 1, 'd']),
      encode(['newest', 1, null, 'd']),
      encode(['newest', 1, 1, 5]),
      encode(['newest', 1, 1, 'd', 7]),
      good.repeat(200),
    ];
    for (const text of bad) assert.equal(readCursor(text, 'newest', 0), undefined, text.slice(0, 60));
    const relevance = encode(['relevance', 1, 1, 'd', 4, 5]);
    assert.ok(readCursor(relevance, 'relevance', 2));
    assert.equal(readCursor(relevance, 'relevance', 1), undefined);
  });

  it('is refused or understood, never more', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...sorts), (value, sort) => {
        const cursor = readCursor(encode(value), sort, 0);
        assert.ok(cursor === undefined || cursor.sort === sort);
      }),
    );
  });
});

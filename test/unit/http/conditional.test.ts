import assert from 'node:assert/strict';
import { isNotModified } from '../../../src/http/conditional.ts';

const representation = {
  headers: [],
  etag: '"abc"',
  lastModified: '2026-11-22T10:00:00Z',
  body: Buffer.alloc(0),
};

describe('isNotModified', () => {
  const cases: readonly (readonly [Record<string, string>, boolean])[] = [
    [{}, false],
    [{ 'if-none-match': '"abc"' }, true],
    [{ 'if-none-match': 'W/"abc"' }, true],
    [{ 'if-none-match': '"x", "abc"' }, true],
    [{ 'if-none-match': '*' }, true],
    [{ 'if-none-match': '"x"' }, false],
    [{ 'if-none-match': 'abc' }, false],
    [{ 'if-none-match': '"x"', 'if-modified-since': 'Sun, 22 Nov 2026 10:00:00 GMT' }, false],
    [{ 'if-modified-since': 'Sun, 22 Nov 2026 10:00:00 GMT' }, true],
    [{ 'if-modified-since': 'Sun, 22 Nov 2026 09:59:59 GMT' }, false],
    [{ 'if-modified-since': 'yesterday' }, false],
  ];
  for (const [headers, expected] of cases) {
    it(JSON.stringify(headers), () => assert.equal(isNotModified(headers, representation), expected));
  }
  it('does not go by time where the representation has none', () => {
    const { lastModified: _, ...timeless } = representation;
    assert.equal(isNotModified({ 'if-modified-since': 'Sun, 22 Nov 2026 10:00:00 GMT' }, timeless), false);
  });
});

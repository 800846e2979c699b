import assert from 'node:assert/strict';
import { chooseEncoding } from '../../../src/http/negotiate-encoding.ts';

describe('chooseEncoding', () => {
  /** Field, of gzip alone, of both. */
  const cases: readonly (readonly [string | undefined, string, string])[] = [
    [undefined, 'identity', 'identity'],
    ['', 'identity', 'identity'],
    ['gzip', 'gzip', 'gzip'],
    ['GZIP', 'gzip', 'gzip'],
    ['x-gzip', 'gzip', 'gzip'],
    ['gzip, deflate, br', 'gzip', 'br'],
    ['gzip, deflate, br, zstd', 'gzip', 'br'],
    ['br;q=0.1, gzip;q=0.9', 'gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip', 'gzip'],
    ['*', 'gzip', 'br'],
    ['br;q=0, *', 'gzip', 'gzip'],
    ['gzip;q=0, *', 'identity', 'br'],
    ['gzip;q=0', 'identity', 'identity'],
    ['gzip ; q=0.000', 'identity', 'identity'],
    ['identity, gzip;q=0.5', 'identity', 'identity'],
    ['identity;q=0.5, gzip;q=0.5', 'gzip', 'gzip'],
    ['deflate', 'identity', 'identity'],
    ['identity', 'identity', 'identity'],
    ['identity;q=0', 'identity', 'identity'],
    ['*;q=0', 'identity', 'identity'],
    ['zstd, gzip;q=.5', 'gzip', 'gzip'],
    [',, ;q=1', 'identity', 'identity'],
  ];
  for (const [field, gzip, both] of cases) {
    it(`${JSON.stringify(field)}: ${gzip}, ${both} where brotli is there`, () => {
      assert.equal(chooseEncoding(field, ['gzip']), gzip);
      assert.equal(chooseEncoding(field, ['br', 'gzip']), both);
      assert.equal(chooseEncoding(field, []), 'identity');
    });
  }
});

import assert from 'node:assert/strict';
import { similarPaths, wordsOfPath } from '../../../src/http/near-addresses.ts';

describe('similarPaths', () => {
  it('leaves out what people and programs add to an address', () => {
    for (const [path, meant] of [
      ['/doc/dataset/rain.csv', '/doc/dataset/rain'],
      ['/doc/dataset/rain/', '/doc/dataset/rain'],
      ['/doc/dataset/rain.', '/doc/dataset/rain'],
      ['/doc/dataset/rain%22%3E', '/doc/dataset/rain'],
      ['/doc/dataset/RAIN', '/doc/dataset/rain'],
      ['/doc//dataset/rain', '/doc/dataset/rain'],
      ['/doc/dataset/Rain.TTL)', '/doc/dataset/rain'],
      ['/doc/dataset/%25E0%25A4%25B5', '/doc/dataset/%E0%A4%B5'],
    ] as const) {
      assert.ok(similarPaths(path).includes(meant), `${path}: ${similarPaths(path).join(' ')}`);
    }
  });
  it('keeps percent-encoded bytes as they are, and never repeats the path itself', () => {
    const similar = similarPaths('/doc/dataset/%E0%A4%B5X');
    assert.ok(similar.includes('/doc/dataset/%E0%A4%B5x'));
    assert.ok(!similar.includes('/doc/dataset/%E0%A4%B5X'));
  });
  it('has nothing to offer for a path without a slip', () => {
    assert.deepEqual(similarPaths('/doc/dataset/rain'), []);
  });
});

describe('wordsOfPath', () => {
  it('is the words of a name, in any script', () => {
    for (const [path, words] of [
      ['doc/dataset/crop-area_2016.ttl', 'crop area 2016'],
      ['id/organization/ministry-of-finance/budget-division', 'ministry of finance budget division'],
      ['doc/dataset/%E0%A4%B5%E0%A4%B0%E0%A5%8D%E0%A4%B7%E0%A4%BE-2020', 'वर्षा 2020'],
      ['rainfall', 'rainfall'],
      ['doc/dataset', 'doc dataset'],
      ['', ''],
      ['doc/dataset/%ff', 'ff'],
    ] as const) {
      assert.equal(wordsOfPath(path), words);
    }
  });
});

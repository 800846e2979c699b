import assert from 'node:assert/strict';
import { RepresentationCache } from '../../../src/http/representation-cache.ts';

function made(bytes: number) {
  return { headers: [], etag: '"x"', body: Buffer.alloc(bytes) };
}

describe('RepresentationCache', () => {
  it('answers only for the validator that was stored', () => {
    const cache = new RepresentationCache(1_000_000);
    const first = made(10);
    cache.set('a', 'v1', first);
    assert.equal(cache.get('a', 'v1'), first);
    assert.equal(cache.get('a', 'v2'), undefined);
    assert.equal(cache.bytes, 0, 'what is out of date gives its room back');
  });
  it('stays within its bound and drops what was used least recently', () => {
    const cache = new RepresentationCache(100_000);
    for (let index = 0; index < 500; index += 1) {
      cache.set(`k${index}`, 'v', made(8_000));
      cache.get('k0', 'v');
      assert.ok(cache.bytes <= 100_000);
    }
    assert.ok(cache.get('k0', 'v'), 'used all the time');
    assert.equal(cache.get('k1', 'v'), undefined);
  });
  it('does not let one giant throw everything else out', () => {
    const cache = new RepresentationCache(100_000);
    cache.set('small', 'v', made(10));
    cache.set('giant', 'v', made(90_000));
    assert.equal(cache.get('giant', 'v'), undefined);
    assert.ok(cache.get('small', 'v'));
  });
  it('counts a replaced entry once', () => {
    const cache = new RepresentationCache(1_000_000);
    cache.set('a', 'v1', made(10));
    const { bytes } = cache;
    cache.set('a', 'v2', made(10));
    assert.equal(cache.bytes, bytes);
  });
});

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
      cache.set(`k${index}`, 'v', made(4_000));
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
  it('knows a request again by its fields while nothing was committed', () => {
    const cache = new RepresentationCache(1_000_000);
    const first = made(10);
    cache.set('a', 'v1', first);
    cache.remember('/doc/a\ntext/turtle', 'a', 7, first);
    assert.equal(cache.recall('/doc/a\ntext/turtle', 7), first);
    assert.equal(cache.recall('/doc/a\ntext/turtle', 8), undefined, 'something was committed');
    assert.equal(cache.recall('/doc/a\ntext/html', 7), undefined);
  });
  it('forgets the requests of what it drops, and bounds how many it knows', () => {
    const cache = new RepresentationCache(100_000);
    cache.set('a', 'v1', made(10));
    for (let index = 0; index < 100; index += 1) cache.remember(`r${index}`, 'a', 1, made(10));
    assert.equal(cache.recall('r0', 1), undefined);
    assert.ok(cache.recall('r99', 1));
    cache.set('a', 'v2', made(10));
    assert.equal(cache.recall('r99', 1), undefined);
    cache.remember('r', 'absent', 1, made(10));
    assert.equal(cache.recall('r', 1), undefined, 'only what is kept is remembered');
  });
  it('keeps nothing where it has no room', () => {
    const cache = new RepresentationCache(0);
    cache.set('a', 'v1', made(10));
    assert.equal(cache.get('a', 'v1'), undefined);
    assert.equal(cache.bytes, 0);
  });
  it('counts a replaced entry once', () => {
    const cache = new RepresentationCache(1_000_000);
    cache.set('a', 'v1', made(10));
    const { bytes } = cache;
    cache.set('a', 'v2', made(10));
    assert.equal(cache.bytes, bytes);
  });
});

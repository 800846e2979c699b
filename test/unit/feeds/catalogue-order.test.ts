import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { lastCommitBefore, readByChange } from '../../../src/feeds/catalogue-order.ts';
import { type CatalogueListing, readCataloguePage } from '../../../src/feeds/catalogue-page.ts';
import { LmdbRecordStore } from '../../../src/store/lmdb-record-store.ts';
import { base, edit, keys, nested, portal, put, step } from './edits.ts';

describe('the order of the last changes', () => {
  let folder: string;
  let store: LmdbRecordStore;
  let now = Date.UTC(2026, 0, 1);
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fivestar-order-'));
    store = LmdbRecordStore.open(folder, { base, now: () => new Date(now) });
  });
  after(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  const live = () => new Set([...store.records()].map(({ topic }) => String(topic)));

  for (const listing of [
    { order: 'address' },
    { order: 'modified' },
    { order: 'address', catalog: nested },
    { order: 'modified', catalog: nested },
    { since: '2026-01-01T00:00:00Z' },
  ] satisfies Omit<CatalogueListing, 'size'>[]) {
    it(`a crawl meets each record that exists throughout, none twice: ${JSON.stringify(listing)}`, async () => {
      const property = fc.asyncProperty(
        fc.array(step, { maxLength: 30 }),
        fc.integer({ min: 1, max: 4 }),
        async (steps, size) => {
          const throughout = live();
          const seen: string[] = [];
          let page = readCataloguePage(store, portal, { ...listing, size });
          const take = () => seen.push(...page.records.map(({ topic }) => topic));
          const proceed = () => {
            if (page.next === undefined) return false;
            page = readCataloguePage(store, portal, { ...listing, size, after: page.next });
            take();
            return true;
          };
          take();
          for (const one of steps) {
            now += 1_000;
            if (one.type === 'read') proceed();
            else await edit(store, one);
            if (one.type === 'withdraw') throughout.delete(`${base}id/dataset/${one.key}`);
          }
          while (proceed());
          assert.equal(new Set(seen).size, seen.length, 'none twice');
          for (const topic of throughout) assert.ok(seen.includes(topic), topic);
        },
      );
      await fc.assert(property, { numRuns: 150 });
    });
  }

  it('shows the catalogue as it was when the crawl began, oldest change first', async () => {
    await store.commit(keys.map((key) => put(key, 'before')));
    const listing = { order: 'modified', size: 3 } as const;
    let page = readCataloguePage(store, portal, listing);
    now += 1_000;
    await store.commit([put('d7', 'during')]);
    const times: string[] = [];
    const titles: string[] = [];
    for (;;) {
      times.push(...page.records.map(({ modified }) => modified));
      titles.push(...page.records.map(({ nquads }) => (nquads.includes('"during"') ? 'during' : 'before')));
      if (page.next === undefined) break;
      page = readCataloguePage(store, portal, { ...listing, after: page.next });
    }
    assert.equal(titles.length, keys.length);
    assert.ok(!titles.includes('during'), 'the change of d7 belongs to the next crawl');
    assert.deepEqual(times, [...times].sort());
    const newest = times.at(-1) as string;
    const following = readCataloguePage(store, portal, { since: newest, size: 100 });
    assert.ok(following.records.some(({ nquads }) => nquads.includes('"during"')));
  });

  it('finds the commits since a time', async () => {
    now = Date.UTC(2027, 0, 1);
    const before = store.sequence();
    await store.commit([put('d0', 'new year'), put('d1', 'new year')]);
    now += 5_000;
    await store.commit([put('d2', 'later')]);
    assert.equal(lastCommitBefore(store, '2020-01-01T00:00:00Z'), 0);
    assert.equal(lastCommitBefore(store, '2027-01-01T00:00:00Z'), before);
    assert.equal(lastCommitBefore(store, '2027-01-01T00:00:01Z'), before + 2);
    assert.equal(lastCommitBefore(store, '2027-01-01T00:00:05Z'), before + 2);
    assert.equal(lastCommitBefore(store, '2030-01-01T00:00:00Z'), store.sequence());
  });

  it('costs no more than its share of the log, and goes on where it stopped', async () => {
    await store.commit([put('d3', 'once')]);
    const start = store.sequence();
    await store.commit(Array.from({ length: 4_500 }, (_, index) => put('d4', `turn ${index}`)));
    const options = { size: 10, accepts: () => true, holds: () => true };
    let reads = 0;
    let found: string[] = [];
    let position: { snapshot: number; after: number } | undefined = {
      snapshot: store.sequence(),
      after: start,
    };
    while (position !== undefined) {
      const { records, next } = readByChange(store, position, options);
      found = [...found, ...records.map(({ topic }) => String(topic))];
      position = next;
      reads += 1;
    }
    assert.deepEqual(found, [`${base}id/dataset/d4`]);
    assert.equal(reads, 5);
  });

  it('refuses cursors that are none', () => {
    for (const after of ['', 'x', '1', '5.9', '1.2.3', `${store.sequence() + 1}.1`, '-1.0', '1.-1']) {
      assert.throws(
        () => readCataloguePage(store, portal, { order: 'modified', size: 5, after }),
        RangeError,
        after,
      );
    }
  });
});

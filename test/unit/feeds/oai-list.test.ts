import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { readOaiList } from '../../../src/feeds/oai-list.ts';
import { LmdbRecordStore } from '../../../src/store/lmdb-record-store.ts';
import { base, edit, keys, portal, put, step, withdraw } from './edits.ts';

describe('lists of OAI-PMH', () => {
  let folder: string;
  let store: LmdbRecordStore;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fivestar-oai-'));
    store = LmdbRecordStore.open(folder, { base });
  });
  after(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  const read = (after: number, size: number) => readOaiList(store, portal, { after, size });

  it('a harvester that follows its list to the end has the state of every record, whatever is edited meanwhile', async () => {
    const property = fc.asyncProperty(
      fc.array(step, { maxLength: 30 }),
      fc.integer({ min: 1, max: 4 }),
      async (steps, size) => {
        const copy = new Map<string, number>();
        const seen = new Set<string>();
        let page = await read(0, size);
        const take = () => {
          for (const { head } of page.items) {
            const given = `${head.document} ${head.sequence}`;
            assert.ok(!seen.has(given), `${given} came twice`);
            seen.add(given);
            copy.set(head.document, head.state === 'live' ? head.sequence : -head.sequence);
          }
        };
        const proceed = async () => {
          if (!page.next) return false;
          page = await read(page.next.sequence, size);
          take();
          return true;
        };
        take();
        let end = store.sequence();
        for (const one of steps) {
          if (one.type !== 'read') await edit(store, one);
          else if (await proceed()) end = store.sequence();
        }
        while (await proceed()) end = store.sequence();
        // What was committed after the last page comes with the next harvest.
        for (const key of keys) {
          const head = store.head(`${base}doc/dataset/${key}` as never);
          if (!head || head.sequence > end) continue;
          assert.equal(copy.get(head.document), head.state === 'live' ? head.sequence : -head.sequence, key);
        }
      },
    );
    await fc.assert(property, { numRuns: 150 });
  });

  it('never leaves one record for a last page', async () => {
    await store.commit(keys.map((key) => put(key, 'again')));
    const start = store.sequence() - keys.length;
    const seven = await read(start, keys.length - 1);
    assert.equal(seven.items.length, keys.length);
    assert.equal(seven.next, undefined);
    const six = await read(start, keys.length - 2);
    assert.equal(six.items.length, keys.length - 2);
    assert.equal((await read(six.next?.sequence ?? 0, 5)).items.length, 2);
  });

  it('lists what was withdrawn in the sets that it was in, without what it stated', async () => {
    await store.commit([withdraw('d3')]);
    const { items } = await read(store.sequence() - 1, 10);
    assert.deepEqual(
      items.map(({ head, sets, version }) => [head.state, sets, version]),
      [['withdrawn', ['kind:dataset'], undefined]],
    );
  });

  it('reads far through a log that is about one record, and finds it', async () => {
    const start = store.sequence();
    await store.commit(Array.from({ length: 1_500 }, (_, index) => put('d5', `turn ${index}`)));
    const { items } = await read(start, 10);
    assert.deepEqual(
      items.map(({ head }) => head.sequence),
      [store.sequence()],
    );
  });
});

import assert from 'node:assert/strict';
import { ckanClient } from '../../src/harvest/clients/ckan-client.ts';
import { dataJsonClient } from '../../src/harvest/clients/data-json-client.ts';
import { oaiClient } from '../../src/harvest/clients/oai-client.ts';
import type { HarvestItem, Json } from '../../src/harvest/harvest-client.ts';
import type { GraphRecord } from '../../src/model/record.ts';
import { readWith } from '../unit/harvest/support/plain-context.ts';
import { dataset, records } from './example-records.ts';
import { type DatedPortal, startDatedPortal } from './support/dated-portal.ts';

const keysOf = (items: readonly HarvestItem[], type: HarvestItem['type'] = 'record') =>
  items.flatMap((item) => (item.type === type && item.key !== undefined ? [item.key] : [])).sort();

/** The other interfaces of this portal, read by the clients that harvest their likes. */
describe('the harvest of what this portal offers to other people’s clients', () => {
  let portal: DatedPortal;
  let datasets: readonly string[];
  const crops = Array.from({ length: 230 }, (_, index) => `crop-${String(index).padStart(3, '0')}`);

  beforeEach(async () => {
    portal = await startDatedPortal({ vocabulary: true });
    portal.at(10);
    await portal.publish(...records, ...crops.map((key) => dataset(key, `Crop ${key}`)));
    // Half a day later something else: what was changed is asked for with an hour more than is needed.
    portal.at(50_000);
    await portal.publish(dataset('crop-000', 'Crop crop-000', '; dcat:keyword "crop"'));
    const found = portal.store.records({ kinds: ['dataset', 'series', 'catalog', 'service', 'app'] });
    datasets = [...found].map(({ topic }) => topic).sort();
  });
  afterEach(async () => {
    await portal.close();
    assert.deepEqual(portal.logged, []);
  });

  async function change(): Promise<void> {
    portal.at(100_000);
    await portal.publish(dataset('crop-001', 'Crop, mended'), dataset('crop-new', 'Another crop'));
    await portal.withdraw('doc/dataset/crop-002');
  }

  it('by CKAN’s Action API, whole and then what was changed', async () => {
    const source = { name: 'ckan', type: 'ckan', url: `${portal.origin}/` } as const;
    const run = (bookmark: Json = null) => readWith(ckanClient, source, { bookmark });
    const first = await run();
    assert.equal(first.end.coverage, 'whole');
    const titles = first.items.map((item) =>
      item.type === 'record' ? (item.record.data as { title: string }).title : item.type,
    );
    for (const key of crops) assert.ok(titles.includes(`Crop ${key}`), key);
    assert.equal(new Set(keysOf(first.items)).size, first.items.length);
    await change();
    const second = await run(first.end.bookmark ?? null);
    assert.equal(second.end.coverage, 'changes');
    assert.ok(second.pages.some((page) => page.includes('metadata_modified')));
    assert.deepEqual(keysOf(second.items).length, 3);
    assert.deepEqual(keysOf(second.items, 'deleted').length, 1);
  });

  it('by data.json', async () => {
    const source = { name: 'json', type: 'data-json', url: `${portal.origin}/data.json` } as const;
    const { items, end } = await readWith(dataJsonClient, source);
    assert.equal(end.coverage, 'whole');
    const keys = keysOf(items);
    for (const key of crops) assert.ok(keys.includes(`dataset:${portal.base}id/dataset/${key}`), key);
  });

  for (const prefix of ['dcat', 'oai_dc']) {
    it(`by OAI-PMH in ${prefix}, whole and then what was changed`, async () => {
      const source = {
        name: 'oai',
        type: 'oai-pmh',
        url: `${portal.origin}/oai`,
        ...(prefix !== 'dcat' && { options: { prefix } }),
      } as const;
      const first = await readWith(oaiClient, source);
      assert.equal(first.end.coverage, 'whole');
      assert.deepEqual(keysOf(first.items, 'unreadable'), []);
      const items = first.items.filter((item) => item.type === 'record' && item.key.startsWith('oai:'));
      assert.equal(items.length, datasets.length);
      assert.ok(first.pages.length >= 3);
      if (prefix === 'dcat') {
        const topics = items.map((item) =>
          item.type === 'record' ? (item.record.data as GraphRecord).topic : '',
        );
        assert.deepEqual(topics.sort(), datasets);
      }
      await change();
      const bookmark = { ...(first.end.bookmark as Record<string, Json>), from: '2026-01-02T00:00:00Z' };
      const second = await readWith(oaiClient, source, { bookmark });
      assert.equal(second.end.coverage, 'changes');
      const changed = keysOf(second.items).filter((key) => key.startsWith('oai:'));
      assert.deepEqual(
        changed.map((key) => key.replace(/.*:/, '')),
        ['dataset/crop-001', 'dataset/crop-new'],
      );
      assert.deepEqual(
        keysOf(second.items, 'deleted').map((key) => key.replace(/.*:/, '')),
        ['dataset/crop-002'],
      );
      const none = await readWith(oaiClient, source, {
        bookmark: { ...bookmark, from: '2027-01-01T00:00:00Z' },
      });
      assert.deepEqual([none.items, none.end.coverage], [[], 'changes']);
    });
  }
});

import assert from 'node:assert/strict';
import { describeCataloguePage, readCataloguePage } from '../../../src/feeds/catalogue-page.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { dct, rdf, skos } from '../../../src/vocabulary/terms.ts';
import { dataset, records } from '../../acceptance/example-records.ts';
import { base, type RunningPortal, startPortal } from '../../acceptance/running-portal.ts';

const portal = { base, title: { en: 'P', hi: 'प' }, description: { en: 'D', hi: 'ड' } };

describe('catalogue pages', () => {
  let running: RunningPortal;
  before(async () => {
    running = await startPortal({ vocabulary: true });
    await running.publish(...records);
  });
  after(() => running.close());

  it('lose and repeat nothing that stays while others come and go', async () => {
    const keys = Array.from({ length: 40 }, (_, index) => `walk-${String(index).padStart(2, '0')}`);
    await running.publish(...keys.map((key) => dataset(key, key)));
    const seen: string[] = [];
    let after: string | undefined;
    let turn = 0;
    do {
      const page = readCataloguePage(running.store, portal, { size: 7, ...(after && { after }) });
      seen.push(...page.records.map(({ topic }) => topic));
      after = page.next;
      // Before and behind the reader, records are added and withdrawn.
      await running.publish(dataset(`aaa-${turn}`, 'early'), dataset(`zzz-${turn}`, 'late'));
      if (turn > 0) await running.withdraw(`doc/dataset/aaa-${turn - 1}`);
      turn += 1;
    } while (after !== undefined);
    assert.equal(new Set(seen).size, seen.length);
    for (const key of keys) assert.ok(seen.includes(`${base}id/dataset/${key}`), key);
  });

  it('describe what their records refer to, and what that refers to in turn', () => {
    const page = readCataloguePage(running.store, portal, { size: 1000 });
    const addresses = { collection: `${base}catalog` as Iri, page: () => `${base}catalog?size=1000` as Iri };
    const quads = describeCataloguePage(running.store, portal, page, addresses);
    const described = new Set(
      quads.filter(({ predicate }) => predicate.value === rdf.type).map(({ subject }) => subject.value),
    );
    for (const path of [
      'id/organization/ministry-of-statistics/price-division',
      'id/organization/ministry-of-statistics',
      'def/sector/finance',
      'def/sector',
      'id/place/in-ka',
      'def/access-type/open',
    ]) {
      assert.ok(described.has(base + path), path);
    }
    assert.ok(!described.has(`${base}def/sector/agriculture`), 'a sector that nothing here uses');
    assert.ok(quads.some(({ predicate }) => predicate.value === dct.title));
    assert.ok(quads.some(({ predicate }) => predicate.value === skos.prefLabel));
  });
});

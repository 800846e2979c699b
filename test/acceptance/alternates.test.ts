import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { RecordOrigin } from '../../src/model/record.ts';
import { settleOwner } from '../../src/publish/settle-owner.ts';
import { versionOf } from '../../src/rdf/canonical.ts';
import type { Change, Put } from '../../src/store/record-store.ts';
import type { Iri } from '../../src/vocabulary/iri.ts';
import { policyIri } from '../../src/vocabulary/ndsap.ts';
import { dcat, foaf, prov } from '../../src/vocabulary/terms.ts';
import { ask, quadsOf } from './client.ts';
import { prices, records } from './example-records.ts';
import { base, type RunningPortal, startPortal } from './running-portal.ts';
import { launchBrowser } from './support/browser.ts';
import { until } from './support/cli.ts';

const topic = `${base}id/dataset/prices-2016` as Iri;
const usual = `${base}doc/dataset/prices-2016` as Iri;
const beside = `${usual}@open-data-hub` as Iri;
const path = '/doc/dataset/prices-2016';

const origin: RecordOrigin = {
  source: 'open-data-hub',
  namespace: '',
  url: `https://hub.example/api/3/action/package_show?id=prices-2016&${'a-long-address-'.repeat(12)}`,
  catalogue: 'https://hub.example/catalog',
  run: `${base}harvest/open-data-hub/7#run` as Iri,
  time: '2026-03-04T05:06:07Z',
};

describe('a dataset that two sources describe', function () {
  this.timeout(120_000);
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal({ vocabulary: true, search: true });
    await portal.publish(...records);
    await harvest('Prices as the hub tells them');
    await followed();
  });
  after(async () => {
    await portal.close();
    assert.deepEqual(portal.logged, []);
  });

  async function harvest(title: string): Promise<void> {
    const stored = portal.store.get(usual);
    assert.ok(stored);
    const nquads = stored.nquads.replaceAll('Consumer Price Index for March 2016', title);
    const put: Put = {
      type: 'put',
      document: usual,
      topic,
      kind: 'dataset',
      parts: (prices.parts ?? []).map((part) => `${base}${part}` as Iri),
      links: [`${base}id/catalog/consumer-price-index-2016` as Iri],
      nquads: nquads
        .split(/(?<=\n)/)
        .sort()
        .join(''),
      version: versionOf(nquads),
      policy: policyIri(base, 'dcat'),
      policyVersion: '1',
      warnings: 0,
      incidental: false,
      origin,
    };
    await portal.store.commit([settleOwner(put, origin.source, portal.store)]);
  }

  const followed = () =>
    until('the search follows', () => {
      const { ready, sequence } = portal.search.state();
      return ready && sequence === portal.store.sequence();
    });
  const get = (target: string, accept = 'text/html', method = 'GET') =>
    ask(portal.origin + target, { method, headers: { accept } });
  const found = async () => {
    const { body } = await get('/search.json?q=prices&kind=dataset', 'application/json');
    const { results } = JSON.parse(body) as { results: { iri: string; document: string }[] };
    return results.filter(({ iri }) => iri === topic).map(({ document }) => document);
  };
  const listed = async (query = '') => {
    const quads = await quadsOf(await get(`/catalog${query}`, 'application/n-quads'));
    return quads
      .filter(({ predicate, object }) => predicate.value === foaf.primaryTopic && object.value === topic)
      .map(({ subject }) => subject.value);
  };
  const packages = async () => {
    const { body } = await get('/api/3/action/package_search?q=prices', 'application/json');
    const { result } = JSON.parse(body) as { result: { results: { title: string; name: string }[] } };
    return result.results.filter(({ name }) => name === 'prices-2016').map(({ title }) => title);
  };
  const inDataJson = async () => {
    const { dataset } = JSON.parse((await get('/data.json', 'application/json')).body) as {
      dataset: { identifier: string; title: string }[];
    };
    return dataset.filter(({ identifier }) => identifier === 'prices-2016').map(({ title }) => title);
  };

  it('has a document of each, in every form', async () => {
    for (const [ending, accept] of [
      ['', 'application/n-quads'],
      ['.nq', '*/*'],
    ] as const) {
      const quads = await quadsOf(await get(`${path}@open-data-hub${ending}`, accept));
      assert.ok(quads.every(({ graph }) => graph.value === beside));
      const about = (property: Iri) =>
        quads
          .filter((q) => q.subject.value === beside && q.predicate.value === property)
          .map((q) => q.object.value);
      assert.deepEqual(about(prov.alternateOf), [usual]);
      assert.deepEqual(about(prov.wasDerivedFrom), [origin.url]);
      assert.deepEqual(about(prov.hadPrimarySource), [origin.catalogue]);
      assert.deepEqual(about(prov.wasGeneratedBy), [origin.run]);
      assert.deepEqual(about(foaf.primaryTopic), [topic]);
    }
    assert.equal((await get(`${path}%40open-data-hub.ttl`, '*/*')).status, 200, 'an @ may be encoded');
    for (const accept of ['text/turtle', 'application/ld+json', 'application/rdf+xml', 'text/html'])
      assert.equal((await get(`${path}@open-data-hub`, accept)).status, 200, accept);
    const [, version] = [0, portal.store.head(beside)?.sequence];
    assert.equal((await get(`/version/dataset/prices-2016@open-data-hub/${version}`)).status, 200);
    assert.equal((await get('/version/dataset/prices-2016@open-data-hub')).status, 200);
  });

  it('is one thing in the search, the catalogue, CKAN and data.json, and two documents in feeds and dumps', async () => {
    const led = await get('/id/dataset/prices-2016');
    assert.equal(led.headers['location'], path);
    assert.deepEqual(await found(), [usual]);
    assert.deepEqual(await listed(), [usual]);
    assert.deepEqual(await listed('?order=modified'), [usual]);
    const nested = encodeURIComponent(`${base}id/catalog/consumer-price-index-2016`);
    assert.deepEqual(await listed(`?catalog=${nested}`), [usual]);
    assert.deepEqual(await packages(), ['Consumer Price Index for March 2016']);
    assert.equal((await inDataJson()).length, 1);
    const members = (await get('/catalog')).body.match(/class="number">(\d+)/)?.[1];
    assert.equal(Number(members), (await listedAll()).length);
    const dump = await get('/catalog/all.nq', '*/*');
    const feed = await get('/feed/atom', '*/*');
    for (const document of [usual, beside]) {
      assert.ok(dump.body.includes(` <${document}> .`));
      assert.ok(feed.body.includes(`"${document}"`), feed.body.slice(0, 3000));
    }
  });

  async function listedAll() {
    const quads = await quadsOf(await get('/catalog', 'application/n-quads'));
    const portalCatalogue = `${base}id/catalog/portal`;
    const members = [dcat.dataset, dcat.service, dcat.catalog, dcat.resource] as readonly string[];
    return [
      ...new Set(
        quads
          .filter((q) => q.subject.value === portalCatalogue && members.includes(q.predicate.value))
          .map((q) => q.object.value),
      ),
    ];
  }

  it('says on each page who else describes it, and where a harvested record comes from', async () => {
    const english = await get(`${path}@open-data-hub?lang=en`);
    assert.match(
      english.body,
      /Also described by: ?<span><a href="\/doc\/dataset\/prices-2016\?lang=en"[^>]*>this portal</,
    );
    assert.match(english.body, /Where this record comes from/);
    assert.match(english.body, /href="\/harvest\/open-data-hub\/7\?lang=en"/);
    assert.match(english.body, /href="https:\/\/hub\.example\/api\/3/);
    assert.match(english.body, /4 March 2026/);
    const hindi = await get(`${path}@open-data-hub?lang=hi`);
    assert.match(hindi.body, /यह रिकॉर्ड कहाँ से आया/);
    const own = await get(path);
    assert.match(own.body, /href="\/doc\/dataset\/prices-2016@open-data-hub"[^>]*>open-data-hub</);
    assert.doesNotMatch(own.body, /Where this record comes from/);
    const catalogue = (await get('/doc/catalog/consumer-price-index-2016')).body;
    assert.equal(catalogue.split('Consumer Price Index for March 2016').length, 2, 'listed once');
    assert.doesNotMatch((await get('/doc/organization/ministry-of-statistics')).body, /Also described by/);
  });

  it('looks right on narrow and wide screens', async function () {
    const browser: Browser | undefined = await launchBrowser();
    if (!browser) return this.skip();
    try {
      for (const width of [360, 1280])
        for (const address of [path, `${path}@open-data-hub`, `${path}@open-data-hub?lang=hi`]) {
          const page = await browser.newPage({ viewport: { width, height: 900 } });
          await page.goto(portal.origin + address, { waitUntil: 'load' });
          const overflow = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
          assert.equal(overflow, false, `${address} at ${width}`);
          const folder = process.env['SCREENS'];
          if (folder)
            await page.screenshot({
              path: `${folder}/${width}-${address.replace(/\W+/g, '-')}.png`,
              fullPage: true,
            });
          await page.close();
        }
    } finally {
      await browser.close();
    }
  });

  it('is what the other source says once the first is withdrawn, and as before when that is back', async () => {
    const [before] = [portal.store.get(usual)];
    assert.ok(before);
    await portal.store.commit([{ type: 'withdraw', document: usual } satisfies Change]);
    await followed();
    assert.equal((await get('/id/dataset/prices-2016')).headers['location'], `${path}@open-data-hub`);
    assert.equal(
      (await get('/id/distribution/prices-2016/1')).headers['location']?.split('?')[0],
      `${path}@open-data-hub`,
    );
    assert.equal((await get(path)).status, 410);
    assert.deepEqual(await found(), [beside]);
    assert.deepEqual(await listed(), [beside]);
    assert.deepEqual(await listed('?order=modified'), [beside]);
    assert.deepEqual(await packages(), ['Prices as the hub tells them']);
    assert.equal((await inDataJson()).length, 1);
    assert.doesNotMatch((await get(`${path}@open-data-hub`)).body, /Also described by/);
    await portal.publish(prices);
    await followed();
    assert.deepEqual(await found(), [usual]);
    assert.deepEqual(await packages(), ['Consumer Price Index for March 2016']);
    assert.deepEqual(await listed(), [usual]);
  });
});

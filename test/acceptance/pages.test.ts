import assert from 'node:assert/strict';
import { ask } from './client.ts';
import { dataset, records } from './example-records.ts';
import { base, type RunningPortal, startPortal } from './running-portal.ts';

/** Data in the head, which browsers do not run. */
const jsonLd = /<script type="application\/ld\+json">[^<]*<\/script>/g;

const paths = ['/', '/catalog', '/doc/dataset/prices-2016'];

describe('pages', () => {
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal({ vocabulary: true });
    await portal.publish(...records);
    const many = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, '0'));
    await portal.publish(
      ...many.map((i) => dataset(`crop-${i}`, `Crop ${i}`, '; dcat:theme <def/sector/agriculture>')),
    );
  });
  after(() => portal.close());

  async function page(path: string, headers: Record<string, string> = {}): Promise<string> {
    const answer = await ask(portal.origin + path, { headers: { Accept: 'text/html', ...headers } });
    assert.equal(answer.status, 200, path);
    assert.equal(answer.headers['content-type'], 'text/html; charset=utf-8');
    return answer.body;
  }

  it('show a dataset by names, not by IRIs', async () => {
    const body = await page('/doc/dataset/prices-2016');
    for (const text of [
      'Consumer Price Index for March 2016',
      'Price Division',
      'Finance',
      'Karnataka',
      'Monthly',
    ]) {
      assert.ok(body.includes(text), text);
    }
    for (const text of [
      'Government Open Data License – India',
      '1 month',
      '12 April 2016',
      'CSV',
      '48.2 kB',
    ]) {
      assert.ok(body.includes(text), text);
    }
    assert.match(body, /<a[^>]*href="https:\/\/mospi\.example\.gov\.in\/cpi\/2016-03\.csv"/);
    assert.match(body, /<a href="\/doc\/def\/sector\/finance">Finance<\/a>/);
    assert.match(body, /<a href="\/doc\/catalog\/consumer-price-index-2016">/);
    assert.match(body, /<a href="mailto:prices@example\.gov\.in"/);
    assert.match(body, /href="\/doc\/dataset\/prices-2016\.ttl"/);
  });

  it('speak Hindi where it is asked for, and mark what is not in the page’s language', async () => {
    const hindi = await page('/doc/dataset/prices-2016', { 'Accept-Language': 'hi-IN, en;q=0.5' });
    assert.match(hindi, /<html lang="hi">/);
    assert.match(hindi, /<h1>मार्च 2016 का उपभोक्ता मूल्य सूचकांक<\/h1>/);
    assert.match(hindi, /<span lang="en">Consumer Price Index for March 2016<\/span>/);
    assert.ok(hindi.includes('कर्नाटक'));
    const chosen = await page('/doc/dataset/prices-2016?lang=hi', { 'Accept-Language': 'en' });
    assert.match(chosen, /<html lang="hi">/);
    assert.match(chosen, /href="\/doc\/def\/sector\/finance\?lang=hi"/, 'links keep the chosen language');
    const english = await page('/doc/dataset/prices-2016');
    assert.match(english, /<span lang="hi">मार्च 2016/);
  });

  it('escape what publishers wrote, and link to web addresses only', async () => {
    const body = await page('/doc/dataset/hostile');
    assert.doesNotMatch(body.replaceAll(jsonLd, ''), /<script/);
    assert.ok(body.includes('&lt;script>alert(1)'));
    assert.doesNotMatch(body, /href="(?:javascript|data:text)/i);
    assert.match(body, /href="https:\/\/fine\.example\/page"/);
  });

  it('carry a strict Content-Security-Policy, and no scripts but that of the query page', async () => {
    for (const path of [...paths, '/sparql']) {
      const { headers, body } = await ask(portal.origin + path, { headers: { Accept: 'text/html' } });
      assert.match(String(headers['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'/);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['x-powered-by'], undefined);
      const own = /<script type="module" src="\/assets\/query-page-\w+\.js"><\/script>/;
      const data = body.replaceAll(jsonLd, '');
      const checked = path === '/sparql' ? data.replace(own, '') : data;
      assert.doesNotMatch(checked, /<script|<style|\sstyle=|\son[a-z]+=/i, path);
    }
  });

  it('are built for everyone: skip link, landmarks, one h1, headings in order', async () => {
    for (const path of [...paths, '/doc/def/ndsap', '/doc/def/sector', '/doc/place/in', '/sparql']) {
      const body = await page(path);
      assert.match(body, /<a class="skip" href="#content">/);
      for (const landmark of ['<header', '<nav aria-label=', '<main id="content"', '<footer']) {
        assert.ok(body.includes(landmark), `${path} ${landmark}`);
      }
      const levels = [...body.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
      assert.equal(levels.filter((level) => level === 1).length, 1, path);
      levels.reduce((before, level) => {
        assert.ok(level <= before + 1, `${path}: h${level} after h${before}`);
        return level;
      }, 0);
      const ids = [...body.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
      assert.equal(new Set(ids).size, ids.length, `${path}: an id twice`);
    }
  });

  it('send the stylesheet once and for ever', async () => {
    const href = /<link rel="stylesheet" href="([^"]+)"/.exec(await page('/'))?.[1] ?? '';
    const answer = await ask(portal.origin + href);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], 'text/css; charset=utf-8');
    assert.match(String(answer.headers['cache-control']), /immutable/);
  });

  it('list what refers to an organisation, a sector and a concept of the EU, page by page', async () => {
    const sector = await page('/doc/def/sector/agriculture');
    assert.ok(sector.includes('Crop 00') && sector.includes('Crop 49') && !sector.includes('Crop 55'));
    const next = /rel="next" href="([^"]+)"/.exec(sector)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await page(next.replace(/#.*/, ''));
    assert.ok(second.includes('Crop 55') && !second.includes('Crop 49'));
    assert.doesNotMatch(second, /rel="next"/);
    assert.ok(
      (await page('/doc/organization/ministry-of-statistics/price-division')).includes(
        'Consumer Price Index',
      ),
    );
    assert.ok((await page('/doc/def/frequency/monthly')).includes('Consumer Price Index for March 2016'));
  });

  it('tell the key facts of a dataset first, and lead from its formats to the cards', async () => {
    const body = await page('/doc/dataset/prices-2016');
    const facts = /<dl class="facts">(.*?)<\/dl>/s.exec(body)?.[1] ?? '';
    for (const name of ['Publisher', 'Sector', 'Place', 'Frequency', 'Licence', 'Access type', 'Formats']) {
      assert.ok(facts.includes(name), name);
    }
    assert.ok(body.indexOf('class="facts"') < body.lastIndexOf('What a basket of goods cost'));
    assert.match(facts, /<a href="#distribution\/prices-2016\/1">CSV<\/a>/);
    assert.match(body, /<div class="card" id="distribution\/prices-2016\/1">/);
    assert.ok(body.includes(`${base}id/distribution/prices-2016/1</code>`));
  });

  it('lead from a dataset to searches for its keywords and for what its publisher has', async () => {
    const body = await page('/doc/dataset/prices-2016');
    assert.match(body, /<a href="\/search\?q=inflation">inflation<\/a>/);
    assert.match(
      body,
      /href="\/search\?publisher=ministry-of-statistics%2Fprice-division">More from Price Division/,
    );
    const hindi = await page('/doc/dataset/prices-2016?lang=hi');
    assert.match(hindi, /href="\/search\?q=inflation&(?:amp;)?lang=hi"/);
  });

  it('show where they are: the catalogue of a dataset, the broader concept and the scheme of a concept', async () => {
    const crumbs = async (path: string) =>
      /<nav class="breadcrumbs"[^>]*>(.*?)<\/nav>/s.exec(await page(path))?.[1] ?? '';
    assert.match(await crumbs('/doc/dataset/prices-2016'), /Consumer Price Index 2016/);
    assert.match(await crumbs('/doc/def/sector/agricultural-marketing'), /Sectors.*Agriculture/s);
    assert.match(
      await crumbs('/doc/organization/ministry-of-statistics/price-division'),
      /Ministry of Statistics/,
    );
  });

  it('keep narrower concepts, units and places within apart from what is published', async () => {
    const sector = await page('/doc/def/sector/agriculture');
    assert.match(sector, /Narrower<\/dt><dd>.*Agricultural Marketing/s);
    const linked = sector.slice(sector.indexOf('id="linked"'));
    assert.ok(!linked.includes('Agricultural Marketing'));
    assert.match(linked, /^id="linked"><h2>[^<]+<span class="number">60</);
    const ministry = await page('/doc/organization/ministry-of-statistics');
    assert.match(ministry, /<h2>Units <span class="number">1<\/span><\/h2>.*Price Division/s);
    assert.match(await page('/doc/place/in'), /Places within <span class="number">36<.*Karnataka/s);
  });

  it('list the concepts of a scheme, narrower ones under their broader ones', async () => {
    const scheme = await page('/doc/def/sector');
    assert.match(
      scheme,
      /Agriculture<\/a><ul><li[^>]*><a href="\/doc\/def\/sector\/agricultural-marketing">/,
    );
    assert.doesNotMatch(scheme, /id="linked"/);
  });

  it('tell others what they are: canonical address, languages, Open Graph, OpenSearch', async () => {
    const body = await page('/doc/dataset/prices-2016?lang=hi');
    const address = `${base}doc/dataset/prices-2016`;
    for (const tag of [
      `<link rel="canonical" href="${address}"`,
      `<link rel="alternate" hreflang="en" href="${address}?lang=en"`,
      `<link rel="alternate" hreflang="hi" href="${address}?lang=hi"`,
      `<link rel="alternate" hreflang="x-default" href="${address}"`,
      '<meta property="og:title" content="मार्च 2016 का उपभोक्ता मूल्य सूचकांक"',
      '<meta property="og:locale" content="hi_IN"',
      '<meta name="description" content="वस्तुओं की टोकरी का मासिक मूल्य।"',
      '<meta name="twitter:card" content="summary"',
      '<link rel="search" type="application/opensearchdescription+xml" href="/opensearch.xml"',
    ]) {
      assert.ok(body.includes(tag), tag);
    }
  });

  it('help where nothing is: the address that was meant, and a search for its words', async () => {
    const missing = async (path: string, status = 404) => {
      const answer = await ask(portal.origin + path, { headers: { Accept: 'text/html' } });
      assert.equal(answer.status, status, path);
      return answer.body;
    };
    const otherCase = await missing('/doc/dataset/Prices-2016.csv');
    assert.match(otherCase, /<a href="\/doc\/dataset\/prices-2016">Consumer Price Index/);
    assert.match(otherCase, /name="q" type="search" value="Prices 2016"/);
    assert.match(await missing('/doc/dataset/price'), /<a href="\/doc\/dataset\/prices-2016">/);
    const nothing = await missing(encodeURI('/doc/dataset/वर्षा-जल.ttl'));
    assert.match(nothing, /value="वर्षा जल"/);
    assert.doesNotMatch(nothing, /Did you mean/);
  });

  it('give the terms of the vocabulary places to jump to', async () => {
    const body = await page('/doc/def/ndsap');
    assert.match(body, /id="accessType"/);
    assert.match(body, /<a href="#accessType">/);
  });

  describe('/', () => {
    it('has a search form that works without scripts, and ways to take the data along', async () => {
      const body = await page('/');
      assert.match(body, /<search [^>]*aria-label="[^"]+"><form method="get" action="\/search">/);
      assert.match(body, /<label for="search">Search the catalogue<\/label>/);
      assert.match(body, /<input id="search" name="q" type="search"/);
      for (const path of [
        '/sparql',
        '/catalog.ttl',
        '/catalog/all.nq',
        '/.well-known/void',
        '/sitemap.xml',
      ]) {
        assert.ok(body.includes(`<a href="${path}">`), path);
      }
    });
    it('tells what there is, in figures that hold', async () => {
      const body = await page('/');
      assert.match(body, new RegExp(`<b>${portal.store.count('dataset')}</b> datasets`));
      assert.ok(body.includes('Crop 59'), 'the newest');
      assert.match(body, /Agriculture<\/a><span class="number">60 records/);
      assert.match(body, /Finance<\/a><span class="number">1 record</);
      assert.ok(body.includes(`curl -H 'Accept: text/turtle' '${base}catalog'`));
    });
    it('sends programs that ask for data to the catalogue', async () => {
      const answer = await ask(`${portal.origin}/`, { headers: { Accept: 'text/turtle' } });
      assert.equal(answer.status, 303);
      assert.equal(answer.headers['location'], '/catalog');
    });
    it('answers 406 and 405 in its turn', async () => {
      assert.equal((await ask(`${portal.origin}/`, { headers: { Accept: 'image/png' } })).status, 406);
      assert.equal((await ask(`${portal.origin}/`, { method: 'POST' })).status, 405);
    });
  });
});

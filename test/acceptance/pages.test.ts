import assert from 'node:assert/strict';
import { ask } from './client.ts';
import { dataset, records } from './example-records.ts';
import { base, type RunningPortal, startPortal } from './running-portal.ts';

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
    assert.ok(!body.includes('<script'));
    assert.ok(body.includes('&lt;script>alert(1)'));
    assert.doesNotMatch(body, /href="(?:javascript|data:text)/i);
    assert.match(body, /href="https:\/\/fine\.example\/page"/);
  });

  it('carry a strict Content-Security-Policy, and no scripts but that of the query page', async () => {
    for (const path of ['/', '/catalog', '/doc/dataset/prices-2016', '/sparql']) {
      const { headers, body } = await ask(portal.origin + path, { headers: { Accept: 'text/html' } });
      assert.match(String(headers['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'/);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['x-powered-by'], undefined);
      const own = /<script type="module" src="\/assets\/query-page-\w+\.js"><\/script>/;
      const checked = path === '/sparql' ? body.replace(own, '') : body;
      assert.doesNotMatch(checked, /<script|<style|\sstyle=|\son[a-z]+=/i, path);
    }
  });

  it('are built for everyone: skip link, landmarks, one h1, headings in order', async () => {
    for (const path of ['/', '/catalog', '/doc/dataset/prices-2016', '/doc/def/ndsap', '/sparql']) {
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

  it('give the terms of the vocabulary places to jump to', async () => {
    assert.match(await page('/doc/def/ndsap'), /id="accessType"/);
  });

  describe('/', () => {
    it('tells what there is, in figures that hold', async () => {
      const body = await page('/');
      assert.match(body, new RegExp(`<b>${portal.store.count('dataset')}</b> datasets`));
      assert.ok(body.includes('Crop 59'), 'the newest');
      assert.match(body, /Agriculture<\/a><span class="number">60 records/);
      assert.match(body, /Finance<\/a><span class="number">1 record</);
      assert.ok(body.includes(`curl -H 'Accept: text/turtle' '${base}catalog'`));
      assert.doesNotMatch(body, /type="search"/);
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

import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import { encodeIri } from '../../src/http/site.ts';
import { ask, assertProblem } from './client.ts';
import { dataset, records } from './example-records.ts';
import { type RunningPortal, startPortal } from './running-portal.ts';
import { elementsOf, type MarkupElement, parseMarkup } from './support/parse-markup.ts';

const xmlns = 'http://www.sitemaps.org/schemas/sitemap/0.9';

interface Location {
  readonly loc: string;
  readonly lastmod?: string | undefined;
}

function locations(root: MarkupElement, name: string): Location[] {
  return elementsOf(root, name).map((element) => ({
    loc: elementsOf(element, 'loc')[0]?.text ?? '',
    lastmod: elementsOf(element, 'lastmod')[0]?.text,
  }));
}

describe('sitemaps and robots.txt', () => {
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal({ vocabulary: true });
    await portal.publish(...records, dataset('old', 'Old'), dataset('a&b', 'An ampersand'));
    await portal.withdraw('doc/dataset/old');
  });
  after(() => portal.close());

  const get = (path: string, headers: Record<string, string> = {}) => ask(portal.origin + path, { headers });

  it('robots.txt allows all and names the sitemap, by an absolute address of the base', async () => {
    const { status, headers, body } = await get('/robots.txt', { Host: 'evil.example' });
    assert.equal(status, 200);
    assert.equal(headers['content-type'], 'text/plain; charset=utf-8');
    assert.match(body, /^User-agent: \*\n/);
    assert.match(body, /^Allow: \/$/m);
    assert.match(body, /^Disallow: \/sparql\?$/m);
    assert.match(body, /^Sitemap: https:\/\/data\.example\.gov\.in\/sitemap\.xml$/m);
    assert.doesNotMatch(body, /Disallow: \/$|Crawl-delay|evil/m);
  });

  it('the index lists pages that list exactly the live documents, each with its last change', async () => {
    const answer = await get('/sitemap.xml');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], 'application/xml; charset=utf-8');
    const index = parseMarkup(answer.body, 'xml');
    assert.equal(index.name, 'sitemapindex');
    assert.equal(index.attributes.get('xmlns'), xmlns);
    const listed = new Map<string, string | undefined>();
    for (const { loc, lastmod } of locations(index, 'sitemap')) {
      assert.ok(loc.startsWith(`${portal.base}sitemap/`), loc);
      const page = await get(loc.slice(portal.base.length - 1));
      assert.equal(page.status, 200);
      const root = parseMarkup(page.body, 'xml');
      assert.equal(root.name, 'urlset');
      assert.equal(root.attributes.get('xmlns'), xmlns);
      const urls = locations(root, 'url');
      assert.ok(urls.length <= 50_000 && page.bytes.length <= 50 * 1024 * 1024);
      for (const url of urls) {
        assert.ok(!listed.has(url.loc), `${url.loc} stands twice`);
        listed.set(url.loc, url.lastmod);
      }
      const dates = urls.flatMap((url) => url.lastmod ?? []).sort();
      assert.equal(lastmod, dates.at(-1));
      assert.equal(Date.parse(page.headers['last-modified'] ?? ''), Date.parse(lastmod ?? ''));
    }
    for (const path of ['', 'catalog', 'sparql', '.well-known/void']) {
      assert.ok(listed.delete(portal.base + path), path);
    }
    const live = [...portal.store.records()].map(({ document, modified }) => [encodeIri(document), modified]);
    assert.deepEqual([...listed].sort(), live.sort());
    assert.ok(listed.has(`${portal.base}doc/dataset/a&b`));
    assert.ok(!listed.has(`${portal.base}doc/dataset/old`));
  });

  it('every address listed answers 200 without a redirect', async () => {
    const root = parseMarkup((await get('/sitemap/1.xml')).body, 'xml');
    const urls = locations(root, 'url').filter(
      ({ loc }, place) => !loc.includes('/doc/def/') || place % 10 === 0,
    );
    for (const { loc } of urls) {
      const { status } = await get(loc.slice(portal.base.length - 1), { Accept: 'text/html' });
      assert.equal(status, 200, loc);
    }
  });

  it('are revalidated and compressed', async () => {
    for (const path of ['/sitemap.xml', '/sitemap/1.xml', '/robots.txt']) {
      const first = await get(path);
      const again = await get(path, { 'If-None-Match': first.headers.etag ?? '' });
      assert.equal(again.status, 304, path);
      assert.equal(again.body, '');
      const head = await ask(portal.origin + path, { method: 'HEAD' });
      assert.equal(head.headers['content-length'], first.headers['content-length']);
    }
    const zipped = await get('/sitemap/1.xml', { 'Accept-Encoding': 'gzip' });
    assert.equal(zipped.headers['content-encoding'], 'gzip');
    assert.equal(gunzipSync(zipped.bytes).toString(), (await get('/sitemap/1.xml')).body);
  });

  it('answers 404 beyond the last page, and for numbers that are none', async () => {
    for (const path of [
      '/sitemap/2.xml',
      '/sitemap/0.xml',
      '/sitemap/01.xml',
      '/sitemap/x.xml',
      '/sitemap/1',
    ]) {
      assertProblem(await get(path), 404, 'not-found');
    }
    const { status, headers } = await ask(`${portal.origin}/sitemap.xml`, { method: 'POST' });
    assert.deepEqual([status, headers.allow], [405, 'GET, HEAD, OPTIONS']);
  });
});

describe('robots.txt and sitemaps of a base with a path', () => {
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal({ base: 'https://example.gov.in/open-data/' });
  });
  after(() => portal.close());

  it('robots.txt belongs to the host, the sitemap to the portal', async () => {
    const robots = await ask(`${portal.origin}/robots.txt`);
    assert.equal(robots.status, 200);
    assert.match(robots.body, /^Allow: \/open-data\/$/m);
    assert.match(robots.body, /^Sitemap: https:\/\/example\.gov\.in\/open-data\/sitemap\.xml$/m);
    assertProblem(await ask(`${portal.origin}/open-data/robots.txt`), 404, 'not-found');
    assertProblem(await ask(`${portal.origin}/sitemap.xml`), 404, 'not-found');
    const index = parseMarkup((await ask(`${portal.origin}/open-data/sitemap.xml`)).body, 'xml');
    assert.deepEqual(
      locations(index, 'sitemap').map(({ loc }) => loc),
      ['https://example.gov.in/open-data/sitemap/1.xml'],
    );
    const page = parseMarkup((await ask(`${portal.origin}/open-data/sitemap/1.xml`)).body, 'xml');
    assert.equal(locations(page, 'url')[0]?.loc, 'https://example.gov.in/open-data/');
  });
});

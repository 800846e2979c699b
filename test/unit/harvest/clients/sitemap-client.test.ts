import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { sitemapClient } from '../../../../src/harvest/clients/sitemap-client.ts';
import type { HarvestItem, Json } from '../../../../src/harvest/harvest-client.ts';
import { readWith } from '../support/plain-context.ts';
import { PageServer } from './feed-server.ts';

const server = new PageServer();

function read(
  path: string,
  options: Readonly<Record<string, string>> = {},
  from: { bookmark?: Json; cursor?: Json } = {},
) {
  return readWith(sitemapClient, { name: 'test', type: 'sitemap', url: server.origin + path, options }, from);
}

const keys = (items: readonly HarvestItem[], type = 'record') =>
  items.flatMap((item) => (item.type === type && 'key' in item ? [item.key.replace(server.origin, '')] : []));

const urlset = (...urls: readonly (readonly [path: string, lastmod?: string])[]) =>
  `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls
    .map(
      ([path, lastmod]) =>
        `<url><loc> {origin}${path} </loc>${lastmod ? `<lastmod>${lastmod}</lastmod>` : ''}</url>`,
    )
    .join('')}</urlset>`;
const index = (...paths: readonly string[]) =>
  `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths.map((path) => `<sitemap><loc>{origin}${path}</loc></sitemap>`).join('')}</sitemapindex>`;

function page(...blocks: readonly (string | object)[]) {
  const scripts = blocks.map(
    (block) =>
      `<script type="application/ld+json">${typeof block === 'string' ? block : JSON.stringify(block)}</script>`,
  );
  return {
    type: 'text/html; charset=utf-8',
    body: `<!doctype html><html><head>${scripts.join('\n')}</head><p>Text`,
  };
}

const dataset = (name: string, more: object = {}) => ({
  '@context': 'https://schema.org/',
  '@type': 'Dataset',
  name,
  description: `About ${name}`,
  ...more,
});

describe('the sitemap client', () => {
  before(() => server.start());
  after(() => server.stop());
  beforeEach(() => server.reset());

  it('reads indexes, packed sitemaps and lists of addresses, each page once', async () => {
    server.pages.set('/sitemap.xml', index('/s1.xml.gz', '/s2.txt', '/s1.xml.gz'));
    server.pages.set('/s1.xml.gz', {
      type: 'application/gzip',
      body: gzipSync(urlset(['/a'], ['/b']).replaceAll('{origin}', server.origin)),
    });
    server.pages.set('/s2.txt', { type: 'text/plain', body: '\ufeff{origin}/b#x\r\n{origin}/c\r\n' });
    for (const name of ['a', 'b', 'c']) server.pages.set(`/${name}`, page(dataset(name)));
    const { items, end } = await read('/sitemap.xml');
    assert.deepEqual(keys(items), ['/a', '/b', '/c']);
    assert.equal(end.coverage, 'whole');
    assert.deepEqual(
      server.asked.filter((path) => /^\/[abc]$/.test(path)),
      ['/a', '/b', '/c'],
    );
  });

  it('finds the sitemaps of a site in robots.txt, else where they usually are', async () => {
    server.pages.set('/robots.txt', {
      type: 'text/plain',
      body: 'User-agent: *\nSitemap: {origin}/here.xml\n',
    });
    server.pages.set('/here.xml', urlset(['/a']));
    server.pages.set('/a', page(dataset('a')));
    assert.deepEqual(keys((await read('/')).items), ['/a']);
    server.pages.delete('/robots.txt');
    server.pages.set('/sitemap.xml', urlset(['/a']));
    const { items, notes } = await read('/');
    assert.deepEqual(keys(items), ['/a']);
    assert.match(notes.join(' '), /names no sitemap/);
  });

  it('tells a broken block with its place and uses the others', async () => {
    server.pages.set('/sitemap.xml', urlset(['/a']));
    server.pages.set(
      '/a',
      page(
        '{"@type": "Dataset",,}',
        dataset('one', { '@id': '/id/1' }),
        { '@context': 'https://evil.example/c', '@type': 'Dataset' },
        [dataset('two', { '@id': '/id/2', '@context': 'http://schema.org' })],
      ),
    );
    const { items } = await read('/sitemap.xml');
    assert.deepEqual(keys(items), ['/id/1', '/id/2']);
    const told = items.flatMap((item) => (item.type === 'unreadable' ? [item.finding] : []));
    assert.deepEqual(
      told.map(({ place }) => [place.file.replace(server.origin, ''), place.line, place.field]),
      [
        ['/a', 1, 'application/ld+json 1'],
        ['/a', 3, 'application/ld+json 3'],
      ],
    );
    assert.match(
      told[1]?.message.en ?? '',
      /evil\.example\/c is elsewhere, and remote contexts are never fetched/,
    );
  });

  it('reads JSON-LD that a page is, or that it links to', async () => {
    server.pages.set(
      '/sitemap.xml',
      urlset(['/json'], ['/linked'], ['/header'], ['/plain'], ['/other'], ['/image']),
    );
    const json = (name: string) => ({ type: 'application/ld+json', body: JSON.stringify(dataset(name)) });
    server.pages.set('/json', json('json'));
    server.pages.set('/linked', {
      type: 'text/html',
      body: '<link rel="alternate" type="application/ld+json" href="linked.jsonld">',
    });
    server.pages.set('/linked.jsonld', json('linked'));
    server.pages.set('/header', {
      type: 'text/html',
      body: '<p>',
      headers: {
        link: '</x>; rel="next", </dcat.jsonld>; rel="describedby"; type="application/ld+json", </header.jsonld>; rel="alternate"; type="application/ld+json"; profile="https://schema.org/"',
      },
    });
    server.pages.set('/header.jsonld', json('header'));
    server.pages.set('/plain', page());
    server.pages.set('/other', {
      type: 'text/html',
      body: '<link rel="alternate" type="application/ld+json" href="/dcat.jsonld"><script type="application/ld+json">{"@type":"http://schema.org/Organization"}</script>',
    });
    server.pages.set('/image', { type: 'image/png', body: 'x' });
    const { items, notes } = await read('/sitemap.xml');
    assert.deepEqual(keys(items), ['/json', '/linked.jsonld', '/header.jsonld']);
    assert.match(notes.join(' '), /3 pages describe no dataset/);
  });

  it('passes over pages that have not changed, and asks those that are listed no more', async () => {
    server.pages.set(
      '/sitemap.xml',
      urlset(['/a', '2026-01-01'], ['/b', '2026-01-01'], ['/c'], ['/d', '2026-01-01'], ['/e', '2026-01-01']),
    );
    for (const name of ['a', 'b', 'c', 'd', 'e']) server.pages.set(`/${name}`, page(dataset(name)));
    const first = await read('/sitemap.xml');
    assert.equal(first.end.coverage, 'whole');
    server.asked.length = 0;
    server.pages.set(
      '/sitemap.xml',
      urlset(['/a', '2026-01-01'], ['/b', '2026-02-01'], ['/c'], ['/d', '2026-03-01'], ['/f', '2026-01-01']),
    );
    server.pages.set('/f', page(dataset('f')));
    server.pages.delete('/d');
    const second = await read('/sitemap.xml', {}, { bookmark: first.end.bookmark as Json });
    assert.deepEqual(server.asked, ['/sitemap.xml', '/b', '/c', '/d', '/f', '/e']);
    assert.deepEqual(keys(second.items), ['/b', '/c', '/f', '/e']);
    assert.deepEqual(keys(second.items, 'deleted'), ['/d']);
    assert.equal(second.end.coverage, 'changes');
    assert.equal(
      (await read('/sitemap.xml', { lastmod: 'ignore' }, { bookmark: first.end.bookmark as Json })).end
        .coverage,
      'whole',
    );
  });

  it('leaves it to a whole run whether records vanish of which only their page is silent', async () => {
    server.pages.set('/sitemap.xml', urlset(['/a', '2026-01-01']));
    server.pages.set('/a', page(dataset('a', { '@id': '/1' }), dataset('b', { '@id': '/2' })));
    const first = await read('/sitemap.xml');
    server.pages.set('/sitemap.xml', urlset(['/a', '2026-01-02']));
    server.pages.set('/a', page(dataset('a', { '@id': '/1' })));
    const second = await read('/sitemap.xml', {}, { bookmark: first.end.bookmark as Json });
    assert.deepEqual(keys(second.items, 'deleted'), []);
    assert.equal(second.end.coverage, 'changes');
    const third = await read('/sitemap.xml', {}, { bookmark: second.end.bookmark as Json });
    assert.deepEqual(keys(third.items), ['/1']);
    assert.equal(third.end.coverage, 'whole');
  });

  it('takes a record that two pages describe from the same one in every run', async () => {
    const shared = (name: string) => page(dataset(name, { '@id': '/shared' }));
    server.pages.set('/sitemap.xml', urlset(['/list', '1'], ['/own', '1']));
    server.pages.set('/list', shared('list'));
    server.pages.set('/own', shared('own'));
    const first = await read('/sitemap.xml');
    assert.deepEqual(keys(first.items), ['/shared']);
    server.pages.set('/sitemap.xml', urlset(['/list', '1'], ['/own', '2']));
    const second = await read('/sitemap.xml', {}, { bookmark: first.end.bookmark as Json });
    assert.deepEqual(keys(second.items), []);
    server.pages.delete('/list');
    server.pages.set('/sitemap.xml', urlset(['/own', '2']));
    const third = await read('/sitemap.xml', {}, { bookmark: first.end.bookmark as Json });
    assert.deepEqual(keys(third.items, 'deleted'), []);
    const fourth = await read('/sitemap.xml', {}, { bookmark: third.end.bookmark as Json });
    assert.equal(fourth.end.coverage, 'whole');
    assert.deepEqual(keys(fourth.items), ['/shared']);
  });

  it('passes over one page that cannot be had, and withdraws nothing for it', async () => {
    server.pages.set('/sitemap.xml', urlset(['/a'], ['/b']));
    server.pages.set('/a', { type: 'text/html; charset=x-nonsense', body: '<p>' });
    server.pages.set('/b', page(dataset('b')));
    const { items, end } = await read('/sitemap.xml');
    assert.deepEqual(keys(items), ['/b']);
    const told = items.find((item) => item.type === 'unreadable');
    assert.match(told?.type === 'unreadable' ? told.finding.message.en : '', /encoding "x-nonsense"/);
    assert.equal(end.coverage, 'changes');
  });

  it('stays on its own host', async () => {
    server.pages.set('/sitemap.xml', urlset(['/a']).replace('{origin}/a', 'http://elsewhere.example/a'));
    await assert.rejects(read('/sitemap.xml'), /1 addresses are on other hosts.*option "hosts"/);
    await assert.rejects(read('/sitemap.xml', { hosts: 'a b/c?' }), /no host name|other hosts/);
  });

  it('says what is wrong, and where', async () => {
    const cases: readonly [string | Uint8Array, RegExp][] = [
      ['', /is empty\. A sitemap lists/],
      ['<!doctype html><html>', /is an HTML page/],
      ['<feed/>', /root element <feed>, and no sitemap/],
      ['<!DOCTYPE urlset [<!ENTITY a "b">]><urlset/>', /document type declaration/],
      ['<urlset><url><loc>http://x/', /line 1, column \d+: it is no well-formed XML/],
      ['no address at all\nbut text', /is no sitemap: neither XML nor a text/],
      [gzipSync('<urlset/>').subarray(0, 12), /cut off or damaged/],
      ['<urlset/>', /0 pages of the sitemap were read and none of them/],
    ];
    for (const [body, message] of cases) {
      server.pages.set('/sitemap.xml', { body });
      await assert.rejects(read('/sitemap.xml'), message);
    }
    assert.deepEqual((await read('/sitemap.xml', { empty: 'allowed' })).items, []);
    const chain = (number: number) => index(`/${number + 1}.xml`);
    for (let number = 0; number < 10; number += 1) server.pages.set(`/${number}.xml`, chain(number));
    await assert.rejects(read('/0.xml'), /more than 4 levels deep/);
  });

  it('heeds change lists of ResourceSync', async () => {
    server.pages.set('/sitemap.xml', urlset(['/a', '1'], ['/b', '1']));
    server.pages.set('/a', page(dataset('a')));
    server.pages.set('/b', page(dataset('b')));
    const { end } = await read('/sitemap.xml');
    server.pages.set(
      '/sitemap.xml',
      `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:rs="http://www.openarchives.org/rs/terms/"><rs:md capability="resourcelist"/>
       <url><loc>{origin}/a</loc><lastmod>1</lastmod></url><url><loc>{origin}/b</loc><rs:md change="deleted"/></url></urlset>`,
    );
    const { items } = await read('/sitemap.xml', {}, { bookmark: end.bookmark as Json });
    assert.deepEqual(keys(items, 'deleted'), ['/b']);
  });
});

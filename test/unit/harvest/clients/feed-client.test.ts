import assert from 'node:assert/strict';
import { feedClient } from '../../../../src/harvest/clients/feed-client.ts';
import type { HarvestItem, Json } from '../../../../src/harvest/harvest-client.ts';
import type { SourceDefinition } from '../../../../src/harvest/source-definition.ts';
import type { MappedRecord } from '../../../../src/model/record.ts';
import { dcat, dct } from '../../../../src/vocabulary/terms.ts';
import { makeContext, map, only, values } from '../../mapping/mapping-support.ts';
import { readWith } from '../support/plain-context.ts';
import { PageServer } from './feed-server.ts';

const server = new PageServer();
const context = makeContext();

function source(path: string, options: Readonly<Record<string, string>> = {}): SourceDefinition {
  return { name: 'test', type: 'feed', url: server.origin + path, options };
}

function read(
  path: string,
  options: Readonly<Record<string, string>> = {},
  from: { bookmark?: Json; cursor?: Json } = {},
) {
  return readWith(feedClient, source(path, options), from);
}

const keys = (items: readonly HarvestItem[], type = 'record') =>
  items.flatMap((item) => (item.type === type && 'key' in item ? [item.key] : []));

function mapped(items: readonly HarvestItem[], key: string): MappedRecord {
  const found = items.find((item) => item.type === 'record' && item.key === key);
  assert.ok(found?.type === 'record', `no ${key}`);
  const { profile, kind, data } = found.record;
  return only(map(profile, kind, data, context));
}

const feed = (inner: string, attributes = '') =>
  `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0" xmlns:at="http://purl.org/atompub/tombstones/1.0" ${attributes}>
  <id>urn:feed</id><title>F</title><updated>2026-01-01T00:00:00Z</updated>${inner}</feed>`;
const entry = (id: string, updated: string, inner = '') =>
  `<entry><id>${id}</id><title>Title of ${id}</title><updated>${updated}</updated>${inner}</entry>`;
const day = (number: number) => `2026-01-${String(number).padStart(2, '0')}T00:00:00Z`;

describe('the feed client', () => {
  before(() => server.start());
  after(() => server.stop());
  beforeEach(() => server.reset());

  describe('Atom', () => {
    it('makes a dataset of an entry: texts, people, categories, links, dates', async () => {
      server.pages.set(
        '/feed',
        feed(
          `<entry xml:base="/data/" xml:lang="hi"><id>urn:uuid:1</id>
          <title type="html">वर्षा &amp;lt;i&gt;2026&lt;/i></title>
          <summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>एक</p><p>दो <b>तीन</b></p><script>x()</script></div></summary>
          <author><name>Ministry</name><email>a@example.in</email></author>
          <category term="rain"/><category term="http://themes.example/t1" label="Weather"/>
          <published>2026-01-02T03:04:05Z</published><updated>2026-01-03T00:00:00Z</updated>
          <link href="../page/1"/><link rel="enclosure" href="a.csv" type="text/csv" length="120" title="CSV"/>
          <link rel="license" href="https://creativecommons.org/licenses/by/4.0/"/><rights>© Ministry</rights></entry>`,
        ),
      );
      const { items, end } = await read('/feed');
      assert.equal(end.coverage, 'changes');
      const record = mapped(items, 'urn:uuid:1');
      assert.match(record.topic, /\/id\/dataset\//);
      assert.match(values(record, dct.title)[0] ?? '', /^वर्षा .*2026.*@hi$/);
      assert.deepEqual(values(record, dct.description), ['एक\n\nदो तीन@hi']);
      assert.deepEqual(values(record, dct.identifier), ['urn:uuid:1^^string']);
      assert.deepEqual(values(record, dcat.keyword), ['rain@en']);
      assert.deepEqual(values(record, dcat.theme), ['http://themes.example/t1']);
      assert.deepEqual(values(record, dct.issued), ['2026-01-02T03:04:05Z^^dateTime']);
      assert.deepEqual(values(record, dct.modified), ['2026-01-03T00:00:00Z^^dateTime']);
      assert.deepEqual(values(record, dcat.landingPage), [`${server.origin}/page/1`]);
      assert.deepEqual(values(record, dct.license), ['https://creativecommons.org/licenses/by/4.0/']);
      assert.equal(values(record, dct.creator).length, 1);
      const [file = ''] = values(record, dcat.distribution);
      assert.deepEqual(values(record, dcat.downloadURL, file), [`${server.origin}/data/a.csv`]);
      assert.deepEqual(values(record, dcat.byteSize, file), ['120^^nonNegativeInteger']);
      assert.deepEqual(values(record, dcat.mediaType, file), [
        'https://www.iana.org/assignments/media-types/text/csv',
      ]);
      const [item] = items;
      assert.ok(item?.type === 'record');
      assert.equal(item.origin.url, `${server.origin}/page/1`);
    });

    it('reads archives to the first, the newest word of each entry counting, and then never again', async () => {
      server.pages.set(
        '/feed',
        feed(
          `<link rel="prev-archive" href="/a2"/>${entry('u:3', day(5))}<at:deleted-entry ref="u:1" when="${day(6)}"><at:comment>Wrong</at:comment></at:deleted-entry>`,
        ),
      );
      server.pages.set(
        '/a2',
        feed(
          `<fh:archive/><link rel="prev-archive" href="/a1"/>${entry('u:2', day(4))}${entry('u:3', day(3))}`,
        ),
      );
      server.pages.set('/a1', feed(`<fh:archive/>${entry('u:1', day(1))}${entry('u:0', day(1))}`));
      const first = await read('/feed');
      assert.deepEqual(keys(first.items), ['u:3', 'u:2', 'u:0']);
      assert.deepEqual(
        first.items.find((item) => item.type === 'deleted'),
        { type: 'deleted', key: 'u:1', reason: 'Wrong' },
      );
      assert.equal(first.end.coverage, 'whole');
      server.asked.length = 0;
      server.pages.set('/feed', feed(`<link rel="prev-archive" href="/a3"/>${entry('u:9', day(9))}`));
      server.pages.set(
        '/a3',
        feed(`<fh:archive/><link rel="prev-archive" href="/a2"/>${entry('u:8', day(8))}`),
      );
      const second = await read('/feed', {}, { bookmark: first.end.bookmark as Json });
      assert.deepEqual(keys(second.items), ['u:9', 'u:8']);
      assert.deepEqual(server.asked, ['/feed', '/a3']);
      assert.equal(second.end.coverage, 'changes');
    });

    it('gives entries without an author that of the feed', async () => {
      const author = (name: string) => `<author><name>${name}</name></author>`;
      server.pages.set(
        '/feed',
        feed(`${author('Feed')}${entry('u:1', day(1))}${entry('u:2', day(1), author('Own'))}`),
      );
      const { items } = await read('/feed');
      const creators = ['u:1', 'u:2'].map((key) =>
        values(mapped(items, key), dct.creator)[0]?.split('/').at(-1),
      );
      assert.deepEqual(creators, ['feed', 'own']);
    });

    it('follows pages, and stops at one on which all is known', async () => {
      server.pages.set('/feed', feed(`<link rel="next" href="?p=2"/>${entry('u:3', day(3))}`));
      server.pages.set('/feed?p=2', feed(`<link rel="next" href="?p=3"/>${entry('u:2', day(2))}`));
      server.pages.set('/feed?p=3', feed(entry('u:1', day(1))));
      const first = await read('/feed');
      assert.deepEqual(keys(first.items), ['u:3', 'u:2', 'u:1']);
      assert.equal(first.end.coverage, 'changes');
      server.asked.length = 0;
      server.pages.set('/feed', feed(`<link rel="next" href="?p=2"/>${entry('u:4', day(4))}`));
      await read('/feed', {}, { bookmark: first.end.bookmark as Json });
      assert.deepEqual(server.asked, ['/feed', '/feed?p=2']);
    });

    it('is whole where the feed says that it is complete, or its owner does', async () => {
      server.pages.set('/feed', feed(`<fh:complete/>${entry('u:1', day(1))}`));
      assert.equal((await read('/feed')).end.coverage, 'whole');
      server.pages.set('/feed', feed(entry('u:1', day(1))));
      assert.equal((await read('/feed', { coverage: 'whole' })).end.coverage, 'whole');
      assert.equal((await read('/feed')).end.coverage, 'changes');
      await assert.rejects(
        read('/feed', { coverage: 'all' }),
        /coverage is "all"\. Write one of: stated, whole/,
      );
    });

    it('ends the run where the next page is the page itself', async () => {
      server.pages.set('/feed', feed(`<link rel="next" href="/feed"/>${entry('u:1', day(1))}`));
      await assert.rejects(read('/feed'), /loop/);
    });

    it('refuses a feed without an entry, unless that is said to be right', async () => {
      server.pages.set('/feed', feed(''));
      await assert.rejects(read('/feed'), /has no entry at all.*"empty" to "allowed"/);
      assert.deepEqual((await read('/feed', { empty: 'allowed' })).items, []);
    });
  });

  describe('entries that link to RDF', () => {
    const turtle = (name: string) =>
      `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
       <https://a.example/id/${name}> a dcat:Dataset ; dct:title "${name}" ; dct:publisher <https://a.example/org> .
       <https://a.example/org> a <http://xmlns.com/foaf/0.1/Organization> .`;
    const linked = (id: string, path: string, updated = day(1)) =>
      entry(
        id,
        updated,
        `<link rel="alternate" type="text/html" href="/page"/><link rel="alternate" type="text/turtle" href="${path}"/>`,
      );

    it('are read from there, by the id of the entry; what several tell is taken once', async () => {
      server.pages.set('/feed', feed(linked('https://a.example/id/x', '/x.ttl') + linked('urn:y', '/y.ttl')));
      server.pages.set('/x.ttl', { type: 'text/turtle', body: turtle('x') });
      server.pages.set('/y.ttl', { type: 'text/turtle', body: turtle('y') });
      const { items, end } = await read('/feed');
      assert.deepEqual(keys(items).sort(), ['https://a.example/id/x', 'https://a.example/org', 'urn:y']);
      assert.ok(items.every((item) => item.type === 'record' && item.record.profile === 'dcat'));
      server.asked.length = 0;
      server.pages.set(
        '/feed',
        feed(linked('https://a.example/id/x', '/x.ttl', day(2)) + linked('urn:y', '/y.ttl')),
      );
      const second = await read('/feed', {}, { bookmark: end.bookmark as Json });
      assert.deepEqual(server.asked, ['/feed', '/x.ttl']);
      assert.equal(second.end.coverage, 'changes');
    });

    it('are not left out because they came late: only those that are known are passed over', async () => {
      server.pages.set('/feed', feed(linked('urn:y', '/y.ttl', day(9))));
      server.pages.set('/y.ttl', { type: 'text/turtle', body: turtle('y') });
      const { end } = await read('/feed');
      server.pages.set('/feed', feed(linked('urn:y', '/y.ttl', day(9)) + linked('urn:x', '/x.ttl', day(2))));
      server.pages.set('/x.ttl', { type: 'text/turtle', body: turtle('x') });
      const { items } = await read('/feed', {}, { bookmark: end.bookmark as Json });
      assert.deepEqual(keys(items).slice(0, 1), ['urn:x']);
    });

    it('are datasets by themselves where that is wanted', async () => {
      server.pages.set('/feed', feed(linked('urn:y', '/y.ttl')));
      const { items } = await read('/feed', { follow: 'none' });
      assert.deepEqual(keys(items), ['urn:y']);
      assert.deepEqual(server.asked, ['/feed']);
    });

    it('whose RDF is broken are told, the others are read, and the next run tries again', async () => {
      server.pages.set(
        '/feed',
        feed(`<fh:complete/>${linked('urn:x', '/x.ttl')}${linked('urn:y', '/y.ttl')}`),
      );
      server.pages.set('/x.ttl', { type: 'text/turtle', body: '<a> <b> .' });
      server.pages.set('/y.ttl', { type: 'text/turtle', body: turtle('y') });
      const { items, end } = await read('/feed');
      assert.ok(keys(items).includes('urn:y'));
      const told = items.find((item) => item.type === 'unreadable');
      assert.ok(told?.type === 'unreadable');
      assert.match(told.finding.message.en, /x\.ttl, line 1/);
      assert.deepEqual(end, { coverage: 'changes' });
    });
  });

  describe('RSS and JSON', () => {
    it('reads RSS 2.0 with HTML in CDATA, relative links, odd dates and an enclosure', async () => {
      server.pages.set('/rss', {
        type: 'application/rss+xml',
        body: `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:georss="http://www.georss.org/georss">
        <channel><title>C</title><link>/</link><description>D</description>
        <item><title>Fish &amp;amp; chips</title><link>/item/1</link><guid isPermaLink="false">abc</guid>
          <description><![CDATA[<p>One<br>two &lt; three</p><ul><li>a</li></ul>]]></description>
          <pubDate>Tue, 06 Jan 2026 10:00:00 EST</pubDate><category domain="http://x/">Rain, heavy</category>
          <author>a@example.in (Asha)</author><dc:publisher>Office</dc:publisher>
          <enclosure url="/f.xlsx" length="0" type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>
          <georss:point>28.6 77.2</georss:point></item>
        <item><title>Second</title><link>http://other.example/2</link><pubDate>31 Feb 2026 10:00 GMT</pubDate></item>
        <item><description>Nameless</description></item>
        </channel></rss>`,
      });
      const { items } = await read('/rss');
      assert.deepEqual(keys(items), ['abc', 'http://other.example/2']);
      const one = mapped(items, 'abc');
      assert.deepEqual(values(one, dct.title), ['Fish & chips@en']);
      assert.deepEqual(values(one, dct.description), ['One\ntwo < three\n\na@en']);
      assert.deepEqual(values(one, dct.issued), ['2026-01-06T10:00:00-05:00^^dateTime']);
      assert.deepEqual(values(one, dcat.landingPage), [`${server.origin}/item/1`]);
      assert.deepEqual(values(one, dcat.keyword), ['Rain, heavy@en']);
      assert.match(values(one, dct.publisher)[0] ?? '', /organization\/office$/);
      const [place = ''] = values(one, dct.spatial);
      assert.deepEqual(values(one, dcat.centroid, place), ['POINT(77.2 28.6)^^wktLiteral']);
      const two = mapped(items, 'http://other.example/2');
      assert.deepEqual(values(two, dct.issued), []);
      assert.ok(two.findings.some(({ code }) => code === 'impossible-date'));
      const nameless = items.find((item) => item.type === 'unreadable');
      assert.equal(nameless?.type === 'unreadable' && nameless.finding.code, 'no-identity');
    });

    it('reads RSS 1.0, where items stand beside the channel', async () => {
      server.pages.set(
        '/rss',
        `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="http://x/"><title>C</title></channel>
        <item rdf:about="http://x/1"><title>One</title><link>http://x/1</link><dc:date>2026-01-02</dc:date><dc:subject>Rain</dc:subject></item></rdf:RDF>`,
      );
      const { items } = await read('/rss');
      const record = mapped(items, 'http://x/1');
      assert.deepEqual(values(record, dct.issued), ['2026-01-02^^date']);
      assert.deepEqual(values(record, dcat.keyword), ['Rain@en']);
    });

    it('reads JSON Feed and its pages', async () => {
      const json = (next: string, id: string) => ({
        type: 'application/feed+json',
        body: JSON.stringify({
          version: 'https://jsonfeed.org/version/1.1',
          title: 'J',
          next_url: next,
          items: [
            {
              id,
              title: 'T',
              content_html: '<p>Hi</p>',
              url: '/p',
              attachments: [{ url: '/a.csv', mime_type: 'text/csv', size_in_bytes: 5 }],
            },
          ],
        }),
      });
      server.pages.set('/j', json('/j2', 'a'));
      server.pages.set('/j2', { ...json('', 'b') });
      const { items } = await read('/j');
      assert.deepEqual(keys(items), ['a', 'b']);
      const record = mapped(items, 'a');
      assert.deepEqual(values(record, dct.description), ['Hi@en']);
      assert.equal(values(record, dcat.distribution).length, 1);
    });
  });

  describe('what is messy or hostile', () => {
    const rss = (title: string, encoding = '') =>
      `<?xml version="1.0"${encoding}?><rss version="2.0"><channel><item><guid>g</guid><title>${title}</title></item></channel></rss>`;
    const titleIn = async (body: Uint8Array, type = 'text/xml') => {
      server.pages.set('/rss', { type, body });
      return values(mapped((await read('/rss')).items, 'g'), dct.title)[0];
    };

    it('reads the encodings that documents and servers name', async () => {
      assert.equal(await titleIn(Buffer.from(rss('Café', ' encoding="ISO-8859-1"'), 'latin1')), 'Café@en');
      assert.equal(
        await titleIn(Buffer.from(rss('Café'), 'latin1'), 'text/xml; charset=iso-8859-1'),
        'Café@en',
      );
      assert.equal(await titleIn(Buffer.from(`\ufeff${rss('वर्षा')}`, 'utf16le')), 'वर्षा@hi');
      assert.equal(await titleIn(Buffer.from(`\ufeff${rss('वर्षा')}`, 'utf8')), 'वर्षा@hi');
    });

    it('says what is wrong, and where', async () => {
      const bomb = `<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${rss('&b;').slice(21)}`;
      const cases: readonly [string | Uint8Array, RegExp][] = [
        [bomb, /line 1, column \d+: it has a document type declaration/],
        [rss('x').slice(0, -30), /line 1, column \d+: it is no well-formed XML/],
        ['', /is empty, with status 200/],
        ['  \n', /is empty/],
        ['<!doctype html><html><body>Login</body></html>', /is an HTML page/],
        ['<kml/>', /root element <kml>, and no feed/],
        ['{"a":1}', /no JSON Feed/],
        ['{"version":', /no valid JSON/],
        [Buffer.from(rss('Café'), 'latin1'), /bytes that are no utf-8/],
        [rss('x', ' encoding="x-nonsense"'), /encoding "x-nonsense", which is not known/],
        [`${'<a>'.repeat(200)}`, /root element <a>/],
        [rss(`${'<b>'.repeat(200)}`), /more than 100 levels deep/],
      ];
      for (const [body, message] of cases) {
        server.pages.set('/rss', { type: 'text/xml', body });
        await assert.rejects(read('/rss'), message, String(body).slice(0, 60));
      }
    });

    it('goes on after a crash where it was, with what it had met', async () => {
      for (let page = 1; page <= 25; page += 1)
        server.pages.set(
          `/p${page}`,
          feed(
            `${page < 25 ? `<link rel="next" href="/p${page + 1}"/>` : ''}${entry(`u:${page}`, day(1))}${entry('u:1', day(1))}`,
          ),
        );
      const { checkpoints, items } = await read('/p1');
      assert.equal(keys(items).length, 25);
      assert.equal(checkpoints.length, 1);
      const resumed = await read('/p1', {}, { cursor: checkpoints[0] as Json });
      assert.deepEqual(keys(resumed.items), ['u:21', 'u:22', 'u:23', 'u:24', 'u:25']);
    });
  });
});

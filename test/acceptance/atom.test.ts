import assert from 'node:assert/strict';
import Parser from 'rss-parser';
import type { Iri } from '../../src/vocabulary/iri.ts';
import { ask, assertProblem } from './client.ts';
import { dataset, records } from './example-records.ts';
import { base, type TurtleRecord } from './running-portal.ts';
import { type DatedPortal, isoTime, startDatedPortal } from './support/dated-portal.ts';
import { elementsOf, type MarkupElement, parseMarkup } from './support/parse-markup.ts';

const other = 'https://other.example/organization/1';

function published(key: string, title: string, publisher: string, sector: string): TurtleRecord {
  const topic = `id/dataset/${key}`;
  return {
    kind: 'dataset',
    topic,
    turtle: `<${topic}> a dcat:Dataset ; dct:title ${JSON.stringify(title)}@en , "${key} हिन्दी में"@hi ;
      dct:publisher <${publisher}> ; dcat:theme <def/sector/${sector}> .`,
  };
}

const linkOf = (element: MarkupElement, rel: string, type?: string) =>
  element.children.find(
    ({ name, attributes }) =>
      name === 'link' &&
      attributes.get('rel') === rel &&
      (type === undefined || attributes.get('type') === type) &&
      !attributes.has('hreflang'),
  )?.attributes;

const textOf = (element: MarkupElement, name: string) =>
  element.children.find((child) => child.name === name)?.text;

describe('/feed/atom', () => {
  let portal: DatedPortal;
  before(async () => {
    portal = await startDatedPortal({ vocabulary: true });
    portal.at(10);
    await portal.publish(
      ...records,
      published('rain', 'Rain', 'id/organization/ministry-of-statistics', 'agriculture'),
      published('mine', 'Mines', other, 'mining'),
      dataset('old', 'Old'),
    );
    await portal.store.commit([
      { type: 'put-graph', graph: `${base}graph/notes` as Iri, nquads: '', version: '1' },
    ]);
    portal.at(20);
    await portal.publish(dataset('odd', 'Fish & <chips> "]]>" \u0001'));
    await portal.take('doc/dataset/old', { reason: 'Counted <twice>' });
  });
  after(async () => {
    await portal.close();
    assert.deepEqual(portal.logged, []);
  });

  const get = (path: string, headers: Record<string, string> = {}) => ask(portal.origin + path, { headers });
  const read = async (address: string) => {
    const answer = await get(address.startsWith(base) ? address.slice(base.length - 1) : address);
    assert.equal(answer.status, 200, `${address} ${answer.body}`);
    return parseMarkup(answer.body, 'xml');
  };
  /** The documents of a feed from the one to subscribe to back to its first archive. */
  async function all(address: string): Promise<MarkupElement[]> {
    const feeds: MarkupElement[] = [];
    for (let next: string | undefined = address; next !== undefined; ) {
      const feed: MarkupElement = await read(next);
      feeds.push(feed);
      next = linkOf(feed, 'prev-archive')?.get('href');
    }
    return feeds;
  }
  /** State of those who read all documents, as RFC 5005 §4 and RFC 6721 tell them. */
  function stateOf(feeds: readonly MarkupElement[]): string[] {
    const here = new Set<string>();
    for (const feed of feeds.toReversed()) {
      for (const child of feed.children.toReversed()) {
        if (child.name === 'entry') here.add(textOf(child, 'id') ?? '');
        if (child.name === 'at:deleted-entry') here.delete(child.attributes.get('ref') ?? '');
      }
    }
    return [...here].sort();
  }

  it('has what RFC 4287 requires, escaped', async () => {
    const answer = await get('/feed/atom', { Accept: 'application/rss+xml' });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], 'application/atom+xml');
    const feed = parseMarkup(answer.body, 'xml');
    assert.equal(feed.attributes.get('xmlns'), 'http://www.w3.org/2005/Atom');
    assert.equal(textOf(feed, 'id'), `${base}feed/atom`);
    assert.equal(textOf(feed, 'updated'), isoTime(20));
    const entries = elementsOf(feed, 'entry');
    assert.equal(new Set(entries.map((entry) => textOf(entry, 'id'))).size, entries.length);
    for (const entry of entries) {
      for (const name of ['id', 'title', 'updated'])
        assert.equal(entry.children.filter((child) => child.name === name).length, 1);
    }
    const odd = entries.find((entry) => textOf(entry, 'id') === `${base}id/dataset/odd`);
    assert.equal(odd && textOf(odd, 'title'), 'Fish & <chips> "]] >" \uFFFD');
    const deleted = elementsOf(feed, 'at:deleted-entry');
    assert.deepEqual(
      deleted.map(({ attributes, text }) => [attributes.get('ref'), attributes.get('when'), text]),
      [[`${base}id/dataset/old`, isoTime(20), 'Counted <twice>']],
    );
  });

  it('an entry names its publisher and sector, and leads to the page, the data and the files', async () => {
    const feed = await read('/feed/atom');
    const prices = elementsOf(feed, 'entry').find(
      (entry) => textOf(entry, 'id') === `${base}id/dataset/prices-2016`,
    );
    assert.ok(prices);
    assert.deepEqual(
      elementsOf(prices, 'author').map((author) => [textOf(author, 'name'), textOf(author, 'uri')]),
      [['Price Division', `${base}id/organization/ministry-of-statistics/price-division`]],
    );
    assert.equal(linkOf(prices, 'alternate', 'text/html')?.get('href'), `${base}doc/dataset/prices-2016`);
    assert.equal(
      linkOf(prices, 'alternate', 'text/turtle')?.get('href'),
      `${base}doc/dataset/prices-2016.ttl`,
    );
    assert.deepEqual(Object.fromEntries(linkOf(prices, 'enclosure') ?? []), {
      rel: 'enclosure',
      href: 'https://mospi.example.gov.in/cpi/2016-03.csv',
      type: 'text/csv',
      length: '48213',
    });
    const rain = elementsOf(feed, 'entry').find((entry) => textOf(entry, 'id') === `${base}id/dataset/rain`);
    const categories = elementsOf(rain as MarkupElement, 'category').map(({ attributes }) => attributes);
    assert.equal(categories[0]?.get('term'), `${base}def/sector/agriculture`);
    assert.equal(categories[0]?.get('label'), 'Agriculture');
    assert.equal(categories.at(-1)?.get('term'), 'dataset');
  });

  it('speaks the language that the address names, and keeps it in its links', async () => {
    const feed = await read('/feed/atom?lang=hi');
    assert.equal(feed.attributes.get('xml:lang'), 'hi');
    const rain = elementsOf(feed, 'entry').find((entry) => textOf(entry, 'id') === `${base}id/dataset/rain`);
    assert.equal(rain && textOf(rain, 'title'), 'rain हिन्दी में');
    assert.equal(
      rain && elementsOf(rain, 'author').map((author) => textOf(author, 'name'))[0],
      'सांख्यिकी मंत्रालय',
    );
    for (const relation of ['self', 'prev-archive'])
      assert.match(linkOf(feed, relation)?.get('href') ?? '', /\?lang=hi$/);
    const asked = await get('/feed/atom', { 'Accept-Language': 'hi' });
    assert.match(asked.body, /xml:lang="en"/, 'one address, one feed');
  });

  it('archives are full pages of the log, kept for ever; with them nobody misses a change', async () => {
    const feeds = await all('/feed/atom');
    assert.ok(feeds.length > 3);
    const [current, ...archives] = feeds;
    assert.equal(current && elementsOf(current, 'fh:archive').length, 0);
    for (const archive of archives) {
      assert.equal(elementsOf(archive, 'fh:archive').length, 1);
      assert.equal(linkOf(archive, 'current')?.get('href'), `${base}feed/atom`);
      assert.equal(textOf(archive, 'id'), `${base}feed/atom`);
    }
    const topics = [...portal.store.records()].map(({ topic }) => encodeURI(topic));
    assert.deepEqual(stateOf(feeds), topics.sort());
    const last = await get('/feed/atom/1');
    assert.equal(last.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(linkOf(parseMarkup(last.body, 'xml'), 'prev-archive'), undefined);
  });

  it('a feed of a publisher, a sector or a kind has its records, also those that leave it', async () => {
    const ministry = `${base}id/organization/ministry-of-statistics`;
    const datasetsOf = (query: string) => async () => stateOf(await all(`/feed/atom?${query}`));
    const ofOther = datasetsOf(`publisher=${encodeURIComponent(other)}`);
    assert.deepEqual(await ofOther(), [`${base}id/dataset/mine`]);
    assert.deepEqual(await datasetsOf('sector=agriculture')(), [`${base}id/dataset/rain`]);
    assert.deepEqual(await datasetsOf('sector=agriculture&publisher=https://nobody.example/')(), []);
    const organisations = await datasetsOf('kind=organization')();
    assert.ok(organisations.includes(ministry) && !organisations.includes(`${base}id/dataset/rain`));
    const ofMinistry = await datasetsOf('publisher=ministry-of-statistics')();
    assert.ok(ofMinistry.includes(`${base}id/dataset/rain`) && !ofMinistry.includes(`${base}id/dataset/old`));

    portal.at(30);
    await portal.publish(published('mine', 'Mines', 'id/organization/ministry-of-statistics', 'mining'));
    const feeds = await all(`/feed/atom?publisher=${encodeURIComponent(other)}`);
    assert.deepEqual(stateOf(feeds), []);
    assert.equal(feeds[0] && elementsOf(feeds[0], 'at:deleted-entry').length, 1);
    assert.ok((await datasetsOf('publisher=ministry-of-statistics')()).includes(`${base}id/dataset/mine`));
    const feed = await read('/feed/atom?sector=agriculture');
    assert.equal(textOf(feed, 'title'), 'Changes – Agriculture – Example Data Portal');
    assert.equal(linkOf(feed, 'related')?.get('href'), `${base}search.atom?sector=agriculture`);
    assertProblem(await get('/feed/atom?kind=thing'), 400, 'malformed-kind');
  });

  it('is asked about again, and not sent again where nothing changed', async () => {
    const answer = await get('/feed/atom');
    assert.equal(answer.headers['cache-control'], 'public, no-cache');
    const etag = String(answer.headers.etag);
    assert.equal((await get('/feed/atom', { 'If-None-Match': etag })).status, 304);
    await portal.publish(dataset('new', 'New'));
    assert.equal((await get('/feed/atom', { 'If-None-Match': etag })).status, 200);
    for (const page of ['2', '0', '100001', 'x'])
      assertProblem(await get(`/feed/atom/${page}`), 404, 'not-found');
  });

  it('rss-parser reads it', async () => {
    const feed = await new Parser().parseString((await get('/feed/atom')).body);
    assert.equal(feed.title, 'Changes – Example Data Portal');
    const prices = feed.items.find(({ link }) => link === `${base}doc/dataset/prices-2016`);
    assert.equal(prices?.title, 'Consumer Price Index for March 2016');
    assert.ok(feed.items.every(({ title, isoDate }) => title && isoDate));
  });
});

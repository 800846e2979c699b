import assert from 'node:assert/strict';
import type { Iri } from '../../src/vocabulary/iri.ts';
import { ask, assertProblem } from './client.ts';
import { dataset, records } from './example-records.ts';
import { base } from './running-portal.ts';
import { type DatedPortal, isoTime, startDatedPortal } from './support/dated-portal.ts';

interface Activity {
  readonly id: string;
  readonly type: string;
  readonly published: string;
  readonly summaryMap: Record<string, string>;
  readonly object: Readonly<Record<string, unknown>> & { readonly id: string };
}

interface Page {
  readonly id: string;
  readonly type: string;
  readonly partOf: string;
  readonly next?: string;
  readonly prev?: string;
  readonly orderedItems: readonly Activity[];
}

describe('/feed/activity', () => {
  let portal: DatedPortal;
  before(async () => {
    portal = await startDatedPortal({ vocabulary: true });
    portal.at(10);
    await portal.publish(...records, dataset('rain', 'Rain'), dataset('old', 'Old <b>'));
    await portal.store.commit([
      { type: 'put-graph', graph: `${base}graph/notes` as Iri, nquads: '', version: '1' },
    ]);
    portal.at(20);
    await portal.publish(dataset('rain', 'Rain by day'));
    await portal.take('doc/dataset/old', { reason: 'Counted twice' });
  });
  after(async () => {
    await portal.close();
    assert.deepEqual(portal.logged, []);
  });

  const get = (path: string, headers: Record<string, string> = {}) => ask(portal.origin + path, { headers });
  const read = async <T>(iri: string): Promise<T> => {
    const answer = await get(iri.slice(base.length - 1));
    assert.equal(answer.status, 200, iri);
    return JSON.parse(answer.body) as T;
  };

  it('is an ordered collection, in the media type of ActivityStreams and as JSON-LD', async () => {
    const answer = await get('/feed/activity', { Accept: 'application/activity+json' });
    assert.equal(answer.headers['content-type'], 'application/activity+json');
    const collection = JSON.parse(answer.body);
    assert.equal(collection['@context'], 'https://www.w3.org/ns/activitystreams');
    assert.equal(collection.type, 'OrderedCollection');
    assert.equal(collection.id, `${base}feed/activity`);
    assert.deepEqual(Object.keys(collection.nameMap), ['en', 'hi']);
    const asLd = await get('/feed/activity', {
      Accept: 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"',
    });
    assert.equal(asLd.headers['content-type'], 'application/ld+json');
    assert.equal((await get('/feed/activity', { Accept: 'text/html' })).status, 200, 'there is one format');
  });

  it('from first by next to last has every change of a record once, newest first, and back by prev', async () => {
    const { first, last } = await read<{ first: string; last: string }>(`${base}feed/activity`);
    const items: Activity[] = [];
    let address: string | undefined = first;
    let newer: string | undefined;
    for (let previous = ''; address !== undefined; ) {
      const page: Page = await read<Page>(address);
      assert.equal(page.type, 'OrderedCollectionPage');
      assert.equal(page.id, address);
      assert.equal(page.partOf, `${base}feed/activity`);
      assert.equal(page.prev, newer);
      items.push(...page.orderedItems);
      newer = address;
      previous = address;
      address = page.next;
      if (address === undefined) assert.equal(previous, last);
    }
    const changes = portal.store.changes(0, 10_000).filter(({ subject }) => subject === 'record');
    assert.deepEqual(
      items.map(({ type, published }) => `${type} ${published}`),
      changes.reverse().map(({ kind, time }) => `${kind[0]?.toUpperCase()}${kind.slice(1)} ${time}`),
    );
    assert.equal(new Set(items.map(({ id }) => id)).size, items.length);
  });

  it('tells what was published, changed and withdrawn, in both languages', async () => {
    const { first } = await read<{ first: string }>(`${base}feed/activity`);
    const { orderedItems } = await read<Page>(first);
    const of = (key: string) => orderedItems.filter(({ object }) => object.id === `${base}id/dataset/${key}`);
    assert.deepEqual(
      of('rain').map(({ type, summaryMap }) => [type, summaryMap]),
      [
        ['Update', { en: 'Changed: Rain by day', hi: 'बदला गया: Rain by day' }],
        ['Create', { en: 'Published: Rain', hi: 'प्रकाशित: Rain' }],
      ],
    );
    assert.deepEqual(of('rain')[0]?.object, {
      id: `${base}id/dataset/rain`,
      type: ['Object', 'http://www.w3.org/ns/dcat#Dataset'],
      nameMap: { en: 'Rain by day' },
      updated: isoTime(20),
      url: { type: 'Link', href: `${base}doc/dataset/rain` },
    });
    const [tombstone] = of('old');
    assert.equal(tombstone?.type, 'Delete');
    assert.equal(tombstone?.summaryMap['en'], 'Withdrawn: Old <b> (Counted twice)');
    assert.deepEqual(tombstone?.object, {
      id: `${base}id/dataset/old`,
      type: 'Tombstone',
      formerType: ['Object', 'http://www.w3.org/ns/dcat#Dataset'],
      deleted: isoTime(20),
      url: { type: 'Link', href: `${base}doc/dataset/old` },
    });
  });

  it('full pages are kept for ever, the collection and the open page are asked about again', async () => {
    const full = await get('/feed/activity/1');
    assert.equal(full.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.match(String(full.headers['link']), /<\/feed\/activity\/101>; rel="prev"/);
    const { first } = await read<{ first: string }>(`${base}feed/activity`);
    const open = first.slice(base.length - 1);
    for (const path of ['/feed/activity', open]) {
      const answer = await get(path);
      assert.equal(answer.headers['cache-control'], 'public, no-cache');
      const again = await get(path, { 'If-None-Match': String(answer.headers.etag) });
      assert.equal(again.status, 304, path);
    }
    const before = await get(open);
    await portal.publish(dataset('rain', 'Rain by hour'));
    const after = await get(open, { 'If-None-Match': String(before.headers.etag) });
    assert.equal(after.status, 200);
    assert.match(after.body, /Rain by hour/);
  });

  it('has no other pages', async () => {
    for (const page of ['2', '0', '100001', 'x'])
      assertProblem(await get(`/feed/activity/${page}`), 404, 'not-found');
  });
});

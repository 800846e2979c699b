import assert from 'node:assert/strict';
import type { Quad } from '@rdfjs/types';
import { dcat, dct, foaf, hydra, rdf, sh, tree } from '../../src/vocabulary/terms.ts';
import { type Answer, ask, assertProblem, canonicalTriples, quadsOf } from './client.ts';
import { dataset, records } from './example-records.ts';
import type { TurtleRecord } from './running-portal.ts';
import { type DatedPortal, isoTime, startDatedPortal } from './support/dated-portal.ts';

describe('/catalog as a feed for harvesters', () => {
  let portal: DatedPortal;
  let nested: string;
  before(async () => {
    portal = await startDatedPortal({ vocabulary: true });
    nested = `${portal.base}id/catalog/consumer-price-index-2016`;
    portal.at(10);
    await portal.publish(...records);
    for (let second = 20; second < 32; second += 1) {
      portal.at(second);
      await portal.publish(memberOf('consumer-price-index-2016', `m-${second}`), dataset(`p-${second}`, 'P'));
    }
    portal.at(40);
    await portal.publish(dataset('p-20', 'P, changed'));
    await portal.publish(memberOf('consumer-price-index-2016', 'm-gone'));
    portal.at(50);
    await portal.withdraw('doc/dataset/m-gone');
  });
  after(async () => {
    await portal.close();
    assert.deepEqual(portal.logged, []);
  });

  const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
    ask(portal.origin + path, { headers });
  const local = (iri: string) => iri.slice(portal.base.length - 1);

  interface Page {
    readonly path: string;
    readonly quads: readonly Quad[];
    readonly view: string;
    readonly collection: string;
    readonly members: readonly string[];
  }

  /** By TREE's relations alone. */
  async function crawl(start: string): Promise<Page[]> {
    const pages: Page[] = [];
    for (let path: string | undefined = start; path !== undefined; ) {
      const answer = await get(path, { Accept: 'text/turtle' });
      assert.equal(answer.status, 200, answer.body);
      const quads = await quadsOf(answer);
      const [collection = ''] = subjects(quads, rdf.type, tree.Collection);
      const [view = ''] = objects(quads, collection, tree.view);
      assert.equal(objects(quads, collection, hydra.view)[0], view);
      const members = objects(quads, collection, tree.member);
      assert.deepEqual(objects(quads, collection, hydra.member), members);
      pages.push({ path, quads, view, collection, members });
      const nodes = objects(quads, view, tree.relation).flatMap((one) => objects(quads, one, tree.node));
      assert.deepEqual(nodes, objects(quads, view, hydra.next));
      assert.ok(nodes.length <= 1);
      path = nodes[0] === undefined ? undefined : local(nodes[0]);
    }
    return pages;
  }
  const membersOf = (pages: readonly Page[]) => pages.flatMap(({ members }) => members);
  const live = () =>
    [...portal.store.records({ kinds: ['app', 'catalog', 'dataset', 'series', 'service'] })].map(
      ({ topic }) => String(topic),
    );

  it('is followed to its end by TREE, as by Hydra', async () => {
    const pages = await crawl('/catalog?size=7');
    assert.ok(pages.length > 3);
    assert.deepEqual(membersOf(pages).sort(), live().sort());
    for (const { quads, view, collection } of pages) {
      assert.ok(objects(quads, view, rdf.type).includes(tree.Node));
      assert.equal(collection, `${portal.base}catalog`);
      assert.ok(objects(quads, view, hydra.description).some((text) => /address/.test(text)));
      for (const quad of quads) assert.notEqual(quad.subject.termType, 'BlankNode');
    }
  });

  it('says of each relation what is true of all that follows', async () => {
    const pages = await crawl('/catalog?size=7');
    for (const [index, { quads, view }] of pages.slice(0, -1).entries()) {
      const [relation = ''] = objects(quads, view, tree.relation);
      assert.deepEqual(objects(quads, relation, rdf.type), [tree.GreaterThanRelation]);
      const [path = ''] = objects(quads, relation, tree.path);
      assert.deepEqual(objects(quads, path, sh.inversePath), [foaf.primaryTopic]);
      const [value = ''] = objects(quads, relation, tree.value);
      for (const later of pages.slice(index + 1)) {
        for (const member of later.members) {
          const documents = subjects(later.quads, foaf.primaryTopic, member);
          assert.ok(documents.length > 0 && documents.every((one) => one > value), `${member} ${value}`);
        }
      }
    }
  });

  it('order=modified: oldest change first, and says so', async () => {
    const pages = await crawl('/catalog?order=modified&size=7');
    assert.deepEqual(membersOf(pages).sort(), live().sort());
    const times: string[] = [];
    for (const [index, { quads, view, members, path }] of pages.entries()) {
      assert.equal(view, portal.base.slice(0, -1) + path);
      assert.ok(objects(quads, view, hydra.description).some((text) => /last change/.test(text)));
      for (const member of members) times.push(timeOf(quads, member));
      const [relation] = objects(quads, view, tree.relation);
      if (relation === undefined) continue;
      assert.deepEqual(objects(quads, relation, rdf.type), [tree.GreaterThanOrEqualToRelation]);
      const [list = ''] = objects(quads, relation, tree.path);
      const [second = ''] = objects(quads, list, rdf.rest);
      assert.deepEqual(objects(quads, second, rdf.first), [dct.modified]);
      assert.deepEqual(objects(quads, second, rdf.rest), [rdf.nil]);
      const [value = ''] = objects(quads, relation, tree.value);
      for (const later of pages.slice(index + 1)) {
        for (const member of later.members) assert.ok(timeOf(later.quads, member) >= value);
      }
    }
    assert.deepEqual(times, [...times].sort());
    assert.equal(times.at(-1), isoTime(40));
  });

  it('modified_since: what was changed then or later', async () => {
    const changed = async (since: string) =>
      membersOf(await crawl(`/catalog?modified_since=${encodeURIComponent(since)}&size=3`));
    assert.deepEqual(await changed(isoTime(40)), [`${portal.base}id/dataset/p-20`]);
    const since30 = await changed(isoTime(30));
    assert.equal(since30.length, 5);
    assert.deepEqual(await changed(isoTime(30).replace('Z', '+00:00')), since30);
    assert.deepEqual(await changed('2026-01-01T15:30:30.250+05:30'), since30);
    assert.deepEqual((await changed('2026-01-01')).sort(), live().sort());
    assert.deepEqual(await changed('2027-01-01'), []);
    const plus = await get('/catalog?modified_since=2026-01-01T15:30:30+05:30');
    assert.equal(plus.status, 200, 'a plus sign that was not encoded');
  });

  it('a harvester that comes back with the last time it saw misses nothing', async () => {
    portal.at(60);
    await portal.publish(dataset('between-1', 'One'));
    const first = await crawl('/catalog?order=modified&size=500');
    const newest = first
      .flatMap(({ quads, members }) => members.map((one) => timeOf(quads, one)))
      .sort()
      .at(-1);
    await portal.publish(dataset('between-2', 'Two'));
    const second = await crawl(`/catalog?modified_since=${newest}`);
    assert.ok(membersOf(second).includes(`${portal.base}id/dataset/between-2`));
  });

  it('catalog=: the members of a nested catalogue, in either order', async () => {
    const expected = [
      `${portal.base}id/dataset/prices-2016`,
      ...Array.from({ length: 12 }, (_, index) => `${portal.base}id/dataset/m-${20 + index}`),
    ];
    for (const order of ['', '&order=modified', '&order=address']) {
      const pages = await crawl(`/catalog?catalog=${encodeURIComponent(nested)}&size=5${order}`);
      assert.ok(pages.length >= 3);
      assert.deepEqual(membersOf(pages).sort(), [...expected].sort());
      for (const { quads, collection, members } of pages) {
        assert.equal(collection, `${portal.base}catalog?catalog=${encodeURIComponent(nested)}`);
        assert.deepEqual(objects(quads, collection, foaf.primaryTopic), [nested]);
        assert.ok(objects(quads, nested, rdf.type).includes(dcat.Catalog));
        for (const member of members) assert.ok(objects(quads, nested, dcat.dataset).includes(member));
      }
    }
    const own = await get(`/catalog.nt?catalog=${encodeURIComponent(`${portal.base}id/catalog/portal`)}`);
    assert.equal(
      await canonicalTriples(await quadsOf(own)),
      await canonicalTriples(await quadsOf(await get('/catalog.nt'))),
    );
  });

  it('is a page for people, too, that bears the name of the catalogue', async () => {
    const answer = await get(`/catalog?catalog=${encodeURIComponent(nested)}&size=5`, {
      Accept: 'text/html',
    });
    assert.match(answer.body, /<h1>Consumer Price Index 2016/);
    assert.ok(answer.body.includes(`href="/catalog.ttl?catalog=${encodeURIComponent(nested)}"`));
    const next = /rel="next" href="([^"]+)"/.exec(answer.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    assert.match(next, /catalog=/);
    assert.equal((await get(next, { Accept: 'text/html' })).status, 200);
  });

  it('refuses what it cannot give, in words', async () => {
    assertProblem(await get('/catalog?order=title'), 400, 'unknown-order');
    assertProblem(await get('/catalog?order=address&modified_since=2026-01-01'), 400, 'unknown-order');
    for (const since of ['', 'yesterday', '2026-02-30', '2026-01-01T25:00:00Z', '2026-01-01T00:00:00X']) {
      const answer = await get(`/catalog?modified_since=${encodeURIComponent(since)}`);
      assertProblem(answer, 400, 'malformed-modified-since');
    }
    for (const after of ['x', '5.9', '999999.1', '1.2.3']) {
      assertProblem(await get(`/catalog?order=modified&after=${after}`), 400, 'malformed-after');
    }
    for (const catalog of ['x', `${portal.base}id/dataset/prices-2016`, 'https://example.org/none', '']) {
      assertProblem(await get(`/catalog?catalog=${encodeURIComponent(catalog)}`), 404, 'not-found');
    }
  });

  it('answers 410 for a catalogue that was withdrawn', async () => {
    const topic = `${portal.base}id/catalog/short-lived`;
    await portal.publish({
      kind: 'catalog',
      topic: 'id/catalog/short-lived',
      turtle: `<id/catalog/short-lived> a dcat:Catalog ; dct:title "Short"@en . <id/catalog/portal> dcat:catalog <id/catalog/short-lived> .`,
    });
    assert.equal((await get(`/catalog?catalog=${encodeURIComponent(topic)}`)).status, 200);
    await portal.withdraw('doc/catalog/short-lived');
    assert.equal((await get(`/catalog?catalog=${encodeURIComponent(topic)}`)).status, 410);
  });
});

function memberOf(catalog: string, key: string): TurtleRecord {
  const topic = `id/dataset/${key}`;
  return {
    kind: 'dataset',
    topic,
    turtle: `<${topic}> a dcat:Dataset ; dct:title "Member ${key}"@en ; dct:isPartOf <id/catalog/portal> .
      <id/catalog/portal> dcat:dataset <${topic}> . <id/catalog/${catalog}> dcat:dataset <${topic}> .`,
  };
}

function objects(quads: readonly Quad[], subject: string, predicate: string): string[] {
  return quads
    .filter((quad) => quad.subject.value === subject && quad.predicate.value === predicate)
    .map(({ object }) => object.value);
}

function subjects(quads: readonly Quad[], predicate: string, object: string): string[] {
  return quads
    .filter((quad) => quad.predicate.value === predicate && quad.object.value === object)
    .map(({ subject }) => subject.value);
}

function timeOf(quads: readonly Quad[], member: string): string {
  const [document = ''] = subjects(quads, foaf.primaryTopic, member);
  return objects(quads, document, dct.modified)[0] ?? '';
}

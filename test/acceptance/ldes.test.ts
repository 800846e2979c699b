import assert from 'node:assert/strict';
import type { Quad } from '@rdfjs/types';
import { type RdfFormat, rdfFormats } from '../../src/rdf/formats.ts';
import { composeDocument } from '../../src/store/document.ts';
import { defaultGraph } from '../../src/store/record-store.ts';
import type { Iri } from '../../src/vocabulary/iri.ts';
import {
  activityStreams,
  adms,
  dct,
  hydra,
  ldes,
  rdf,
  rdfs,
  schema,
  skos,
  tree,
  xsd,
} from '../../src/vocabulary/terms.ts';
import { type Answer, ask, assertProblem, canonicalTriples, quadsOf } from './client.ts';
import { dataset, records } from './example-records.ts';
import { base } from './running-portal.ts';
import { type DatedPortal, isoTime, startDatedPortal } from './support/dated-portal.ts';

const stream = `${base}feed/ldes#stream`;
const nQuads = { Accept: 'application/n-quads' };

function valuesOf(quads: readonly Quad[], subject: string, property: string): string[] {
  return quads
    .filter((quad) => quad.subject.value === subject && quad.predicate.value === property)
    .map(({ object }) => object.value);
}

describe('/feed/ldes', () => {
  let portal: DatedPortal;
  /** First commit of the page that is being filled. */
  let open: number;
  before(async () => {
    portal = await startDatedPortal({ vocabulary: true });
    portal.at(10);
    await portal.publish(...records);
    await portal.store.commit([
      { type: 'put-graph', graph: `${base}graph/notes` as Iri, nquads: '', version: '1' },
    ]);
    portal.at(20);
    await portal.publish(dataset('rain', 'Rain'), dataset('old', 'Old'));
    portal.at(30);
    await portal.publish(dataset('rain', 'Rain by day'));
    await portal.take('doc/dataset/old', { reason: 'Counted twice', replacedBy: `${base}id/dataset/rain` });
    open = portal.store.sequence() - (portal.store.sequence() % 100) + 1;
  });
  after(async () => {
    await portal.close();
    assert.deepEqual(portal.logged, []);
  });

  const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
    ask(portal.origin + path, { headers });
  const read = async (path: string) => quadsOf(await get(path, nQuads));

  it('is an event stream with its paths, its view, and what is kept', async () => {
    const answer = await get('/feed/ldes');
    assert.equal(answer.status, 200);
    assert.equal(
      answer.headers['content-type'],
      'application/trig',
      'a syntax with graphs, where none is named',
    );
    assert.equal(answer.headers['cache-control'], 'public, no-cache');
    const quads = await quadsOf(answer);
    assert.deepEqual(valuesOf(quads, stream, rdf.type), [ldes.EventStream]);
    assert.deepEqual(valuesOf(quads, stream, ldes.timestampPath), [activityStreams.published]);
    assert.deepEqual(valuesOf(quads, stream, ldes.sequencePath), [schema.position]);
    assert.deepEqual(valuesOf(quads, stream, ldes.versionOfPath), [dct.isVersionOf]);
    assert.deepEqual(valuesOf(quads, stream, ldes.versionDeleteObject), [activityStreams.Delete]);
    assert.deepEqual(valuesOf(quads, stream, tree.view), [`${base}feed/ldes`]);
    const [retention = ''] = valuesOf(quads, `${base}feed/ldes`, ldes.retentionPolicy);
    assert.deepEqual(valuesOf(quads, retention, rdf.type), [ldes.RetentionPolicy]);
    assert.equal(valuesOf(quads, retention, rdfs.comment).length, 2);
    assert.ok(!quads.some(({ predicate }) => predicate.value.startsWith(`${ldes.RetentionPolicy}Amount`)));
  });

  it('the view has a relation to each full page with the times of its first and last commit, and one to the open page', async () => {
    const quads = await read('/feed/ldes');
    const relations = valuesOf(quads, `${base}feed/ldes`, tree.relation);
    const bounds = new Map<string, string[]>();
    for (const relation of relations) {
      const [target = ''] = valuesOf(quads, relation, tree.node);
      const [type = ''] = valuesOf(quads, relation, rdf.type);
      const value = quads.find(
        (quad) => quad.subject.value === relation && quad.predicate.value === tree.value,
      );
      assert.ok(value?.object.termType === 'Literal' && value.object.datatype.value === xsd.dateTime);
      assert.deepEqual(valuesOf(quads, relation, tree.path), [activityStreams.published]);
      bounds.set(target, [...(bounds.get(target) ?? []), `${type} ${value.object.value}`]);
    }
    assert.equal(bounds.size, (open - 1) / 100 + 1);
    assert.ok(bounds.size > 3);
    for (const [target, stated] of bounds) {
      const first = Number(target.slice(`${base}feed/ldes/`.length));
      const entries = portal.store.changes(first - 1, 100);
      const expected = [`${tree.GreaterThanOrEqualToRelation} ${entries[0]?.time}`];
      if (entries.length === 100) expected.push(`${tree.LessThanOrEqualToRelation} ${entries.at(-1)?.time}`);
      assert.deepEqual(stated, expected, target);
    }
  });

  it('pages have all changes of records once, in order, each with the triples of its version in its graph', async () => {
    const seen: string[] = [];
    for (let first = 1; first <= open; first += 100) {
      const quads = await read(`/feed/ldes/${first}`);
      for (const [place, iri] of valuesOf(quads, stream, tree.member).entries()) {
        seen.push(iri);
        // All of the open page, and some of the others, which are concepts.
        if (
          valuesOf(quads, iri, rdf.type).includes(activityStreams.Delete) ||
          (first < open && place % 20 > 0)
        )
          continue;
        const [sequence] = valuesOf(quads, iri, schema.position).map(Number);
        const [document = ''] = valuesOf(quads, iri, dct.isVersionOf);
        const content = quads.filter(({ graph }) => graph.value === iri);
        const version = portal.store.version(document as Iri, sequence ?? 0);
        assert.ok(version, iri);
        assert.equal(iri, `${base}version/${document.slice(`${base}doc/`.length)}/${sequence}`);
        assert.equal(await canonicalTriples(content), await canonicalTriples(composeDocument(version)));
        assert.deepEqual(valuesOf(quads, iri, activityStreams.object), [version.topic]);
        assert.deepEqual(valuesOf(quads, iri, activityStreams.published), [version.modified]);
      }
    }
    const changes = portal.store.changes(0, 10_000).filter(({ subject }) => subject === 'record');
    assert.equal(seen.length, changes.length);
    assert.equal(new Set(seen).size, seen.length);
  });

  it('a create, an update and a withdrawal are told apart; a graph that is no record is left out', async () => {
    const quads = await read(`/feed/ldes/${open}`);
    const changes = portal.store.changes(open - 1, 100).filter(({ subject }) => subject === 'record');
    assert.equal(valuesOf(quads, stream, tree.member).length, changes.length);
    assert.doesNotMatch(JSON.stringify(quads), new RegExp(`graph/notes|${defaultGraph}`));
    const rain = changes.filter(({ document }) => document === `${base}doc/dataset/rain`);
    assert.deepEqual(
      rain.map(({ sequence }) => valuesOf(quads, `${base}version/dataset/rain/${sequence}`, rdf.type)),
      [[activityStreams.Create], [activityStreams.Update]],
    );
    const withdrawn = changes.find(({ kind }) => kind === 'delete');
    const member = `${base}version/dataset/old#withdrawal-${withdrawn?.sequence}`;
    assert.deepEqual(valuesOf(quads, member, rdf.type), [activityStreams.Delete]);
    assert.deepEqual(valuesOf(quads, member, activityStreams.object), [`${base}id/dataset/old`]);
    assert.deepEqual(valuesOf(quads, member, activityStreams.published), [isoTime(30)]);
    assert.deepEqual(valuesOf(quads, member, skos.changeNote), ['Counted twice']);
    assert.deepEqual(valuesOf(quads, member, dct.isReplacedBy), [`${base}id/dataset/rain`]);
    assert.equal(valuesOf(quads, member, adms.status).length, 1);
    assert.ok(!quads.some(({ graph }) => graph.value === member), 'it has no content');
    assert.equal((await get(member.slice(base.length - 1).replace(/#.*/, ''))).status, 200);
  });

  it('a full page is kept for ever, the open one is asked about again and changes with the next commit', async () => {
    const full = await get('/feed/ldes/1', nQuads);
    assert.equal(full.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.match(String(full.headers['link']), /<\/feed\/ldes\/101>; rel="next"/);
    const fullQuads = await quadsOf(full);
    assert.deepEqual(valuesOf(fullQuads, `${base}feed/ldes/1`, ldes.immutable), ['true']);
    assert.deepEqual(valuesOf(fullQuads, `${base}feed/ldes/1`, hydra.next), [`${base}feed/ldes/101`]);

    const page = await get(`/feed/ldes/${open}`, nQuads);
    assert.equal(page.headers['cache-control'], 'public, no-cache');
    assert.deepEqual(valuesOf(await quadsOf(page), `${base}feed/ldes/${open}`, ldes.immutable), []);
    const etag = String(page.headers.etag);
    const again = await get(`/feed/ldes/${open}`, { ...nQuads, 'If-None-Match': etag });
    assert.equal(again.status, 304);
    assert.equal(again.body, '');
    const view = await get('/feed/ldes', nQuads);
    portal.at(40);
    await portal.publish(dataset('rain', 'Rain by hour'));
    const changed = await get(`/feed/ldes/${open}`, { ...nQuads, 'If-None-Match': etag });
    assert.equal(changed.status, 200);
    assert.ok(changed.body.includes('Rain by hour') && changed.body.includes('Rain by day'));
    const newView = await get('/feed/ldes', { ...nQuads, 'If-None-Match': String(view.headers.etag) });
    assert.equal(newView.status, 200);
    const same = await get('/feed/ldes/1', { ...nQuads, 'If-None-Match': String(full.headers.etag) });
    assert.equal(same.status, 304);
  });

  const graphed = (format: RdfFormat) => format.quads;
  for (const format of rdfFormats) {
    it(`${format.name} by Accept and by extension, whose addresses lead to others of it`, async () => {
      const path = `/feed/ldes/${open}`;
      const negotiated = await get(path, { Accept: format.mediaType });
      assert.equal(negotiated.status, 200);
      assert.equal(String(negotiated.headers['content-type']).split(';', 1)[0], format.mediaType);
      assert.match(String(negotiated.headers.vary), /^Accept\b/);
      const quads = await quadsOf(negotiated);
      const graphs = new Set(quads.map(({ graph }) => graph.value));
      assert.equal(graphs.size > 1, graphed(format));
      if (!graphed(format)) {
        const titles = valuesOf(quads, `${base}id/dataset/rain`, dct.title);
        assert.deepEqual(titles, ['Rain by hour'], 'of a document the last version on the page');
        assert.deepEqual(valuesOf(quads, `${base}id/dataset/old`, dct.title), []);
      }
      const reference = await quadsOf(await get(path, nQuads));
      const own = (all: readonly Quad[]) => all.filter(({ graph }) => graph.value === '');
      if (graphed(format))
        assert.equal(await canonicalTriples(own(quads)), await canonicalTriples(own(reference)));

      const named = await get(`${path}.${format.extension}`, { Accept: 'image/png' });
      assert.equal(String(named.headers['content-type']).split(';', 1)[0], format.mediaType);
      assert.doesNotMatch(String(named.headers.vary), /Accept\b(?!-)/);
      const [previous] = valuesOf(
        await quadsOf(named),
        `${base}feed/ldes/${open}.${format.extension}`,
        hydra.previous,
      );
      assert.equal(previous, `${base}feed/ldes/${open - 100}.${format.extension}`);
    });
  }

  it('has no other nodes, and no other syntaxes and methods', async () => {
    for (const path of [
      '2',
      '0',
      '01',
      `${open + 100}`,
      '1-100',
      '1-10000',
      '1-10',
      '-5',
      'x',
      '999999999999999',
    ]) {
      assertProblem(await get(`/feed/ldes/${path}`), 404, 'not-found');
    }
    const refused = assertProblem(await get('/feed/ldes', { Accept: 'image/png' }), 406, 'not-acceptable');
    assert.match(JSON.stringify(refused['available']), /feed\/ldes\.trig/);
    const posted = await ask(`${portal.origin}/feed/ldes`, { method: 'POST' });
    assert.deepEqual([posted.status, posted.headers.allow], [405, 'GET, HEAD, OPTIONS']);
    const head = await ask(`${portal.origin}/feed/ldes/1`, { method: 'HEAD' });
    assert.deepEqual([head.status, head.body], [200, '']);
  });

  it('is found from the home page, VoID and the catalogue', async () => {
    const home = await get('/', { Accept: 'text/html' });
    assert.match(String(home.headers['link']), /<\/feed\/ldes>; rel="alternate"; type="application\/trig"/);
    assert.match(home.body, /<link rel="alternate" type="application\/atom\+xml" [^>]*href="\/feed\/atom/);
    for (const path of ['/.well-known/void', '/catalog']) {
      const seeAlso = (await read(path))
        .filter(({ predicate }) => predicate.value === rdfs.seeAlso)
        .map(({ object }) => object.value);
      for (const feed of ['ldes', 'activity', 'atom'])
        assert.ok(seeAlso.includes(`${base}feed/${feed}`), `${path} names ${feed}`);
    }
  });
});

describe('/feed/ldes of a portal that never published', () => {
  it('has an open page without members, to which the view leads', async () => {
    const portal = await startDatedPortal({ base: 'https://example.gov.in/open-data/' });
    try {
      const home = 'https://example.gov.in/open-data/feed/ldes';
      const view = await quadsOf(await ask(`${portal.origin}/open-data/feed/ldes`));
      const [relation = ''] = valuesOf(view, home, tree.relation);
      assert.deepEqual(valuesOf(view, relation, rdf.type), [tree.Relation]);
      assert.deepEqual(valuesOf(view, relation, tree.node), [`${home}/1`]);
      const page = await quadsOf(await ask(`${portal.origin}/open-data/feed/ldes/1`));
      assert.deepEqual(valuesOf(page, `${home}#stream`, tree.member), []);
      assert.deepEqual(valuesOf(page, `${home}/1`, rdf.type), [tree.Node]);
    } finally {
      await portal.close();
    }
  });
});

import assert from 'node:assert/strict';
import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { Quad } from '@rdfjs/types';
import { rdfFormats } from '../../src/rdf/formats.ts';
import { documentNQuads } from '../../src/store/document.ts';
import type { Iri } from '../../src/vocabulary/iri.ts';
import { dcat, dct, hydra, rdf } from '../../src/vocabulary/terms.ts';
import { ask, assertProblem, canonicalTriples, quadsOf } from './client.ts';
import { dataset, records } from './example-records.ts';
import { base, type RunningPortal, startPortal } from './running-portal.ts';

const portalIri = `${base}id/catalog/portal`;

function objects(quads: readonly Quad[], subject: string, predicate: string): string[] {
  return quads
    .filter((quad) => quad.subject.value === subject && quad.predicate.value === predicate)
    .map(({ object }) => object.value);
}

describe('/catalog', () => {
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal({ vocabulary: true });
    await portal.publish(...records);
    const many = Array.from({ length: 30 }, (_, i) => String(i).padStart(2, '0'));
    await portal.publish(...many.map((i) => dataset(`crop-${i}`, `Crop ${i}`)));
  });
  after(async () => {
    await portal.close();
    assert.deepEqual(portal.logged, []);
  });
  const get = (path: string, headers: Record<string, string> = {}) => ask(portal.origin + path, { headers });

  it('is a dcat:Catalog that lists its records', async () => {
    const quads = await quadsOf(await get('/catalog'));
    assert.ok(objects(quads, portalIri, rdf.type).includes(dcat.Catalog));
    assert.ok(objects(quads, portalIri, dct.title).includes('Example Data Portal'));
    assert.ok(objects(quads, portalIri, dcat.dataset).includes(`${base}id/dataset/prices-2016`));
    assert.ok(objects(quads, portalIri, dcat.record).includes(`${base}doc/dataset/prices-2016`));
    assert.ok(
      objects(quads, portalIri, dcat.catalog).includes(`${base}id/catalog/consumer-price-index-2016`),
    );
    assert.deepEqual(objects(quads, `${base}catalog`, hydra.totalItems), [
      String(portal.store.count('dataset') + portal.store.count('catalog')),
    ]);
  });

  it('is found from the document of each catalogue, as data and as a page', async () => {
    const nested = `${base}id/catalog/consumer-price-index-2016`;
    const feed = `/catalog?${new URLSearchParams({ catalog: nested })}`;
    for (const accept of ['text/turtle', 'text/html']) {
      const { headers } = await get('/doc/catalog/consumer-price-index-2016', { Accept: accept });
      assert.ok(String(headers.link).includes(`<${feed}>; rel="contents"`), String(headers.link));
    }
    for (const [language, words] of [
      ['en', 'See all that it lists'],
      ['hi', 'इसकी सभी प्रविष्टियाँ'],
    ] as const) {
      const page = await get('/doc/catalog/consumer-price-index-2016', {
        Accept: 'text/html',
        'Accept-Language': language,
      });
      assert.match(page.body, new RegExp(`href="${feed.replace('?', '\\?')}">${words}`));
    }
    const members = objects(await quadsOf(await get(feed)), nested, dcat.dataset);
    assert.deepEqual(members, [`${base}id/dataset/prices-2016`]);
    const other = await get('/doc/dataset/prices-2016', { Accept: 'text/html' });
    assert.doesNotMatch(String(other.headers.link), /rel="contents"/);
    assert.doesNotMatch(other.body, /See all that it lists/);
  });

  it('gives each record as its document does', async () => {
    const document = `${base}doc/dataset/prices-2016`;
    const quads = await quadsOf(await get('/catalog.nq'));
    const record = portal.store.get(document as Iri);
    assert.ok(record);
    const own = quads.filter(({ graph }) => graph.value === document);
    assert.equal(
      await canonicalTriples(own),
      await canonicalTriples(await quadsOf(await get('/doc/dataset/prices-2016'))),
    );
  });

  it('has catalog records of what DCAT-AP catalogues only', async () => {
    const quads = await quadsOf(await get('/catalog'));
    const about = quads
      .filter(({ predicate, object }) => predicate.value === rdf.type && object.value === dcat.CatalogRecord)
      .map(({ subject }) => subject.value.slice(base.length).split('/')[1]);
    assert.deepEqual([...new Set(about)].sort(), ['catalog', 'dataset']);
    const ministry = `${base}id/organization/ministry-of-statistics`;
    assert.ok(objects(quads, ministry, rdf.type).length > 0, 'neighbours are described all the same');
  });

  it('is the same graph in every format', async () => {
    const expected = await canonicalTriples(await quadsOf(await get('/catalog?size=5')));
    for (const { mediaType } of rdfFormats) {
      const answer = await get('/catalog?size=5', { Accept: mediaType });
      assert.equal(answer.headers['content-type']?.split(';')[0], mediaType);
      assert.equal(await canonicalTriples(await quadsOf(answer)), expected, mediaType);
    }
    for (const { extension } of rdfFormats) {
      const answer = await get(`/catalog.${extension}?size=5`, { Accept: 'image/png' });
      assert.equal(answer.status, 200, extension);
      assert.equal(objects(await quadsOf(answer), portalIri, dcat.record).length, 5, extension);
    }
  });

  it('pages with Hydra to its end, each record once', async () => {
    for (const start of ['/catalog?size=7', '/catalog.rdf?size=7']) {
      const members: string[] = [];
      let path: string | undefined = start;
      while (path !== undefined) {
        const answer = await get(path, { Accept: 'text/turtle' });
        const quads = await quadsOf(answer);
        const [view = ''] = objects(quads, `${base}catalog`, hydra.view);
        assert.equal(view, base + path.slice(1));
        assert.deepEqual(objects(quads, view, hydra.first), [base + start.slice(1)]);
        members.push(...objects(quads, `${base}catalog`, hydra.member));
        const [next] = objects(quads, view, hydra.next);
        assert.equal(/rel="next"/.test(String(answer.headers['link'])), next !== undefined);
        path = next === undefined ? undefined : next.slice(base.length - 1);
      }
      assert.equal(members.length, portal.store.count('dataset') + portal.store.count('catalog'));
      assert.equal(new Set(members).size, members.length);
    }
  });

  it('keeps pages to their largest size, and refuses sizes that are none', async () => {
    const quads = await quadsOf(await get('/catalog?size=999999'));
    assert.deepEqual(objects(quads, `${base}catalog`, hydra.view), [`${base}catalog?size=500`]);
    for (const size of ['0', '-1', 'many', '1e3', '']) {
      assertProblem(await get(`/catalog?size=${size}`), 400, 'malformed-size');
    }
  });

  it('is a list for people', async () => {
    const answer = await get('/catalog', { Accept: 'text/html' });
    assert.equal(answer.headers['content-type'], 'text/html; charset=utf-8');
    assert.ok(answer.body.includes('Crop 00') && answer.body.includes('Ministry of Statistics'));
    const next = /rel="next" href="([^"]+)"/.exec(answer.body)?.[1]?.replaceAll('&amp;', '&');
    assert.ok(next);
    const second = await get(next, { Accept: 'text/html' });
    assert.ok(second.body.includes('Consumer Price Index for March 2016'));
    assert.match(second.body, /rel="first"/);
  });

  it('answers 304 until something changes', async () => {
    const first = await get('/catalog', { Accept: 'text/turtle' });
    const conditional = { Accept: 'text/turtle', 'If-None-Match': first.headers.etag ?? '' };
    assert.equal((await get('/catalog', conditional)).status, 304);
    await portal.publish(dataset('crop-00', 'Crop 00, mended'));
    const after = await get('/catalog', conditional);
    assert.equal(after.status, 200);
    assert.match(after.body, /Crop 00, mended/);
  });

  it('refuses what it has not', async () => {
    assertProblem(await get('/catalog', { Accept: 'text/csv' }), 406, 'not-acceptable');
    assertProblem(await get('/catalog.csv'), 404, 'not-found');
    assertProblem(await get('/catalog/'), 404, 'not-found');
    assertProblem(await ask(`${portal.origin}/catalog`, { method: 'POST' }), 405, 'method-not-allowed');
  });

  describe('/all', () => {
    it('is everything, in every format the same', async () => {
      const texts = new Set<string>();
      for (const { extension } of rdfFormats) {
        const answer = await get(`/catalog/all.${extension}`);
        assert.equal(answer.status, 200);
        texts.add(await canonicalTriples(await quadsOf(answer)));
      }
      assert.equal(texts.size, 1);
      const nquads = (await get('/catalog/all.nq')).body;
      for (const record of portal.store.records())
        assert.ok(nquads.includes(documentNQuads(record)), record.document);
    });
    it('is compressed where the client takes it', async () => {
      const plain = (await get('/catalog/all.nq')).body;
      const packed = await new Promise<{ encoding: string | undefined; body: Buffer }>((resolve, reject) => {
        request(
          `${portal.origin}/catalog/all.nq`,
          { headers: { 'Accept-Encoding': 'br, gzip;q=0.5' } },
          (response) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.on('end', () =>
              resolve({ encoding: response.headers['content-encoding'], body: Buffer.concat(chunks) }),
            );
          },
        )
          .on('error', reject)
          .end();
      });
      assert.equal(packed.encoding, 'gzip');
      assert.equal(gunzipSync(packed.body).toString(), plain);
      const refused = await get('/catalog/all.nq', { 'Accept-Encoding': 'gzip;q=0, *' });
      assert.equal(refused.headers['content-encoding'], undefined);
    });
    it('negotiates without extension, answers HEAD and refuses the rest', async () => {
      const answer = await get('/catalog/all', { Accept: 'application/n-triples' });
      assert.equal(answer.headers['content-type'], 'application/n-triples');
      const head = await ask(`${portal.origin}/catalog/all.ttl`, { method: 'HEAD' });
      assert.equal(head.status, 200);
      assert.equal(head.body, '');
      assertProblem(await get('/catalog/all', { Accept: 'text/csv' }), 406, 'not-acceptable');
      assertProblem(await get('/catalog/all.csv'), 404, 'not-found');
    });
  });
});

import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import { rdfFormats } from '../../src/rdf/formats.ts';
import { composeDocument } from '../../src/store/document.ts';
import type { Iri } from '../../src/vocabulary/iri.ts';
import { dct, foaf, hydra } from '../../src/vocabulary/terms.ts';
import { type Answer, ask, assertProblem, canonicalTriples, quadsOf } from './client.ts';
import { dataset, records } from './example-records.ts';
import { base, type RunningPortal, startPortal } from './running-portal.ts';

describe('/doc/…', () => {
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal({ vocabulary: true });
    await portal.publish(...records);
  });
  after(async () => {
    await portal.close();
    assert.deepEqual(portal.logged, []);
  });

  const path = '/doc/dataset/prices-2016';
  const get = (target: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
    ask(portal.origin + target, { headers, method });

  async function stored(document: string): Promise<string> {
    const record = portal.store.get(`${base}${document}` as Iri);
    assert.ok(record);
    return canonicalTriples(composeDocument(record));
  }

  for (const format of rdfFormats) {
    it(`holds the same graph as ${format.name}, by Accept and by extension`, async () => {
      const expected = await stored('doc/dataset/prices-2016');
      const negotiated = await get(path, { Accept: format.mediaType });
      assert.equal(negotiated.status, 200);
      assert.equal(negotiated.headers['content-type']?.split(';')[0], format.mediaType);
      assert.match(negotiated.headers['vary'] ?? '', /\bAccept\b/);
      assert.equal(negotiated.headers['content-location'], `${path}.${format.extension}`);
      assert.equal(await canonicalTriples(await quadsOf(negotiated)), expected);
      const named = await get(`${path}.${format.extension}`, { Accept: 'image/png' });
      assert.equal(named.status, 200);
      assert.equal(named.body, negotiated.body);
    });
  }

  it('names the graph in TriG and N-Quads, and in no other format', async () => {
    for (const { mediaType } of rdfFormats) {
      const graphs = new Set(
        (await quadsOf(await get(path, { Accept: mediaType }))).map((q) => q.graph.value),
      );
      const named = mediaType === 'application/trig' || mediaType === 'application/n-quads';
      assert.deepEqual([...graphs], [named ? `${base}doc/dataset/prices-2016` : ''], mediaType);
    }
  });

  it('says who described what, and when', async () => {
    const quads = await quadsOf(await get(path));
    const document = `${base}doc/dataset/prices-2016`;
    const own = quads.filter(({ subject }) => subject.value === document);
    assert.ok(
      own.some((q) => q.predicate.value === foaf.primaryTopic && q.object.value.endsWith('/prices-2016')),
    );
    assert.ok(own.some((q) => q.predicate.value === dct.modified));
    assert.ok(
      own.some((q) => q.predicate.value === dct.conformsTo && q.object.value === `${base}def/policy/dcat`),
    );
  });

  it('gives each representation a strong tag of its own', async () => {
    const tags = new Set<string>();
    for (const accept of [...rdfFormats.map(({ mediaType }) => mediaType), 'text/html']) {
      const { headers } = await get(path, { Accept: accept });
      assert.match(headers.etag ?? '', /^"[\x21\x23-\x7E]+"$/);
      tags.add(headers.etag ?? '');
    }
    assert.equal(tags.size, 7);
  });

  it('answers 304 to who has it, without body but with what caches need', async () => {
    const first = await get(path, { Accept: 'text/turtle' });
    const tag = first.headers.etag ?? '';
    const again = await get(path, { Accept: 'text/turtle', 'If-None-Match': tag });
    assert.equal(again.status, 304);
    assert.equal(again.body, '');
    assert.equal(again.headers.etag, tag);
    assert.equal(again.headers['vary'], first.headers['vary']);
    assert.ok(String(again.headers['vary']).startsWith('Accept'));
    assert.equal(again.headers['content-type'], undefined);
    const other = await get(path, { Accept: 'application/ld+json', 'If-None-Match': tag });
    assert.equal(other.status, 200, 'the tag of another representation');
    const since = await get(path, { 'If-Modified-Since': first.headers['last-modified'] ?? '' });
    assert.equal(since.status, 304);
  });

  it('compresses where the client takes it, under a tag of its own', async () => {
    const gzip = { Accept: 'text/turtle', 'Accept-Encoding': 'gzip' };
    const plain = await get(path, { Accept: 'text/turtle' });
    const first = await get(path, gzip);
    const again = await get(path, gzip);
    for (const packed of [first, again]) {
      assert.equal(packed.headers['content-encoding'], 'gzip');
      assert.match(String(packed.headers['vary']), /Accept-Encoding/);
      assert.notEqual(packed.headers.etag, plain.headers.etag);
      assert.equal(gunzipSync(packed.bytes).toString(), plain.body);
      assert.equal(packed.headers['content-length'], String(packed.bytes.length));
    }
    const held = await get(path, { ...gzip, 'If-None-Match': String(first.headers.etag) });
    assert.equal(held.status, 304);
    const refused = await get(path, { Accept: 'text/turtle', 'Accept-Encoding': 'gzip;q=0, br' });
    assert.equal(refused.headers['content-encoding'], undefined);
  });

  it('answers HEAD as GET, without the body', async () => {
    const whole = await get(path);
    const head = await get(path, {}, 'HEAD');
    assert.equal(head.status, 200);
    assert.equal(head.body, '');
    assert.equal(head.headers['content-length'], String(Buffer.byteLength(whole.body)));
    assert.equal(head.headers.etag, whole.headers.etag);
  });

  it('links to the thing, the canonical address and the other formats; any page may read it', async () => {
    const { headers } = await get(path, { Accept: 'text/turtle' });
    const link = String(headers['link']);
    assert.ok(link.includes(`<${base}id/dataset/prices-2016>; rel="describes"`));
    assert.ok(link.includes(`<${base}doc/dataset/prices-2016>; rel="canonical"`));
    assert.ok(link.includes(`<${path}.jsonld>; rel="alternate"; type="application/ld+json"`));
    assert.ok(!link.includes('.ttl>'));
    assert.equal(headers['access-control-allow-origin'], '*');
  });

  it('answers a preflight', async () => {
    const answer = await get(
      path,
      { Origin: 'https://app.example', 'Access-Control-Request-Method': 'GET' },
      'OPTIONS',
    );
    assert.equal(answer.status, 204);
    assert.equal(answer.headers['allow'], 'GET, HEAD, PUT, POST, PATCH, DELETE, OPTIONS');
    assert.match(String(answer.headers['access-control-allow-headers']), /Accept/);
  });

  it('refuses other methods with 405', async () => {
    for (const method of ['PROPFIND', 'LOCK', 'COPY']) {
      const answer = await get(path, {}, method);
      assertProblem(answer, 405, 'method-not-allowed');
      assert.equal(answer.headers['allow'], 'GET, HEAD, PUT, POST, PATCH, DELETE, OPTIONS');
    }
  });

  it('serves under the media type that was asked for', async () => {
    assert.equal(
      (await get(path, { Accept: 'application/json' })).headers['content-type'],
      'application/json',
    );
    assert.equal(
      (await get(path, { Accept: 'text/plain' })).headers['content-type'],
      'text/plain; charset=utf-8',
    );
  });

  it('respects q=0, and says what there is instead in a 406', async () => {
    const answer = await get(path, { Accept: 'text/turtle;q=0, image/png' });
    const problem = assertProblem(answer, 406, 'not-acceptable');
    assert.deepEqual(
      (problem['available'] as { mediaType: string; href: string }[]).find(
        ({ mediaType }) => mediaType === 'application/rdf+xml',
      ),
      { name: 'RDF/XML', mediaType: 'application/rdf+xml', href: `${path}.rdf` },
    );
    assert.match(answer.headers['vary'] ?? '', /Accept/);
    const excluded = await get(path, { Accept: 'text/turtle;q=0, */*;q=0.1' });
    assert.notEqual(excluded.headers['content-type'], 'text/turtle; charset=utf-8');
  });

  it('takes a dot in a key for a dot', async () => {
    const plain = await get('/doc/dataset/rainfall.rdf', { Accept: 'text/turtle' });
    assert.match(plain.body, /the RDF edition/);
    assert.equal(plain.headers['content-type'], 'text/turtle; charset=utf-8');
    const named = await get('/doc/dataset/rainfall.rdf.nt');
    assert.match(named.body, /the RDF edition/);
    const other = await get('/doc/dataset/rainfall', { Accept: 'application/rdf+xml' });
    assert.match(other.body, /Rainfall by month/);
    assert.ok(
      !String(other.headers['link']).includes('/doc/dataset/rainfall.rdf>'),
      'not the address of another',
    );
    assert.equal(other.headers['content-location'], undefined);
  });

  it('finds keys in any script', async () => {
    const encoded = `/doc/dataset/${encodeURIComponent('वर्षा-2020')}`;
    for (const target of [encoded, encoded.toLowerCase()]) {
      const answer = await get(`${target}.nt`);
      assert.equal(answer.status, 200, target);
      assert.match(answer.body, /Rain of 2020/);
    }
    const raw = await get(Buffer.from('/doc/dataset/वर्षा-2020').toString('latin1'));
    assert.equal(raw.status, 400, 'HTTP/1.1 has no such address');
    assert.match(raw.body, /percent-encode/i);
    const { headers } = await get(encoded);
    assert.equal(headers['content-location'], `${encoded}.ttl`);
  });

  it('answers 404 for what never was, in the form that was asked for', async () => {
    assertProblem(await get('/doc/dataset/nothing'), 404, 'not-found');
    assertProblem(await get('/doc/'), 404, 'not-found');
    assertProblem(await get('/doc/dataset/prices-2016/'), 404, 'not-found');
    assertProblem(await get('/doc/dataset/prices-2016.exe'), 404, 'not-found');
    const page = await get('/doc/dataset/nothing', { Accept: 'text/html' });
    assert.equal(page.status, 404);
    assert.equal(page.headers['content-type'], 'text/html; charset=utf-8');
    for (const accept of ['text/turtle', 'application/ld+json', 'application/rdf+xml', 'application/trig']) {
      const answer = await get('/doc/dataset/nothing', { Accept: accept });
      assert.equal(answer.status, 404);
      const statuses = (await quadsOf(answer)).filter((q) => q.predicate.value === hydra.statusCode);
      assert.deepEqual(
        statuses.map(({ object }) => object.value),
        ['404'],
        accept,
      );
    }
    const byAddress = await get('/doc/dataset/nothing.ttl');
    assert.equal(byAddress.headers['content-type'], 'text/turtle; charset=utf-8');
  });

  it('answers 410 with a tombstone for what was withdrawn, also from a full cache', async () => {
    await portal.publish(dataset('short-lived', 'Short-lived'));
    const target = '/doc/dataset/short-lived';
    assert.equal((await get(target)).status, 200);
    assert.equal((await get(target)).status, 200);
    await portal.withdraw('doc/dataset/short-lived');
    const problem = assertProblem(await get(target), 410, 'gone');
    assert.match(String(problem['withdrawn']), /^\d{4}-/);
    const tombstone = await get(target, { Accept: 'text/turtle' });
    assert.equal(tombstone.status, 410);
    const quads = await quadsOf(tombstone);
    assert.ok(
      quads.some((q) => q.predicate.value === foaf.primaryTopic && q.object.value.endsWith('/short-lived')),
    );
    assert.ok(!quads.some((q) => q.predicate.value === dct.title), 'nothing of its content');
    assert.equal((await get(`${target}.ttl`)).status, 410);
    assert.equal((await get(target, { Accept: 'text/html' })).status, 410);
  });

  it('is never stale: an update shows at once, in data and on the pages of its neighbours', async () => {
    await portal.publish(dataset('changing', 'First title'));
    const target = '/doc/dataset/changing';
    const ministry = '/doc/organization/ministry-of-statistics';
    const before = await get(target);
    await get(target);
    assert.match((await get(ministry, { Accept: 'text/html' })).body, /First title/);
    await portal.publish(dataset('changing', 'Second title'));
    const after = await get(target, { 'If-None-Match': before.headers.etag ?? '' });
    assert.equal(after.status, 200);
    assert.match(after.body, /Second title/);
    assert.notEqual(after.headers.etag, before.headers.etag);
    const page = (await get(ministry, { Accept: 'text/html' })).body;
    assert.match(page, /Second title/);
    assert.doesNotMatch(page, /First title/);
  });

  it('refuses malformed and over-long addresses', async () => {
    for (const target of ['/doc/%', '/doc/%zz', '/doc/dataset/%E0%A4', '/doc/dataset/%ff']) {
      assertProblem(await get(target), 400, 'malformed-url');
    }
    assertProblem(await get(`/doc/dataset/${'x'.repeat(20_000)}`), 414, 'url-too-long');
    assert.equal((await get(`/doc/dataset/${'x'.repeat(80_000)}`)).status, 431);
    assertProblem(await get('/doc/dataset/%00%0d%0aSet-Cookie:x'), 404, 'not-found');
    assertProblem(await get('/doc/../../etc/passwd'), 404, 'not-found');
  });
});

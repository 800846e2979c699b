import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { Quad } from '@rdfjs/types';
import { rdfFormats } from '../../src/rdf/formats.ts';
import { dcat, dct, rdf, spdx } from '../../src/vocabulary/terms.ts';
import { type Answer, ask, assertProblem, canonicalTriples, quadsOf } from './client.ts';
import { records } from './example-records.ts';
import { type RunningPortal, startPortal } from './running-portal.ts';
import { parseMarkup } from './support/parse-markup.ts';

interface ListedFile {
  readonly href: string;
  readonly format: string;
  readonly encoding: string;
  readonly checksum: string;
  readonly bytes?: number;
  readonly sha256?: string;
  readonly sequence?: number;
  readonly modified?: string;
}

describe('/dumps/', () => {
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal({ vocabulary: true });
    await portal.publish(...records);
  });
  after(async () => {
    await portal.close();
    assert.deepEqual(portal.logged, []);
  });
  const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
    ask(portal.origin + path, { headers });
  const local = (iri: string) => iri.slice(portal.base.length - 1);
  const files = async (): Promise<ListedFile[]> =>
    JSON.parse((await get('/dumps/', { Accept: 'application/json' })).body).dumps;

  it('lists every format, plain and compressed, before any file was written', async () => {
    const listed = await files();
    assert.equal(listed.length, rdfFormats.length * 2);
    for (const one of listed) {
      assert.deepEqual([one.bytes, one.sha256], [undefined, undefined], one.href);
      assert.equal(one.checksum, `${one.href}.sha256`);
    }
    const page = await get('/dumps/', { Accept: 'text/html' });
    assert.match(page.body, /Written when it is asked for/);
  });

  it('tells size, time and checksum of what is there, and they are right', async () => {
    const before = await get('/dumps/', { Accept: 'text/turtle' });
    for (const { extension } of rdfFormats) await get(`/catalog/all.${extension}`);
    const compressed = await get('/catalog/all.nq.gz');
    const listed = await files();
    assert.equal(listed.filter(({ bytes }) => bytes !== undefined).length, rdfFormats.length + 1);
    for (const { href, bytes, sha256, sequence, modified, checksum } of listed) {
      if (bytes === undefined) continue;
      const file = await get(local(href));
      assert.equal(file.bytes.length, bytes, href);
      assert.equal(createHash('sha256').update(file.bytes).digest('hex'), sha256, href);
      assert.equal(sequence, portal.store.sequence());
      assert.equal(modified, portal.store.changes(portal.store.sequence() - 1, 1)[0]?.time);
      assert.ok((await get(local(checksum))).body.startsWith(sha256 ?? '?'));
    }
    assert.equal(gunzipSync(compressed.bytes).toString(), (await get('/catalog/all.nq')).body);
    const after = await get('/dumps/', { Accept: 'text/turtle', 'If-None-Match': before.headers.etag ?? '' });
    assert.equal(after.status, 200, 'files are there that were not there before');
    const again = await get('/dumps/', { Accept: 'text/turtle', 'If-None-Match': after.headers.etag ?? '' });
    assert.equal(again.status, 304);
  });

  it('describes them as distributions of the catalogue, the same in every syntax', async () => {
    const expected = await quadsOf(await get('/dumps/', { Accept: 'application/n-triples' }));
    assertDistributions(expected);
    for (const { extension, mediaType } of rdfFormats) {
      const answer = await get(`/dumps.${extension}`);
      assert.equal(answer.headers['content-type']?.split(';')[0], mediaType);
      assert.equal(
        await canonicalTriples(await quadsOf(answer)),
        await canonicalTriples(expected),
        extension,
      );
    }
  });

  it('the catalogue itself has them, on its first page', async () => {
    assertDistributions(await quadsOf(await get('/catalog?size=3')));
    assertDistributions(await quadsOf(await get('/catalog?size=3&order=modified')));
    const [, next = ''] =
      /<([^>]+)>; rel="next"/.exec(String((await get('/catalog?size=3')).headers.link)) ?? [];
    const second = await quadsOf(await get(next));
    const own = `${portal.base}id/catalog/portal`;
    assert.ok(
      !second.some(
        ({ subject, predicate }) => subject.value === own && predicate.value === dcat.distribution,
      ),
    );
  });

  function assertDistributions(quads: readonly Quad[]): void {
    const objects = (subject: string, predicate: string) =>
      quads
        .filter((quad) => quad.subject.value === subject && quad.predicate.value === predicate)
        .map(({ object }) => object.value);
    const distributions = objects(`${portal.base}id/catalog/portal`, dcat.distribution);
    assert.equal(distributions.length, rdfFormats.length * 2);
    for (const one of distributions) {
      assert.ok(objects(one, rdf.type).includes(dcat.Distribution));
      const [address = ''] = objects(one, dcat.downloadURL);
      assert.equal(one, `${portal.base}dumps/#${address.slice(`${portal.base}catalog/`.length)}`);
      assert.equal(objects(one, dct.title).length, 2);
      assert.match(
        objects(one, dct.format)[0] ?? '',
        /^http:\/\/publications\.europa\.eu\/resource\/authority\/file-type\/(?:RDF_[A-Z_]+|JSON_LD)$/,
      );
      const isCompressed = address.endsWith('.gz');
      assert.deepEqual(
        objects(one, dcat.compressFormat),
        isCompressed ? ['https://www.iana.org/assignments/media-types/application/gzip'] : [],
      );
      const isThere = !isCompressed || address.endsWith('.nq.gz');
      assert.equal(objects(one, dcat.byteSize).length, isThere ? 1 : 0, address);
      const [checksum] = objects(one, spdx.checksum);
      assert.equal(checksum !== undefined, isThere);
      if (checksum === undefined) continue;
      assert.deepEqual(objects(checksum, spdx.algorithm), [
        'http://spdx.org/rdf/terms#checksumAlgorithm_sha256',
      ]);
      assert.match(objects(checksum, spdx.checksumValue)[0] ?? '', /^[0-9a-f]{64}$/);
    }
  }

  it('is a page in both languages, with an anchor for each file', async () => {
    for (const [language, title] of [
      ['en', 'The whole catalogue as files'],
      ['hi', 'पूरी सूची, फ़ाइलों में'],
    ] as const) {
      const answer = await get('/dumps/', { Accept: 'text/html', 'Accept-Language': language });
      assert.equal(answer.headers['content-language'], language);
      assert.match(String(answer.headers.vary), /Accept-Language/);
      parseMarkup(answer.body, 'html');
      assert.ok(answer.body.includes(`<h1>${title}</h1>`));
      assert.ok(answer.body.includes('id="all.nq.gz"'));
      assert.match(answer.body, /href="\/catalog\/all\.nq\.gz\.sha256"/);
    }
    assert.equal((await get('/dumps.html')).headers['content-type'], 'text/html; charset=utf-8');
  });

  it('leads on from /dumps, and refuses what it has not', async () => {
    const answer = await get('/dumps');
    assert.deepEqual([answer.status, answer.headers.location], [303, '/dumps/']);
    assertProblem(await get('/dumps/', { Accept: 'text/csv' }), 406, 'not-acceptable');
    assertProblem(await get('/dumps.csv'), 404, 'not-found');
    assertProblem(await get('/dumps/x'), 404, 'not-found');
    assertProblem(await ask(`${portal.origin}/dumps/`, { method: 'POST' }), 405, 'method-not-allowed');
  });

  it('tells of a newer state when its files are written anew', async () => {
    await portal.publish({
      ...(records[5] as (typeof records)[number]),
      topic: 'id/dataset/newer',
      turtle: '<id/dataset/newer> a dcat:Dataset ; dct:title "Newer"@en .',
    });
    const stale = (await files()).find(({ href }) => href.endsWith('all.nq'));
    assert.ok(
      stale && (stale.sequence ?? 0) < portal.store.sequence(),
      'the file is still of the state before',
    );
    await get('/catalog/all.nq');
    const fresh = (await files()).find(({ href }) => href.endsWith('all.nq'));
    assert.equal(fresh?.sequence, portal.store.sequence());
    assert.notEqual(fresh?.sha256, stale.sha256);
  });
});

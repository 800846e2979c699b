import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpContext } from '../../../src/http/http-context.ts';
import { LatestSummary } from '../../../src/http/latest-summary.ts';
import { ProblemError } from '../../../src/http/problem.ts';
import { RepresentationCache } from '../../../src/http/representation-cache.ts';
import { sendServiceDescription } from '../../../src/http/service-answer.ts';
import { Site } from '../../../src/http/site.ts';
import { Failure } from '../../../src/model/failure.ts';
import { rdfFormats } from '../../../src/rdf/formats.ts';
import { ndsapTerms } from '../../../src/vocabulary/ndsap.ts';
import { sd, voidVocabulary } from '../../../src/vocabulary/terms.ts';
import { ask, canonicalTriples, quadsOf } from '../../acceptance/client.ts';
import { base } from '../../acceptance/running-portal.ts';

const state = { sequence: 7, quads: 70, loading: false, published: false };
const summary = async () => {
  if (state.loading) throw new Failure('engine-unavailable', 'loading');
  return { sequence: state.sequence, summary: { quads: state.quads, classes: [], properties: [] } };
};
const store = {
  sequence: () => state.sequence,
  head: () => (state.published ? { state: 'live' } : undefined),
};

function newContext(): HttpContext {
  return {
    site: new Site(base),
    store,
    portal: { base, title: { en: 'P', hi: 'प' }, description: { en: 'D', hi: 'ड' } },
    cache: new RepresentationCache(1 << 20),
    summaries: new LatestSummary({ summary }),
    service: { federation: true, update: true, graphStore: true, limits: { maximumRows: 5 } },
  } as unknown as HttpContext;
}

describe('sendServiceDescription', () => {
  let context: HttpContext;
  let url: string;
  const server = createServer((request, response) => {
    sendServiceDescription(context, request, response).catch((error: unknown) => {
      response.writeHead(error instanceof ProblemError ? error.problem.status : 500).end();
    });
  });
  before(
    () =>
      new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', () => {
          url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sparql`;
          resolve();
        });
      }),
  );
  after(() => server.close());
  beforeEach(() => {
    Object.assign(state, { sequence: 7, quads: 70, loading: false, published: false });
    context = newContext();
  });

  const get = (headers: Record<string, string> = {}, method = 'GET') => ask(url, { headers, method });

  it('says the same in every RDF format', async () => {
    const expected = await canonicalTriples(await quadsOf(await get()));
    for (const { mediaType } of rdfFormats) {
      const answer = await get({ Accept: mediaType });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['vary'], 'Accept, Accept-Encoding');
      assert.equal(await canonicalTriples(await quadsOf(answer)), expected, mediaType);
    }
    assert.equal((await get({ Accept: 'text/csv' })).status, 406);
  });

  it('states what configuration has, and how many triples there are', async () => {
    const quads = await quadsOf(await get());
    const valuesOf = (property: string) =>
      quads.filter(({ predicate }) => predicate.value === property).map(({ object }) => object.value);
    assert.deepEqual(valuesOf(sd.feature), [sd.UnionDefaultGraph, sd.BasicFederatedQuery]);
    assert.deepEqual(valuesOf(ndsapTerms(base).maximumRows), ['5']);
    assert.deepEqual(valuesOf(voidVocabulary.triples), ['70']);
    assert.deepEqual(valuesOf(sd.name), []);
  });

  it('names the graph of the portal’s catalogue where it is published', async () => {
    state.published = true;
    const quads = await quadsOf(await get());
    const named = quads.find(({ predicate }) => predicate.value === sd.name);
    assert.equal(named?.object.value, `${base}doc/catalog/portal`);
  });

  it('answers without the number of triples while the engine is loading', async () => {
    state.loading = true;
    const answer = await get();
    assert.equal(answer.status, 200);
    assert.ok(!answer.body.includes('void:triples'));
    assert.ok(answer.body.includes('sd:UnionDefaultGraph'));
  });

  it('answers 304 until the number of triples changes, and HEAD without a body', async () => {
    const { headers } = await get();
    const again = { 'If-None-Match': headers['etag'] ?? '' };
    assert.equal((await get(again)).status, 304);
    const head = await get({}, 'HEAD');
    assert.equal(head.body, '');
    assert.equal(head.headers['etag'], headers['etag']);
    Object.assign(state, { sequence: 8, quads: 90 });
    const changed = await get(again);
    assert.equal(changed.status, 200);
    assert.match(changed.body, /void:triples 90/);
  });
});

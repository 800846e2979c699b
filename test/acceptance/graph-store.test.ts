import assert from 'node:assert/strict';
import { gunzipSync, gzipSync } from 'node:zlib';
import { ask, assertProblem, canonicalTriples, quadsOf } from './client.ts';
import { datasetTurtle, startWritingPortal, type WritingPortal } from './support/writing-portal.ts';

const other = '/graph?graph=http://example.org/store/other';
const one = '<http://example.org/s> <http://example.org/p> 1 .';
const two = '<http://example.org/s> <http://example.org/p> 2 .';

describe('the graph store', () => {
  let portal: WritingPortal;
  before(async () => {
    portal = await startWritingPortal();
  });
  after(() => portal.close());
  afterEach(() => assert.deepEqual(portal.logged, []));
  const graph = (iri: string) => `/graph?graph=${encodeURIComponent(iri)}`;

  it('makes a record at its own address, which is a page and a graph from then on', async () => {
    const put = await portal.send('PUT', '/doc/dataset/here', datasetTurtle(portal.base, 'here'));
    assert.equal(put.status, 201, put.body);
    assert.equal(put.headers.location, `${portal.base}doc/dataset/here`);
    const document = await portal.get('/doc/dataset/here');
    assert.equal(document.status, 200);
    assert.match(document.body, /"New"@en-IN/i);
    assert.equal((await portal.get('/id/dataset/here')).status, 303);
    assert.equal((await portal.get('/id/distribution/here/1')).status, 303);
    assert.ok(
      await portal.holds(
        `GRAPH <${portal.base}doc/dataset/here> { ?d a <http://www.w3.org/ns/dcat#Dataset> }`,
      ),
    );
    assert.match((await portal.get('/catalog')).body, /id\/dataset\/here/);
    const stored = await portal.get(graph(`${portal.base}doc/dataset/here`));
    assert.equal(
      await canonicalTriples(await quadsOf(stored)),
      await canonicalTriples(await quadsOf(document)),
    );
  });

  it('takes back what it gave: a record that is fetched and put again is unchanged', async () => {
    const before = await portal.get('/doc/dataset/here');
    const sequence = portal.store.sequence();
    const again = await portal.send('PUT', '/doc/dataset/here', before.body);
    assert.ok(again.status < 300, again.body);
    assert.equal(portal.store.sequence(), sequence);
    assert.equal((await portal.get('/doc/dataset/here')).headers.etag, before.headers.etag);
  });

  it('refuses an invalid record, or one of another document, with the verdict', async () => {
    const sequence = portal.store.sequence();
    const invalid = await portal.send(
      'PUT',
      '/doc/dataset/bad',
      `<${portal.base}id/dataset/bad> a <http://www.w3.org/ns/dcat#Dataset> .`,
    );
    const problem = assertProblem({ ...invalid }, 422, 'refused-by-policy');
    assert.ok((problem['verdicts'] as unknown[]).length === 1);
    const elsewhere = await portal.send(
      'PUT',
      '/doc/dataset/bad',
      `<> <http://xmlns.com/foaf/0.1/primaryTopic> <${portal.base}id/dataset/here> .`,
    );
    assert.equal(elsewhere.status, 422, elsewhere.body);
    const empty = await portal.send('PUT', '/doc/dataset/bad', '');
    assert.ok(empty.status < 500, empty.body);
    assert.equal((await portal.get('/doc/dataset/bad')).status, 404);
    for (const path of [
      '/doc/',
      '/doc/dataset/',
      '/doc/nothing/of/the/kind',
      '/doc/dataset/a%20b',
      '/doc/dataset/%00',
    ]) {
      const answer = await portal.send('PUT', path, datasetTurtle(portal.base, 'here'));
      assert.ok(answer.status >= 400 && answer.status < 500, `${path} ${answer.status} ${answer.body}`);
    }
    assert.equal(portal.store.sequence(), sequence);
  });

  it('merges into a record, and drops it: 410', async () => {
    const more = `<${portal.base}id/dataset/here> <http://www.w3.org/ns/dcat#keyword> "added"@en .`;
    assert.equal((await portal.send('POST', '/doc/dataset/here', more)).status, 204);
    assert.match((await portal.get('/doc/dataset/here')).body, /"added"@en/);
    assert.equal((await portal.send('DELETE', '/doc/dataset/here')).status, 204);
    assert.equal((await portal.get('/doc/dataset/here')).status, 410);
    assert.ok([404, 410].includes((await portal.send('DELETE', '/doc/dataset/here')).status));
    assert.ok([404, 410].includes((await portal.get(graph(`${portal.base}doc/dataset/here`))).status));
    assert.equal(
      (await portal.send('PUT', '/doc/dataset/here', datasetTurtle(portal.base, 'here'))).status,
      201,
    );
    assert.equal((await portal.get('/doc/dataset/here')).status, 200);
  });

  it('holds writers off each other (If-Match, If-None-Match)', async () => {
    assert.equal((await portal.send('PUT', other, one, { 'if-match': '*' })).status, 412);
    assert.equal((await portal.send('PUT', other, one, { 'if-none-match': '*' })).status, 201);
    assertProblem(await portal.send('PUT', other, two, { 'if-none-match': '*' }), 412, 'precondition-failed');
    const tag = (await portal.get(other)).headers.etag ?? '';
    assert.match(tag, /^"/);
    assert.equal((await portal.send('PUT', other, two, { 'if-match': tag })).status, 204);
    for (const [method, body, headers] of [
      ['PUT', one, {}],
      ['POST', one, {}],
      ['DELETE', undefined, {}],
      ['PATCH', 'CLEAR DEFAULT', { 'content-type': 'application/sparql-update' }],
    ] as const) {
      const answer = await portal.send(method, other, body, { ...headers, 'if-match': tag });
      assert.equal(answer.status, 412, `${method} ${answer.body}`);
    }
    const tags = `"other", ${(await portal.get(other, 'application/n-triples')).headers.etag}`;
    assert.equal((await portal.send('DELETE', other, undefined, { 'if-match': tags })).status, 204);
    const record = '/doc/dataset/here';
    const documentTag = (await portal.get(record)).headers.etag ?? '';
    const put = await portal.send(
      'PUT',
      record,
      datasetTurtle(portal.base, 'here').replace('"New"', '"Newer"'),
      { 'if-match': documentTag },
    );
    assert.equal(put.status, 204, put.body);
    const late = await portal.send('PUT', record, datasetTurtle(portal.base, 'here'), {
      'if-match': documentTag,
    });
    assert.equal(late.status, 412);
  });

  it('is not sent again what the client has', async () => {
    await portal.send('PUT', other, one);
    const first = await portal.get(other);
    const second = await ask(portal.origin + other, {
      headers: { accept: 'text/turtle', 'if-none-match': first.headers.etag ?? '' },
    });
    assert.equal(second.status, 304);
    assert.equal(second.body, '');
    await portal.send('PUT', other, two);
    const third = await ask(portal.origin + other, {
      headers: { accept: 'text/turtle', 'if-none-match': first.headers.etag ?? '' },
    });
    assert.equal(third.status, 200);
    assert.notEqual((await portal.get(other, 'application/n-triples')).headers.etag, third.headers.etag);
  });

  it('compresses, answers HEAD and OPTIONS', async () => {
    const many = Array.from(
      { length: 300 },
      (_, index) => `<http://example.org/s> <http://example.org/p> ${index} .`,
    ).join('\n');
    assert.ok((await portal.send('PUT', other, many)).status < 300);
    const plain = await portal.get(other);
    const packed = await ask(portal.origin + other, {
      headers: { accept: 'text/turtle', 'accept-encoding': 'gzip' },
    });
    assert.equal(packed.headers['content-encoding'], 'gzip');
    assert.equal(gunzipSync(packed.bytes).toString(), plain.body);
    const head = await ask(portal.origin + other, { method: 'HEAD', headers: { accept: 'text/turtle' } });
    assert.equal(head.headers['content-length'], plain.headers['content-length']);
    assert.equal(head.headers.etag, plain.headers.etag);
    for (const path of [other, '/graph', '/doc/dataset/here']) {
      const options = await ask(portal.origin + path, {
        method: 'OPTIONS',
        headers: { origin: 'https://elsewhere.example' },
      });
      assert.equal(options.status, 204, path);
      assert.equal(options.headers.allow, 'GET, HEAD, PUT, POST, PATCH, DELETE, OPTIONS', path);
      const wrong = await portal.send('PROPFIND', path);
      assertProblem(wrong, 405, 'method-not-allowed');
      assert.equal(wrong.headers.allow, 'GET, HEAD, PUT, POST, PATCH, DELETE, OPTIONS', path);
    }
  });

  it('reads a compressed body, and says what is wrong with a broken one', async () => {
    const gzip = {
      'content-type': 'text/turtle',
      'content-encoding': 'gzip',
      authorization: portal.authorization,
    };
    const whole = await ask(portal.origin + other, { method: 'PUT', headers: gzip, body: gzipSync(one) });
    assert.equal(whole.status, 204, whole.body);
    const cut = await ask(portal.origin + other, {
      method: 'PUT',
      headers: gzip,
      body: gzipSync(two.repeat(1000)).subarray(0, 40),
    });
    assert.equal(cut.status, 400, cut.body);
    const unknown = await portal.send('PUT', other, two, { 'content-encoding': 'zstd-of-mine' });
    assert.equal(unknown.status, 415);
    const malformed = assertProblem(await portal.send('PUT', other, `${one}\n<broken`), 400, 'malformed-rdf');
    assert.match(String(malformed['detail']), /line 2/);
    const type = await portal.send('PUT', other, two, { 'content-type': 'application/pdf' });
    assertProblem(type, 415, 'unsupported-media-type');
    assert.match((await portal.get(other)).body, /\b1 \./);
  });

  it('has no name of its own for the default graph', async () => {
    const internal = graph('urn:fivestar:default-graph');
    assert.ok((await portal.send('PUT', internal, one)).status >= 400);
    const update = await portal.update(
      'INSERT DATA { GRAPH <urn:fivestar:default-graph> { <http://a> <http://b> 1 } }',
    );
    assert.ok(update.status >= 400, update.body);
    assert.equal((await portal.get(internal)).status, 400);
  });
});

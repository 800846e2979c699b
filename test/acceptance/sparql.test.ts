import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { Failure, type FailureCode } from '../../src/model/failure.ts';
import type { SparqlService } from '../../src/sparql/sparql-service.ts';
import { ask, assertProblem, canonicalTriples, quadsOf } from './client.ts';
import { dataset, records } from './example-records.ts';
import { base, type RunningPortal, startPortal } from './running-portal.ts';
import { untilCurrent } from './support/until-current.ts';

const form = 'application/x-www-form-urlencoded';
const direct = 'application/sparql-query';
const titles = 'SELECT ?t WHERE { <id/dataset/prices-2016> <http://purl.org/dc/terms/title> ?t } ORDER BY ?t';

describe('/sparql', () => {
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal({ engine: true });
    await portal.publish(...records);
    await untilCurrent(portal);
  });
  after(() => portal.close());

  const url = (parameters: Record<string, string>) =>
    `${portal.origin}/sparql?${new URLSearchParams(parameters)}`;
  const post = (type: string, body: string, headers: Record<string, string> = {}, query = '') =>
    ask(`${portal.origin}/sparql${query}`, {
      method: 'POST',
      headers: { 'Content-Type': type, ...headers },
      body,
    });

  it('answers the same three ways', async () => {
    const accept = { Accept: 'text/csv' };
    const answers = [
      await ask(url({ query: titles }), { headers: accept }),
      await post(form, String(new URLSearchParams({ query: titles })), accept),
      await post(direct, titles, accept),
      await post(`${direct}; charset=utf-8`, titles, accept),
    ];
    for (const answer of answers) {
      assert.equal(answer.status, 200, answer.body);
      assert.equal(answer.headers['content-type'], 'text/csv; charset=utf-8');
      assert.match(answer.body, /Consumer Price Index for March 2016/);
      assert.equal(answer.body, answers[0]?.body);
    }
  });

  it('negotiates results of each form', async () => {
    const json = await ask(url({ query: titles }));
    assert.equal(json.headers['content-type'], 'application/sparql-results+json');
    assert.equal(JSON.parse(json.body).results.bindings.length, 2);
    const xml = await ask(url({ query: 'ASK {}' }), {
      headers: { Accept: 'application/sparql-results+xml' },
    });
    assert.match(xml.body, /<boolean>true<\/boolean>/);
    const turtle = await ask(url({ query: 'CONSTRUCT WHERE { ?s a ?o }' }), {
      headers: { Accept: 'text/turtle' },
    });
    assert.equal(turtle.headers['content-type'], 'text/turtle; charset=utf-8');
    assertProblem(
      await ask(url({ query: 'ASK {}' }), { headers: { Accept: 'text/csv' } }),
      406,
      'not-acceptable',
    );
  });

  it('holds each document as a named graph that is what dereferencing gives', async () => {
    const query = `CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <${base}doc/dataset/prices-2016> { ?s ?p ?o } }`;
    const constructed = await ask(url({ query }), { headers: { Accept: 'application/n-triples' } });
    const dereferenced = await ask(`${portal.origin}/doc/dataset/prices-2016`);
    // Oxigraph stores the integer types of XML Schema as one: xsd:nonNegativeInteger comes back as xsd:integer.
    const expected = dereferenced.body.replaceAll('xsd:nonNegativeInteger', 'xsd:integer');
    assert.equal(
      await canonicalTriples(await quadsOf(constructed)),
      await canonicalTriples(await quadsOf({ ...dereferenced, body: expected })),
    );
  });

  it('takes the dataset from the protocol', async () => {
    const query = 'SELECT (COUNT(DISTINCT ?d) AS ?n) WHERE { ?d a <http://www.w3.org/ns/dcat#Dataset> }';
    const graph = { 'default-graph-uri': `${base}doc/dataset/rainfall` };
    const answer = await ask(url({ query, ...graph }), { headers: { Accept: 'text/csv' } });
    assert.match(answer.body, /\n1\r?\n/);
    const posted = await post(direct, query, { Accept: 'text/csv' }, `?${new URLSearchParams(graph)}`);
    assert.equal(posted.body, answer.body);
  });

  it('says where a malformed query is wrong', async () => {
    const problem = assertProblem(
      await ask(url({ query: 'SELECT * WHERE { ?s ?p }' })),
      400,
      'query-malformed',
    );
    assert.match(String(problem['detail']), /\d/);
    assertProblem(await ask(url({ query: 'DELETE WHERE { ?s ?p ?o }' })), 400, 'query-malformed');
  });

  it('describes itself where nothing is asked', async () => {
    const description = await ask(`${portal.origin}/sparql`);
    assert.equal(description.status, 200);
    assert.equal(description.headers['content-type'], 'text/turtle; charset=utf-8');
    assert.match(description.body, /sd:Service/);
    const json = await ask(`${portal.origin}/sparql`, { headers: { Accept: 'application/ld+json' } });
    assert.ok((await quadsOf(json)).length > 10);
    const named = await ask(`${portal.origin}/sparql?format=ntriples`);
    assert.equal(named.headers['content-type'], 'application/n-triples');
    const image = await ask(`${portal.origin}/sparql`, { headers: { Accept: 'image/png' } });
    assert.ok(Array.isArray(assertProblem(image, 406, 'not-acceptable')['available']));
  });

  it('refuses none, several, and what is sent in a wrong way', async () => {
    assertProblem(await post(form, ''), 400, 'no-query');
    assertProblem(await ask(`${portal.origin}/sparql?query=`), 400, 'no-query');
    assertProblem(await ask(`${portal.origin}/sparql?query=ASK{}&query=ASK{}`), 400, 'several-queries');
    assertProblem(await ask(`${portal.origin}/sparql?update=CLEAR+ALL`), 400, 'update-by-get');
    const wrong = await post('text/plain', titles);
    assertProblem(wrong, 415, 'unsupported-media-type');
    assert.equal(
      wrong.headers['accept-post'],
      'application/sparql-query, application/sparql-update, application/x-www-form-urlencoded',
    );
    assertProblem(await post(`${direct}; charset=latin1`, titles), 415, 'unsupported-media-type');
    assertProblem(await post(direct, `#${'x'.repeat(1_100_000)}`), 413, 'body-too-large');
    const put = await ask(url({ query: 'ASK {}' }), { method: 'PUT' });
    assertProblem(put, 405, 'method-not-allowed');
    assert.equal(put.headers.allow, 'GET, HEAD, POST, OPTIONS');
    assertProblem(await ask(url({ query: `#${'x'.repeat(62_000)}` })), 414, 'url-too-long');
    assertProblem(await ask(url({ query: 'ASK {}', timeout: 'soon' })), 400, 'malformed-timeout');
    assertProblem(await ask(url({ query: 'ASK {}', format: 'pdf' })), 400, 'unknown-format');
    assertProblem(await ask(`${portal.origin}/sparql?query=ASK%7B%7D%FF`), 400, 'not-utf-8');
    assertProblem(
      await ask(url({ query: 'SELECT * { SERVICE <http://127.0.0.1/> {} }' })),
      403,
      'endpoint-refused',
    );
  });

  it('answers HEAD like GET, without the body', async () => {
    for (const query of [titles, 'SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o', 'CONSTRUCT WHERE { ?s a ?o }']) {
      for (const headers of [{}, { 'Accept-Encoding': 'gzip' }]) {
        const target = url({ query });
        const got = await ask(target, { headers });
        const head = await ask(target, { method: 'HEAD', headers });
        assert.equal(head.status, 200);
        assert.equal(head.body, '');
        const { date: _, connection: __, 'keep-alive': ___, ...fields } = got.headers;
        for (const [name, value] of Object.entries(fields)) assert.equal(head.headers[name], value, name);
      }
    }
    assert.equal((await ask(url({ query: 'SELECT' }), { method: 'HEAD' })).status, 400);
  });

  it('lets pages of every origin ask (CORS)', async () => {
    const origin = { Origin: 'https://elsewhere.example' };
    const preflight = await ask(`${portal.origin}/sparql`, {
      method: 'OPTIONS',
      headers: {
        ...origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization',
      },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers['access-control-allow-origin'], '*');
    assert.match(preflight.headers['access-control-allow-methods'] ?? '', /\bPOST\b/);
    assert.match(preflight.headers['access-control-allow-headers'] ?? '', /Authorization/);
    for (const query of ['ASK {}', 'ASK {']) {
      const answer = await ask(url({ query }), { headers: origin });
      assert.equal(answer.headers['access-control-allow-origin'], '*');
      assert.match(answer.headers['access-control-expose-headers'] ?? '', /ETag/);
    }
  });

  const rows: Record<string, string> = {
    json: 'application/sparql-results+json',
    xml: 'application/sparql-results+xml',
    csv: 'text/csv; charset=utf-8',
    tsv: 'text/tab-separated-values; charset=utf-8',
    'text/csv': 'text/csv; charset=utf-8',
    'application/sparql-results+xml': 'application/sparql-results+xml',
  };
  const graphs: Record<string, string> = {
    turtle: 'text/turtle; charset=utf-8',
    ttl: 'text/turtle; charset=utf-8',
    ntriples: 'application/n-triples',
    nt: 'application/n-triples',
    nquads: 'application/n-quads',
    nq: 'application/n-quads',
    trig: 'application/trig',
    jsonld: 'application/ld+json',
    'json-ld': 'application/ld+json',
    rdf: 'application/rdf+xml; charset=utf-8',
    rdfxml: 'application/rdf+xml; charset=utf-8',
    json: 'application/ld+json',
    xml: 'application/rdf+xml; charset=utf-8',
    'text/turtle': 'text/turtle; charset=utf-8',
  };
  it('takes the name of each format, before Accept', async () => {
    const headers = { Accept: 'image/png' };
    for (const [format, type] of Object.entries(rows)) {
      const answer = await ask(url({ query: titles, format }), { headers });
      assert.equal(answer.status, 200, `${format}: ${answer.body}`);
      assert.equal(answer.headers['content-type'], type, format);
      assert.match(answer.body, /Consumer Price Index/);
    }
    const construct = `CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <${base}doc/dataset/rainfall> { ?s ?p ?o } }`;
    const expected = await canonicalTriples(await quadsOf(await ask(url({ query: construct }))));
    for (const [format, type] of Object.entries(graphs)) {
      const answer = await ask(url({ query: construct, format }), { headers });
      assert.equal(answer.headers['content-type'], type, format);
      assert.equal(await canonicalTriples(await quadsOf(answer)), expected, format);
    }
    for (const [query, format] of [
      ['ASK {}', 'csv'],
      [titles, 'turtle'],
      [construct, 'tsv'],
    ] as const) {
      const problem = assertProblem(await ask(url({ query, format })), 406, 'not-acceptable');
      assert.ok((problem['available'] as unknown[]).length >= 2);
    }
  });

  it('weighs Accept', async () => {
    const accepts = [
      ['text/csv;q=0.2, application/sparql-results+xml;q=0.9', 'application/sparql-results+xml'],
      ['*/*', 'application/sparql-results+json'],
      ['application/*', 'application/sparql-results+json'],
      ['text/*', 'text/csv; charset=utf-8'],
      ['application/sparql-results+json;q=0, */*;q=0.1', 'application/sparql-results+xml'],
      ['application/json', 'application/json'],
      ['text/turtle, application/sparql-results+json;q=0.1', 'application/sparql-results+json'],
    ] as const;
    for (const [Accept, type] of accepts) {
      const answer = await ask(url({ query: titles }), { headers: { Accept } });
      assert.equal(answer.headers['content-type'], type, Accept);
      assert.match(answer.headers.vary ?? '', /Accept\b/);
    }
  });

  it('compresses what is worth it, for who takes it', async () => {
    const large = url({ query: 'SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o' });
    const plain = await ask(large);
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.match(plain.headers.vary ?? '', /Accept-Encoding/);
    for (const coding of ['gzip', 'deflate, gzip;q=0.5', '*', 'x-gzip']) {
      const packed = await ask(large, { headers: { 'Accept-Encoding': coding } });
      assert.equal(packed.headers['content-encoding'], 'gzip', coding);
      assert.equal(packed.headers['content-length'], String(packed.bytes.length));
      assert.equal(gunzipSync(packed.bytes).toString(), plain.body);
    }
    for (const coding of ['identity', 'gzip;q=0', 'deflate', '']) {
      const answer = await ask(large, { headers: { 'Accept-Encoding': coding } });
      assert.equal(answer.headers['content-encoding'], undefined, coding);
      assert.equal(answer.body, plain.body);
    }
    const small = await ask(url({ query: 'ASK {}' }), { headers: { 'Accept-Encoding': 'gzip' } });
    assert.equal(small.headers['content-encoding'], undefined);
  });

  it('is not sent again what the client has, until something is published', async () => {
    const first = await ask(url({ query: titles }));
    const tag = first.headers.etag ?? '';
    assert.match(tag, /^W\/"[^"]+"$/);
    assert.equal(first.headers['cache-control'], 'public, no-cache');
    for (const sent of [tag, tag.replace('W/', ''), `"other", ${tag}`]) {
      const answer = await ask(url({ query: titles }), {
        headers: { 'If-None-Match': sent, 'Accept-Encoding': 'gzip' },
      });
      assert.equal(answer.status, 304, sent);
      assert.equal(answer.body, '');
      assert.equal(answer.headers.etag, tag);
      assert.equal(answer.headers['content-length'], undefined);
    }
    const spaced = await ask(url({ query: `# the same\n ${titles} ` }), {
      headers: { 'If-None-Match': tag },
    });
    assert.equal(spaced.status, 304);
    const other = await ask(url({ query: titles }), {
      headers: { Accept: 'text/csv', 'If-None-Match': tag },
    });
    assert.equal(other.status, 200);
    assert.notEqual(other.headers.etag, tag);
    await portal.publish(dataset('tagged', 'Something new'));
    await untilCurrent(portal);
    const later = await ask(url({ query: titles }), { headers: { 'If-None-Match': tag } });
    assert.equal(later.status, 200);
    assert.notEqual(later.headers.etag, tag);
    assert.equal(later.body, first.body);
  });

  it('keeps no answer that would be another one the next time', async () => {
    for (const query of ['SELECT (RAND() AS ?r) {}', 'SELECT (STRUUID() AS ?r) {}']) {
      const answers = [await ask(url({ query })), await ask(url({ query }))];
      assert.notEqual(answers[0]?.body, answers[1]?.body);
      assert.equal(answers[0]?.headers['cache-control'], 'no-store');
      assert.equal(answers[0]?.headers.etag, undefined);
    }
  });

  it('stops a query at its deadline, or at the one asked for', async () => {
    const bomb =
      'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o FILTER (?c != ?f) }';
    const [stopped, other] = await Promise.all([
      ask(url({ query: bomb, timeout: '300' })),
      sleep(50).then(() => ask(url({ query: titles, other: '1' }))),
    ]);
    assertProblem(stopped, 504, 'query-timeout');
    assert.equal(other.status, 200);
    assert.equal((await ask(url({ query: titles, timeout: '5000' }))).status, 200);
  });

  it('shows a browser the form, and its answers', async () => {
    const browser = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
    const page = await ask(`${portal.origin}/sparql`, { headers: browser });
    assert.equal(page.status, 200);
    assert.match(page.body, /<textarea id="query" name="query"/);
    const answer = await ask(url({ query: titles, format: 'csv' }), { headers: browser });
    assert.equal(answer.headers['content-type'], 'text/csv; charset=utf-8');
    const problem = await ask(url({ query: 'SELECT' }), { headers: browser });
    assert.equal(problem.status, 400);
    assert.equal(problem.headers['content-type'], 'text/html; charset=utf-8');
  });
});

describe('/sparql with small caps', () => {
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal({ engine: true, limits: { maxRows: 5, maxBytes: 2_000 } });
    await portal.publish(...records);
    await untilCurrent(portal);
  });
  after(() => portal.close());
  const query = (text: string, headers: Record<string, string> = {}) =>
    ask(`${portal.origin}/sparql?query=${encodeURIComponent(text)}`, { headers });

  it('refuses more rows than the cap, and sends none of them', async () => {
    for (const text of [
      'SELECT ?s { ?s ?p ?o }',
      'SELECT ?s { ?s ?p ?o } LIMIT 6',
      'SELECT ?s { ?s ?p ?o } LIMIT 100',
      'SELECT ?x { } VALUES ?x { 1 2 3 4 5 6 }',
      'SELECT ?s { { SELECT ?s { ?s ?p ?o } LIMIT 50 } } # LIMIT 2',
    ]) {
      assertProblem(await query(text), 422, 'result-too-large');
    }
    for (const text of [
      'SELECT ?p { ?s ?p ?o } LIMIT 5',
      'SELECT ?x { } VALUES ?x { 1 2 3 4 5 }',
      'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }',
      'SELECT ?p { ?s ?p ?o } OFFSET 3 LIMIT 4',
    ]) {
      const answer = await query(text);
      assert.equal(answer.status, 200, answer.body);
      assert.ok(JSON.parse(answer.body).results.bindings.length <= 5);
    }
  });

  it('refuses more bytes than the cap, in every format', async () => {
    const long = `"${'x'.repeat(3_000)}"`;
    for (const accept of ['application/sparql-results+json', 'application/sparql-results+xml', 'text/csv']) {
      assertProblem(await query(`SELECT (${long} AS ?x) {}`, { accept }), 422, 'result-too-large');
    }
    for (const accept of ['application/n-triples', 'text/turtle', 'application/ld+json']) {
      const construct = `CONSTRUCT { <urn:s> <urn:p> ${long} } WHERE {}`;
      assert.equal((await query(construct, { accept })).status, 422, accept);
    }
    assert.equal((await query('ASK {}')).status, 200);
  });
});

describe('/sparql and /health while the engine does not answer', () => {
  const failing = (code: FailureCode): SparqlService => ({
    limits: { queryTimeout: 1_000, maxRows: 1, maxBytes: 1, maxQueued: 1 },
    state: () => ({
      ready: true,
      restoring: false,
      restorable: false,
      loaded: 1,
      total: 1,
      sequence: 1,
      replicas: 1,
      readyReplicas: 1,
      running: 0,
      queued: 0,
      replacements: 0,
    }),
    cacheState: () => ({ answers: 0, bytes: 0, reused: 0 }),
    query: () => Promise.reject(new Failure(code, `What ${code} says.`)),
    validator: () => undefined,
    summary: () => Promise.reject(new Failure(code, `What ${code} says.`)),
  });
  const target = '/sparql?query=ASK%7B%7D';

  it('is 503 with progress while it loads; documents answer all the same', async () => {
    const portal = await startPortal();
    try {
      await portal.publish(...records);
      const answer = await ask(portal.origin + target);
      const problem = assertProblem(answer, 503, 'engine-loading');
      assert.equal(answer.headers['retry-after'], '5');
      assert.equal(problem['total'], records.length);
      const ready = await ask(`${portal.origin}/health/ready`);
      assert.equal(ready.status, 503);
      assert.equal(JSON.parse(ready.body).status, 'loading');
      assert.equal((await ask(`${portal.origin}/health/live`)).status, 200);
      assert.equal((await ask(`${portal.origin}/doc/dataset/prices-2016`)).status, 200);
    } finally {
      await portal.close();
    }
  });

  const statuses: readonly (readonly [FailureCode, number])[] = [
    ['query-timeout', 504],
    ['busy', 503],
    ['engine-unavailable', 503],
    ['engine-full', 503],
  ];
  for (const [code, status] of statuses) {
    it(`${code} is ${status}`, async () => {
      const portal = await startPortal({ sparql: failing(code) });
      try {
        const answer = await ask(portal.origin + target);
        assertProblem(answer, status, code);
        assert.equal(answer.headers['retry-after'], status === 503 ? '5' : undefined);
      } finally {
        await portal.close();
      }
    });
  }

  it('an unexpected fault is a 500 that tells nothing but a reference to the log', async () => {
    const sparql: SparqlService = {
      ...failing('busy'),
      query: () => Promise.reject(new Error('secret path /etc')),
    };
    const portal = await startPortal({ sparql });
    try {
      const answer = await ask(portal.origin + target);
      const problem = assertProblem(answer, 500, 'internal-error');
      assert.ok(!answer.body.includes('secret'));
      const [entry] = portal.logged as { reference: string; err: Error }[];
      assert.equal(entry?.reference, problem['reference']);
      assert.equal(entry?.err.message, 'secret path /etc');
    } finally {
      await portal.close();
    }
  });
});

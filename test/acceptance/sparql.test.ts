import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, type FailureCode } from '../../src/model/failure.ts';
import type { SparqlService } from '../../src/sparql/sparql-service.ts';
import { ask, assertProblem, canonicalTriples, quadsOf } from './client.ts';
import { records } from './example-records.ts';
import { base, type RunningPortal, startPortal } from './running-portal.ts';

const form = 'application/x-www-form-urlencoded';
const direct = 'application/sparql-query';
const titles = 'SELECT ?t WHERE { <id/dataset/prices-2016> <http://purl.org/dc/terms/title> ?t } ORDER BY ?t';

describe('/sparql', () => {
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal({ engine: true });
    await portal.publish(...records);
    const isReady = async () => {
      const state = JSON.parse((await ask(`${portal.origin}/health/ready`)).body);
      return state.status === 'ready' && state.engine.sequence === portal.store.sequence();
    };
    while (!(await isReady())) await sleep(20);
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

  it('refuses none, several and updates', async () => {
    assertProblem(await ask(`${portal.origin}/sparql`), 400, 'no-query');
    assertProblem(await ask(`${portal.origin}/sparql?query=`), 400, 'no-query');
    assertProblem(await ask(`${portal.origin}/sparql?query=ASK{}&query=ASK{}`), 400, 'several-queries');
    assertProblem(await post(form, 'update=CLEAR+ALL'), 400, 'update-not-supported');
    assertProblem(await post('application/sparql-update', 'CLEAR ALL'), 415, 'unsupported-media-type');
    assertProblem(await post('text/plain', titles), 415, 'unsupported-media-type');
    assertProblem(await post(direct, `#${'x'.repeat(1_100_000)}`), 413, 'body-too-large');
    assertProblem(await ask(url({ query: 'ASK {}' }), { method: 'PUT' }), 405, 'method-not-allowed');
    assertProblem(await ask(url({ query: `#${'x'.repeat(62_000)}` })), 414, 'url-too-long');
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

describe('/sparql and /health while the engine does not answer', () => {
  const failing = (code: FailureCode): SparqlService => ({
    state: () => ({ ready: true, loaded: 1, total: 1, sequence: 1, replicas: 1, readyReplicas: 1 }),
    query: () => Promise.reject(new Failure(code, `What ${code} says.`)),
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

import assert from 'node:assert/strict';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { type Answer, ask, assertProblem, quadsOf } from './client.ts';
import { records } from './example-records.ts';
import { type RunningPortal, startPortal } from './running-portal.ts';
import { type SparqlEndpoint, startEndpoint } from './support/sparql-endpoint.ts';

const json = 'application/sparql-results+json';
const form = 'application/x-www-form-urlencoded';
const title = 'Consumer Price Index for March 2016';
const prefix = 'PREFIX dct: <http://purl.org/dc/terms/>';
/** Of one result; the texts of the endpoint at `/sparql` have together a tenth of that. */
const maxBytes = 4_000_000;
const texts = Array.from(
  { length: 20 },
  (_, n) => `<http://ex.example/t${n}> dct:abstract "${'x'.repeat(20_000)}" .`,
);

describe('/sparql of two portals', () => {
  let here: RunningPortal;
  let there: RunningPortal;
  let other: SparqlEndpoint;
  let unlisted: SparqlEndpoint;
  /** Requests at `/hangs` that were let go. */
  let left = 0;

  before(async () => {
    there = await startPortal({ engine: true, base: 'https://data.other.example/' });
    unlisted = await startEndpoint('');
    other = await startEndpoint(`@prefix dct: <http://purl.org/dc/terms/> .\n${texts.join('\n')}`, {
      '/hangs': (_, response) => response.once('close', () => left++),
      '/garbage': (_, response) => response.writeHead(200, { 'Content-Type': json }).end('{"head": [}'),
      '/breaks': (_, response) => response.destroy(),
    });
    const federate = [`${there.origin}/sparql`, `${other.origin}/*`];
    const limits = { queryTimeout: 120_000, maxBytes };
    here = await startPortal({ engine: true, federate, limits });
    await here.publish(...records);
    await there.publish({
      kind: 'dataset',
      topic: 'id/dataset/reviews',
      turtle: `<id/dataset/reviews> a dcat:Dataset ; dct:title "Reviews"@en ; dct:references <${here.base}id/dataset/prices-2016> .`,
    });
    await untilKnown(here, 'id/dataset/prices-2016');
    await untilKnown(there, 'id/dataset/reviews');
  });
  beforeEach(() => {
    other.asked.length = 0;
    here.logged.length = 0;
    left = 0;
  });
  after(async () => {
    await here?.close();
    await there?.close();
    await other?.close();
    await unlisted?.close();
  });

  const url = (parameters: Record<string, string | readonly string[]>, portal = here) =>
    `${portal.origin}/sparql?${formOf(parameters)}`;
  const get = (query: string, accept = json, more: Record<string, string | readonly string[]> = {}) =>
    ask(url({ query: `${prefix}\n${query}`, ...more }), { headers: { Accept: accept } });
  const service = (pattern: string, silent = '') =>
    `SERVICE ${silent} <${there.origin}/sparql> { ${pattern} }`;
  const titles = '?dataset dct:title ?title FILTER(lang(?title) = "en")';
  const join = () => `SELECT ?review ?title { ${titles} ${service('?review dct:references ?dataset')} }`;
  const at = (path: string, silent = '') =>
    `SELECT * { ${titles} SERVICE ${silent} <${other.origin}${path}> { ?dataset dct:abstract ?text } }`;
  const review = () => `${there.base}id/dataset/reviews`;

  describe('joins', () => {
    it('through SERVICE, in JSON, CSV and XML', async () => {
      const inJson = answered(await get(join()), json);
      const { head, results } = JSON.parse(inJson.body);
      assert.deepEqual(head.vars, ['review', 'title']);
      assert.deepEqual(results.bindings, [
        {
          review: { type: 'uri', value: review() },
          title: { type: 'literal', value: title, 'xml:lang': 'en' },
        },
      ]);
      const csv = answered(await get(join(), 'text/csv'), 'text/csv; charset=utf-8');
      assert.equal(csv.body, `review,title\r\n${review()},${title}\r\n`);
      const xml = answered(
        await get(join(), 'application/sparql-results+xml'),
        'application/sparql-results+xml',
      );
      assert.match(
        xml.body,
        new RegExp(`<uri>${review()}</uri>[^]*<literal xml:lang="en">${title}</literal>`),
      );
    });

    it('by POST, as a form and directly', async () => {
      const query = `${prefix}\n${join()}`;
      const bodies = [
        [form, formOf({ query })],
        ['application/sparql-query', query],
      ] as const;
      for (const [type, body] of bodies) {
        const headers = { 'Content-Type': type, Accept: 'text/csv' };
        const answer = await ask(`${here.origin}/sparql`, { method: 'POST', headers, body });
        assert.equal(
          answered(answer, 'text/csv; charset=utf-8').body,
          `review,title\r\n${review()},${title}\r\n`,
        );
      }
    });

    it('over several sources, by GET and as a form', async () => {
      const query = `${prefix} SELECT ?review ?title { ${titles} . ?review dct:references ?dataset }`;
      const parameters = { query, sources: ['local', `${there.origin}/sparql`], format: 'csv' };
      const headers = { 'Content-Type': form };
      const answers = [
        await ask(url(parameters)),
        await ask(`${here.origin}/sparql`, { method: 'POST', headers, body: formOf(parameters) }),
      ];
      for (const answer of answers) {
        const [head, ...rows] = answered(answer, 'text/csv; charset=utf-8').body.trim().split('\r\n');
        assert.equal(head, 'review,title');
        // Both portals have titles; only one dataset is referred to.
        assert.deepEqual(rows, [`${review()},${title}`]);
      }
    });

    it('in ASK and CONSTRUCT', async () => {
      const yes = await get(`ASK { ${titles} ${service('?review dct:references ?dataset')} }`);
      assert.equal(JSON.parse(answered(yes, json).body).boolean, true);
      const made = await get(
        `CONSTRUCT { ?review dct:subject ?title } WHERE { ${titles} ${service('?review dct:references ?dataset')} }`,
        'text/turtle',
      );
      const quads = await quadsOf(answered(made, 'text/turtle; charset=utf-8'));
      assert.deepEqual(
        quads.map(({ subject, object }) => [subject.value, object.value]),
        [[review(), title]],
      );
    });
  });

  describe('answers', () => {
    it('are not kept, nor given a validator', async () => {
      for (const headers of [{}, { 'If-None-Match': '*' }]) {
        const answer = await ask(url({ query: `${prefix}\n${join()}` }), { headers });
        assert.equal(answer.status, 200, answer.body);
        assert.equal(answer.headers['cache-control'], 'no-store');
        assert.equal(answer.headers.etag, undefined);
      }
    });

    it('may be read from other pages, and say what they depend on', async () => {
      const { headers } = await get(join());
      assert.equal(headers['access-control-allow-origin'], '*');
      assert.match(headers.vary ?? '', /Accept\b.*Accept-Encoding/);
    });

    it('are compressed for whom takes it', async () => {
      const query = `${prefix} SELECT * { SERVICE <${other.origin}/sparql> { ?t dct:abstract ?text } }`;
      const answer = await ask(url({ query }), { headers: { 'Accept-Encoding': 'gzip' } });
      assert.equal(answer.headers['content-encoding'], 'gzip');
      assert.ok(answer.bytes.length < 20_000);
      assert.equal(JSON.parse(gunzipSync(answer.bytes).toString()).results.bindings.length, texts.length);
    });

    it('have the same head for HEAD, and no body', async () => {
      const query = `${prefix}\n${join()}`;
      const head = answered(await ask(url({ query }), { method: 'HEAD' }), json);
      assert.equal(head.body, '');
      assert.equal(head.headers['cache-control'], 'no-store');
      const large = await ask(url({ query: largeQuery(30) }), { method: 'HEAD' });
      assert.equal(large.status, 422);
      answered(await get(join()), json);
    });

    it('in formats that are not there are refused', async () => {
      assertProblem(await get(join(), 'image/png'), 406, 'not-acceptable');
    });
  });

  describe('refuses', () => {
    it('what is not listed, and names the setting', async () => {
      const endpoint = `${unlisted.origin}/sparql`;
      const refused = [
        await get(`SELECT * { ${titles} SERVICE <${endpoint}> { ?s ?p ?dataset } }`),
        await get(`SELECT * { ${titles} SERVICE SILENT <${endpoint}> { ?s ?p ?dataset } }`),
        await get('SELECT * { ?s ?p ?o }', json, { sources: ['local', endpoint] }),
      ];
      for (const answer of refused) {
        const { detail } = assertProblem(answer, 403, 'endpoint-refused');
        assert.ok(String(detail).includes(`--federate ${endpoint}`), String(detail));
      }
      assert.deepEqual(unlisted.asked, []);
    });

    it('everything while federation is off, and names the setting', async () => {
      const query = `ASK { SERVICE <${here.origin}/sparql> { ?s ?p ?o } }`;
      for (const parameters of [{ query }, { query: 'ASK {}', sources: [`${here.origin}/sparql`] }]) {
        const { detail } = assertProblem(await ask(url(parameters, there)), 403, 'endpoint-refused');
        assert.match(String(detail), /are off\..*"federate"/);
      }
    });

    it('what cannot be parsed', async () => {
      assertProblem(await get('SELECT * { SERVICE <x> {'), 400, 'query-malformed');
      assertProblem(
        await get('SELECT * {', json, { sources: [`${there.origin}/sparql`] }),
        400,
        'query-malformed',
      );
    });

    it('a dataset beside sources of others', async () => {
      const more = { sources: [`${there.origin}/sparql`], 'default-graph-uri': 'http://g.example/' };
      assertProblem(await get('SELECT * { ?s ?p ?o }', json, more), 400, 'wrong-usage');
    });
  });

  describe('bears with', () => {
    it('endpoints that hang, until the time that the request allows is over', async () => {
      const { detail } = assertProblem(
        await get(at('/hangs'), json, { timeout: '700' }),
        504,
        'query-timeout',
      );
      assert.match(String(detail), /longer than 700 ms/);
      answered(await get(join()), json);
    });

    it('garbage, and connections that break', async () => {
      for (const path of ['/garbage', '/breaks']) {
        const { detail } = assertProblem(await get(at(path)), 502, 'endpoint-failed');
        assert.ok(String(detail).length > 20);
      }
    });

    it('both under SILENT: the rest is answered', async () => {
      for (const path of ['/garbage', '/breaks', '/nowhere']) {
        const { results } = JSON.parse(answered(await get(at(path, 'SILENT')), json).body);
        assert.ok(results.bindings.length > 1);
        assert.deepEqual(Object.keys(results.bindings[0]).sort(), ['dataset', 'title']);
      }
    });

    it('clients that leave while an endpoint hangs: their threads are free again', async () => {
      const leaving = [1, 2].map(() => request(url({ query: `${prefix}\n${at('/hangs')}` })));
      for (const one of leaving) one.on('error', () => undefined).end();
      while (other.asked.length < 2) await sleep(10);
      for (const one of leaving) one.destroy();
      while (left < 2) await sleep(10);
      answered(await get(join()), json);
      assert.deepEqual(here.logged, []);
    });

    it('clients that leave in the middle of an answer', async () => {
      await new Promise<void>((resolve, reject) => {
        const sent = request(url({ query: largeQuery(8) }), (response) => {
          response.once('data', () => sent.destroy());
          response.once('close', resolve);
        });
        sent.on('error', reject).end();
      });
      answered(await get(join()), json);
      assert.deepEqual(here.logged, []);
    });

    it('answers that become too large: the connection breaks off, no answer is cut', async () => {
      await assert.rejects(ask(url({ query: largeQuery(30) })), /aborted|ECONNRESET|socket hang up/);
      answered(await get(join()), json);
    });
  });

  /** Texts of about 400 kB, so many times. */
  const largeQuery = (times: number) =>
    `${prefix} SELECT * { VALUES ?n { ${Array.from({ length: times }, (_, n) => n).join(' ')} }
      SERVICE <${other.origin}/sparql> { ?t dct:abstract ?text } }`;

  it('is described as a federated service only where it is one', async () => {
    const features = async (portal: RunningPortal) => {
      const answer = await ask(`${portal.origin}/sparql`, { headers: { Accept: 'text/turtle' } });
      const quads = await quadsOf(answered(answer, 'text/turtle; charset=utf-8'));
      return quads
        .filter(({ predicate }) => /#feature$/.test(predicate.value))
        .map(({ object }) => object.value);
    };
    const federated = 'http://www.w3.org/ns/sparql-service-description#BasicFederatedQuery';
    assert.ok((await features(here)).includes(federated));
    assert.ok(!(await features(there)).includes(federated));
  });
});

function formOf(parameters: Record<string, string | readonly string[]>): string {
  const pairs = Object.entries(parameters).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
  return String(new URLSearchParams(pairs));
}

function answered(answer: Answer, type: string): Answer {
  assert.equal(answer.status, 200, answer.body);
  assert.equal(answer.headers['content-type'], type);
  return answer;
}

async function untilKnown(portal: RunningPortal, topic: string): Promise<void> {
  const query = `ASK { <${portal.base}${topic}> ?p ?o }`;
  while (!(await ask(`${portal.origin}/sparql?${formOf({ query })}`)).body.includes('true')) await sleep(20);
}

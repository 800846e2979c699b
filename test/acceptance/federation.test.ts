import assert from 'node:assert/strict';
import { lookup } from 'node:dns/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Parser } from 'n3';
import { Failure, type FailureCode } from '../../src/model/failure.ts';
import {
  FederatedQueries,
  type FederatedRequest,
  type FederationOptions,
} from '../../src/sparql/federation/federated-queries.ts';
import type { LocalQuery } from '../../src/sparql/federation/federation-messages.ts';
import { queryForm } from '../../src/sparql/query-form.ts';
import { canonicalTriples } from './client.ts';
import {
  answerOf,
  type Misbehaviour,
  type SparqlEndpoint,
  startEndpoint,
  storeOf,
} from './support/sparql-endpoint.ts';

const base = 'https://near.example/';
const json = 'application/sparql-results+json';
const ex = 'PREFIX ex: <http://ex.example/>';

/** Districts with names here, their populations there. */
const numbers = Array.from({ length: 60 }, (_, index) => index);
const nearData = `@prefix ex: <http://ex.example/> .\n${numbers
  .map((n) => `ex:d${n} a ex:District ; ex:name "District ${n}", "ज़िला ${n}"@hi .`)
  .join('\n')}`;
const farData = `@prefix ex: <http://ex.example/> .\n${numbers
  .filter((n) => n % 3 === 0)
  .map((n) => `ex:d${n} ex:population ${n * 1000} .`)
  .join('\n')}\nex:d1 ex:note [ ex:text "blank" ] .`;

type Options = Partial<FederationOptions>;

function federation(allowed: readonly string[], options: Options = {}): FederatedQueries {
  return new FederatedQueries({
    base,
    allowed,
    localQuery: () => Promise.reject(new Error('There is no local engine.')),
    timeout: 30_000,
    maxBytes: 1_000_000,
    log: () => undefined,
    ...options,
  });
}

async function text(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

function requestOf(query: string, more: Partial<FederatedRequest> = {}): FederatedRequest {
  return { query, sources: [], mediaType: json, form: queryForm(query) ?? 'SELECT', ...more };
}

async function fails(code: FailureCode, message: RegExp, run: () => Promise<unknown>): Promise<void> {
  await assert.rejects(run, (error: unknown) => {
    assert.ok(error instanceof Failure, String(error));
    assert.equal(error.code, code, error.message);
    assert.match(error.message, message);
    return true;
  });
}

describe('federated queries', () => {
  const near = storeOf(nearData);
  const localAsked: LocalQuery[] = [];
  let far: SparqlEndpoint;
  let unlisted: SparqlEndpoint;
  /** Where nobody listens. */
  let gone: string;
  /** The endpoint at the name of this machine. */
  let byName: string;
  let queries: FederatedQueries;
  let service: string;
  /** What the engine of this side fails with. */
  let localFailure: Failure | undefined;

  const localQuery = async (query: LocalQuery) => {
    localAsked.push(query);
    if (localFailure) throw localFailure;
    const { body, mediaType } = answerOf(near, query.query);
    return { body: Buffer.from(body), mediaType };
  };
  const run = async (query: string, more: Partial<FederatedRequest> = {}) =>
    text(await queries.query(requestOf(`${ex}\n${query}`, more)));
  const rows = async (query: string, more: Partial<FederatedRequest> = {}) =>
    JSON.parse(await run(query, more)).results.bindings as Record<string, { value: string }>[];
  const at = (path: string) =>
    `SELECT * { ?d ex:name ?n SERVICE <${far.origin}${path}> { ?d ex:population ?p } }`;

  before(async () => {
    unlisted = await startEndpoint(farData);
    const redirect =
      (status: number, location: () => string): Misbehaviour =>
      (_, response) => {
        response.writeHead(status, { Location: location() }).end();
      };
    far = await startEndpoint(farData, {
      '/hangs': () => undefined,
      '/html': (_, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>Hello'),
      '/garbage': (_, response) => response.writeHead(200, { 'Content-Type': json }).end('{"head": [}'),
      '/other-json': (_, response) => response.writeHead(200, { 'Content-Type': json }).end('[1, 2]'),
      '/short-json': (_, response) => {
        const text = '{"head":{"vars":["d","p"]},"results":{"bindings":[{"d":{"type":"literal","value":"x"}}';
        response.writeHead(200, { 'Content-Type': 'application/json' }).end(text);
      },
      '/no-xml': (_, response) =>
        response
          .writeHead(200, { 'Content-Type': 'application/sparql-results+xml' })
          .end('<sparql><results>'),
      '/fails': (_, response) => response.writeHead(500).end('The disk is full'),
      '/empty': (_, response) => response.writeHead(204).end(),
      '/breaks': (_, response) => {
        response
          .writeHead(200, { 'Content-Type': json })
          .write('{"head":{"vars":["d","p"]},"results":{"bindings":[');
        setTimeout(() => response.destroy(), 20);
      },
      '/endless': (_, response) => {
        response.writeHead(200, { 'Content-Type': json });
        response.write('{"head":{"vars":["d","p"]},"results":{"bindings":[{"d":{"type":"literal","value":"');
        const more = () => {
          while (!response.destroyed && response.write('x'.repeat(65_536)));
          if (!response.destroyed) response.once('drain', more);
        };
        more();
      },
      '/moved': redirect(301, () => '/sparql'),
      '/moved-for-now': redirect(307, () => `${far.origin}/sparql`),
      '/moved-away': redirect(302, () => `${unlisted.origin}/sparql`),
      '/moved-to-metadata': redirect(308, () => 'http://169.254.169.254/latest/meta-data/'),
      '/moved-to-file': redirect(302, () => 'file:///etc/passwd'),
      '/circle': redirect(302, () => '/circle'),
    });
    const closed = await startEndpoint('');
    await closed.close();
    gone = closed.origin;
    byName = far.origin.replace('127.0.0.1', hostname());
    queries = federation([`${far.origin}/*`, `${gone}/*`, `${byName}/*`], { localQuery });
    service = `SERVICE <${far.origin}/sparql>`;
  });
  beforeEach(() => {
    far.asked.length = 0;
    unlisted.asked.length = 0;
    localAsked.length = 0;
    localFailure = undefined;
  });
  after(async () => {
    await queries.close();
    await far.close();
    await unlisted.close();
  });

  it('joins its own data with those of another endpoint', async () => {
    const found = await rows(
      `SELECT ?n ?p { ?d a ex:District ; ex:name ?n . FILTER(lang(?n) = "hi") ${service} { ?d ex:population ?p } } ORDER BY ?p`,
    );
    assert.equal(found.length, 20);
    assert.equal(found[1]?.['n']?.value, 'ज़िला 3');
    assert.equal(found[1]?.['p']?.value, '3000');
  });

  it('asks for what belongs together at once, and neither counts nor probes', async () => {
    await run(
      `SELECT * { ?d a ex:District ; ex:name ?n . ${service} { ?d ex:population ?p FILTER(?p > 9000) } }`,
    );
    assert.equal(localAsked.length, 1);
    assert.equal(localAsked[0]?.mediaType, json);
    for (const query of [...far.asked, ...localAsked.map((asked) => asked.query)]) {
      assert.match(query, /SELECT/);
      assert.doesNotMatch(query, /COUNT|ASK/);
    }
    assert.ok(far.asked.every((query) => /population/.test(query) && /9000/.test(query)));
  });

  it('asks only the other endpoint where the query has nothing else', async () => {
    assert.equal((await rows(`SELECT * { ${service} { ?d ex:population ?p } }`)).length, 20);
    assert.equal(localAsked.length, 0);
    assert.equal(far.asked.length, 1);
  });

  it('answers itself without HTTP', async () => {
    const found = await rows(
      `SELECT * { SERVICE <${base}sparql> { ?d ex:name ?n } ${service} { ?d ex:population ?p } }`,
    );
    assert.equal(found.length, 40);
    const relative = await rows(`SELECT * { SERVICE <sparql> { ?d a ex:District } }`);
    assert.equal(relative.length, 60);
    assert.deepEqual(new Set(localAsked.map((asked) => asked.mediaType)), new Set([json]));
  });

  it('takes all sources as one dataset', async () => {
    const sources = ['local', `${far.origin}/sparql`];
    const found = await rows('SELECT * { ?d ex:name ?n ; ex:population ?p }', { sources });
    assert.equal(found.length, 40);
    const own = await rows('SELECT * { ?d ex:name ?n }', { sources: [`${base}sparql`] });
    assert.equal(own.length, 120);
  });

  it('hands a query over one source to it whole', async () => {
    const query = 'SELECT ?d { ?d ex:population ?p } ORDER BY DESC(?p) LIMIT 2';
    const found = await rows(query, { sources: [`${far.origin}/sparql`] });
    assert.deepEqual(
      found.map((row) => row['d']?.value),
      ['http://ex.example/d57', 'http://ex.example/d54'],
    );
    assert.deepEqual(far.asked, [`${ex}\n${query}`]);
    assert.equal(localAsked.length, 0);
  });

  it('queries endpoints that variables name', async () => {
    const query = `SELECT ?e ?x { VALUES ?e { <${far.origin}/sparql> <${base}sparql> } SERVICE ?e { ex:d3 ?y ?x } }`;
    const found = await rows(query);
    const byEndpoint = (iri: string) =>
      found.filter((row) => row['e']?.value === iri).map((row) => row['x']?.value);
    assert.deepEqual(byEndpoint(`${far.origin}/sparql`), ['3000']);
    assert.equal(byEndpoint(`${base}sparql`).length, 3);
  });

  it('hands the protocol’s dataset to its own data', async () => {
    await rows(`SELECT * { ?d ex:name ?n ${service} { ?d ex:population ?p } }`, {
      defaultGraphs: ['http://g.example/1', 'http://g.example/2'],
      namedGraphs: ['http://g.example/3'],
    });
    assert.deepEqual(localAsked[0]?.defaultGraphs, ['http://g.example/1', 'http://g.example/2']);
    assert.deepEqual(localAsked[0]?.namedGraphs, ['http://g.example/3']);
    await fails('wrong-usage', /default-graph-uri/, () =>
      rows('SELECT * { ?s ?p ?o }', {
        sources: [`${far.origin}/sparql`],
        defaultGraphs: ['http://g.example/1'],
      }),
    );
  });

  describe('in every format', () => {
    const select = () =>
      `SELECT ?n ?p { ?d ex:name ?n FILTER(lang(?n) = "hi" && ?d = ex:d3) ${service} { ?d ex:population ?p } }`;

    it('answers SELECT', async () => {
      assert.equal(await run(select(), { mediaType: 'text/csv' }), 'n,p\r\nज़िला 3,3000\r\n');
      const tsv = await run(select(), { mediaType: 'text/tab-separated-values' });
      assert.match(
        tsv,
        /^\?n\t\?p\n"ज़िला 3"@hi\t(?:3000|"3000"\^\^<http:\/\/www\.w3\.org\/2001\/XMLSchema#integer>)\n$/,
      );
      const xml = await run(select(), { mediaType: 'application/sparql-results+xml' });
      assert.match(xml, /<literal xml:lang="hi">ज़िला 3<\/literal>/);
      assert.match(xml, /<\/sparql>\s*$/);
      const { head, results } = JSON.parse(await run(select()));
      assert.deepEqual(head.vars, ['n', 'p']);
      assert.deepEqual(results.bindings[0].n, { type: 'literal', value: 'ज़िला 3', 'xml:lang': 'hi' });
    });

    it('answers ASK', async () => {
      const yes = `ASK { ?d ex:name ?n ${service} { ?d ex:population 3000 } }`;
      assert.equal(JSON.parse(await run(yes)).boolean, true);
      const no = `ASK { ?d ex:name ?n ${service} { ?d ex:population 3001 } }`;
      assert.match(
        await run(no, { mediaType: 'application/sparql-results+xml' }),
        /<boolean>false<\/boolean>/,
      );
    });

    it('answers CONSTRUCT, each triple once', async () => {
      const construct = `CONSTRUCT { ?d ex:size ?p . [] ex:of ?d } WHERE { ?d a ex:District . ${service} { ?d ex:population ?p } }`;
      const turtle = await run(construct, { mediaType: 'text/turtle' });
      const quads = new Parser().parse(turtle);
      assert.equal(quads.length, 40);
      const nTriples = await run(construct, { mediaType: 'application/n-triples' });
      assert.equal(
        await canonicalTriples(new Parser({ format: 'N-Triples' }).parse(nTriples) as never),
        await canonicalTriples(quads as never),
      );
      const twice = await run(
        `CONSTRUCT { ?d a ex:Named } WHERE { ?d ex:name ?n . ${service} { ?d ex:population ?p } }`,
        {
          mediaType: 'application/n-triples',
        },
      );
      assert.equal(twice.trim().split('\n').length, 20);
      const jsonLd = JSON.parse(await run(construct, { mediaType: 'application/ld+json' }));
      assert.ok(typeof jsonLd === 'object');
      assert.match(await run(construct, { mediaType: 'application/rdf+xml' }), /<\/rdf:RDF>\s*$/);
    });

    it('answers DESCRIBE', async () => {
      const nTriples = await run(`DESCRIBE ?d { ?d a ex:District . ${service} { ?d ex:population 3000 } }`, {
        mediaType: 'application/n-triples',
      });
      assert.match(nTriples, /<http:\/\/ex\.example\/d3> <http:\/\/ex\.example\/name> "District 3" \./);
    });
  });

  describe('refuses', () => {
    const refused = (run: () => Promise<unknown>) => fails('endpoint-refused', /--federate|only http/, run);

    it('what is not listed, and asks nobody', async () => {
      await refused(() =>
        run(`SELECT * { ?d ex:name ?n SERVICE <${unlisted.origin}/sparql> { ?d ex:population ?p } }`),
      );
      await refused(() =>
        run('SELECT * { ?d ex:population ?p }', { sources: ['local', `${unlisted.origin}/sparql`] }),
      );
      await refused(() => run('SELECT * { SERVICE <file:///etc/passwd> { ?s ?p ?o } }'));
      await refused(() => run('SELECT * { ?s ?p ?o }', { sources: ['file:///etc/passwd'] }));
      assert.deepEqual([unlisted.asked, far.asked, localAsked], [[], [], []]);
    });

    it('it although it is SILENT, nested or in EXISTS', async () => {
      const hidden = `SERVICE SILENT <${unlisted.origin}/sparql> { ?d ex:population ?p }`;
      await refused(() => run(`SELECT * { ?d ex:name ?n ${hidden} }`));
      await refused(() => run(`SELECT * { ${service} { ${hidden} } }`));
      await refused(() => run(`SELECT * { ?d ex:name ?n FILTER NOT EXISTS { ${hidden} } }`));
      assert.deepEqual(far.asked, []);
    });

    it('what a variable names', async () => {
      const variable = (silent: string) =>
        `SELECT * { VALUES ?e { <${unlisted.origin}/sparql> } SERVICE ${silent} ?e { ?d ex:population ?p } }`;
      await refused(() => run(variable('')));
      const found = await rows(variable('SILENT'));
      assert.deepEqual(Object.keys(found[0] ?? {}), ['e']);
      assert.deepEqual(unlisted.asked, []);
    });

    it('redirects to what is not listed', async () => {
      for (const path of ['/moved-away', '/moved-to-metadata', '/moved-to-file']) {
        await fails('endpoint-refused', /redirects/, () => run(at(path)));
      }
      assert.deepEqual(unlisted.asked, []);
    });

    it('a listed name that resolves to a private address, unless that is listed', async function () {
      const name = hostname();
      const { address } = await lookup(name).catch(() => ({ address: '' }));
      if (!/^(?:10|127|172|192\.168)\./.test(address)) {
        console.log(`        skipped: the machine's name "${name}" resolves to no private IPv4 address`);
        this.skip();
      }
      const endpoint = `${byName}/sparql`;
      const query = `SELECT * { SERVICE <${endpoint}> { ?s ?p ?o } }`;
      await fails('endpoint-refused', /resolves to/, () => run(query));
      const open = federation([endpoint, address]);
      try {
        // Nothing listens at that address; what matters is that it was called.
        const called = open.query(requestOf(query)).then(text);
        await called.catch((error: unknown) => assert.equal((error as Failure).code, 'endpoint-failed'));
      } finally {
        await open.close();
      }
    });

    it('everything where nothing is listed, but itself', async () => {
      const off = federation([], { localQuery });
      try {
        await refused(async () => text(await off.query(requestOf(`${ex} ${at('/sparql')}`))));
        await refused(async () => text(await off.query(requestOf('SELECT * { SERVICE ?e { ?s ?p ?o } }'))));
        const own = await off.query(requestOf(`ASK { SERVICE <${base}sparql> { ?s ?p ?o } }`));
        assert.equal(JSON.parse(await text(own)).boolean, true);
      } finally {
        await off.close();
      }
    });

    it('a SERVICE within a SERVICE that is itself', () =>
      fails('query-malformed', /beside each other/, () =>
        run(`SELECT * { SERVICE <${base}sparql> { ?d ex:name ?n ${service} { ?d ex:population ?p } } }`),
      ));

    it('what is no query', () => fails('query-malformed', /parsed/, () => run('SELECT * { SERVICE')));
  });

  describe('bears with', () => {
    it('redirects to what is listed', async () => {
      assert.equal((await rows(at('/moved'))).length, 40);
      assert.equal((await rows(at('/moved-for-now'))).length, 40);
    });

    it('endpoints that fail, in words', async () => {
      const cases: readonly [string, RegExp][] = [
        ['/fails', /status 500: The disk is full/],
        ['/empty', /status 204/],
        ['/html', /text\/html/],
        ['/garbage', /RIGHT_BRACE/],
        ['/other-json', /no SPARQL result/],
        ['/short-json', /ends before its end/],
        ['/no-xml', /ends before its end/],
        ['/breaks', /broke off/],
        ['/circle', /more than 3 times/],
        ['/nowhere', /status 404/],
      ];
      for (const [path, message] of cases) await fails('endpoint-failed', message, () => run(at(path)));
      await fails('endpoint-failed', /ECONNREFUSED/, () =>
        run(`SELECT * { SERVICE <${gone}/sparql> { ?s ?p ?o } }`),
      );
    });

    it('the same under SILENT: the rest of the query is answered', async () => {
      for (const path of [
        '/fails',
        '/html',
        '/circle',
        '/moved-away',
        '/breaks',
        '/garbage',
        '/short-json',
        '/no-xml',
      ]) {
        const found = await rows(
          `SELECT * { ?d ex:name ?n FILTER(?d = ex:d3) SERVICE SILENT <${far.origin}${path}> { ?d ex:population ?p } }`,
        );
        assert.equal(found.length, 2, path);
        assert.deepEqual(Object.keys(found[0] ?? {}).sort(), ['d', 'n'], path);
      }
    });

    it('bodies without end', () =>
      fails('result-too-large', /more than 1000000 bytes/, () => run(at('/endless'))));

    it('results without end: an error, not a shorter result', () =>
      fails('result-too-large', /The result has more than 1000000 bytes/, () =>
        run(`SELECT * { ?a ex:name ?n . ?b ex:name ?m . ${service} { ?d ex:population ?p } }`),
      ));

    it('failures of its own engine, with their code', async () => {
      localFailure = new Failure('engine-unavailable', 'The engine is loading.');
      await fails('engine-unavailable', /is loading/, () => run(at('/sparql')));
    });

    it('endpoints that hang: the deadline ends them, while others are answered', async () => {
      const hanging = fails('query-timeout', /longer than 1500 ms/, () =>
        run(at('/hangs'), { timeout: 1500 }),
      );
      for (let i = 0; i < 3; i++) assert.equal((await rows(at('/sparql'))).length, 40);
      await hanging;
      assert.equal((await rows(at('/sparql'))).length, 40);
    });

    it('more queries than it can run: some wait, the rest are told so', async () => {
      const leaving = Array.from({ length: 18 }, () => new AbortController());
      const waiting = leaving.map(({ signal }) =>
        run(at('/hangs'), { signal }).then(
          () => 'answered',
          (error: Failure) => error.message,
        ),
      );
      await sleep(0);
      await fails('busy', /waiting already/, () => run(at('/sparql')));
      for (const leave of leaving) leave.abort();
      assert.deepEqual(new Set(await Promise.all(waiting)), new Set(['The caller left.']));
      assert.equal((await rows(at('/sparql'))).length, 40);
    });

    it('readers that leave', async () => {
      const query = `${ex} SELECT * { ?a ex:name ?n . ${service} { ?d ex:population ?p } }`;
      for await (const chunk of await queries.query(requestOf(query))) {
        assert.ok(chunk.length > 0);
        break;
      }
      assert.equal((await rows(at('/sparql'))).length, 40);
    });

    it('queries that take all the memory', async () => {
      const small = federation([`${far.origin}/*`], { localQuery, maxHeap: 72 });
      const values = (name: string) => `VALUES ?${name} { ${numbers.join(' ')} }`;
      const query = `${ex} SELECT * { ${values('x')} ${values('y')} ${values('z')} ${service} { ?d ex:population 3000 }
        BIND(SHA512(STRUUID()) AS ?h) } ORDER BY ?h`;
      try {
        await fails('result-too-large', /72 MB of memory/, async () =>
          text(await small.query(requestOf(query))),
        );
        const next = await small.query(requestOf(`${ex} ${at('/sparql')}`));
        assert.equal(JSON.parse(await text(next)).results.bindings.length, 40);
      } finally {
        await small.close();
      }
    });
  });
});

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { QueryEngine } from '@comunica/query-sparql';
import type { Quad, Term } from '@rdfjs/types';
import { SparqlEndpointFetcher } from 'fetch-sparql-endpoint';
import { DataFactory } from 'n3';
import { ParsingClient, StreamClient } from 'sparql-http-client';
import { records } from './example-records.ts';
import { untilCurrent } from './support/until-current.ts';
import { startWritingPortal, type WritingPortal } from './support/writing-portal.ts';

const { namedNode, literal, quad } = DataFactory;
/** Of the system: packages of Debian are installed for that one. */
const python = '/usr/bin/python3';

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('SPARQL clients', function () {
  this.timeout(120_000);
  let portal: WritingPortal;
  let endpoint: string;
  let titles: string;
  const title = 'Consumer Price Index for March 2016';
  before(async () => {
    portal = await startWritingPortal();
    await portal.publish(...records);
    await untilCurrent(portal);
    endpoint = `${portal.origin}/sparql`;
    titles = `SELECT ?t { <${portal.base}id/dataset/prices-2016> <http://purl.org/dc/terms/title> ?t } ORDER BY ?t`;
  });
  after(() => portal.close());
  afterEach(() => assert.deepEqual(portal.logged, []));

  const construct = () => `CONSTRUCT WHERE { <${portal.base}id/dataset/prices-2016> ?p ?o }`;
  const exists = () => `ASK { <${portal.base}id/dataset/prices-2016> ?p ?o }`;
  const insert = (name: string) =>
    `INSERT DATA { GRAPH <http://example.org/${name}> { <http://a> <http://b> 1 } }`;

  describe('sparql-http-client', () => {
    for (const operation of ['get', 'postUrlencoded', 'postDirect'] as const) {
      it(`queries by ${operation}`, async () => {
        const client = new StreamClient({ endpointUrl: endpoint });
        const rows = await all(client.query.select(titles, { operation }));
        assert.equal(rows[0]?.['t']?.value, title);
        assert.equal(await client.query.ask(exists(), { operation }), true);
        const quads = await all<Quad>(client.query.construct(construct(), { operation }));
        assert.ok(quads.length > 10);
        const parsing = new ParsingClient({ endpointUrl: endpoint });
        assert.equal((await parsing.query.select(titles, { operation })).length, 2);
      });
    }

    it('updates with a token, or with a password that is one', async () => {
      const token = portal.authorization.replace('Bearer ', '');
      const clients = [
        new StreamClient({ updateUrl: endpoint, headers: { authorization: portal.authorization } }),
        new StreamClient({ updateUrl: endpoint, user: 'anyone', password: token }),
      ];
      for (const [index, client] of clients.entries()) {
        // Sent directly it calls an update a query.
        const name = `http-client-${index}`;
        await client.query.update(insert(name), { operation: 'postUrlencoded' });
        assert.ok(await portal.holds(`GRAPH <http://example.org/${name}> { ?s ?p 1 }`));
      }
      await assert.rejects(
        () => new StreamClient({ updateUrl: endpoint }).query.update(insert('refused')),
        /Unauthorized/,
      );
    });

    it('writes and reads graphs', async () => {
      const client = new StreamClient({
        storeUrl: `${portal.origin}/graph`,
        headers: { authorization: portal.authorization },
      });
      const graph = namedNode('http://example.org/http-client-store');
      const one = quad(namedNode('http://example.org/s'), namedNode('http://example.org/p'), literal('1'));
      const two = quad(namedNode('http://example.org/s'), namedNode('http://example.org/p'), literal('2'));
      await client.store.put(Readable.from([one]), { graph });
      await client.store.post(Readable.from([two]), { graph });
      const found = await all<Quad>(client.store.get(graph) as unknown as AsyncIterable<Quad>);
      assert.deepEqual(found.map(({ object }) => object.value).sort(), ['1', '2']);
    });
  });

  describe('fetch-sparql-endpoint', () => {
    for (const [how, options] of [
      ['POST', {}],
      ['GET', { method: 'GET' }],
      ['POST direct', { directPost: true }],
    ] as const) {
      it(`queries by ${how}`, async () => {
        const fetcher = new SparqlEndpointFetcher(options);
        const rows = (await all(await fetcher.fetchBindings(endpoint, titles))) as unknown as Record<
          string,
          Term
        >[];
        assert.equal(rows[0]?.['t']?.value, title);
        assert.equal(await fetcher.fetchAsk(endpoint, exists()), true);
        const quads = await all<Quad>((await fetcher.fetchTriples(endpoint, construct())) as Readable);
        assert.ok(quads.length > 10);
      });
    }

    it('updates with a token', async () => {
      const defaultHeaders = new Headers({ authorization: portal.authorization });
      for (const directPost of [false, true]) {
        await new SparqlEndpointFetcher({ defaultHeaders, directPost }).fetchUpdate(
          endpoint,
          insert(`fetcher-${directPost}`),
        );
        assert.ok(await portal.holds(`GRAPH <http://example.org/fetcher-${directPost}> { ?s ?p 1 }`));
      }
      await assert.rejects(() => new SparqlEndpointFetcher().fetchUpdate(endpoint, insert('refused')), /401/);
    });
  });

  describe('@comunica/query-sparql', () => {
    for (const [how, sourceOf] of [
      ['named as SPARQL', (value: string) => ({ type: 'sparql', value })],
      ['found out by itself', (value: string) => value],
    ] as const) {
      it(`queries the endpoint, ${how}`, async () => {
        const engine = new QueryEngine();
        const sources = [sourceOf(endpoint)] as [never];
        const join = `PREFIX dct: <http://purl.org/dc/terms/> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
          SELECT ?t ?n { ?d a <http://www.w3.org/ns/dcat#Dataset> ; dct:title ?t ; dct:publisher ?o . ?o foaf:name ?n FILTER (LANG(?n) = "en") } ORDER BY ?t`;
        const rows = await (await engine.queryBindings(join, { sources })).toArray();
        const expected = JSON.parse(
          (await portal.get(`/sparql?query=${encodeURIComponent(join)}`, 'application/json')).body,
        );
        assert.equal(rows.length, expected.results.bindings.length);
        assert.equal(rows[0]?.get('t')?.value, expected.results.bindings[0].t.value);
        assert.equal(await engine.queryBoolean(exists(), { sources }), true);
        const quads = await (await engine.queryQuads(construct(), { sources })).toArray();
        assert.ok(quads.length > 10);
      });
    }
  });

  for (const [name, module, script] of [
    ['SPARQLWrapper', 'SPARQLWrapper', 'sparqlwrapper_client.py'],
    ["rdflib's SPARQLStore and SPARQLUpdateStore", 'rdflib', 'rdflib_client.py'],
  ] as const) {
    it(name, async function () {
      if (spawnSync(python, ['-c', `import ${module}`]).status !== 0) {
        console.log(`      ${python} has no ${module}: install python3-${module.toLowerCase()}`);
        this.skip();
      }
      const file = fileURLToPath(new URL(`clients/${script}`, import.meta.url));
      const token = portal.authorization.replace('Bearer ', '');
      const child = spawn(python, ['-W', 'ignore', file, endpoint, portal.base, token]);
      const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
      const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
      assert.equal(code, 0, stderr);
      assert.match(stdout, / works\n$/);
    });
  }
});

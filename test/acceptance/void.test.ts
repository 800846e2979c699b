import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Quad } from '@rdfjs/types';
import { rdfFormats } from '../../src/rdf/formats.ts';
import type { SparqlService } from '../../src/sparql/sparql-service.ts';
import { dcat, dct, foaf, rdf, rdfs, voidVocabulary as terms } from '../../src/vocabulary/terms.ts';
import { type Answer, ask, assertProblem, canonicalTriples, quadsOf } from './client.ts';
import { dataset, records } from './example-records.ts';
import { base, type RunningPortal, startPortal } from './running-portal.ts';

const document = `${base}.well-known/void`;
const catalogue = `${document}#catalogue`;

function valuesOf(quads: readonly Quad[], subject: string, property: string): string[] {
  return quads
    .filter((quad) => quad.subject.value === subject && quad.predicate.value === property)
    .map(({ object }) => object.value);
}

function oneValueOf(quads: readonly Quad[], subject: string, property: string): string {
  const values = valuesOf(quads, subject, property);
  assert.equal(values.length, 1, `${property}: ${values.join(', ')}`);
  return values[0] ?? '';
}

/** Term → count, of the class or the property partitions. */
function partitionsOf(
  quads: readonly Quad[],
  terms: { partition: string; term: string; count: string },
): Map<string, number> {
  const partitions = valuesOf(quads, catalogue, terms.partition);
  return new Map(
    partitions.map((one) => [
      oneValueOf(quads, one, terms.term),
      Number(oneValueOf(quads, one, terms.count)),
    ]),
  );
}

describe('/.well-known/void', () => {
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal({ vocabulary: true, engine: true });
    await portal.publish(...records);
  });
  after(() => portal.close());

  const get = (headers: Record<string, string> = {}, method = 'GET') =>
    ask(`${portal.origin}/.well-known/void`, { method, headers });

  /** The description once the engine has caught up with the store. */
  async function settled(): Promise<Quad[]> {
    for (;;) {
      const quads = await quadsOf(await get());
      const notes = valuesOf(quads, catalogue, rdfs.comment).join(' ');
      const counted = valuesOf(quads, catalogue, terms.triples).length > 0;
      const current = oneValueOf(quads, catalogue, dcat.version) === String(portal.store.sequence());
      if (counted && current && !notes.includes('still those of commit')) return quads;
      await sleep(50);
    }
  }

  async function rowsOf(query: string): Promise<Record<string, { value: string }>[]> {
    const answer = await ask(`${portal.origin}/sparql?query=${encodeURIComponent(query)}`, {
      headers: { Accept: 'application/sparql-results+json' },
    });
    assert.equal(answer.status, 200, answer.body);
    return JSON.parse(answer.body).results.bindings;
  }

  async function numberOf(query: string): Promise<number> {
    return Number((await rowsOf(query))[0]?.['n']?.value);
  }

  /** Counts of the description and of the query engine are the same. */
  async function assertCounts(quads: readonly Quad[]): Promise<void> {
    for (const [property, query] of [
      [terms.triples, 'SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }'],
      [terms.classes, 'SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { ?s a ?c }'],
      [terms.properties, 'SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE { ?s ?p ?o }'],
      [terms.documents, 'SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }'],
      [terms.entities, `SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?g <${foaf.primaryTopic}> ?thing } }`],
    ] as const)
      assert.equal(Number(oneValueOf(quads, catalogue, property)), await numberOf(query), property);
    for (const [partition, query] of [
      [
        { partition: terms.classPartition, term: terms.class, count: terms.entities },
        'SELECT ?term (COUNT(*) AS ?n) WHERE { ?s a ?term } GROUP BY ?term',
      ],
      [
        { partition: terms.propertyPartition, term: terms.property, count: terms.triples },
        'SELECT ?term (COUNT(*) AS ?n) WHERE { ?s ?term ?o } GROUP BY ?term',
      ],
    ] as const) {
      const expected = (await rowsOf(query)).map(
        ({ term, n }) => [term?.value ?? '', Number(n?.value)] as const,
      );
      assert.ok(expected.length > 5);
      assert.deepEqual(
        [...partitionsOf(quads, partition)].sort(),
        expected.toSorted(([a], [b]) => (a < b ? -1 : 1)),
      );
    }
  }

  it('counts what SPARQL counts', async () => {
    await assertCounts(await settled());
  });

  it('follows what is published and withdrawn, without a restart', async () => {
    const ofDatasets = (quads: readonly Quad[]) =>
      partitionsOf(quads, {
        partition: terms.classPartition,
        term: terms.class,
        count: terms.entities,
      }).get(dcat.Dataset) ?? 0;
    const entities = (quads: readonly Quad[]) => Number(oneValueOf(quads, catalogue, terms.entities));
    const before = await settled();

    await portal.publish(dataset('one-more', 'One more', '; <http://example.org/new#property> "1"'));
    const more = await settled();
    assert.equal(ofDatasets(more), ofDatasets(before) + 1);
    assert.equal(entities(more), entities(before) + 1);
    assert.ok(valuesOf(more, catalogue, terms.vocabulary).includes('http://example.org/new#'));
    assert.ok(
      oneValueOf(more, catalogue, dct.modified) >= oneValueOf(before, catalogue, dct.modified),
      'the time of the last change',
    );
    await assertCounts(more);

    await portal.withdraw('doc/dataset/one-more');
    const less = await settled();
    assert.equal(ofDatasets(less), ofDatasets(before));
    assert.equal(entities(less), entities(before));
    assert.equal(oneValueOf(less, catalogue, terms.triples), oneValueOf(before, catalogue, terms.triples));
    assert.ok(!valuesOf(less, catalogue, terms.vocabulary).includes('http://example.org/new#'));
    await assertCounts(less);
  });

  it('has as many documents as there are named graphs, listed as the service description says', async () => {
    await portal.publish(dataset('goes', 'Goes'));
    await settled();
    await portal.withdraw('doc/dataset/goes');
    const quads = await settled();
    const listed = await rowsOf('SELECT ?graph WHERE { GRAPH ?graph { } }');
    const names = listed.map(({ graph }) => graph?.value);
    assert.ok(!names.includes(`${base}doc/dataset/goes`), 'the graph of a withdrawn record');
    assert.equal(names.length, Number(oneValueOf(quads, catalogue, terms.documents)));
  });

  it('links to everything that it names, and that answers', async () => {
    const quads = await settled();
    assert.deepEqual(valuesOf(quads, document, rdf.type), [terms.DatasetDescription]);
    assert.equal(oneValueOf(quads, document, foaf.primaryTopic), catalogue);
    const links = [
      ...valuesOf(quads, catalogue, terms.dataDump),
      ...valuesOf(quads, catalogue, terms.exampleResource),
      oneValueOf(quads, catalogue, terms.rootResource),
      oneValueOf(quads, catalogue, foaf.page),
      ...valuesOf(quads, catalogue, rdfs.seeAlso),
    ];
    assert.ok(links.length >= rdfFormats.length * 2 + 8);
    assert.ok(links.includes(`${base}catalog/all.nt.gz`));
    for (const link of links) {
      const { status } = await ask(portal.origin + link.slice(base.length - 1), {
        method: 'HEAD',
        headers: { Accept: '*/*' },
      });
      assert.ok([200, 303].includes(status), `${link}: ${status}`);
    }
    assert.equal(oneValueOf(quads, catalogue, terms.sparqlEndpoint), `${base}sparql`);
  });

  it('says the same in every format, negotiated or by its own address', async () => {
    await settled();
    const expected = await canonicalTriples(await quadsOf(await get({ Accept: 'text/turtle' })));
    for (const { mediaType, extension } of rdfFormats) {
      const negotiated = await get({ Accept: mediaType });
      assert.equal(negotiated.status, 200);
      assert.equal(negotiated.headers['content-type']?.split(';')[0], mediaType);
      assert.equal(negotiated.headers['content-location'], `/void.${extension}`);
      assert.match(negotiated.headers['vary'] ?? '', /Accept/);
      assert.equal(await canonicalTriples(await quadsOf(negotiated)), expected, mediaType);
      const addressed = await ask(`${portal.origin}/void.${extension}`, { headers: { Accept: 'text/html' } });
      assert.equal(addressed.body, negotiated.body);
      assert.equal(addressed.headers['vary'], 'Accept-Encoding', 'the address names the format');
    }
  });

  it('is read by people', async () => {
    await settled();
    for (const [language, title] of [
      ['en', 'What this portal holds'],
      ['hi', 'इस पोर्टल में क्या है'],
    ] as const) {
      const page = await get({ Accept: 'text/html,*/*;q=0.8', 'Accept-Language': language });
      assert.equal(page.status, 200);
      assert.equal(page.headers['content-type'], 'text/html; charset=utf-8');
      assert.equal(page.headers['content-language'], language);
      assert.ok(page.body.includes(title));
      assert.ok(page.body.includes('dcat:Dataset'));
      assert.ok(page.body.includes('href="/void.ttl"'));
    }
  });

  it('writes Turtle with prefixes', async () => {
    const { body } = await get({ Accept: 'text/turtle' });
    for (const line of [
      '@prefix void: ',
      '@prefix dct: ',
      'void:class dcat:Dataset',
      'here:catalogue a',
      'formats:Turtle',
    ])
      assert.ok(body.includes(line), line);
    assert.ok(!body.includes('@prefix sh: '));
  });

  it('answers HEAD as GET without a body, and 304 where nothing has changed', async () => {
    await settled();
    const whole = await get();
    const head = await get({}, 'HEAD');
    assert.equal(head.status, 200);
    assert.equal(head.body, '');
    for (const field of ['etag', 'content-type', 'content-length', 'link', 'cache-control', 'vary'])
      assert.equal(head.headers[field], whole.headers[field], field);
    assert.match(whole.headers['cache-control'] ?? '', /no-cache/);
    const again = await get({ 'If-None-Match': whole.headers['etag'] ?? '' });
    assert.equal(again.status, 304);
    await portal.publish(dataset('newer', 'Newer'));
    const changed = await get({ 'If-None-Match': whole.headers['etag'] ?? '' });
    assert.equal(changed.status, 200);
  });

  it('answers OPTIONS for other origins', async () => {
    const answer = await get({ Origin: 'https://other.example' }, 'OPTIONS');
    assert.equal(answer.status, 204);
    assert.equal(answer.headers['allow'], 'GET, HEAD, OPTIONS');
    assert.equal(answer.headers['access-control-allow-origin'], '*');
  });

  it('refuses formats that there are not, and writing', async () => {
    const refused: Answer = await get({ Accept: 'image/png' });
    const problem = assertProblem(refused, 406, 'not-acceptable');
    assert.match(JSON.stringify(problem['available']), /\/void\.ttl/);
    assert.equal((await get({}, 'PUT')).status, 405);
    assertProblem(await ask(`${portal.origin}/void.csv`), 404, 'not-found');
  });

  it('is found from the home page', async () => {
    const page = await ask(`${portal.origin}/`, { headers: { Accept: 'text/html' } });
    assert.match(String(page.headers['link']), /<\/\.well-known\/void>; rel="describedby"/);
    assert.match(page.body, /<link rel="describedby" href="\/\.well-known\/void"/);
  });
});

describe('/.well-known/void of a portal under a path', () => {
  const pathBase = 'https://data.example.gov.in/open-data/';
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal({ base: pathBase });
    await portal.publish(...records);
  });
  after(() => portal.close());

  it('answers at the root of the host and under the path, with the same names', async () => {
    const [root, under] = await Promise.all(
      ['/.well-known/void', '/open-data/.well-known/void'].map((path) => ask(portal.origin + path)),
    );
    assert.equal(root?.status, 200);
    assert.equal(root.body, under?.body);
    assert.equal(root.headers['content-location'], '/open-data/void.ttl');
    const described = `${pathBase}.well-known/void#catalogue`;
    assert.ok((await quadsOf(root)).some(({ subject }) => subject.value === described));
    assert.equal((await ask(`${portal.origin}/open-data/void.ttl`)).body, root.body);
    assert.equal((await ask(`${portal.origin}/void.ttl`)).status, 404);
  });

  it('answers without the counts of the engine while it is loading', async () => {
    const answer = await ask(`${portal.origin}/.well-known/void`);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['cache-control'], 'public, no-cache');
    const quads = await quadsOf(answer);
    const described = `${pathBase}.well-known/void#catalogue`;
    assert.equal(Number(oneValueOf(quads, described, terms.entities)), portal.store.count());
    assert.equal(oneValueOf(quads, described, dcat.version), String(portal.store.sequence()));
    assert.deepEqual(valuesOf(quads, described, terms.triples), []);
    assert.match(valuesOf(quads, described, rdfs.comment).join(' '), /not counted at the moment/);
    const page = await ask(`${portal.origin}/.well-known/void`, { headers: { Accept: 'text/html' } });
    assert.match(page.body, /not counted at the moment/);
  });
});

describe('/.well-known/void of a broken engine', () => {
  it('is a fault that is logged, not a description', async () => {
    const broken = {
      state: () => ({ ready: true }),
      summary: () => Promise.reject(new TypeError('broken')),
    } as unknown as SparqlService;
    const portal = await startPortal({ sparql: broken });
    try {
      const answer = await ask(`${portal.origin}/.well-known/void`);
      assertProblem(answer, 500, 'internal-error');
      assert.equal(portal.logged.length, 1);
    } finally {
      await portal.close();
    }
  });
});

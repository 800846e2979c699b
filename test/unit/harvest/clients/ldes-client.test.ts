import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ldesClient } from '../../../../src/harvest/clients/ldes-client.ts';
import type { HarvestItem, Json } from '../../../../src/harvest/harvest-client.ts';
import type { SourceDefinition } from '../../../../src/harvest/source-definition.ts';
import type { GraphRecord } from '../../../../src/model/record.ts';
import type { Iri } from '../../../../src/vocabulary/iri.ts';
import { base, startPortal } from '../../../acceptance/running-portal.ts';
import { datasetPut } from '../../../contract/support/dataset-put.ts';
import { readWith } from '../support/plain-context.ts';
import { PageServer } from './dcat-server.ts';

const prefixes = `
@prefix as: <https://www.w3.org/ns/activitystreams#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix ldes: <https://w3id.org/ldes#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix tree: <https://w3id.org/tree#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <http://o.example/> .
`;
const stream = '<{origin}/#s>';
const versioned = `${stream} a ldes:EventStream ; ldes:timestampPath dct:modified ; ldes:versionOfPath dct:isVersionOf ;
  ldes:versionDeleteObject :Gone ; tree:view <{origin}/> .`;

/** A version of a dataset; `at` is its day. */
function version(name: string, at: number, title: string): string {
  const iri = `<http://o.example/${name}/v${at}>`;
  return `${stream} tree:member ${iri} . ${iri} a dcat:Dataset ; dct:isVersionOf :${name} ; dct:modified ${day(at)} ;
    dct:title "${title}"@hi ; dct:publisher :office ; dcat:distribution [ a dcat:Distribution ; dct:title "f" ] .\n`;
}

function deletion(name: string, at: number): string {
  const iri = `<http://o.example/${name}/v${at}>`;
  return `${stream} tree:member ${iri} . ${iri} a :Gone ; dct:isVersionOf :${name} ; dct:modified ${day(at)} ; skos:changeNote "हटाया" .\n`;
}

function day(at: number): string {
  return `"${new Date(Date.UTC(2024, 0, at)).toISOString()}"^^xsd:dateTime`;
}

describe('ldesClient', () => {
  let server: PageServer;
  before(async () => {
    server = await PageServer.start();
  });
  after(() => server.close());
  beforeEach(() => server.clear());

  const sourceOf = (more: Partial<SourceDefinition> = {}): SourceDefinition => ({
    name: 'stream',
    type: 'ldes',
    url: `${server.origin}/`,
    ...more,
  });
  const read = (from: { bookmark?: Json; cursor?: Json } = {}, more?: Partial<SourceDefinition>) =>
    readWith(
      ldesClient,
      sourceOf(more),
      from.bookmark === undefined && from.cursor === undefined ? {} : from,
    );
  const serve = (path: string, body: string, type = 'text/turtle') =>
    server.pages.set(path, { body: prefixes + body, type });
  const paths = (pages: readonly string[]) => pages.map((page) => page.slice(server.origin.length));
  const titles = (items: readonly HarvestItem[]): Map<string, string | null> => {
    const found = new Map<string, string | null>();
    for (const item of items) {
      if (item.type === 'deleted') found.set(item.key, null);
      if (item.type !== 'record') continue;
      const { topic, triples } = item.record.data as GraphRecord;
      const title = new RegExp(`^<${topic}> <http://purl.org/dc/terms/title> "([^"]*)"`, 'm').exec(
        triples,
      )?.[1];
      found.set(item.key, title ?? '');
    }
    return found;
  };
  /** Applies a run to what was there. */
  const apply = (to: Map<string, string | null>, run: Awaited<ReturnType<typeof read>>) => {
    const found = titles(run.items);
    if (run.end.coverage === 'whole') for (const key of [...to.keys()]) if (!found.has(key)) to.delete(key);
    for (const [key, title] of found) {
      if (title === null) to.delete(key);
      else to.set(key, title);
    }
  };

  it('gives versions as the things that they are versions of', async () => {
    serve(
      '/',
      `${versioned} <> a tree:Node . ${version('a', 1, 'पहला')} :office a foaf:Organization ; foaf:name "O" .`,
    );
    const { items, end } = await read();
    assert.equal(end.coverage, 'whole');
    const [dataset, office] = items;
    assert.ok(dataset?.type === 'record' && office?.type === 'record');
    assert.equal(office.key, 'http://o.example/office');
    assert.equal(dataset.key, 'http://o.example/a');
    const { topic, recordKind, triples } = dataset.record.data as GraphRecord;
    assert.deepEqual([topic, recordKind], ['http://o.example/a', 'dataset']);
    assert.doesNotMatch(triples, /isVersionOf|\/v1>/);
    assert.match(triples, /Distribution/);
    assert.equal(dataset.origin.url, `${server.origin}/`);
  });

  it('reads of a stream only the pages that may have changed, and new ones', async () => {
    const relation = (page: number) => `<?p=${page}>`;
    const root = (to: number) =>
      `${versioned} ${Array.from({ length: to }, (_, at) => `<{origin}/> tree:relation [ a tree:GreaterThanOrEqualToRelation ; tree:node ${relation(at + 1)} ; tree:path dct:modified ; tree:value ${day(at * 10 + 1)} ] .`).join('\n')}`;
    serve('/', root(2));
    serve(
      '/?p=1',
      `<> ldes:immutable true . ${version('a', 1, 'A1')} ${version('b', 2, 'B1')} ${version('a', 3, 'A2')}`,
    );
    serve('/?p=2', version('c', 11, 'C1'));
    const first = await read();
    assert.deepEqual(paths(first.pages), ['/', '/?p=1', '/?p=2']);
    assert.deepEqual(
      [...titles(first.items)],
      [
        ['http://o.example/a', 'A2'],
        ['http://o.example/b', 'B1'],
        ['http://o.example/c', 'C1'],
      ],
    );

    serve('/', root(3));
    serve('/?p=2', `<> ldes:immutable true . ${version('c', 11, 'C1')} ${deletion('b', 12)}`);
    serve('/?p=3', version('a', 21, 'A3'));
    const second = await read({ bookmark: first.end.bookmark as Json });
    assert.equal(second.end.coverage, 'changes');
    assert.deepEqual(paths(second.pages), ['/', '/?p=2', '/?p=3']);
    assert.equal(titles(second.items).get('http://o.example/a'), 'A3');
    assert.deepEqual(
      second.items.find(({ type }) => type === 'deleted'),
      { type: 'deleted', key: 'http://o.example/b', reason: 'हटाया' },
    );

    const third = await read({ bookmark: second.end.bookmark as Json });
    assert.deepEqual(paths(third.pages), ['/', '/?p=3']);
    assert.equal(third.end.coverage, 'changes');
  });

  it('goes from page to page where each leads to the next, and begins at the last one', async () => {
    const chain = (pages: number) => {
      for (let page = 1; page <= pages; page += 1) {
        const next =
          page < pages
            ? `<> ldes:immutable true ; tree:relation [ a tree:Relation ; tree:node <?p=${page + 1}> ] .`
            : '';
        serve(page === 1 ? '/?p=1' : `/?p=${page}`, `${next} ${version(`d${page}`, page, `T${page}`)}`);
      }
    };
    serve('/', `${versioned} <> tree:relation [ a tree:Relation ; tree:node <?p=1> ] .`);
    chain(4);
    const first = await read();
    assert.equal(titles(first.items).size, 4);
    chain(6);
    const second = await read({ bookmark: first.end.bookmark as Json });
    assert.deepEqual(paths(second.pages), ['/', '/?p=4', '/?p=5', '/?p=6']);
    assert.deepEqual([...titles(second.items).values()], ['T4', 'T5', 'T6']);
  });

  it('does not read again what is bounded and behind, where pages never say that they are complete', async () => {
    const bounded = (page: number, from: number, to: number) =>
      [
        ['GreaterThanOrEqualToRelation', from],
        ['LessThanRelation', to],
      ]
        .map(
          ([type, value]) =>
            `<{origin}/> tree:relation [ a tree:${type} ; tree:node <?p=${page}> ; tree:path dct:modified ; tree:value ${day(Number(value))} ] .`,
        )
        .join('\n');
    serve('/', `${versioned} ${bounded(1, 1, 10)} ${bounded(2, 10, 20)}`);
    serve('/?p=1', version('a', 1, 'A'));
    serve('/?p=2', version('b', 12, 'B'));
    const first = await read();
    assert.equal(first.pages.length, 3);
    const second = await read({ bookmark: first.end.bookmark as Json });
    assert.deepEqual(paths(second.pages), ['/', '/?p=2']);
  });

  it('lets the newest version win, whatever the order of pages and members', async () => {
    serve('/', `${versioned} <> tree:relation [ tree:node <?p=1> ], [ tree:node <?p=2> ] .`);
    serve('/?p=1', `${version('a', 9, 'new')} ${version('a', 2, 'old')}`);
    serve('/?p=2', `${version('a', 5, 'older')} ${deletion('a', 4)}`);
    const first = await read();
    assert.deepEqual([...titles(first.items)], [['http://o.example/a', 'new']]);
    serve('/?p=2', `${version('a', 5, 'older')} ${deletion('a', 4)} ${version('b', 10, 'B')}`);
    const second = await read({ bookmark: first.end.bookmark as Json });
    const state = titles(first.items);
    apply(state, second);
    assert.deepEqual([...state].sort(), [
      ['http://o.example/a', 'new'],
      ['http://o.example/b', 'B'],
    ]);
  });

  it('says that it did not read the whole where old things are dropped from the stream, or a page is gone', async () => {
    for (const policy of [
      'a ldes:DurationAgoPolicy ; tree:value "P1Y"^^xsd:duration',
      'a ldes:RetentionPolicy ; ldes:fullLogDuration "P7D"^^xsd:duration',
      'a ldes:RetentionPolicy ; ldes:startingFrom "2024-01-01T00:00:00Z"^^xsd:dateTime',
    ]) {
      serve('/', `${versioned} <> ldes:retentionPolicy [ ${policy} ] . ${version('a', 1, 'A')}`);
      assert.equal((await read()).end.coverage, 'changes', policy);
    }
    for (const policy of [
      'a ldes:LatestVersionSubset ; ldes:amount 1',
      'a ldes:RetentionPolicy ; ldes:fullLogDuration "P7D"^^xsd:duration ; ldes:versionAmount 1',
    ]) {
      serve('/', `${versioned} <> ldes:retentionPolicy [ ${policy} ] . ${version('a', 1, 'A')}`);
      assert.equal((await read()).end.coverage, 'whole', policy);
    }
    serve('/', `${versioned} <> tree:relation [ tree:node <?p=9> ] . ${version('a', 1, 'A')}`);
    const run = await read();
    assert.equal(run.end.coverage, 'changes');
    assert.match(run.notes.join(), /p=9 of the stream is gone/);
  });

  it('reads activities of DCAT-AP Feeds in TriG, N-Quads and JSON-LD', async () => {
    const trig = `${prefixes} ${stream} a ldes:EventStream ; ldes:timestampPath as:published ; tree:view <{origin}/> ;
      tree:member <act/1>, <act/2>, <act/3> .
    <act/1> a as:Create ; as:object :a ; as:published ${day(1)} .
    <act/1> { :a a dcat:Dataset ; dct:title "A" . <rec> a dcat:CatalogRecord ; foaf:primaryTopic :a . :c dcat:dataset :a . }
    <act/2> a as:Delete ; as:object :b ; as:published ${day(2)} ; as:summary "superseded" .
    <act/3> a as:Create ; as:object :c ; as:published ${day(3)} . <act/3> { :c a dcat:Catalog ; dct:title "C" . }`;
    server.pages.set('/', { body: trig, type: 'application/trig' });
    const { items } = await read();
    assert.deepEqual(
      items.map((item) => [item.type, 'key' in item && item.key]),
      [
        ['record', 'http://o.example/a'],
        ['deleted', 'http://o.example/b'],
        ['record', 'http://o.example/c'],
      ],
    );
    const [first, second] = items;
    assert.ok(first?.type === 'record' && second?.type === 'deleted');
    assert.deepEqual(first.origin, { url: `${server.origin}/rec`, catalogue: 'http://o.example/c' });
    assert.match((first.record.data as GraphRecord).triples, /CatalogRecord/);
    assert.doesNotMatch((first.record.data as GraphRecord).triples, /activitystreams/);
    assert.equal(second.reason, 'superseded');
    const jsonLd = JSON.stringify({
      '@id': `${server.origin}/#s`,
      '@type': 'https://w3id.org/ldes#EventStream',
      'https://w3id.org/tree#view': { '@id': `${server.origin}/` },
      'https://w3id.org/tree#member': {
        '@id': 'http://o.example/j',
        '@type': 'http://www.w3.org/ns/dcat#Dataset',
        'http://purl.org/dc/terms/title': 'J',
      },
    });
    server.pages.set('/', { body: jsonLd, type: 'application/ld+json' });
    assert.deepEqual([...titles((await read()).items)], [['http://o.example/j', 'J']]);
  });

  it('follows the stream that it is told of where there are several, and goes to its view', async () => {
    const other = '<{origin}/#other> a ldes:EventStream ; tree:view <{origin}/other> .';
    serve('/', `${versioned.replace('tree:view <{origin}/>', 'tree:view <{origin}/view>')} ${other}`);
    serve('/view', version('a', 1, 'A'));
    await assert.rejects(read(), /several streams/);
    const { items } = await read({}, { url: `${server.origin}/#s` });
    assert.deepEqual([...titles(items).keys()], ['http://o.example/a']);
  });

  it('begins anew at another stream, and says so', async () => {
    serve('/', `${versioned} ${version('a', 1, 'A')}`);
    const first = await read();
    serve('/', `${versioned} ${version('b', 2, 'B')}`.replaceAll('#s>', '#t>'));
    const second = await read({ bookmark: first.end.bookmark as Json });
    assert.equal(second.end.coverage, 'changes');
    assert.equal(second.end.bookmark, undefined);
    assert.match(second.notes.join(), /another stream than before/);
    const third = await read();
    assert.equal(third.end.coverage, 'whole');
    assert.deepEqual([...titles(third.items).keys()], ['http://o.example/b']);
  });

  it('fails where nothing can be concluded', async () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      [':a a dcat:Dataset .', /describes no event stream/],
      [versioned, /has no member/],
      [`${versioned} <> tree:relation [ tree:node <http://elsewhere.example/p> ] .`, /option "origins"/],
      [
        `${stream} a ldes:EventStream ; tree:view <{origin}/> ; ldes:versionOfPath [ <http://www.w3.org/ns/shacl#inversePath> :p ] .`,
        /versionOfPath/,
      ],
    ];
    for (const [body, pattern] of cases) {
      serve('/', body);
      await assert.rejects(read(), pattern);
    }
    server.clear();
    await assert.rejects(read(), /is not there/);
    server.pages.set('/', { body: '<html></html>', type: 'text/html' });
    await assert.rejects(read(), /HTML/);
  });

  it('has in the end what the stream says, wherever runs begin and break off', async () => {
    const change = fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd'), isDelete: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(change, { maxLength: 6 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 4 }),
        fc.boolean(),
        async (rounds, size, saysComplete) => {
          server.clear();
          const log: string[] = [version('z', 1, 'Z')];
          const truth = new Map<string, string | null>([['http://o.example/z', 'Z']]);
          const state = new Map<string, string | null>();
          let bookmark: Json | undefined;
          for (const round of rounds) {
            for (const { name, isDelete } of round) {
              const at = log.length + 1;
              const known = truth.has(`http://o.example/${name}`);
              log.push(isDelete && known ? deletion(name, at) : version(name, at, `T${at}`));
              if (isDelete && known) truth.delete(`http://o.example/${name}`);
              else truth.set(`http://o.example/${name}`, `T${at}`);
            }
            const pages = Math.ceil(log.length / size);
            serve('/', `${versioned} <> tree:relation [ tree:node <?p=1> ] .`);
            for (let page = 1; page <= pages; page += 1) {
              const isLast = page === pages;
              const next = isLast ? '' : `<> tree:relation [ tree:node <?p=${page + 1}> ] .`;
              const complete = !isLast && saysComplete ? '<> ldes:immutable true .' : '';
              serve(
                `/?p=${page}`,
                `${next} ${complete} ${log.slice((page - 1) * size, page * size).join('')}`,
              );
            }
            const run = await read(bookmark === undefined ? {} : { bookmark });
            for (const cursor of run.checkpoints) {
              const resumed = await read({ cursor: JSON.parse(JSON.stringify(cursor)) });
              assert.deepEqual(resumed.end, run.end);
            }
            apply(state, run);
            bookmark = JSON.parse(JSON.stringify(run.end.bookmark));
            assert.deepEqual([...state].sort(), [...truth].sort());
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it("follows this portal's own stream", async () => {
    const portal = await startPortal({ base });
    try {
      for (let number = 0; number < 205; number += 1)
        await portal.store.commit([datasetPut(base, `d-${number % 150}`, `Title ${number}`)]);
      // The stream's own addresses are of its base; they are served here.
      const through = async (path: string) => {
        const response = await fetch(`${portal.origin}${path}`, { headers: { accept: 'application/trig' } });
        const body = (await response.text()).replaceAll(base, `${server.origin}/`);
        const cacheControl = response.headers.get('cache-control') ?? '';
        server.pages.set(path, {
          body,
          type: 'application/trig',
          headers: { 'Cache-Control': cacheControl },
        });
      };
      for (const path of ['/feed/ldes', '/feed/ldes/1', '/feed/ldes/101', '/feed/ldes/201'])
        await through(path);
      const url = `${server.origin}/feed/ldes`;
      const first = await readWith(ldesClient, sourceOf({ url }));
      assert.equal(first.end.coverage, 'whole');
      assert.equal(first.pages.length, 4);
      const state = titles(first.items);
      assert.equal(state.size, 150);
      assert.equal(state.get(`${server.origin}/id/dataset/d-54`), 'Title 204');
      await portal.store.commit([
        { type: 'withdraw', document: `${base}doc/dataset/d-7` as Iri, reason: 'no more' },
      ]);
      for (const path of ['/feed/ldes', '/feed/ldes/201']) await through(path);
      const second = await readWith(ldesClient, sourceOf({ url }), { bookmark: first.end.bookmark as Json });
      assert.deepEqual(paths(second.pages), ['/feed/ldes', '/feed/ldes/201']);
      assert.deepEqual(
        second.items.filter(({ type }) => type === 'deleted'),
        [{ type: 'deleted', key: `${server.origin}/id/dataset/d-7`, reason: 'no more' }],
      );
    } finally {
      await portal.close();
    }
  });
});

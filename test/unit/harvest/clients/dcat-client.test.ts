import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { dcatClient } from '../../../../src/harvest/clients/dcat-client.ts';
import type { HarvestItem, Json } from '../../../../src/harvest/harvest-client.ts';
import type { SourceDefinition } from '../../../../src/harvest/source-definition.ts';
import type { GraphRecord } from '../../../../src/model/record.ts';
import { readWith } from '../support/plain-context.ts';
import { PageServer } from './dcat-server.ts';

const prefixes = `
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix hydra: <http://www.w3.org/ns/hydra/core#> .
@prefix ldp: <http://www.w3.org/ns/ldp#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix tree: <https://w3id.org/tree#> .
`;
const catalog = 'http://data.example/catalog';

function dataset(name: string): string {
  return `<${catalog}> dcat:dataset <http://data.example/d/${name}> .
<http://data.example/d/${name}> a dcat:Dataset ; dct:title "आँकड़े ${name}"@hi .\n`;
}

describe('dcatClient', () => {
  let server: PageServer;
  before(async () => {
    server = await PageServer.start();
  });
  after(() => server.close());
  beforeEach(() => server.clear());

  const sourceOf = (more: Partial<SourceDefinition> = {}, path = '/catalog'): SourceDefinition => ({
    name: 'test',
    type: 'dcat',
    url: `${server.origin}${path}`,
    ...more,
  });
  const read = (more: Partial<SourceDefinition> = {}, from: { cursor?: Json } = {}) =>
    readWith(dcatClient, sourceOf(more), from);
  const serve = (path: string, body: string, headers?: Record<string, string>) =>
    server.pages.set(path, { body: prefixes + body, ...(headers && { headers }) });
  const keysOf = (items: readonly HarvestItem[], kind?: string) =>
    items.flatMap((item) =>
      item.type === 'record' && (kind === undefined || (item.record.data as GraphRecord).recordKind === kind)
        ? item.key
        : [],
    );
  const dataOf = (items: readonly HarvestItem[], key: string) => {
    const found = items.find((item) => item.type === 'record' && item.key === key);
    assert.ok(found?.type === 'record', key);
    return { ...found, data: found.record.data as GraphRecord };
  };

  it('reads one document, and says where each record was found', async () => {
    serve(
      '/catalog',
      `<${catalog}> a dcat:Catalog ; dct:title "C" ; dcat:record <http://data.example/r/1> . ${dataset('1')} ${dataset('2')}
       <http://data.example/r/1> a dcat:CatalogRecord ; foaf:primaryTopic <http://data.example/d/1> .
       <relative> a dcat:Dataset ; dct:title "R" .`,
    );
    const { items, end } = await read();
    assert.deepEqual(end, { coverage: 'whole' });
    assert.deepEqual(keysOf(items, 'dataset').sort(), [
      `${server.origin}/relative`,
      'http://data.example/d/1',
      'http://data.example/d/2',
    ]);
    assert.deepEqual(dataOf(items, 'http://data.example/d/1').origin, {
      url: 'http://data.example/r/1',
      catalogue: catalog,
    });
    assert.deepEqual(dataOf(items, 'http://data.example/d/2').origin, {
      url: `${server.origin}/catalog`,
      catalogue: catalog,
    });
  });

  it('follows Hydra views, their old form, Link fields, LDP pages and TREE relations', async () => {
    serve(
      '/catalog',
      `<{origin}/catalog> a hydra:Collection ; hydra:totalItems 5 ; hydra:view <{origin}/catalog?page=1> .
       <{origin}/catalog?page=1> a hydra:PartialCollectionView ; hydra:next <{origin}/catalog?page=2> . ${dataset('1')}`,
    );
    serve(
      '/catalog?page=2',
      `<{origin}/catalog?page=2> a hydra:PagedCollection ; hydra:nextPage "{origin}/catalog?page=3" . ${dataset('2')}`,
    );
    serve('/catalog?page=3', dataset('3'), {
      Link: '<?page=1>; rel="first", <?page=4>; rel="next"; title="a, b"',
    });
    serve('/catalog?page=4', `<> a ldp:Page ; ldp:nextPage <{origin}/catalog?page=5> . ${dataset('4')}`);
    serve(
      '/catalog?page=5',
      `<> a tree:Node ; tree:relation [ a tree:GreaterThanRelation ; tree:node <{origin}/catalog?page=6> ;
         tree:path [ sh:inversePath foaf:primaryTopic ] ; tree:value "x" ] .`,
    );
    serve(
      '/catalog?page=6',
      `<> a tree:Node . ${dataset('5')} <> ldp:nextPage <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .`,
    );
    const { items, pages } = await read();
    assert.equal(pages.length, 6);
    const datasets = [1, 2, 3, 4, 5].map((number) => `http://data.example/d/${number}`);
    assert.deepEqual(keysOf(items, 'dataset'), datasets);
    assert.deepEqual([...new Set(keysOf(items))].sort(), datasets, 'pages are no data');
  });

  it('looks up what a catalogue only names: nested catalogues, datasets and distributions of a FAIR Data Point', async () => {
    serve(
      '/catalog',
      `<> a dcat:DataService ; dct:title "Point" .
       <catalog/> a ldp:DirectContainer ; dct:title "Catalogs" ; ldp:membershipResource <> ; ldp:contains <c/1> .`,
    );
    serve(
      '/c/1',
      `<> a dcat:Catalog ; dct:title "C" ; dcat:dataset <{origin}/d/1#it>, <{origin}/d/2>, <http://elsewhere.example/d> .
       <dataset/> a ldp:DirectContainer ; ldp:contains <{origin}/d/1#it>, <{origin}/d/2> .`,
    );
    serve(
      '/d/1',
      `<#it> a dcat:Dataset ; dct:title "One" ; dcat:distribution <{origin}/f/1> . <box> a ldp:BasicContainer ; ldp:contains <{origin}/f/1> .`,
    );
    serve('/f/1', `<> a dcat:Distribution ; dct:title "File" .`);
    const { items, notes } = await read();
    assert.deepEqual(keysOf(items).sort(), [
      `${server.origin}/c/1`,
      `${server.origin}/catalog`,
      `${server.origin}/d/1#it`,
      `${server.origin}/f/1`,
    ]);
    assert.match(notes.join(), /2 members are named and could not be looked up/);
    assert.ok(!server.requests.includes('/d/1#it'));
    const unfollowed = await read({ options: { follow: 'no' } });
    assert.deepEqual(unfollowed.pages, [`${server.origin}/catalog`]);
  });

  it('looks up catalog records only where they are all that names the members', async () => {
    serve('/catalog', `<> a dcat:Catalog ; dct:title "C" ; dcat:record <{origin}/r/1> .`);
    serve('/r/1', `<> a dcat:CatalogRecord ; foaf:primaryTopic <d> . <d> a dcat:Dataset ; dct:title "D" .`);
    const { items } = await read();
    assert.deepEqual(keysOf(items, 'dataset'), [`${server.origin}/r/d`]);
  });

  describe('ends without a whole where', () => {
    const rejects = (pattern: RegExp, more?: Partial<SourceDefinition>) =>
      assert.rejects(read(more), pattern);

    it('a page leads to itself', async () => {
      serve('/catalog', `<> hydra:next <{origin}/catalog> . ${dataset('1')}`);
      await rejects(/names <.*\/catalog> as its next page, which was read before/);
    });

    it('a page leads to an earlier one', async () => {
      serve('/catalog', `<> hydra:next <?page=2> . ${dataset('1')}`);
      serve('/catalog?page=2', `<> hydra:next <?page=3> . ${dataset('2')}`);
      serve('/catalog?page=3', `<> hydra:next <?page=2> . ${dataset('3')}`);
      await rejects(/go round in a loop/);
    });

    it('pages have no end and bring nothing new', async () => {
      for (let page = 1; page <= 150; page += 1)
        serve(
          page === 1 ? '/catalog' : `/catalog?page=${page}`,
          `<> hydra:next <?page=${page + 1}> . ${dataset('1')}`,
        );
      await rejects(/100th page in a row that brings nothing new/);
    });

    it('the next page is elsewhere, unless that is named', async () => {
      const other = await PageServer.start();
      try {
        serve('/catalog', `<> hydra:next <${other.origin}/more> . ${dataset('1')}`);
        other.pages.set('/more', { body: prefixes + dataset('2') });
        await assert.rejects(read({ headers: { Authorization: 'secret' } }), { code: 'source-refused' });
        await rejects(/goes on at <.*\/more>.*option "origins"/);
        assert.deepEqual(other.requests, []);
        const { items } = await read({ options: { origins: other.origin } });
        assert.equal(keysOf(items, 'dataset').length, 2);
      } finally {
        await other.close();
      }
    });

    it('it has fewer members than it says', async () => {
      serve('/catalog', `<> a hydra:PagedCollection ; hydra:totalItems 3 . ${dataset('1')} ${dataset('2')}`);
      await rejects(/says that it has 3 members, and its pages have 2/);
      assert.equal((await read({ options: { total: 'ignored' } })).end.coverage, 'whole');
    });

    it('it describes no member', async () => {
      serve('/catalog', `<${catalog}> a dcat:Catalog ; dct:title "Nothing yet" .`);
      await rejects(/describes no dataset.*empty=allowed/);
      assert.equal((await read({ options: { empty: 'allowed' } })).end.coverage, 'whole');
    });

    it('the answer is empty, HTML, JSON of another kind, a picture, or cut off', async () => {
      const bad = [
        ['', 'text/turtle', /empty page/],
        ['<!DOCTYPE html><html><body>Wartung</body></html>', 'text/turtle', /HTML page/],
        ['<!doctype html>\n<p>Hello', 'text/turtle', /no RDF|HTML/],
        ['{"success": true, "result": []}', 'application/json', /describes no dataset/],
        [Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]), 'text/turtle', /PNG/],
        [`${prefixes}${dataset('1')}<a> <b> "no e`, 'text/turtle', /catalog, line/],
        [
          '<http://a.example/d> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset> .\n<http://a.example/e> <http://www.w3.o',
          'application/n-triples',
          /cut off/,
        ],
        [Buffer.from(`${prefixes}<a> dct:title "\xff" .`, 'latin1'), 'text/turtle', /not UTF-8/],
        [
          gzipSync(prefixes + dataset('1') + '# nothing\n'.repeat(3_000_000)),
          'application/gzip',
          /unpacks to more/,
        ],
      ] as const;
      for (const [body, type, pattern] of bad) {
        server.pages.set('/catalog', { body, type });
        await assert.rejects(read(), pattern, String(body).slice(0, 80));
      }
    });

    it('a member that is only named turns out to be a web page', async () => {
      serve('/catalog', `<> a dcat:Catalog ; dct:title "C" ; dcat:dataset <{origin}/d> . ${dataset('1')}`);
      server.pages.set('/d', { body: '<html></html>', type: 'text/html' });
      await rejects(/HTML page.*option follow=no/);
      assert.equal((await read({ options: { follow: 'no' } })).end.coverage, 'whole');
    });

    it('a Link field cannot be read', async () => {
      serve('/catalog', dataset('1'), { Link: '<?page=2; rel=next' });
      await rejects(/Link field/);
    });

    it('a page is missing', async () => {
      serve('/catalog', `<> hydra:next <?page=2> . ${dataset('1')}`);
      await rejects(/absent/);
    });
  });

  it('reads old RDF/XML in Latin-1, files in gzip, and syntaxes under the wrong name', async () => {
    const xml = `<?xml version="1.0" encoding="ISO-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dct="http://purl.org/dc/terms/" xmlns:dcat="http://www.w3.org/ns/dcat#">
<dcat:Dataset rdf:about="http://a.example/d"><dct:title>Wälder</dct:title></dcat:Dataset></rdf:RDF>`;
    server.pages.set('/catalog', { body: Buffer.from(xml, 'latin1'), type: 'text/xml' });
    assert.match(dataOf((await read()).items, 'http://a.example/d').data.triples, /"Wälder"/);
    server.pages.set('/catalog', {
      body: gzipSync(prefixes + dataset('1')),
      type: 'application/octet-stream',
    });
    assert.equal(keysOf((await read()).items, 'dataset').length, 1);
    server.pages.set('/catalog', { body: prefixes + dataset('1'), type: 'text/html; charset=utf-8' });
    assert.equal(keysOf((await read()).items, 'dataset').length, 1);
  });

  it('keeps what is data of a dataset that is a collection too', async () => {
    serve(
      '/catalog',
      `${dataset('1')} <http://data.example/d/1> a tree:Collection ; tree:view <http://stream.example/v> .`,
    );
    const { data } = dataOf((await read()).items, 'http://data.example/d/1');
    assert.match(data.triples, /tree#view> <http:\/\/stream\.example\/v>/);
  });

  it('finds every dataset whatever the pages are, and goes on from every checkpoint', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.nat(30), { maxLength: 5 }), { minLength: 1, maxLength: 12 }),
        async (sizes) => {
          server.clear();
          const all = new Set<string>(['http://data.example/d/x']);
          sizes.forEach((names, page) => {
            for (const name of names) all.add(`http://data.example/d/${name}`);
            const next = page + 1 < sizes.length ? `<> hydra:next <?page=${page + 1}> .` : '';
            const content =
              names.map((name) => dataset(String(name))).join('') + (page === 0 ? dataset('x') : '');
            serve(page === 0 ? '/catalog' : `/catalog?page=${page}`, next + content);
          });
          const { items, checkpoints } = await read();
          assert.deepEqual(new Set(keysOf(items, 'dataset')), all);
          for (const cursor of checkpoints) {
            const rest = await read({}, { cursor: JSON.parse(JSON.stringify(cursor)) });
            assert.equal(rest.end.coverage, 'whole');
            const pagesLeft = (cursor as { pages: readonly unknown[] }).pages.length;
            assert.equal(rest.pages.length > 0, pagesLeft > 0);
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});

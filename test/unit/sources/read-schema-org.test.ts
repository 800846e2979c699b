import assert from 'node:assert/strict';
import { Iris } from '../../../src/mapping/iris.ts';
import type { SourceItem } from '../../../src/model/source-item.ts';
import { readSchemaOrgHtml, readSchemaOrgJsonLd } from '../../../src/sources/read-schema-org.ts';
import { readSource } from '../../../src/sources/read-source.ts';

const page = 'https://h.example/p/q';
const options = { file: page, base: page, page };
type Data = Readonly<Record<string, unknown>>;

const records = (items: readonly SourceItem[]) =>
  items.flatMap((item) =>
    item.type === 'record' ? [{ kind: item.record.kind, data: item.record.data as Data }] : [],
  );
const read = async (value: unknown) => (await readSchemaOrgJsonLd(JSON.stringify(value), options)).records;
const keys = async (value: unknown) => (await read(value)).map(({ key }) => key);
const dataset = (more: object = {}) => ({ '@type': 'Dataset', name: 'N', ...more });
const graph = (...nodes: readonly object[]) => ({ '@context': 'https://schema.org', '@graph': nodes });

describe('schema.org in pages', () => {
  it('knows schema.org by every address of its context, and its two namespaces as one', async () => {
    const contexts = [
      'http://schema.org',
      'https://schema.org/',
      'schema.org',
      '//schema.org',
      'http://www.schema.org/',
      'https://schema.org/docs/jsonldcontext.jsonld',
      ['https://schema.org', { x: 'https://schema.org/' }],
    ];
    for (const context of contexts) {
      const [found] = await read({ '@context': context, ...dataset({ 'https://schema.org/version': '2' }) });
      assert.deepEqual(
        [found?.kind, found?.data['name'], found?.data['version']],
        ['dataset', ['N'], ['2']],
        String(context),
      );
    }
    const { items } = await readSchemaOrgJsonLd(
      '{"@context":"https://x.example/","@type":"Dataset"}',
      options,
    );
    assert.match(items[0]?.type === 'unreadable' ? items[0].finding.message.en : '', /never fetched/);
  });

  it('names datasets by IRI, address, identifier, page: the same whatever stands beside them', async () => {
    const doi = { '@type': 'PropertyValue', value: 'https://doi.org/10.1/x' };
    assert.deepEqual(
      await keys(
        graph(
          dataset({ '@id': '#d' }),
          dataset({ identifier: doi }),
          dataset({ url: 'https://h.example/u' }),
          dataset({ identifier: 'ID 1' }),
          dataset(),
        ),
      ),
      [`${page}#d`, 'https://doi.org/10.1/x', 'https://h.example/u', 'ID 1', page],
    );
    assert.deepEqual(await keys(graph(dataset(), dataset({ name: 'M' }))), [page, `${page}#M`]);
    assert.deepEqual(await keys(graph(dataset(), dataset(), dataset())), [page, `${page}#N`, `${page}#2`]);
  });

  it('tells what a page is about from what it only mentions', async () => {
    const found = await read({
      '@context': 'https://schema.org',
      '@type': 'WebPage',
      mainEntity: dataset({
        '@id': '/d',
        description: 'D',
        isPartOf: dataset({ '@id': '/series', description: 'Another' }),
        includedInDataCatalog: { '@type': 'DataCatalog', '@id': '/c', name: 'C', description: 'Of the site' },
      }),
    });
    assert.deepEqual(
      found.map(({ key }) => key),
      ['https://h.example/d'],
    );
    assert.deepEqual(await keys(graph({ '@type': 'WebPage', about: dataset() })), []);
  });

  it('lets membership stand with the member', async () => {
    const found = await read(
      graph({
        '@type': 'DataCatalog',
        '@id': '/c',
        name: 'C',
        dataset: [dataset({ '@id': '/1', description: 'D' }), { '@id': '/2', '@type': 'Dataset' }],
      }),
    );
    assert.deepEqual(
      found.map(({ key, kind }) => [key, kind]),
      [
        ['https://h.example/c', 'catalog'],
        ['https://h.example/1', 'dataset'],
      ],
    );
    assert.deepEqual(found[0]?.data['dataset'], [{ '@id': 'https://h.example/2', '@type': ['Dataset'] }]);
    assert.deepEqual(found[1]?.data['includedInDataCatalog'], [
      { '@id': 'https://h.example/c', '@type': ['DataCatalog'], name: ['C'] },
    ]);
  });

  it('joins what several blocks say of one thing, and keeps their blank nodes apart', async () => {
    const block = (value: object) =>
      `<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', ...value })}</script>`;
    const { items } = await readSchemaOrgHtml(
      `<base href="/b/">${block(dataset({ '@id': 'd', creator: { '@id': '_:x', name: 'A' } }))}${block({ '@id': 'd', version: '1' })}${block({ '@id': '_:x', name: 'B' })}`,
      options,
    );
    const [found] = records(items);
    assert.deepEqual(found?.data, {
      '@id': 'https://h.example/b/d',
      '@type': ['Dataset'],
      name: ['N'],
      creator: [{ '@type': [], name: ['A'] }],
      version: ['1'],
    });
  });

  it('goes round no circle, and refuses what unpacks to too much', async () => {
    const [found] = await read(
      graph(dataset({ '@id': '/d', hasPart: { '@id': '/e' } }), { '@id': '/e', isPartOf: { '@id': '/d' } }),
    );
    assert.deepEqual(found?.data['hasPart'], [
      {
        '@id': 'https://h.example/e',
        '@type': [],
        isPartOf: [{ '@id': 'https://h.example/d', '@type': [] }],
      },
    ]);
    const wide = Array.from({ length: 9 }, (_, at) => ({
      '@id': `_:${at}`,
      ...Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, { '@id': `_:${at + 1}` }])),
    }));
    const { items } = await readSchemaOrgJsonLd(
      JSON.stringify(graph(dataset({ about: { '@id': '_:0' } }), ...wide)),
      options,
    );
    assert.equal(items[0]?.type === 'unreadable' && items[0].finding.code, 'too-large');
  });

  it('is read from files, where it is recognised or named', async () => {
    const json = JSON.stringify({ '@context': 'https://schema.org/', ...dataset() });
    const file = async (text: string, profile?: 'schema-org') => {
      async function* bytes() {
        yield Buffer.from(text);
      }
      const items: SourceItem[] = [];
      const names = new Iris('https://portal.example/');
      for await (const item of readSource(bytes(), 'x', { names, ...(profile && { profile }) }))
        items.push(item);
      return records(items).map(({ data }) => data['name']);
    };
    assert.deepEqual(await file(json), [['N']]);
    assert.deepEqual(
      await file(`<!doctype html><script type="application/ld+json">${json}</script>`, 'schema-org'),
      [['N']],
    );
    await assert.rejects(file(`<html><script type="application/ld+json">${json}</script>`), /HTML page/);
  });
});

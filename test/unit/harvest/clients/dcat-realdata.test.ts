import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dcatClient } from '../../../../src/harvest/clients/dcat-client.ts';
import type { HarvestItem } from '../../../../src/harvest/harvest-client.ts';
import type { SourceDefinition } from '../../../../src/harvest/source-definition.ts';
import type { GraphRecord } from '../../../../src/model/record.ts';
import { formatOfExtension } from '../../../../src/rdf/formats.ts';
import { nQuadLine } from '../../../../src/rdf/n-quads.ts';
import { parseRdf } from '../../../../src/rdf/parse.ts';
import { sharedFolder } from '../../../acceptance/support/folders.ts';
import { readWith } from '../support/plain-context.ts';
import { PageServer } from './dcat-server.ts';

/** Datasets of each file. */
const datasetsOf: Readonly<Record<string, number>> = {
  'it-alessandria-catalog.rdf': 5,
  'it-foggia-catalog.rdf': 7,
  'it-molinella-catalog.rdf': 3,
  'it-upo-catalog.rdf': 18,
  'sh-two-organizations.xml': 2,
  'sh-with_collection.xml': 8,
  'sh-with_downloadURL.xml': 1,
};
const mediaTypes: Readonly<Record<string, string>> = {
  rdf: 'application/rdf+xml',
  xml: 'text/xml',
  ttl: 'text/turtle',
};
const schleswigHolstein = 'http://opendata.schleswig-holstein.de/catalog.xml';

describe('dcatClient with real catalogues', () => {
  const folder = sharedFolder('realdata/catalogs/dcat-rdf');
  let server: PageServer;
  before(async function () {
    if (!folder) this.skip();
    server = await PageServer.start();
  });
  after(() => server?.close());
  beforeEach(() => server.clear());

  const fileOf = (name: string) => readFileSync(join(folder ?? '', name), 'utf8');
  const read = (path: string, more: Partial<SourceDefinition> = {}) =>
    readWith(dcatClient, { name: 'real', type: 'dcat', url: `${server.origin}${path}`, ...more });
  const datasets = (items: readonly HarvestItem[]) =>
    new Set(
      items.flatMap((item) =>
        item.type === 'record' && /^(?:dataset|series)$/.test((item.record.data as GraphRecord).recordKind)
          ? item.key
          : [],
      ),
    );

  for (const [name, count] of Object.entries(datasetsOf))
    it(`reads ${name} whole`, async () => {
      const type = mediaTypes[name.split('.').at(-1) ?? ''] ?? '';
      server.pages.set('/catalog', { body: Buffer.from(fileOf(name)), type });
      const { items, end } = await read('/catalog');
      assert.equal(end.coverage, 'whole');
      assert.equal(datasets(items).size, count);
      assert.equal(items.filter(({ type }) => type === 'unreadable').length, 0);
    });

  it('says where an IRI of sh-invalid_iri.xml is none', async () => {
    server.pages.set('/catalog', { body: Buffer.from(fileOf('sh-invalid_iri.xml')), type: 'text/xml' });
    await assert.rejects(read('/catalog'), /\/catalog, line 17, column 122: Invalid IRI/);
  });

  it('follows the pages of sh-catalog.xml, and finds that there are fewer datasets than it says', async () => {
    const here = (text: string) => text.replaceAll(schleswigHolstein, '{origin}/catalog.xml');
    server.pages.set('/catalog.xml?page=50', { body: here(fileOf('sh-catalog.xml')), type: 'text/xml' });
    const last = fileOf('sh-two-organizations.xml');
    server.pages.set('/catalog.xml?page=51', { body: last, type: 'text/xml' });
    await assert.rejects(read('/catalog.xml?page=50'), /says that it has 8319 members/);
    const { items, pages } = await read('/catalog.xml?page=50', { options: { total: 'ignored' } });
    assert.equal(pages.length, 2);
    assert.equal(datasets(items).size, 102);
    await assert.rejects(
      async () => {
        server.pages.set('/catalog.xml?page=50', { body: fileOf('sh-hydra.xml'), type: 'text/xml' });
        await read('/catalog.xml?page=50');
      },
      { code: 'source-refused' },
      'the next page is at another server',
    );
  });

  it('finds in Hydra pages of the Zurich catalogue all that is in the file', async () => {
    const name = 'zurich-dcat-ap-ch-catalog.ttl';
    // The file is the first of four pages, and says so.
    server.pages.set('/whole', { body: fileOf(name) });
    await assert.rejects(read('/whole'), { code: 'source-refused' });
    const onePage = fileOf(name)
      .replace(/hydra:nextPage .*\n/, '')
      .replace('hydra:totalItems 350', 'hydra:totalItems 100');
    server.pages.set('/whole', { body: onePage });
    const whole = await read('/whole');
    const format = formatOfExtension('ttl');
    assert.ok(format);
    const bySubject = new Map<string, string[]>();
    const bytes = (async function* () {
      yield Buffer.from(onePage.replace(/^<[^>]*> a hydra:PagedCollection[\s\S]*?totalItems.*$/m, ''));
    })();
    for await (const quad of parseRdf(bytes, format, { base: `${server.origin}/whole` })) {
      // Blank nodes have to stay on the page that refers to them.
      const key = quad.subject.termType === 'BlankNode' ? '_:' : quad.subject.value;
      bySubject.set(key, [...(bySubject.get(key) ?? []), nQuadLine(quad)]);
    }
    const { '_:': blank = [], ...named } = Object.fromEntries(bySubject);
    const subjects = Object.keys(named);
    const size = Math.ceil(subjects.length / 7);
    for (let page = 0; page < 7; page += 1) {
      const own = subjects.slice(page * size, (page + 1) * size).flatMap((subject) => named[subject] ?? []);
      const labels = new Set(own.join('').match(/_:\S+/g));
      const lines = [...own, ...blank.filter((line) => labels.has(line.slice(0, line.indexOf(' '))))];
      const view = `<{origin}/catalog?page=${page}>`;
      const hydra = 'http://www.w3.org/ns/hydra/core#';
      const controls = [
        `<{origin}/catalog> <${hydra}view> ${view} .`,
        `<{origin}/catalog> <${hydra}totalItems> "100"^^<http://www.w3.org/2001/XMLSchema#integer> .`,
        ...(page < 6 ? [`${view} <${hydra}next> <{origin}/catalog?page=${page + 1}> .`] : []),
      ];
      server.pages.set(`/catalog?page=${page}`, {
        body: `${[...lines.map((line) => line.trimEnd()), ...controls].join('\n')}\n`,
        type: 'application/n-triples',
      });
    }
    const paged = await read('/catalog?page=0');
    assert.equal(paged.pages.length, 7);
    assert.equal(datasets(paged.items).size, 100);
    assert.deepEqual(datasets(paged.items), datasets(whole.items));
  });
});

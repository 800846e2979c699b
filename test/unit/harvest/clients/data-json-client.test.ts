import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { dataJsonClient } from '../../../../src/harvest/clients/data-json-client.ts';
import { Failure, type FailureCode } from '../../../../src/model/failure.ts';
import { readWith } from '../support/plain-context.ts';

const catalogs = fileURLToPath(new URL('../../../../../shared/realdata/catalogs/dcat-us/', import.meta.url));
const conformsTo = 'https://project-open-data.cio.gov/v1.1/schema';
const dataset = (identifier: string) => ({
  title: `Dataset ${identifier}`,
  identifier,
  accessLevel: 'public',
  description: 'About it.',
});

describe('the harvest of a data.json', () => {
  let server: Server;
  let url: string;
  let body: string | Buffer = '';
  let type = 'application/json';
  before(async () => {
    server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': type });
      response.end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/data.json`;
  });
  after(() => new Promise((resolve) => server.close(resolve)));

  async function harvest(served: unknown, options: Readonly<Record<string, string>> = {}) {
    body = typeof served === 'string' || Buffer.isBuffer(served) ? served : JSON.stringify(served);
    return readWith(dataJsonClient, { name: 'agency', type: 'data-json', url, options });
  }

  async function fails(served: unknown, code: FailureCode, message: RegExp) {
    await assert.rejects(harvest(served), (error) => {
      assert.ok(error instanceof Failure, String(error));
      assert.match(error.message, message);
      assert.equal(error.code, code);
      return true;
    });
  }

  it('finds each dataset by its identifier, and nothing of the catalogue itself', async () => {
    const landing = { ...dataset('b'), landingPage: 'https://agency.example/b' };
    const { items, end, notes } = await harvest({ conformsTo, dataset: [dataset('a 1'), landing] });
    assert.deepEqual(
      items.map((item) => (item.type === 'record' ? [item.key, item.origin] : [])),
      [
        ['dataset:a 1', { url: `${url}#a%201`, catalogue: url }],
        ['dataset:b', { url: 'https://agency.example/b', catalogue: url }],
      ],
    );
    assert.deepEqual([end, notes], [{ coverage: 'whole' }, []]);
  });

  it('reads it packed, and whatever its media type', async () => {
    type = 'text/plain';
    const { items } = await harvest(gzipSync(JSON.stringify({ conformsTo, dataset: [dataset('a')] })));
    type = 'application/json';
    assert.equal(items.length, 1);
  });

  it('reads datasets that have no member of their own profile, and says what it takes them for', async () => {
    const { items, notes } = await harvest({ dataset: [{ title: 'A', identifier: 'a' }] });
    assert.deepEqual([items.length, notes.length], [1, 1]);
    const third = { conformsTo: 'https://example.org/other', dataset: [dataset('a')] };
    assert.match((await harvest(third)).notes.join(), /conforms to https:\/\/example.org\/other/);
  });

  it('reads JSON-LD there as RDF', async () => {
    const { items } = await harvest({
      '@context': { dcat: 'http://www.w3.org/ns/dcat#', dct: 'http://purl.org/dc/terms/' },
      '@id': 'https://agency.example/id/1',
      '@type': 'dcat:Dataset',
      'dct:title': 'A dataset',
    });
    assert.deepEqual(
      items.map((item) => (item.type === 'record' ? [item.key, item.record.profile] : [])),
      [['https://agency.example/id/1', 'dcat']],
    );
  });

  it('refuses what is no catalogue, and says what it is', async () => {
    await fails('<html><body>Not here</body></html>', 'source-failed', /no data\.json: .*HTML page/);
    await fails('', 'source-failed', /no data\.json: .*is empty/);
    await fails({ error: 'no' }, 'source-failed', /without the member "dataset"/);
    await fails([1, 2], 'source-failed', /without the member "dataset"/);
    await fails('Title,Description\nx,y', 'source-failed', /no data\.json/);
  });

  it('is never whole where it is cut off or damaged', async () => {
    const text = JSON.stringify({
      conformsTo,
      dataset: Array.from({ length: 500 }, (_, at) => dataset(`${at}`)),
    });
    await fails(text.slice(0, -2), 'unreadable-input', /ends before it is complete/);
    await fails(text.slice(0, text.length / 2), 'unreadable-input', /ends before it is complete/);
    await fails(gzipSync(text).subarray(0, 400), 'unreadable-input', /gzip file that is cut off/);
    await fails(text.replace('About it.', 'About "it.'), 'unreadable-input', /no valid JSON/);
    const bytes = Buffer.from(text);
    bytes[bytes.length - 20] = 0xff;
    await fails(bytes, 'unreadable-input', /0xFF is not UTF-8/);
  });

  it('takes an empty list for a failure, unless it may be empty', async () => {
    await fails({ conformsTo, dataset: [] }, 'source-failed', /lists no dataset/);
    const { items, end } = await harvest({ conformsTo, dataset: [] }, { empty: 'allowed' });
    assert.deepEqual([items, end], [[], { coverage: 'whole' }]);
  });

  it('harvests the real ones, each dataset under a key of its own', async function () {
    if (!existsSync(catalogs)) this.skip();
    for (const name of readdirSync(catalogs).filter((one) => /\.json(\.gz)?$/.test(one))) {
      const served = readFileSync(`${catalogs}${name}`);
      const text = (name.endsWith('.gz') ? gunzipSync(served) : served).toString('utf8');
      const stated = (JSON.parse(text.replace(/^\uFEFF/, '')) as { dataset: { identifier?: string }[] })
        .dataset;
      const { items, end } = await harvest(served);
      assert.equal(items.filter((item) => item.type === 'record').length, stated.length, name);
      assert.equal(
        new Set(items.map((item) => (item.type === 'record' ? item.key : ''))).size,
        new Set(stated.map(({ identifier }) => identifier?.trim())).size,
        name,
      );
      assert.equal(end.coverage, 'whole');
    }
  });
});

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableClient } from '../../../../src/harvest/clients/table-client.ts';
import type { HarvestItem } from '../../../../src/harvest/harvest-client.ts';
import type { SourceDefinition } from '../../../../src/harvest/source-definition.ts';
import { Failure } from '../../../../src/model/failure.ts';
import { dcat, spdx } from '../../../../src/vocabulary/terms.ts';
import { zipFile } from '../../field-map/support/zip-file.ts';
import { makeContext, map as mapped, only } from '../../mapping/mapping-support.ts';
import { readWith } from '../support/plain-context.ts';

const { Database } = createRequire(import.meta.url)(
  'node-sqlite3-wasm',
) as typeof import('node-sqlite3-wasm');

type Answer = {
  readonly type?: string;
  readonly body: string | Buffer;
  readonly link?: string;
  readonly status?: number;
};

function keys(items: readonly HarvestItem[]): string[] {
  return items.flatMap((item) => (item.type === 'record' ? [item.key] : []));
}

function findings(items: readonly HarvestItem[]): string[] {
  return items.flatMap((item) =>
    item.type === 'unreadable' ? [`${item.finding.severity} ${item.finding.code}`] : [],
  );
}

describe('table-client', () => {
  let folder: string;
  let server: Server;
  let home: string;
  let answer: (url: URL, asked: number) => Answer;
  let asked: string[];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fivestar-table-client-'));
    server = createServer((request, response) => {
      const url = new URL(request.url ?? '', home);
      asked.push(url.search);
      const { type = 'application/json', body, link, status = 200 } = answer(url, asked.length);
      response.writeHead(status, { 'content-type': type, ...(link !== undefined && { link }) }).end(body);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    home = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  });
  beforeEach(() => {
    asked = [];
  });
  after(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function written(name: string, content: string | Buffer): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  /** A map of the fields `id` and `title`. */
  function map(records = ''): string {
    const fields = 'fields:\n  Identifier: id\n  Title: title\n';
    return written(
      `map-${records.length}-${asked.length}.yaml`,
      `${records === '' ? '' : `records:\n${records}`}${fields}`,
    );
  }

  function read(url: string, more: Partial<SourceDefinition> = {}, from = {}) {
    return readWith(tableClient(), { name: 'tables', type: 'table', url, ...more }, from);
  }

  async function failure(work: Promise<unknown>): Promise<Failure> {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof Failure, error instanceof Error ? error.stack : 'It did not fail.');
    return error;
  }

  const csv = 'id,title\n1,Rain\n2,Mandi\n';

  it('reads a file with its field map, whole, and not again while both are the same', async () => {
    const path = written('a.csv', csv);
    const source = { map: map() };
    const first = await read(path, source);
    assert.deepEqual(keys(first.items), ['dataset:1', 'dataset:2']);
    assert.equal(first.end.coverage, 'whole');
    const { bookmark } = first.end;
    assert.ok(bookmark !== undefined);
    const again = await read(path, source, { bookmark });
    assert.deepEqual([again.items, again.end], [[], { coverage: 'changes', bookmark }]);
    written('a.csv', `${csv}3,Soil\n`);
    const changed = await read(path, source, { bookmark });
    assert.deepEqual([keys(changed.items).length, changed.end.coverage], [3, 'whole']);
    writeFileSync(source.map, 'fields:\n  Title: title\n');
    assert.equal((await read(path, source, { bookmark: changed.end.bookmark ?? null })).items.length, 2 + 1);
  });

  it('reads folders and zip files of pairs without a field map', async () => {
    const files = {
      'rain.metadata.csv': 'Title,Description,Category\nRain,x,Dataset\n',
      'rain.csv': 'a,b\n',
    };
    const path = written(
      'pairs.zip',
      zipFile(Object.entries(files).map(([name, content]) => ({ name, content }))),
    );
    const { items } = await read(path, { options: { download: 'https://x.example/{file}' } });
    const [item] = items;
    assert.ok(item?.type === 'record');
    const { profile, kind, data } = item.record;
    assert.deepEqual([item.key, profile, kind], ['sheet-row:rain', 'ndsap', 'sheet-row']);
    assert.equal((data as Record<string, unknown>)['Download URL'], 'https://x.example/rain.csv');
    assert.equal((data as Record<string, unknown>)['File Size'], '4');
    const { quads } = only(mapped('ndsap', 'sheet-row', data, makeContext()));
    const stated = (property: string) => quads.filter((quad) => quad.predicate.value === property);
    assert.equal(stated(dcat.downloadURL)[0]?.object.value, 'https://x.example/rain.csv');
    assert.equal(stated(dcat.byteSize)[0]?.object.value, '4');
    assert.match(stated(dcat.mediaType)[0]?.object.value ?? '', /text\/csv$/);
    assert.equal(
      stated(spdx.checksumValue)[0]?.object.value,
      createHash('sha256').update('a,b\n').digest('hex'),
    );
  });

  it('reads a sheet of NDSAP elements without a field map, and refuses other tables', async () => {
    const sheet = written('sheet.csv', 'Title,Description,Sector\nRain,x,Water\n');
    assert.deepEqual(keys((await read(sheet)).items), ['sheet-row:Rain']);
    const { code, message } = await failure(read(written('other.csv', 'code,wert\n1,2\n')));
    assert.equal(code, 'unknown-format');
    assert.match(message, /fivestar map suggest/);
  });

  it('reads a database', async () => {
    const path = join(folder, 'records.db');
    const database = new Database(path);
    database.exec("CREATE TABLE d (id TEXT, title TEXT); INSERT INTO d VALUES ('a', 'Rain')");
    database.close();
    const source = { map: map('  query: SELECT id, title FROM d\n') };
    const { items, end } = await read(`sqlite:${path}`, source);
    assert.deepEqual([keys(items), end], [['dataset:a'], { coverage: 'whole' }]);
  });

  it('never connects to a database on this network that is not listed', async () => {
    const source = { map: map('  query: SELECT 1\n') };
    const url = 'postgresql://user:s3cret@127.0.0.1:1/d';
    const { code, message } = await failure(read(url, source));
    assert.equal(code, 'source-refused');
    assert.match(message, /source set tables --allow 127\.0\.0\.1/);
    const allowed = await failure(read(url, { ...source, allow: ['127.0.0.1'] }));
    assert.equal(allowed.code, 'source-failed');
    for (const one of [message, allowed.message]) assert.doesNotMatch(one, /s3cret/);
  });

  it('reads a table at a URL, and takes no key of its query into records', async () => {
    answer = () => ({ type: 'text/csv', body: csv });
    const { items, end } = await read(`${home}/t.csv?api-key=s3cret`, { map: map() });
    assert.deepEqual([keys(items), end], [['dataset:1', 'dataset:2'], { coverage: 'whole' }]);
    const [item] = items;
    assert.ok(item?.type === 'record');
    assert.deepEqual(item.origin, { url: `${home}/t.csv` });
    assert.doesNotMatch(JSON.stringify(items), /s3cret/);
  });

  it('pages through an answer of the shape of data.gov.in, whatever the server caps', async () => {
    const all = Array.from({ length: 25 }, (_, at) => ({ id: `r${at}`, title: `Title ${at}` }));
    answer = (url) => {
      const offset = Number(url.searchParams.get('offset'));
      const records = all.slice(offset, offset + 10);
      return {
        body: JSON.stringify({ total: all.length, count: records.length, field: [{ id: 'id' }], records }),
      };
    };
    const records =
      '  path: $.records[*]\n  paging: { by: offset, parameter: offset, size: 100, size-parameter: limit }\n';
    const { items, end } = await read(`${home}/resource?format=json`, { map: map(records) });
    assert.deepEqual(
      keys(items),
      all.map(({ id }) => `dataset:${id}`),
    );
    assert.deepEqual(end, { coverage: 'whole' });
    assert.deepEqual(
      asked,
      [0, 10, 20].map((offset) => `?format=json&limit=100&offset=${offset}`),
    );
    assert.deepEqual(findings(items), []);
  });

  it('follows cursors, addresses and Link fields', async () => {
    const page = (number: number, more: object) => ({
      items: [{ id: number, title: `T${number}` }],
      ...more,
    });
    answer = (url) => {
      const after = url.searchParams.get('after');
      return { body: JSON.stringify(after === null ? page(1, { next: 'x' }) : page(2, { next: null })) };
    };
    const cursor = '  paging: { by: cursor, path: $.next, parameter: after }\n';
    assert.deepEqual(keys((await read(home, { map: map(cursor) })).items), ['dataset:1', 'dataset:2']);
    answer = (url) => ({
      body: JSON.stringify(url.pathname === '/' ? page(1, { links: { next: '/b' } }) : page(2, {})),
    });
    assert.deepEqual(
      keys((await read(home, { map: map('  paging: { by: next, path: $.links.next }\n') })).items),
      ['dataset:1', 'dataset:2'],
    );
    answer = (url) => ({
      body: JSON.stringify(page(url.pathname === '/' ? 1 : 2, {})),
      ...(url.pathname === '/' && { link: '</b>; rel="next"' }),
    });
    assert.deepEqual(keys((await read(home, { map: map('  paging: { by: link }\n') })).items), [
      'dataset:1',
      'dataset:2',
    ]);
  });

  it('ends where pages lead in circles, repeat themselves, or stop early', async () => {
    const paged = (records: readonly object[], more: object = {}) => JSON.stringify({ records, ...more });
    const one = [{ id: 1, title: 'a' }];
    const counting = '  paging: { by: page, parameter: page }\n';
    answer = () => ({ body: paged(one) });
    assert.match((await failure(read(home, { map: map(counting) }))).message, /same records as one before/);
    const cursor = '  paging: { by: cursor, path: $.next, parameter: after }\n';
    answer = (_, number) => ({ body: paged([{ id: number, title: 'a' }], { next: 'same' }) });
    await assert.rejects(read(home, { map: map(cursor) }), /loop/);
    asked = [];
    answer = (_, number) =>
      number > 2 ? { body: 'no', status: 404 } : { body: paged([{ id: number, title: 'a' }]) };
    assert.match((await failure(read(home, { map: map(counting) }))).message, /Page 3 .*state `size`/);
    asked = [];
    answer = (_, number) => ({ body: paged(number > 1 ? [] : one, { total: 9 }) });
    assert.match(
      (await failure(read(home, { map: map(counting) }))).message,
      /says that it has 9 records, but gave 1/,
    );
    assert.match((await failure(read(home, { map: map() }))).message, /State `paging`/);
  });

  it('fails where a table has no records, unless that is allowed', async () => {
    const path = written('empty.csv', 'id,title\n');
    assert.match((await failure(read(path, { map: map() }))).message, /no records/);
    const allowed = await read(path, { map: map(), options: { empty: 'allowed' } });
    assert.deepEqual(
      [allowed.items.filter(({ type }) => type === 'record'), allowed.end.coverage],
      [[], 'whole'],
    );
    for (const body of ['{"records":[]}', '[]', '<l/>']) {
      answer = () => ({ body });
      assert.equal((await failure(read(home, { map: map() }))).code, 'source-failed', body);
    }
  });

  it('does not take an error that is called a success for a record', async () => {
    for (const body of ['{"error":"Key not authorised"}', '<error><code>5</code></error>']) {
      answer = () => ({ body });
      const { code, message } = await failure(read(home, { map: map() }));
      assert.equal(code, 'source-failed');
      assert.match(message, /holds no list of records/);
    }
    answer = () => ({ type: 'text/csv', body: '<html><body><h1>Maintenance</h1></body></html>' });
    assert.ok((await failure(read(home, { map: map() }))) instanceof Failure);
  });

  it('says what is wrong with the definition', async () => {
    const path = written('c.csv', csv);
    for (const options of [{ empty: 'yes' }, { download: 'ftp://x/{file}' }, { sheet: '1' }])
      assert.equal((await failure(read(path, { options }))).code, 'invalid-configuration');
    assert.equal((await failure(read(path, { map: join(folder, 'absent.yaml') }))).code, 'not-found');
    assert.equal((await failure(read(join(folder, 'absent.csv'), { map: map() }))).code, 'not-found');
  });
});

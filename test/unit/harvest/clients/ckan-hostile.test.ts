import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { ckanClient } from '../../../../src/harvest/clients/ckan-client.ts';
import { Failure, type FailureCode } from '../../../../src/model/failure.ts';
import { readWith } from '../support/plain-context.ts';

const catalogs = fileURLToPath(new URL('../../../../../shared/realdata/catalogs/ckan/', import.meta.url));

type Reply = { readonly body: string | Buffer; readonly type?: string; readonly status?: number };

const json = (result: unknown): Reply => ({ body: JSON.stringify({ help: '', success: true, result }) });
const absent: Reply = { status: 404, body: 'Not found' };
const made = (id: string) => ({
  id,
  name: `name-${id}`,
  resources: [],
  metadata_created: '2020-01-01T00:00:00.000000',
  metadata_modified: '2020-01-01T00:00:00.000000',
});

describe('the harvest of a portal that is no CKAN portal as it should be', () => {
  const servers: Server[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  async function serve(reply: (action: string, parameters: URLSearchParams) => Reply): Promise<string> {
    const server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://portal.example');
      const {
        status = 200,
        body,
        type = 'application/json',
      } = reply(pathname.replace('/api/3/action/', ''), searchParams);
      response.writeHead(status, { 'content-type': type });
      response.end(body);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const harvest = async (
    reply: (action: string, parameters: URLSearchParams) => Reply,
    options: Readonly<Record<string, string>> = {},
  ) => readWith(ckanClient, { name: 'odd', type: 'ckan', url: await serve(reply), options });

  async function fails(reply: Parameters<typeof harvest>[0], code: FailureCode, message: RegExp) {
    await assert.rejects(harvest(reply), (error) => {
      assert.ok(error instanceof Failure, String(error));
      assert.match(error.message, message);
      assert.equal(error.code, code);
      return true;
    });
  }

  /** One page is answered well, the next one as is told. */
  const second = (reply: Reply) => (action: string, parameters: URLSearchParams) => {
    if (action !== 'package_search') return absent;
    if (parameters.get('rows') !== '1' && parameters.get('start') !== '0') return reply;
    return json({ count: 4, results: [made('a'), made('b')] });
  };

  it('is told what came instead of an answer', async () => {
    const html = '<!DOCTYPE html><html><body>Log in</body></html>';
    await fails(
      () => ({ body: html, type: 'text/html' }),
      'source-failed',
      /gave no answer of CKAN.*HTML page/,
    );
    await fails(() => ({ body: '' }), 'source-failed', /gave no answer of CKAN.*is empty/);
    await fails(() => ({ body: '"Bad request"' }), 'source-failed', /gave no answer of CKAN/);
    await fails(() => ({ body: '[]' }), 'source-failed', /neither "success" nor "result"/);
    await fails(() => ({ body: '[{"id":"a"}]' }), 'source-failed', /no object/);
    await fails(() => ({ body: '{"hello":1}' }), 'source-failed', /neither "success" nor "result"/);
    const error = JSON.stringify({ success: false, error: { message: 'Database is down' } });
    await fails(() => ({ body: error }), 'source-failed', /success": false.*Database is down/);
    await fails(() => ({ body: 'busy', status: 503 }), 'source-failed', /503/);
  });

  it('is not whole where a later page is none, or is cut off', async () => {
    await fails(second({ body: '' }), 'source-failed', /is empty/);
    await fails(second({ body: '<html></html>' }), 'source-failed', /HTML page/);
    await fails(second({ body: 'no', status: 500 }), 'source-failed', /500/);
    const cut = JSON.stringify({ success: true, result: { count: 4, results: [made('b'), made('c')] } });
    await fails(second({ body: cut.slice(0, -20) }), 'unreadable-input', /ends before it is complete/);
    await fails(
      second({ body: Buffer.from('{"success":true,"x":"\xff"}', 'latin1') }),
      'unreadable-input',
      /0xFF/,
    );
    await fails(second(json({ count: 4, results: [] })), 'source-failed', /2 of 4|changes faster/);
  });

  it('does not go round for ever where every page is the same', async () => {
    const same = (action: string): Reply =>
      action === 'package_search' ? json({ count: 1_000, results: [made('a'), made('b')] }) : absent;
    await fails(same, 'source-failed', /2 of 1000 packages|changes faster/);
  });

  it('reads what is served with another media type', async () => {
    const reply = (action: string): Reply =>
      action === 'package_search'
        ? { ...json({ count: 1, results: [made('a')] }), type: 'text/html' }
        : absent;
    const { items, end } = await harvest(reply);
    assert.deepEqual([items.length, end.coverage], [1, 'whole']);
  });

  it('shows packages of which a search has only the names', async () => {
    const reply = (action: string, parameters: URLSearchParams): Reply => {
      if (action === 'package_search') return json({ count: 2, results: ['name-a', 'name-b'] });
      if (action === 'package_list') return json(['name-a', 'name-b']);
      return json([made(parameters.get('id') === 'name-a' ? 'a' : 'b')]);
    };
    const { items, end } = await harvest(reply);
    assert.deepEqual(
      items.map((item) => item.type === 'record' && item.key),
      ['package:a', 'package:b'],
    );
    assert.equal(end.coverage, 'whole');
  });

  it('reports rows that are no packages, and reads the others', async () => {
    const reply = (action: string): Reply =>
      action === 'package_search' ? json({ count: 3, results: [made('a'), 7, { x: 1 }] }) : absent;
    const { items } = await harvest(reply);
    assert.deepEqual(
      items.map(({ type }) => type),
      ['record', 'unreadable', 'unreadable'],
    );
  });

  it('counts one page of a real, larger result as not whole', async function () {
    const file = `${catalogs}birmingham-package_search.json`;
    if (!existsSync(file)) this.skip();
    const body = readFileSync(file);
    await fails(
      (action) => (action === 'package_search' ? { body } : absent),
      'source-failed',
      /10 of \d+ packages|changes faster/,
    );
  });

  it('harvests real packages, organisations and groups', async function () {
    if (!existsSync(catalogs)) this.skip();
    const lines = (name: string) =>
      readFileSync(`${catalogs}${name}`, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line): unknown => JSON.parse(line));
    const hdx = JSON.parse(readFileSync(`${catalogs}hdx-unesco-package.json`, 'utf8')) as Record<
      string,
      unknown
    >;
    const birmingham = JSON.parse(readFileSync(`${catalogs}birmingham-package_search.json`, 'utf8')) as {
      result: { results: unknown[] };
    };
    const packages = [...birmingham.result.results, hdx['result'] ?? hdx];
    const groups = {
      organization_list: lines('nz-organizations.jsonl'),
      group_list: lines('nz-groups.jsonl'),
    };
    const reply = (action: string, parameters: URLSearchParams): Reply => {
      const at = Number(parameters.get('offset') ?? parameters.get('start') ?? 0);
      if (action === 'package_search')
        return json({ count: packages.length, results: packages.slice(at, at + 1_000) });
      if (action !== 'organization_list' && action !== 'group_list') return absent;
      return json(parameters.has('all_fields') ? groups[action].slice(at, at + 25) : []);
    };
    const { items, end } = await harvest(reply, { organizations: 'yes' });
    const kinds = new Map<string, number>();
    for (const item of items) {
      const kind = item.type === 'record' ? item.record.kind : item.type;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    assert.deepEqual(Object.fromEntries(kinds), { package: 11, organization: 378, group: 22 });
    assert.equal(end.coverage, 'whole');
  });
});

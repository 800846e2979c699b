import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { LmdbTokenStore } from '../../src/access/lmdb-token-store.ts';
import { parseToken } from '../../src/access/token-format.ts';
import { createLog } from '../../src/compose.ts';
import { Site } from '../../src/http/site.ts';
import { ask } from './client.ts';
import { freePort, runCli, serveCli, succeed, until } from './support/cli.ts';
import { temporaryFolder } from './support/folders.ts';
import { startGuardedServer } from './support/guarded-server.ts';

/** What a request with two `Authorization` fields is answered with. */
async function statusOfTwo(url: string, value: string): Promise<number | undefined> {
  const sent = request(url, { headers: { Authorization: [value, value] }, agent: false }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

describe('fivestar token', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const data = join(folder, 'data');

  async function create(...args: string[]): Promise<{ token: string; id: string; told: string }> {
    const ended = await runCli(['token', 'create', '--data', data, ...args]);
    assert.equal(ended.code, 0, ended.stderr);
    const token = ended.stdout.trim();
    return { token, id: parseToken(token)?.id ?? '', told: ended.stderr };
  }

  it('lists and revokes nothing where no token was ever made, and makes no folder', async () => {
    for (const args of [['list'], ['revoke', '0123456789ab']]) {
      const ended = await runCli(['token', ...args, '--data', data]);
      assert.equal(ended.code, 2);
      assert.match(ended.stderr, /^No token was ever made in .*fivestar token create/);
    }
    assert.ok(!existsSync(data));
  });

  it('creates a token before anything is published: alone on standard output, explained beside it', async () => {
    const { stdout, stderr } = await runCli(
      ['token', 'create', '--role', 'editor', '--name', 'harvester', '--expires', '2999-01-31'],
      { env: { FIVESTAR_DATA: data, FIVESTAR_BASE: 'https://data.example.gov.in/' } },
    );
    const parts = parseToken(stdout.trimEnd());
    assert.ok(parts && stdout === `${stdout.trimEnd()}\n`);
    assert.match(stderr, new RegExp(`^Token ${parts.id}, role editor, expires 2999-02-01T00:00:00Z`, 'm'));
    assert.match(stderr, /curl -H "Authorization: Bearer \$TOKEN" https:\/\/data\.example\.gov\.in\/sparql/);
    assert.match(stderr, /shown this once/);
    assert.ok(!stderr.includes(parts.secret));
    assert.deepEqual(readdirSync(data), ['access']);
    assert.ok(existsSync(join(data, 'access', 'data.mdb')));
  });

  it('lists what there is, in 80 columns and as JSON, never a secret', async () => {
    const { id, token } = await create(
      '--role',
      'reader',
      '--name',
      'नाम with a long explanation of what it is for',
    );
    const table = await succeed(['token', 'list', '--data', data]);
    const lines = table.trimEnd().split('\n');
    assert.match(lines[0] ?? '', /^ID +ROLE +CREATED +EXPIRES \(UTC\) +STATE +NAME$/);
    assert.match(
      table,
      /^[0-9a-f]{12} {2}editor {2}\d{4}-\d\d-\d\d {2}2999-02-01 00:00 {2}active {3}harvester$/m,
    );
    assert.match(table, new RegExp(`^${id} {2}reader .* never .* active .*…$`, 'm'));
    const json = await succeed(['token', 'list', '--json', '--data', data]);
    const listed = JSON.parse(json);
    // Those of one second stand in any order.
    const own = listed.find((one: { id: string }) => one.id === id);
    const other = listed.find((one: { id: string }) => one.id !== id);
    assert.deepEqual(Object.keys(own), ['id', 'name', 'role', 'created', 'state']);
    assert.deepEqual(Object.keys(other), ['id', 'name', 'role', 'created', 'expires', 'state']);
    assert.equal(listed.length, lines.length - 1);
    for (const text of [table, json])
      assert.ok(!text.includes(parseToken(token)?.secret ?? '') && !/hash/.test(text));
  });

  it('revokes by id and by the whole token, and says where that was done before', async () => {
    const [one, two] = [await create('--role', 'admin'), await create('--role', 'admin')];
    const revoke = () => succeed(['token', 'revoke', one.id, two.token, '--data', data]);
    assert.equal(await revoke(), `revoked: ${one.id}\nrevoked: ${two.id}\n`);
    assert.equal(await revoke(), `was revoked before: ${one.id}\nwas revoked before: ${two.id}\n`);
    const listed = JSON.parse(await succeed(['token', 'list', '--json', '--data', data]));
    const states = listed.filter(({ state }: { state: string }) => state === 'revoked');
    assert.deepEqual(states.map(({ id }: { id: string }) => id).sort(), [one.id, two.id].sort());
  });

  it('revokes nothing where one of the ids is a slip', async () => {
    const { id, token } = await create('--role', 'reader');
    const other = parseToken(token)?.secret.split('').reverse().join('') ?? '';
    const slips: [string, RegExp][] = [
      ['000000000000', /^There is no token 000000000000 here\. Nothing was revoked/],
      [`fivestar_${id}_${other}`, /but its secret is another.*Nothing was revoked/],
      [token.slice(0, -1), /neither the id of a token .* nor a whole token/],
    ];
    for (const [slip, message] of slips) {
      const ended = await runCli(['token', 'revoke', id, slip, '--data', data]);
      assert.equal(ended.code, 2);
      assert.match(ended.stderr, message);
      assert.equal(ended.stdout, '');
      assert.ok(!ended.stderr.includes(other) && !ended.stderr.includes(token.slice(-20, -1)));
    }
    const listed = JSON.parse(await succeed(['token', 'list', '--json', '--data', data]));
    assert.equal(listed.find((entry: { id: string }) => entry.id === id).state, 'active');
  });

  it('refuses wrong usage with exit code 2, says what to write, and makes no token', async () => {
    const before = await succeed(['token', 'list', '--data', data]);
    const wrong: [string[], RegExp][] = [
      [[], /required option '--role <ROLE>' not specified/],
      [['--role', 'owner'], /Allowed choices are reader, editor, admin/],
      [['--role', 'admin', '--expires', 'tomorrow'], /--expires must be a date such as 2027-01-31/],
      [['--role', 'admin', '--expires', '2020-01-31'], /--expires lies in the past/],
      [['--role', 'admin', '--name', 'a\u001b[31mb'], /--name has a control character/],
      [['--role', 'admin', '--name', 'x'.repeat(101)], /--name has 101 characters; at most 100/],
    ];
    for (const [args, message] of wrong) {
      const ended = await runCli(['token', 'create', '--data', data, ...args]);
      assert.equal(ended.code, 2, args.join(' '));
      assert.match(ended.stderr, message);
      assert.equal(ended.stdout, '');
    }
    assert.equal((await runCli(['token'])).code, 2);
    assert.equal(await succeed(['token', 'list', '--data', data]), before);
  });

  it('takes effect at the next request of a server that runs', async () => {
    const tokens = LmdbTokenStore.open(data);
    const log = createLog({ logLevel: 'silent' });
    const site = new Site('https://data.example.gov.in/');
    const server = await startGuardedServer({ tokens, site, log }, 'editor');
    try {
      assert.equal((await ask(server.origin)).status, 401);
      const { token, id } = await create('--role', 'editor', '--name', 'new');
      const headers = { Authorization: `Bearer ${token}` };
      const granted = await ask(server.origin, { headers });
      assert.deepEqual(
        [granted.status, JSON.parse(granted.body)],
        [200, { id, name: 'new', role: 'editor' }],
      );
      await succeed(['token', 'revoke', id, '--data', data]);
      const refused = await ask(server.origin, { headers });
      assert.deepEqual([refused.status, refused.body], [401, 'token-revoked']);
      assert.match(
        String(refused.headers['www-authenticate']),
        /^Bearer realm="fivestar", error="invalid_token"/,
      );
      const reader = await create('--role', 'reader');
      assert.equal(
        (await ask(server.origin, { headers: { Authorization: `Bearer ${reader.token}` } })).status,
        403,
      );
      const inAddress = `${server.origin}/?access_token=${(await create('--role', 'admin')).token}`;
      assert.equal((await ask(inAddress)).status, 401);
      assert.equal(await statusOfTwo(server.origin, `Bearer ${reader.token}`), 400);
    } finally {
      await server.close();
      await tokens.close();
    }
  });

  it('leaves no secret in the log, whatever is asked with it', async () => {
    const { token, id } = await create('--role', 'editor');
    const { secret = '' } = parseToken(token) ?? {};
    const bad = `fivestar_${id}_${secret.split('').reverse().join('')}`;
    const port = await freePort();
    const server = await serveCli(['--data', data, '--log-level', 'debug'], port);
    const basic = Buffer.from(`user:${token}`).toString('base64');
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    for (const sent of [`Bearer ${token}`, `Bearer ${bad}`, `Basic ${basic}`, `Bearer ${token}, ${token}`]) {
      const headers = { Authorization: sent };
      for (const path of ['/', '/sparql', '/catalog', '/doc/x', '/%', `/sparql?access_token=${token}`]) {
        await ask(server.origin + path, { headers });
        await ask(server.origin + path, {
          headers: { ...headers, ...form },
          method: 'POST',
          body: 'update=x',
        });
        await ask(server.origin + path, { headers, method: 'PUT', body: token });
      }
    }
    await until('it has logged that it serves', () => server.output().stderr.includes('Serving'));
    await server.stop();
    const { stdout, stderr } = server.output();
    for (const part of [token, bad, secret, secret.slice(0, 12), basic, basic.slice(12, 40)]) {
      assert.ok(!`${stdout}${stderr}`.includes(part));
    }
  });

  it('masks tokens that an error carries into the log', () => {
    const written: string[] = [];
    const log = createLog({ logLevel: 'debug' }, { write: (line: string) => void written.push(line) });
    const token = `fivestar_0123456789ab_${'Ab_-'.repeat(10)}xyz`;
    const cause = Object.assign(new Error(`bad field ${token}`), {
      headers: { authorization: `Bearer ${token}` },
    });
    log.error({ err: cause, url: `/sparql?access_token=${token}` }, `a request failed: ${token}`);
    log.debug({ authorization: `Basic ${Buffer.from(`user:${token}`).toString('base64')}` });
    assert.equal(written.length, 2);
    for (const line of written) {
      JSON.parse(line);
      assert.ok(!line.includes('Ab_-') && !line.includes(Buffer.from('user:five').toString('base64')), line);
    }
    assert.match(written[0] ?? '', /fivestar_0123456789ab_…/);
  });
});

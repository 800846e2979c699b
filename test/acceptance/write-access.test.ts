import assert from 'node:assert/strict';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { ask } from './client.ts';
import { records } from './example-records.ts';
import { base, type RunningPortal, startPortal } from './running-portal.ts';
import { untilCurrent } from './support/until-current.ts';

const form = 'application/x-www-form-urlencoded';
const update = 'application/sparql-update';
const insert = 'INSERT DATA { GRAPH <http://example.org/stolen> { <http://a> <http://b> 1 } }';
const turtle = '<http://a> <http://b> 1 .';
const encodedInsert = encodeURIComponent(insert);
const otherGraph = `/graph?graph=${encodeURIComponent('http://example.org/stolen')}`;
const recordGraph = `/graph?graph=${encodeURIComponent(`${base}doc/dataset/rainfall`)}`;

interface Attempt {
  readonly method: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
}

const boundary = 'b';
const multipart = `--b\r\nContent-Disposition: form-data; name="update"\r\n\r\n${insert}\r\n--b--\r\n`;

function* updateAttempts(): Generator<Attempt> {
  for (const path of ['/sparql', '/sparql/', '/sparql?query=ASK%7B%7D', '/sparql?format=json']) {
    yield { method: 'POST', path, headers: { 'content-type': update }, body: insert };
    yield { method: 'POST', path, headers: { 'content-type': `${update}; charset=utf-8` }, body: insert };
    yield { method: 'POST', path, headers: { 'content-type': 'APPLICATION/SPARQL-UPDATE' }, body: insert };
    yield { method: 'POST', path, headers: { 'content-type': form }, body: `update=${encodedInsert}` };
    yield {
      method: 'POST',
      path,
      headers: { 'content-type': form },
      body: `query=ASK%7B%7D&update=${encodedInsert}`,
    };
  }
  for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'PROPPATCH', 'POST']) {
    yield { method, path: `/sparql?update=${encodedInsert}` };
    yield { method, path: `/sparql?query=${encodedInsert}` };
    yield { method, path: `/sparql?query=ASK%7B%7D&update=${encodedInsert}` };
    yield { method, path: '/sparql', headers: { 'content-type': update }, body: insert };
    yield { method, path: '/', headers: { 'content-type': update }, body: insert };
    yield { method, path: '//sparql', headers: { 'content-type': update }, body: insert };
    yield { method, path: '/sparql/update', headers: { 'content-type': update }, body: insert };
    yield { method, path: '/update', headers: { 'content-type': update }, body: insert };
  }
  yield {
    method: 'POST',
    path: `/sparql?update=${encodedInsert}`,
    headers: { 'content-type': form },
    body: '',
  };
  yield {
    method: 'POST',
    path: `/sparql?update=${encodedInsert}`,
    headers: { 'content-type': 'application/sparql-query' },
    body: 'ASK {}',
  };
  yield {
    method: 'POST',
    path: '/sparql',
    headers: { 'content-type': 'application/sparql-query' },
    body: insert,
  };
  yield {
    method: 'POST',
    path: '/sparql',
    headers: { 'content-type': form },
    body: `query=${encodedInsert}`,
  };
  yield {
    method: 'POST',
    path: '/sparql',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: multipart,
  };
  yield {
    method: 'POST',
    path: '/sparql',
    headers: { 'content-type': update, 'content-encoding': 'gzip' },
    body: gzipSync(insert),
  };
  yield {
    method: 'POST',
    path: '/sparql',
    headers: { 'content-type': update, 'transfer-encoding': 'chunked' },
    body: insert,
  };
  for (const override of ['X-HTTP-Method-Override', 'X-Method-Override', 'X-HTTP-Method']) {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'POST']) {
      yield { method: 'GET', path: recordGraph, headers: { [override]: method } };
      yield {
        method: 'POST',
        path: '/sparql?query=ASK%7B%7D',
        headers: { [override]: method, 'content-type': form },
        body: '',
      };
      yield { method: 'GET', path: '/doc/dataset/rainfall', headers: { [override]: method } };
    }
  }
}

function* graphAttempts(): Generator<Attempt> {
  const paths = [
    '/graph',
    '/graph/',
    '/graph?default',
    '/graph/made/here',
    otherGraph,
    recordGraph,
    '/doc/dataset/rainfall',
    '/doc/dataset/rainfall.ttl',
    '/doc/dataset/made-up',
    '/doc/',
    '/doc',
    '/id/dataset/rainfall',
    '/def/sector/finance',
    '/dumps/catalog.ttl',
    '/catalog',
    '/.well-known/void',
    '/health/ready',
    '//graph?default',
    '/GRAPH?default',
    '/graph/../graph?default',
    '/%67raph?default',
  ];
  const bodies: [string, string | Uint8Array][] = [
    ['text/turtle', turtle],
    [update, 'INSERT DATA { <http://a> <http://b> 1 }'],
    [`multipart/form-data; boundary=${boundary}`, multipart],
  ];
  for (const path of paths) {
    for (const method of ['PUT', 'POST', 'PATCH', 'DELETE', 'MERGE', 'COPY']) {
      for (const [type, body] of bodies) yield { method, path, headers: { 'content-type': type }, body };
    }
    yield { method: 'DELETE', path };
    for (const method of ['GET', 'HEAD']) {
      yield { method, path, headers: { 'content-type': 'text/turtle' }, body: turtle };
    }
  }
  yield {
    method: 'PUT',
    path: otherGraph,
    headers: { 'content-type': 'text/turtle', 'content-encoding': 'gzip' },
    body: gzipSync(turtle),
  };
}

describe('who may write', function () {
  this.timeout(60_000);
  let portal: RunningPortal;
  let sequence: number;
  before(async () => {
    portal = await startPortal({ engine: true, vocabulary: true });
    await portal.publish(...records);
    await untilCurrent(portal);
    sequence = portal.store.sequence();
  });
  after(() => portal.close());
  afterEach(() => {
    assert.equal(portal.store.sequence(), sequence, 'nothing was written');
    assert.deepEqual(portal.logged, []);
  });

  const attempts = [...updateAttempts(), ...graphAttempts()];
  /** Every attempt, with these fields; how often each status was answered. */
  async function tryAll(headers: Record<string, string>): Promise<Map<number, number>> {
    const counts = new Map<number, number>();
    for (const attempt of attempts) {
      const { path, ...options } = attempt;
      const answer = await ask(portal.origin + path, {
        ...options,
        headers: { ...options.headers, ...headers },
      });
      const what = `${attempt.method} ${path} ${JSON.stringify(attempt.headers)}: ${answer.status}`;
      assert.equal(portal.store.sequence(), sequence, what);
      assert.ok(answer.status < 500, what);
      const isRead =
        attempt.method === 'GET' ||
        attempt.method === 'HEAD' ||
        path.includes('query=ASK') ||
        attempt.body === 'ASK {}';
      assert.ok(isRead || answer.status >= 400 || answer.status === 303, what);
      if (answer.status === 401) assert.match(answer.headers['www-authenticate'] ?? '', /^Bearer .*, Basic /);
      counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
    }
    return counts;
  }

  it('nobody without a token, by any door', async () => {
    const counts = await tryAll({});
    assert.ok((counts.get(401) ?? 0) > 150, String([...counts]));
  });

  it('nobody with something that is no token', async () => {
    const basic = (password: string) => `Basic ${Buffer.from(`editor:${password}`).toString('base64')}`;
    for (const authorization of [basic('wrong'), 'Bearer wrong', basic('')]) {
      const counts = await tryAll({ authorization });
      assert.ok((counts.get(401) ?? 0) > 150, `${authorization} ${[...counts]}`);
    }
  });

  it('no reader (403)', async () => {
    const { token } = portal.tokens.create({ role: 'reader', name: '' });
    const counts = await tryAll({ authorization: `Bearer ${token}` });
    assert.ok((counts.get(403) ?? 0) > 150, String([...counts]));
    assert.equal(counts.get(401), undefined);
  });

  it('no editor for what the portal states itself', async () => {
    const { token } = portal.tokens.create({ role: 'editor', name: '' });
    const own = `${base}doc/def/sector`;
    for (const [method, path, body] of [
      ['PUT', `/graph?graph=${encodeURIComponent(own)}`, turtle],
      ['DELETE', `/graph?graph=${encodeURIComponent(own)}`, ''],
      ['DELETE', '/doc/def/sector', ''],
    ] as const) {
      const answer = await ask(portal.origin + path, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'text/turtle' },
        body,
      });
      assert.equal(answer.status, 403, answer.body);
    }
  });

  it('nobody whose token is in the address or the body', async () => {
    const { token } = portal.tokens.create({ role: 'editor', name: '' });
    for (const path of [`/sparql?access_token=${token}`, `/sparql?token=${token}`]) {
      const answer = await ask(portal.origin + path, {
        method: 'POST',
        headers: { 'content-type': form },
        body: `update=${encodedInsert}&access_token=${token}`,
      });
      assert.equal(answer.status, 401);
    }
  });

  it('nobody from a page of another site with a password that the browser keeps', async () => {
    const { token } = portal.tokens.create({ role: 'editor', name: '' });
    const answer = await ask(`${portal.origin}/sparql`, {
      method: 'POST',
      headers: {
        'content-type': form,
        origin: 'https://elsewhere.example',
        authorization: `Basic ${Buffer.from(`x:${token}`).toString('base64')}`,
      },
      body: `update=${encodedInsert}`,
    });
    assert.equal(answer.status, 403, answer.body);
  });

  it('is told before the body is sent', async () => {
    const socket = connect(Number(new URL(portal.origin).port), '127.0.0.1');
    socket.write(
      'PUT /graph?default HTTP/1.1\r\nHost: x\r\nContent-Type: text/turtle\r\nContent-Length: 60000000\r\n\r\n',
    );
    const [chunk] = (await new Promise((resolve) => socket.once('data', (data) => resolve([data])))) as [
      Buffer,
    ];
    assert.match(chunk.toString(), /^HTTP\/1\.1 401 /);
    socket.destroy();
  });
});

describe('a token that holds no more', () => {
  let portal: RunningPortal;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  before(async () => {
    portal = await startPortal({ engine: true });
    await untilCurrent(portal);
  });
  after(async () => {
    agent.destroy();
    await portal.close();
  });

  /** Over one connection that is kept. */
  async function put(token: string, value: number): Promise<{ status: number; body: string; port: number }> {
    const sent = request(`${portal.origin}/graph?default`, {
      method: 'PUT',
      agent,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/turtle' },
    });
    sent.end(`<http://a> <http://b> ${value} .`);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      sent.once('response', resolve);
      sent.once('error', reject);
    });
    const port = answer.socket.localPort ?? 0;
    return { status: answer.statusCode ?? 0, body: await text(answer), port };
  }

  for (const [what, code, end] of [
    ['revoked', 'token-revoked', (id: string) => assert.equal(portal.tokens.revoke(id), 'revoked')],
    ['expired', 'token-expired', () => new Promise((resolve) => setTimeout(resolve, 2_100))],
  ] as const) {
    it(`is refused at once when it is ${what}, also on a connection that is kept`, async () => {
      const expires = what === 'expired' ? { expires: new Date(Date.now() + 2_000) } : {};
      const { token, entry } = portal.tokens.create({ role: 'editor', name: '', ...expires });
      const first = await put(token, 1);
      assert.ok(first.status < 300, first.body);
      await end(entry.id);
      const sequence = portal.store.sequence();
      const second = await put(token, 2);
      assert.equal(second.status, 401);
      assert.equal(JSON.parse(second.body).code, code);
      assert.equal(second.port, first.port, 'it was the same connection');
      const update = await ask(`${portal.origin}/sparql`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/sparql-update' },
        body: 'CLEAR ALL',
      });
      assert.equal(update.status, 401);
      const query = await ask(`${portal.origin}/sparql?query=ASK%7B%7D`, {
        headers: { authorization: `Bearer ${token}` },
      });
      assert.equal(query.status, 401);
      assert.equal(portal.store.sequence(), sequence);
    });
  }
});

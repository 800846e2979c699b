import assert from 'node:assert/strict';
import { commonHeaders } from '../../src/http/headers.ts';
import { ask } from './client.ts';
import { records } from './example-records.ts';
import { type RunningPortal, startPortal } from './running-portal.ts';
import { answersOf, type HttpAnswer, RawConnection, until } from './support/raw-connection.ts';

const serverLimits = {
  headersTimeout: 600,
  requestTimeout: 1_200,
  keepAliveTimeout: 1_000,
  stalledTimeout: 1_000,
  checkInterval: 100,
  linger: 300,
  connections: 2_000,
  bodyBytes: 1_000_000,
};
const path = '/catalog';
const get = (target = path, more = '') => `GET ${target} HTTP/1.1\r\nHost: test\r\n${more}\r\n`;
const post = (fields: string, body: string) =>
  `POST /sparql HTTP/1.1\r\nHost: test\r\nContent-Type: application/sparql-query\r\n${fields}\r\n${body}`;
const smuggled = get('/health/live');

describe('a client that misbehaves', () => {
  let portal: RunningPortal;
  let port: number;
  before(async () => {
    portal = await startPortal({ serverLimits });
    await portal.publish(...records);
    port = Number(new URL(portal.origin).port);
  });
  afterEach(async () => {
    await othersAreAnswered();
    await until(async () => (await portal.connections()) === 0, 'every connection is closed');
    assert.deepEqual(portal.logged, []);
  });
  after(async () => {
    await portal.close();
    const isSocket = (name: string) => name === 'TCPSocketWrap';
    await until(() => !process.getActiveResourcesInfo().some(isSocket), 'no socket is left');
  });

  async function othersAreAnswered(): Promise<void> {
    for (const target of [path, '/catalog.ttl', '/health/live'])
      assert.equal((await ask(portal.origin + target)).status, 200, target);
  }

  function assertRefusal(answer: HttpAnswer | undefined, status: number, code: string): void {
    assert.ok(answer);
    assert.equal(answer.status, status, answer.body);
    const problem = JSON.parse(answer.body);
    assert.equal(problem.code, code);
    assert.equal(problem.status, status);
    for (const member of ['title', 'detail', 'remedy']) assert.ok(problem[member].length > 5, member);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    for (const [name, value] of Object.entries(commonHeaders))
      assert.equal(answer.headers.get(name.toLowerCase()), value, name);
  }

  const malformed = [400, 'malformed-request'] as const;
  const large = [431, 'head-too-large'] as const;
  const coding = [501, 'transfer-coding'] as const;
  const host = [400, 'host-missing'] as const;
  const version = [505, 'http-version'] as const;
  const chunked = 'Transfer-Encoding: chunked\r\n';
  const refused: readonly (readonly [string, string, readonly [number, string]])[] = [
    ['Content-Length and Transfer-Encoding', post(`Content-Length: 4\r\n${chunked}`, '0\r\n\r\n'), malformed],
    ['Transfer-Encoding and Content-Length', post(`${chunked}Content-Length: 4\r\n`, '0\r\n\r\n'), malformed],
    ['two lengths', post('Content-Length: 4\r\nContent-Length: 5\r\n', 'abcde'), malformed],
    ['one length twice', post('Content-Length: 4\r\nContent-Length: 4\r\n', 'abcd'), malformed],
    ['a list of lengths', post('Content-Length: 4, 4\r\n', 'abcd'), malformed],
    ['a length with a sign', post('Content-Length: +4\r\n', 'abcd'), malformed],
    ['a negative length', post('Content-Length: -1\r\n', ''), malformed],
    ['a length beyond all numbers', post('Content-Length: 99999999999999999999\r\n', ''), malformed],
    ['a blank before the colon', post('Transfer-Encoding : chunked\r\n', '0\r\n\r\n'), malformed],
    ['another transfer coding', post('Transfer-Encoding: xchunked\r\n', '0\r\n\r\n'), coding],
    ['chunked, then another', post('Transfer-Encoding: chunked, identity\r\n', '0\r\n\r\n'), malformed],
    ['two fields of codings', post(`${chunked}Transfer-Encoding: identity\r\n`, '0\r\n\r\n'), malformed],
    ['a coding before chunked', post('Transfer-Encoding: gzip, chunked\r\n', '0\r\n\r\n'), coding],
    ['chunks in HTTP/1.0', post(chunked, '0\r\n\r\n').replace('HTTP/1.1', 'HTTP/1.0'), coding],
    ['a folded field', get(path, 'X: a\r\n b\r\n'), malformed],
    ['bare line feeds', get().replaceAll('\r\n', '\n'), malformed],
    ['a bare line feed after a field', 'GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n', malformed],
    ['a bare carriage return', get(path, 'X: y\rZ: 1\r\n'), malformed],
    ['a NUL in a field', get(path, 'X: a\0b\r\n'), malformed],
    ['a field without a name', get(path, ': x\r\n'), malformed],
    ['a field without a colon', get(path, 'abc\r\n'), malformed],
    ['a blank in the address', get('/a b'), malformed],
    ['bytes above ASCII in the address', get('/\xe9'), malformed],
    ['a chunk of no size', post(chunked, 'zz\r\nabc\r\n0\r\n\r\n'), malformed],
    ['a chunk longer than its size', post(chunked, '3\r\nabcdef\r\n0\r\n\r\n'), malformed],
    ['a chunk beyond all sizes', post(chunked, 'ffffffffffffffffff\r\nabc\r\n'), malformed],
    ['endless chunk extensions', post(chunked, `1;${'x'.repeat(20_000)}\r\n`), [413, 'body-too-large']],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', host],
    ['two hosts', get(path, 'Host: other\r\n'), host],
    ['HTTP/2 without asking', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', version],
    ['HTTP/2.0 in a line of HTTP/1', get().replace('HTTP/1.1', 'HTTP/2.0'), version],
    ['HTTP/0.9', 'GET /\r\n\r\n', version],
    ['TLS on a port without it', '\x16\x03\x01\x02\x00\x01\x00', malformed],
    ['garbage', 'garbage\r\n\r\n', malformed],
    ['a tunnel', 'CONNECT other:443 HTTP/1.1\r\nHost: other\r\n\r\n', [405, 'method-not-allowed']],
    ['101 fields', get(path, 'X: y\r\n'.repeat(100)), large],
    ['3,000 fields', get(path, 'X: y\r\n'.repeat(3_000)), large],
    ['a field of 17 kB', get(path, `Cookie: ${'x'.repeat(17_000)}\r\n`), large],
    ['fields of 1 MB', get(path, `X: ${'x'.repeat(10_000)}\r\n`.repeat(100)), large],
    ['an address of 100 kB', get(`/${'x'.repeat(100_000)}`), large],
  ];
  for (const [what, bytes, [status, code]] of refused) {
    it(`is told what is wrong with ${what}: ${status}, and is heard no more`, async () => {
      const connection = new RawConnection(port).send(bytes).send(smuggled);
      const answers = answersOf(await connection.whole());
      assert.equal(answers.length, 1, 'nothing after it is taken for a request');
      assertRefusal(answers[0], status, code);
      // The client never ends its half of the connection; the server closes all the same.
      await until(async () => (await portal.connections()) === 0, 'the connection is closed');
      connection.close();
    });
  }

  it('is told in its language where the request could be read', async () => {
    const hindi = 'Accept-Language: hi-IN\r\n';
    const connection = new RawConnection(port).send(get(path, hindi + 'X: y\r\n'.repeat(100)));
    const [answer] = answersOf(await connection.whole());
    assertRefusal(answer, ...large);
    assert.equal(answer?.headers.get('content-language'), 'hi');
    assert.match(answer?.body ?? '', /शीर्ष/);
    connection.close();
  });

  it('gets an answer to as many fields as are allowed', async () => {
    const connection = new RawConnection(port).send(get(path, 'X: y\r\n'.repeat(99)));
    await connection.receives(/^HTTP\/1\.1 200 /);
    connection.close();
  });

  it('is refused a body that is too large before it is sent', async () => {
    const fields = 'Content-Length: 1000001\r\n';
    const waits = new RawConnection(port).send(post(`${fields}Expect: 100-continue\r\n`, ''));
    const sends = new RawConnection(port).send(post(fields, 'x'.repeat(1_000_001)));
    for (const connection of [waits, sends]) {
      const answers = answersOf(
        await connection.receives(/\r\n\r\n\{[^}]*\}\n$/).then((one) => one.received),
      );
      assert.equal(answers.length, 1, 'no 100 Continue');
      assertRefusal(answers[0], 413, 'body-too-large');
    }
    await waits.whole();
    for (const connection of [waits, sends]) connection.close();
  });

  it('is asked for a body that is not, and told of other expectations', async () => {
    const query = 'ASK {}';
    const fields = `Content-Length: ${query.length}\r\nExpect: 100-continue\r\n`;
    const connection = await new RawConnection(port).send(post(fields, '')).receives(/^HTTP\/1\.1 100 /);
    await connection.send(query).receives(/\r\n\r\nHTTP\/1\.1 503 /);
    connection.close();
    const tea = new RawConnection(port).send(get(path, 'Expect: tea\r\n'));
    assertRefusal(answersOf(await tea.whole())[0], 417, 'expectation-failed');
    tea.close();
  });

  it('may not send without end what nobody reads', async () => {
    const connection = new RawConnection(port).send(
      `POST /nowhere HTTP/1.1\r\nHost: test\r\nAccept: application/problem+json\r\n${chunked}\r\n`,
    );
    await connection.receives(/^HTTP\/1\.1 404 /);
    const sending = setInterval(() => connection.send('5\r\nabcde\r\n'), 5);
    await connection.whole();
    clearInterval(sending);
    connection.close();
  });

  it('that sends its header fields a byte at a time runs out of time', async () => {
    const slow = Array.from({ length: 20 }, () => new RawConnection(port));
    let at = 0;
    const dripping = setInterval(() => {
      for (const connection of slow) connection.send(at < 4 ? 'GET '.charAt(at) : '/');
      at += 1;
    }, 20);
    await othersAreAnswered();
    for (const connection of slow) {
      const [answer] = answersOf(await connection.whole());
      assertRefusal(answer, 408, 'request-timeout');
    }
    clearInterval(dripping);
    for (const connection of slow) connection.close();
  });

  it('that sends its body a byte at a time runs out of time', async () => {
    const connection = new RawConnection(port).send(post('Content-Length: 100000\r\n', ''));
    const dripping = setInterval(() => connection.send('x'), 20);
    await othersAreAnswered();
    assertRefusal(answersOf(await connection.whole())[0], 408, 'request-timeout');
    clearInterval(dripping);
    connection.close();
  });

  it('that leaves in the middle of fields, bodies or answers leaves nothing behind', async () => {
    const wholeAnswer = get('/catalog/all.nt');
    for (let round = 0; round < 10; round++) {
      const connections = Array.from({ length: 30 }, () => new RawConnection(port));
      for (const [index, connection] of connections.entries()) {
        connection.send(
          [
            get().slice(0, 20),
            post('Content-Length: 1000\r\n', 'ASK'),
            post(chunked, '5\r\nab'),
            wholeAnswer,
          ][index % 4] as string,
        );
      }
      await othersAreAnswered();
      for (const [index, connection] of connections.entries())
        index % 2 === 0 ? connection.close() : connection.socket.resetAndDestroy();
    }
  });

  it('that is silent with 999 others disturbs nobody, and is let go', async () => {
    const patient = await startPortal({
      serverLimits: {
        ...serverLimits,
        headersTimeout: 6_000,
        requestTimeout: 6_000,
        stalledTimeout: 10_000,
        keepAliveTimeout: 6_000,
      },
    });
    const patientPort = Number(new URL(patient.origin).port);
    const silent = Array.from({ length: 500 }, () => new RawConnection(patientPort));
    const idle = Array.from({ length: 500 }, () => new RawConnection(patientPort).send(smuggled));
    await until(async () => (await patient.connections()) === 1_000, 'all are connected');
    for (let count = 0; count < 20; count++)
      assert.equal((await ask(`${patient.origin}/catalog`)).status, 200);
    for (const connection of silent)
      assertRefusal(answersOf(await connection.whole())[0], 408, 'request-timeout');
    for (const connection of idle) {
      const answers = answersOf(await connection.whole());
      assert.deepEqual(
        answers.map(({ status }) => status),
        [200],
      );
    }
    await until(async () => (await patient.connections()) === 0, 'every connection is closed');
    for (const connection of [...silent, ...idle]) connection.close();
    await patient.close();
  });

  it('gets answers in order where requests come all at once, and the refusal last', async () => {
    const targets = [path, '/catalog.ttl', '/health/live', '/nowhere', '/doc/nothing'];
    const requests = Array.from({ length: 200 }, (_, index) => targets[index % targets.length] as string);
    const connection = new RawConnection(port).send(
      `${requests.map((target) => get(target)).join('')}garbage\r\n`,
    );
    const answers = answersOf(await connection.whole());
    assert.equal(answers.length, 201);
    requests.forEach((target, index) => {
      const expected = target === '/nowhere' || target === '/doc/nothing' ? 404 : 200;
      assert.equal(answers[index]?.status, expected, `${index}: ${target}`);
    });
    assertRefusal(answers[200], ...malformed);
    connection.close();
  });

  it('finds no room among connections that are in use, and is told so; idle ones give way', async () => {
    const few = await startPortal({
      serverLimits: {
        ...serverLimits,
        headersTimeout: 5_000,
        requestTimeout: 5_000,
        keepAliveTimeout: 10_000,
        connections: 10,
      },
    });
    const fewPort = Number(new URL(few.origin).port);
    const busy = Array.from({ length: 10 }, () => new RawConnection(fewPort).send('GET / HT'));
    await until(async () => (await few.connections()) === 10, 'all are connected');
    const surplus = new RawConnection(fewPort).send(get('/health/live'));
    const [refusal] = answersOf(await surplus.whole());
    assertRefusal(refusal, 503, 'too-many-connections');
    assert.match(refusal?.headers.get('retry-after') ?? '', /^\d+$/);
    surplus.close();
    for (const connection of busy) connection.send('TP/1.1\r\nHost: test\r\nAccept: text/html\r\n\r\n');
    for (const connection of busy) await connection.receives(/<\/html>\s*$/);
    for (let count = 0; count < 30; count++)
      assert.equal((await ask(`${few.origin}/health/live`)).status, 200);
    assert.ok((await few.connections()) <= 10);
    for (const connection of busy) connection.close();
    await few.close();
  });
});

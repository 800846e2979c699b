import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunningServer, startServer } from '../../../src/http/server.ts';
import type { ServerLimits } from '../../../src/http/server-limits.ts';
import { answersOf, RawConnection, until } from '../../acceptance/support/raw-connection.ts';

const limits: Partial<ServerLimits> = {
  headersTimeout: 2_000,
  requestTimeout: 2_000,
  keepAliveTimeout: 500,
  stalledTimeout: 500,
  checkInterval: 50,
  linger: 200,
};
const get = 'GET / HTTP/1.1\r\nHost: test\r\n\r\n';
const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

describe('startServer', () => {
  const running: RunningServer[] = [];
  const start = async (listener: RequestListener): Promise<RunningServer> => {
    const server = await startServer({ listener, host: '127.0.0.1', port: 0, log: quiet, limits });
    running.push(server);
    return server;
  };
  afterEach(async () => {
    for (const server of running.splice(0)) {
      await until(async () => (await server.connections()) === 0, 'every connection is closed');
      await server.close(100);
    }
  });

  it('breaks off an answer of which a client takes nothing for too long', async () => {
    const size = 64 * 1024 * 1024;
    let closed = false;
    const server = await start((_request, response) => {
      response.on('close', () => {
        closed = true;
      });
      response.end(Buffer.alloc(size));
    });
    const connection = new RawConnection(server.port);
    connection.socket.pause();
    connection.send(get);
    await until(() => closed, 'the answer ends');
    connection.socket.resume();
    const received = await connection.whole();
    assert.match(received, /^HTTP\/1\.1 200 /);
    assert.ok(received.length < size, `${received.length} bytes`);
    connection.close();
  });

  it('sends all of an answer to a client that takes it slowly', async () => {
    const size = 24 * 1024 * 1024;
    const server = await start((_request, response) => {
      response.end(Buffer.alloc(size, 'x'));
    });
    const connection = new RawConnection(server.port).send(get);
    let taken = 0;
    connection.socket.on('data', async (text: string) => {
      taken += text.length;
      connection.socket.pause();
      await sleep(2);
      connection.socket.resume();
    });
    await until(() => taken >= size, 'the whole answer has come');
    connection.close();
  });

  it('waits for an answer that takes long to make', async () => {
    const server = await start(async (_request, response) => {
      await sleep(1_500);
      response.end('made');
    });
    const connection = new RawConnection(server.port).send(get + get);
    await connection.receives(/made.*made$/s);
    connection.close();
  });

  it('takes on no more requests of one connection than their answers find room for', async () => {
    let begun = 0;
    const server = await start((_request, response) => {
      begun += 1;
      response.end(Buffer.alloc(100_000));
    });
    const connection = new RawConnection(server.port);
    connection.socket.pause();
    connection.send(get.repeat(20_000));
    let before = -1;
    await until(async () => {
      const same = begun === before && begun > 0;
      before = begun;
      await sleep(100);
      return same;
    }, 'nothing more begins');
    assert.ok(begun < 4_000, `${begun} of 20,000 are begun`);
    connection.close();
  });

  it('sends a refusal after the answers that are being made, and none into an answer', async () => {
    const server = await start(async (_request, response) => {
      await sleep(100);
      response.end('made');
    });
    const connection = new RawConnection(server.port).send(`${get}${get}garbage\r\n\r\n`);
    const answers = answersOf(await connection.whole());
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 400],
    );
    connection.close();
    const begun = await start((request, response) => {
      request.on('error', () => undefined);
      request.resume();
      response.writeHead(200, { 'Content-Length': '10' });
      response.write('half');
    });
    const cut = new RawConnection(begun.port);
    cut.send('POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n');
    await cut.receives(/half$/);
    assert.match(await cut.send('zz\r\n').whole(), /half$/);
    cut.close();
  });

  it('closes idle connections, and lets no request wait, when it stops', async () => {
    const server = await startServer({
      listener: async (_request, response) => {
        await sleep(200);
        response.end('made');
      },
      host: '127.0.0.1',
      port: 0,
      log: quiet,
    });
    const idle = new RawConnection(server.port).send(get);
    await idle.receives(/made$/);
    const working = new RawConnection(server.port).send(get);
    await until(async () => (await server.connections()) === 2, 'both are connected');
    await sleep(50);
    // Long before the time is up that requests in flight are given.
    await server.close(1_000_000);
    assert.match(await working.whole(), /made$/);
    await idle.whole();
    for (const connection of [idle, working]) connection.close();
  });

  it('says that a port is taken', async () => {
    const server = await start((_request, response) => response.end());
    await assert.rejects(
      startServer({ listener: () => undefined, host: '127.0.0.1', port: server.port, log: quiet }),
      { code: 'wrong-usage', message: /taken by another process.*--port/ },
    );
  });
});

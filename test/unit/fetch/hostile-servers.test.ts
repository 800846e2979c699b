import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { createGzip, gzipSync } from 'node:zlib';
import type { FetchLimits } from '../../../src/fetch/fetcher.ts';
import type { GuardedFetcher } from '../../../src/fetch/guarded-fetcher.ts';
import type { NameLookup } from '../../../src/fetch/send-guarded.ts';
import {
  drain,
  failing,
  failureOf,
  fetcherOf,
  type LoopbackServer,
  type Routes,
  serve,
  serveRaw,
  withBody,
} from './support/loopback.ts';

const page = gzipSync('x'.repeat(1_000));

/** Writes the same again and again, as fast as it is taken. */
function endless(target: ServerResponse | Socket, chunk: Buffer | string): void {
  const write = () => {
    while (!target.destroyed && target.write(chunk));
    if (!target.destroyed) target.once('drain', write);
  };
  target.on('error', () => undefined);
  write();
}

/** Writes a little every now and then, for ever. */
function drip(target: ServerResponse | Socket, bit: string): void {
  const timer = setInterval(() => target.write(bit), 5);
  target.on('error', () => undefined);
  target.on('close', () => clearInterval(timer));
}

/** Resolves names to what a test says. */
function names(table: Readonly<Record<string, readonly string[]>>): NameLookup {
  return (host, _, done) => {
    const addresses = (table[host] ?? []).map(
      (address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 }),
    );
    setImmediate(() => done(null, addresses));
  };
}

describe('A hostile server', () => {
  let closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing) await close();
    closing = [];
  });

  async function started(server: Promise<LoopbackServer>): Promise<LoopbackServer> {
    const one = await server;
    closing.push(one.close);
    return one;
  }

  function limited(limits: Partial<FetchLimits>): GuardedFetcher {
    const fetcher = fetcherOf({ limits });
    closing.push(() => fetcher.close());
    return fetcher;
  }

  /** What its answer to a request comes to. */
  async function answers(
    answer: (response: ServerResponse) => void,
    limits: Partial<FetchLimits> = {},
  ): Promise<{ bytes: number; message: string; fetcher: GuardedFetcher }> {
    const { origin } = await started(serve((_, response) => answer(response)));
    return outcome(origin, limits);
  }

  async function sends(
    answer: (socket: Socket) => void,
    limits: Partial<FetchLimits> = {},
  ): Promise<{ bytes: number; message: string; fetcher: GuardedFetcher }> {
    const { origin } = await started(serveRaw(answer));
    return outcome(origin, limits);
  }

  async function outcome(url: string, limits: Partial<FetchLimits>) {
    const fetcher = limited(limits);
    try {
      const { bytes, error } = await drain(await fetcher.fetch({ url }));
      const { message } = failing(error, 'source-failed');
      assert.ok(message.includes(`<${url}/>`), message);
      return { bytes, message, fetcher };
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      return { bytes: 0, message: failing(error, 'source-failed').message, fetcher };
    }
  }

  describe('leads elsewhere:', () => {
    let asked: string[];
    let inner: LoopbackServer;
    let outer: LoopbackServer;
    /** `public.example` stands for a server on the Internet; only its own address may be reached. */
    let fetcher: GuardedFetcher;
    const targets: Routes = {};

    beforeEach(async () => {
      asked = [];
      inner = await started(
        serve((request, response) => {
          asked.push(request.url ?? '');
          response.end('secret');
        }),
      );
      const to = (location: string) => (_: unknown, response: ServerResponse) =>
        void response.writeHead(302, { Location: location }).end();
      outer = await started(
        serve({
          ...targets,
          '/loopback': to(`http://127.0.0.2:${inner.port}/secret`),
          '/decimal': to(`http://2130706434:${inner.port}/secret`),
          '/mapped': to(`http://[::ffff:127.0.0.2]:${inner.port}/secret`),
          '/six': to(`http://[::1]:${inner.port}/secret`),
          '/localhost': to(`http://localhost.:${inner.port}/secret`),
          '/metadata': to('http://169.254.169.254/latest/meta-data/'),
          '/rebound': to(`http://rebound.example:${inner.port}/secret`),
          '/mixed': to(`http://mixed.example:${inner.port}/secret`),
          '/file': to('file:///etc/passwd'),
          '/user': to('http://me:geheim@data.example/'),
          '/no-url': to('http://['),
          '/circle': to('/circle/1'),
          '/circle/1': to('/circle/2'),
          '/circle/2': to('/circle#again'),
          '/self': to('/self'),
          '/far': to('/far/1'),
          '/far/1': to('/far/2'),
          '/far/2': to('/far/3'),
          '/nowhere': (_, response) => void response.writeHead(302).end('without a place'),
        }),
      );
      fetcher = fetcherOf({
        limits: { redirects: 2 },
        lookup: names({
          'rebound.example': ['127.0.0.2'],
          'mixed.example': ['93.184.216.34', '10.0.0.1'],
          'localhost.': ['127.0.0.1'],
        }),
      });
      closing.push(() => fetcher.close());
    });

    for (const [path, said] of [
      ['/loopback', /redirects\. .*127\.0\.0\.2 is no public address; list "127\.0\.0\.2" under/],
      ['/decimal', /127\.0\.0\.2 is no public address/],
      ['/mapped', /::ffff:7f00:2 is no public address/],
      ['/six', /::1 is no public address/],
      ['/metadata', /169\.254\.169\.254 is no public address/],
      ['/rebound', /<rebound\.example> is not fetched: the name resolves to 127\.0\.0\.2/],
      ['/mixed', /<mixed\.example> is not fetched: the name resolves to 10\.0\.0\.1/],
      ['/file', /only http and https/],
      ['/user', /user name is never called/],
    ] as const)
      it(`${path.slice(1)} is refused`, async () => {
        const { message } = await failureOf(
          fetcher.fetch({ url: `${outer.origin}${path}` }),
          'source-refused',
        );
        assert.match(message, said);
        assert.ok(!message.includes('geheim'));
        assert.deepEqual(asked, []);
      });

    it('localhost with a dot is reached only where loopback is', async () => {
      const strict = fetcherOf(
        { lookup: names({ 'outer.example': ['127.0.0.1'], 'localhost.': ['127.0.0.1'] }) },
        ['outer.example'],
      );
      closing.push(() => strict.close());
      const url = `http://outer.example:${outer.port}/localhost`;
      const { message } = await failureOf(strict.fetch({ url }), 'source-refused');
      assert.match(message, /<localhost\.> is not fetched/);
      assert.deepEqual(asked, []);
    });

    for (const [path, said] of [
      ['/circle', /in a circle/],
      ['/self', /in a circle/],
      ['/far', /more than 2 redirects/],
      ['/no-url', /no URL/],
      ['/nowhere', /status 302: without a place/],
    ] as const)
      it(`${path.slice(1)} ends`, async () => {
        const { message } = await failureOf(
          fetcher.fetch({ url: `${outer.origin}${path}` }),
          'source-failed',
        );
        assert.match(message, said);
      });
  });

  describe('sends too much:', () => {
    it('a page without end', async () => {
      const { bytes, message } = await answers((response) => endless(response, Buffer.alloc(65_536)), {
        pageBytes: 3_000_000,
      });
      assert.match(message, /more than 3000000 bytes; a higher limit "pageBytes"/);
      assert.ok(bytes <= 3_000_000 && bytes > 2_000_000);
    });

    it('a page that says that it has 10 GB', async () => {
      const { bytes, message } = await answers((response) => {
        response.writeHead(200, { 'Content-Length': 10 * 1024 ** 3 });
        endless(response, Buffer.alloc(65_536));
      });
      assert.match(message, /more than 1073741824 bytes/);
      assert.equal(bytes, 0);
    });

    it('many pages', async () => {
      const { origin } = await started(serve((_, response) => void response.end(page)));
      const fetcher = limited({ totalBytes: page.length * 2 });
      for (let time = 0; time < 2; time++)
        assert.deepEqual(await drain(await fetcher.fetch({ url: origin })), { bytes: page.length });
      const { error } = await drain(await fetcher.fetch({ url: origin }));
      assert.match(
        failing(error, 'source-failed').message,
        /read its \d+ bytes; a higher limit "totalBytes"/,
      );
    });

    it('reasons for ever more requests', async () => {
      const { origin } = await started(serve((_, response) => void response.writeHead(404).end()));
      const fetcher = limited({ requests: 3 });
      for (let time = 0; time < 3; time++) await fetcher.fetch({ url: origin });
      const { message } = await failureOf(fetcher.fetch({ url: origin }), 'source-failed');
      assert.match(message, /made its 3 requests; a higher limit "requests"/);
      assert.equal(fetcher.counts().requests, 3);
    });

    it('a gzip bomb', async () => {
      const { bytes, message, fetcher } = await answers((response) => {
        response.writeHead(200, { 'Content-Encoding': 'gzip' });
        const gzip = createGzip({ level: 9 });
        gzip.pipe(response);
        endless(gzip as unknown as Socket, Buffer.alloc(65_536));
        response.on('close', () => gzip.destroy());
      });
      assert.match(message, /unpacks to more than 200 times/);
      assert.ok(bytes <= 2_000_000);
      assert.ok(fetcher.counts().bytes < 100_000);
    });

    for (const waste of ['\0', 'waste', '\x1f'])
      it(`${JSON.stringify(waste)} for ever after the end of what it packed`, async () => {
        const { origin } = await started(
          serve((_, response) => {
            response.writeHead(200, { 'Content-Encoding': 'gzip' });
            response.write(page);
            endless(response, Buffer.alloc(65_536, waste));
          }),
        );
        const fetcher = limited({ pageBytes: 1_000_000 });
        const { bytes, error } = await drain(await fetcher.fetch({ url: origin }));
        if (error === undefined) assert.equal(bytes, 1_000);
        else
          assert.match(failing(error, 'source-failed').message, /cannot be unpacked|more than 1000000 bytes/);
        assert.ok(fetcher.counts().bytes <= 1_100_000);
      });

    it('a header without end', async () => {
      const { message } = await sends((socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        endless(socket, `X-More: ${'x'.repeat(1_000)}\r\n`);
      });
      assert.match(message, /Header overflow/i);
    });

    it('an error page without end', async () => {
      const { message } = await answers((response) => {
        response.writeHead(500);
        endless(response, 'no '.repeat(1_000));
      });
      assert.match(message, /status 500: no no no .*…/);
    });
  });

  describe('lets wait:', () => {
    it('never answers', async () => {
      const { message } = await answers(() => undefined, { idleTime: 30 });
      assert.match(message, /nothing came for 30 ms/);
    });

    it('drips its header', async () => {
      const { message } = await sends(
        (socket) => {
          socket.write('HTTP/1.1 200 OK\r\n');
          drip(socket, 'X-A: b\r\n');
        },
        { idleTime: 60 },
      );
      assert.match(message, /nothing came for 60 ms/);
    });

    it('announces an answer for ever', async () => {
      const { message } = await sends((socket) => drip(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n'), {
        idleTime: 60,
      });
      assert.match(message, /nothing came for 60 ms/);
    });

    it('stops half-way', async () => {
      const { bytes, message } = await answers((response) => void response.write('begun'), { idleTime: 300 });
      assert.match(message, /nothing came for 300 ms/);
      assert.equal(bytes, 5);
    });

    it('drips its body', async () => {
      const { message } = await answers((response) => drip(response, 'x'), {
        idleTime: 5_000,
        pageTime: 100,
      });
      assert.match(message, /not sent the whole page after 100 ms/);
    });

    it('drips an error page', async () => {
      const { message } = await answers(
        (response) => {
          response.writeHead(500);
          drip(response, 'x');
        },
        { idleTime: 5_000, pageTime: 700 },
      );
      assert.match(message, /status 500: x+/);
    });

    it('is not blamed for a slow reader', async () => {
      const { origin } = await started(serve((_, response) => void response.end(Buffer.alloc(500_000))));
      const answer = withBody(await limited({ idleTime: 5_000, pageTime: 600 }).fetch({ url: origin }));
      let bytes = 0;
      let slow = true;
      for await (const chunk of answer.body) {
        bytes += chunk.length;
        if (slow) await new Promise((resolve) => setTimeout(resolve, 700));
        slow = false;
      }
      assert.equal(bytes, 500_000);
    });
  });

  describe('breaks off:', () => {
    const head = 'HTTP/1.1 200 OK\r\n';
    const cut: readonly [string, (socket: Socket) => void, RegExp][] = [
      ['before it answers', (socket) => void socket.destroy(), /socket hang up/],
      ['with a reset', (socket) => void socket.resetAndDestroy(), /ECONNRESET|socket hang up/],
      ['in its header', (socket) => void socket.end(`${head}Content-Ty`), /socket hang up|Parse Error/],
      [
        'short of its length',
        (socket) => void socket.end(`${head}Content-Length: 10\r\n\r\nhalf`),
        /broke off after 4 bytes/,
      ],
      [
        'with a reset short of its length',
        (socket) =>
          void socket.write(`${head}Content-Length: 10\r\n\r\nhalf`, () =>
            setImmediate(() => socket.resetAndDestroy()),
          ),
        /broke off after [04] bytes/,
      ],
      [
        'between chunks',
        (socket) => void socket.end(`${head}Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n`),
        /broke off after 4 bytes/,
      ],
      [
        'in a chunk',
        (socket) => void socket.end(`${head}Transfer-Encoding: chunked\r\n\r\nff\r\nhalf`),
        /broke off after 4 bytes/,
      ],
      [
        'with nonsense for a chunk',
        (socket) => void socket.end(`${head}Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nzz\r\n`),
        /broke off after 4 bytes/,
      ],
      [
        'in what is packed, to the end of its length',
        (socket) => {
          socket.write(`${head}Content-Encoding: gzip\r\nContent-Length: 15\r\n\r\n`);
          socket.end(page.subarray(0, 15));
        },
        /packed body ends early/,
      ],
      [
        'in what is packed, without a length',
        (socket) => {
          socket.write(`${head}Content-Encoding: gzip\r\nConnection: close\r\n\r\n`);
          socket.end(page.subarray(0, 15));
        },
        /packed body ends early/,
      ],
      [
        'with what is not packed',
        (socket) => void socket.end(`${head}Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain`),
        /cannot be unpacked/,
      ],
      [
        'with what is no brotli',
        (socket) => void socket.end(`${head}Content-Encoding: br\r\nContent-Length: 5\r\n\r\nplain`),
        /unpacked|ends early/,
      ],
      [
        'with another packing',
        (socket) => void socket.end(`${head}Content-Encoding: zstd\r\nContent-Length: 5\r\n\r\nplain`),
        /packed as "zstd", which was not asked for/,
      ],
      [
        'with packing in packing',
        (socket) => void socket.end(`${head}Content-Encoding: gzip, gzip\r\nContent-Length: 5\r\n\r\nplain`),
        /packed as "gzip, gzip"/,
      ],
      [
        'with two lengths',
        (socket) => void socket.end(`${head}Content-Length: 3\r\nContent-Length: 5\r\n\r\nplain`),
        /Parse Error|Content-Length/,
      ],
      ['with another protocol', (socket) => void socket.end('SSH-2.0-OpenSSH_9.0\r\n'), /Parse Error/],
      [
        'to speak another protocol',
        (socket) =>
          void socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
        /gave no answer/,
      ],
    ];
    for (const [how, answer, said] of cut)
      it(how, async () => {
        const { message } = await sends(answer);
        assert.match(message, said);
      });

    it('with 500 half-way', async () => {
      const { bytes, message } = await answers((response) => {
        response.writeHead(200);
        response.write('half', () => response.destroy());
      });
      assert.match(message, /broke off after 4 bytes/);
      assert.equal(bytes, 4);
    });

    it('without saying how long the body is, and what is packed is whole', async () => {
      const { origin } = await started(
        serveRaw((socket) => {
          socket.write(`${head}Content-Encoding: gzip\r\nConnection: close\r\n\r\n`);
          socket.end(page);
        }),
      );
      assert.deepEqual(await drain(await limited({}).fetch({ url: origin })), { bytes: 1_000 });
    });
  });
});

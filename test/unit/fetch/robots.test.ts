import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import type { GuardedFetcherOptions } from '../../../src/fetch/guarded-fetcher.ts';
import { Turns } from '../../../src/fetch/turns.ts';
import { failureOf, fetcherOf, type LoopbackServer, serve, textOf } from './support/loopback.ts';

describe('robots.txt', () => {
  let servers: LoopbackServer[] = [];
  afterEach(async () => {
    for (const server of servers) await server.close();
    servers = [];
  });

  /** A server with such a robots.txt, whose pages are `page`; what was asked of it. */
  async function withRobots(
    robots: string | ((response: ServerResponse) => void),
  ): Promise<{ origin: string; asked: string[] }> {
    const asked: string[] = [];
    const server = await serve((request, response) => {
      asked.push(request.url ?? '');
      if (request.url === '/to-private') response.writeHead(302, { Location: '/private/x' }).end();
      else if (request.url !== '/robots.txt') response.end('page');
      else if (typeof robots === 'string') response.end(robots);
      else robots(response);
    });
    servers.push(server);
    return { origin: server.origin, asked };
  }

  const heeding = (options: Partial<GuardedFetcherOptions> = {}) => fetcherOf({ robots: true, ...options });

  it('is heeded, read once, and not at all where nobody asked for it', async () => {
    const { origin, asked } = await withRobots(
      '\uFEFFUser-agent: *\nDisallow: /\n\nuser-agent: Fivestar\nuser-agent: other\nDisallow: /private/\nAllow: /private/open\nDisallow: /*.zip$\nDisallow: /मूल\n',
    );
    const fetcher = heeding();
    for (const path of ['/', '/private/open/a', '/a.zip?x'])
      assert.equal(await textOf(await fetcher.fetch({ url: `${origin}${path}` })), 'page');
    for (const path of ['/private/a', '/a.zip', '/मूल/a', '/to-private']) {
      const { message } = await failureOf(fetcher.fetch({ url: `${origin}${path}` }), 'source-refused');
      assert.match(message, /robots\.txt forbids it to "fivestar"/);
    }
    assert.deepEqual(asked, ['/robots.txt', '/', '/private/open/a', '/a.zip?x', '/to-private']);
    assert.equal(await textOf(await fetcherOf().fetch({ url: `${origin}/private/a` })), 'page');
  });

  it('leaves all open where there is none', async () => {
    for (const status of [400, 401, 403, 404, 410]) {
      const { origin } = await withRobots((response) => void response.writeHead(status).end());
      assert.equal(await textOf(await heeding().fetch({ url: origin })), 'page');
    }
  });

  it('forbids all where it cannot be had', async () => {
    const failing: ((response: ServerResponse) => void)[] = [
      (response) => void response.writeHead(500).end(),
      (response) => void response.writeHead(503).end(),
      (response) => void response.writeHead(429).end(),
      (response) => void response.destroy(),
      (response) =>
        void response.writeHead(200, { 'Content-Length': 50 }).write('User-agent', () => response.destroy()),
      (response) => void response.writeHead(302, { Location: '/robots.txt' }).end(),
    ];
    for (const robots of failing) {
      const { origin, asked } = await withRobots(robots);
      const { message } = await failureOf(heeding().fetch({ url: origin }), 'source-failed');
      assert.match(message, /robots\.txt/);
      assert.ok(!asked.includes('/'));
    }
  });

  it('is asked for again at the next page where it could not be had', async () => {
    let asked = 0;
    const { origin } = await withRobots((response) => void response.writeHead(asked++ ? 404 : 500).end());
    const fetcher = heeding();
    await failureOf(fetcher.fetch({ url: origin }), 'source-failed');
    assert.equal(await textOf(await fetcher.fetch({ url: origin })), 'page');
  });

  it('may lie elsewhere, but not where the guard lets nobody', async () => {
    const { origin: place } = await withRobots('User-agent: *\nDisallow: /secret');
    const { origin } = await withRobots(
      (response) => void response.writeHead(301, { Location: `${place}/robots.txt` }).end(),
    );
    const fetcher = heeding();
    assert.equal(await textOf(await fetcher.fetch({ url: `${origin}/open` })), 'page');
    await failureOf(fetcher.fetch({ url: `${origin}/secret` }), 'source-refused');
    const { origin: trap } = await withRobots(
      (response) => void response.writeHead(301, { Location: 'http://169.254.169.254/robots.txt' }).end(),
    );
    const { message } = await failureOf(heeding().fetch({ url: trap }), 'source-refused');
    assert.match(message, /169\.254\.169\.254/);
  });

  it('is read to 500 KiB, and no rule of it in part', async () => {
    const filler = `#${'x'.repeat(1_022)}\n`.repeat(499);
    const { origin } = await withRobots(
      `User-agent: *\nDisallow: /first\n${filler}${' '.repeat(950)}\nDisallow: /${'last'.repeat(50)}\nDisallow: /beyond\n${filler}`,
    );
    const fetcher = heeding();
    await failureOf(fetcher.fetch({ url: `${origin}/first` }), 'source-refused');
    for (const path of ['/last', '/beyond'])
      assert.equal(await textOf(await fetcher.fetch({ url: `${origin}${path}` })), 'page');
  });

  it('does not keep its readers busy', async () => {
    for (const rules of ['Disallow: /*a*a\n'.repeat(8_000), 'Disallow: /x\n'.repeat(20_000)]) {
      const { origin } = await withRobots(`User-agent: *\n${rules}`);
      const { message } = await failureOf(heeding().fetch({ url: `${origin}/a` }), 'source-failed');
      assert.match(message, /more rules than can be heeded/);
    }
  });

  it('slows requests down, within bounds', async () => {
    for (const [stated, delay] of [
      ['2', 2_000],
      ['0.5', 500],
      ['86400', 30_000],
      ['-1', 0],
      ['Infinity', 30_000],
      ['often', 0],
    ] as const) {
      const { origin } = await withRobots(`User-agent: *\nCrawl-delay: ${stated}\n`);
      const delays: (number | undefined)[] = [];
      const turns = new (class extends Turns {
        override take(host: string, signals: readonly AbortSignal[], wanted?: number): Promise<() => void> {
          delays.push(wanted);
          return super.take(host, signals, 0);
        }
      })({ delay: 0 });
      await textOf(await heeding({ turns }).fetch({ url: origin }));
      assert.deepEqual(delays, [0, delay], stated);
    }
  });

  it('is not waited for once nobody wants its page', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const { origin } = await withRobots(() => stop.abort(reason));
    await assert.rejects(heeding().fetch({ url: origin, signal: stop.signal }), reason);
  });
});

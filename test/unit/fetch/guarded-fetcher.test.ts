import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { Turns } from '../../../src/fetch/turns.ts';
import {
  drain,
  failureOf,
  fetcherOf,
  type LoopbackServer,
  type Routes,
  serve,
  textOf,
  withBody,
} from './support/loopback.ts';

const text = 'नमस्ते '.repeat(50_000);

describe('GuardedFetcher', () => {
  let seen: {
    method: string | undefined;
    url: string | undefined;
    headers: IncomingHttpHeaders;
    body: string;
  }[] = [];
  let server: LoopbackServer;
  let other: LoopbackServer;

  const packed = (coding: string, bytes: Uint8Array) => (_: unknown, response: ServerResponse) =>
    void response.writeHead(200, { 'Content-Encoding': coding }).end(bytes);

  beforeEach(async () => {
    seen = [];
    other = await serve((request, response) => {
      seen.push({ method: request.method, url: request.url, headers: request.headers, body: '' });
      response.writeHead(200, { ETag: '"same"' }).end('other');
    });
    const moved = (status: number, location: string) => (_: unknown, response: ServerResponse) =>
      void response.writeHead(status, { Location: location }).end('gone there');
    const routes: Routes = {
      '/page': (_, response) =>
        response
          .writeHead(200, {
            'Content-Type': 'Text/Turtle; charset="UTF-8"; x=y',
            ETag: 'W/"1-é"',
            'Last-Modified': 'Mon, 01 Jan 2024 00:00:00 GMT',
            Link: Buffer.from('<http://a.example/मूल>; rel="next"').toString('latin1'),
          })
          .end('page'),
      '/untyped': (_, response) => response.end('x'),
      '/empty': packed('gzip', Buffer.alloc(0)),
      '/gzip': packed('gzip', gzipSync(text)),
      '/x-gzip': packed('X-GZip', Buffer.concat([gzipSync(text.slice(0, 9)), gzipSync(text.slice(9))])),
      '/deflate': packed('deflate', deflateSync(text)),
      '/raw': packed('deflate', deflateRawSync(text)),
      '/br': packed('br', brotliCompressSync(text)),
      '/same': (_, response) => response.writeHead(304, { ETag: '"1"' }).end(),
      '/gone': (_, response) => response.writeHead(410).end('gone'),
      '/moved': moved(301, '/page'),
      '/see': moved(303, '/page'),
      '/kept': moved(307, '/page'),
      '/away': moved(302, `${other.origin}/there`),
      '/मूल': moved(302, '/page'),
      '/to-hindi': moved(302, Buffer.from('/मूल').toString('latin1')),
      '/broken': (_, response) =>
        response
          .writeHead(500, { 'Content-Type': 'text/html' })
          .end(
            '<!DOCTYPE html><html><head><title>Oh &amp; no</title><style>p{}</style></head><body><script>1</script><p>disk\u001b full</p>',
          ),
      '/forbidden': (_, response) => response.writeHead(403).end(`{"error":"${'x'.repeat(9_000)}"}`),
    };
    server = await serve((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        const { method, url, headers } = request;
        seen.push({ method, url, headers, body });
        const route = routes[decodeURI(url ?? '')];
        if (route) route(request, response);
        else response.writeHead(404).end('nothing here');
      });
    });
  });
  afterEach(async () => {
    await server.close();
    await other.close();
  });

  const at = (path: string) => `${server.origin}${path}`;
  const last = () => seen.at(-1)?.headers ?? {};

  it('gives a page with what its header says', async () => {
    const fetcher = fetcherOf();
    const page = withBody(await fetcher.fetch({ url: at('/page#x'), accept: 'text/turtle' }));
    assert.equal(page.url, at('/page'));
    assert.equal(page.status, 200);
    assert.equal(page.mediaType, 'text/turtle');
    assert.equal(page.charset, 'utf-8');
    assert.deepEqual(page.validators, {
      etag: 'W/"1-é"',
      lastModified: 'Mon, 01 Jan 2024 00:00:00 GMT',
      url: at('/page'),
    });
    assert.equal(page.headers['link'], '<http://a.example/मूल>; rel="next"');
    assert.equal(await textOf(page), 'page');
    assert.equal(last().accept, 'text/turtle');
    assert.equal(last()['user-agent'], 'fivestar (+http://portal.example/)');
    assert.deepEqual(fetcher.counts(), { requests: 1, bytes: 4 });
    await assert.rejects(textOf(page), /read once/);
    await fetcher.close();
  });

  it('reports that a type is missing', async () => {
    const page = withBody(await fetcherOf().fetch({ url: at('/untyped') }));
    assert.deepEqual([page.mediaType, page.charset, page.validators], ['', undefined, {}]);
    page.close();
  });

  for (const path of ['/gzip', '/x-gzip', '/deflate', '/raw', '/br'])
    it(`unpacks ${path.slice(1)}`, async () => {
      const fetcher = fetcherOf();
      assert.equal(await textOf(await fetcher.fetch({ url: at(path) })), text);
      assert.ok(fetcher.counts().bytes < 20_000);
    });

  it('takes nothing that claims to be packed for nothing', async () => {
    assert.equal(await textOf(await fetcherOf().fetch({ url: at('/empty') })), '');
  });

  it('asks whether a page is the same, and is told', async () => {
    const fetcher = fetcherOf();
    const validators = { etag: 'W/"1-é"', lastModified: 'Mon, 01 Jan 2024 00:00:00 GMT', url: at('/same') };
    const answer = await fetcher.fetch({ url: at('/same'), validators });
    assert.deepEqual(answer, { type: 'not-modified', url: at('/same') });
    assert.equal(last()['if-none-match'], 'W/"1-é"');
    assert.equal(last()['if-modified-since'], validators.lastModified);
    for (let time = 0; time < 5; time++) await fetcher.fetch({ url: at('/same'), validators });
    assert.equal(server.connections(), 1);
  });

  it('does not take 304 for an answer where it did not ask', async () => {
    const fetcher = fetcherOf();
    await failureOf(fetcher.fetch({ url: at('/same') }), 'source-failed');
    const validators = { etag: '"1"', url: at('/page') };
    const { message } = await failureOf(fetcher.fetch({ url: at('/same'), validators }), 'source-failed');
    assert.match(message, /status 304/);
  });

  it('asks no other page than the one that the validators are of', async () => {
    const validators = { etag: '"same"', url: at('/page') };
    await textOf(await fetcherOf().fetch({ url: at('/away'), validators }));
    assert.deepEqual(
      seen.map(({ headers }) => headers['if-none-match']),
      [undefined, undefined],
    );
    await textOf(await fetcherOf().fetch({ url: at('/moved'), validators }));
    assert.deepEqual(
      seen.slice(2).map(({ headers }) => headers['if-none-match']),
      [undefined, '"same"'],
    );
  });

  it('knows what is absent', async () => {
    const fetcher = fetcherOf();
    assert.deepEqual(await fetcher.fetch({ url: at('/nowhere') }), {
      type: 'absent',
      url: at('/nowhere'),
      status: 404,
    });
    assert.deepEqual(await fetcher.fetch({ url: at('/gone') }), {
      type: 'absent',
      url: at('/gone'),
      status: 410,
    });
  });

  it('says what a failing server said', async () => {
    const fetcher = fetcherOf();
    const { message } = await failureOf(fetcher.fetch({ url: at('/broken') }), 'source-failed');
    assert.equal(
      message,
      `<${at('/broken')}> gave no answer to use: it answered with status 500: Oh & no disk full.`,
    );
    const forbidden = await failureOf(fetcher.fetch({ url: at('/forbidden') }), 'source-failed');
    assert.match(forbidden.message, /status 403: \{"error":"x+…/);
    assert.ok(forbidden.message.length < 500);
  });

  it('posts, and posts again where it is led elsewhere, but not after 303', async () => {
    const post = { contentType: 'application/json', body: '{"q":"पानी"}' };
    for (const path of ['/page', '/moved', '/kept', '/see'])
      assert.equal(await textOf(await fetcherOf().fetch({ url: at(path), post })), 'page');
    assert.deepEqual(
      seen.map(({ method, url, body, headers }) => [method, url, body, headers['content-type']]),
      [
        ['POST', '/page', post.body, post.contentType],
        ['POST', '/moved', post.body, post.contentType],
        ['POST', '/page', post.body, post.contentType],
        ['POST', '/kept', post.body, post.contentType],
        ['POST', '/page', post.body, post.contentType],
        ['POST', '/see', post.body, post.contentType],
        ['GET', '/page', '', undefined],
      ],
    );
  });

  it('follows addresses in the letters of their country', async () => {
    const page = withBody(await fetcherOf().fetch({ url: at('/to-hindi') }));
    assert.equal(page.url, at('/page'));
    page.close();
  });

  it('keeps header fields from other servers', async () => {
    const fetcher = fetcherOf({ home: at('/'), headers: { Authorization: 'secret' } });
    await textOf(await fetcher.fetch({ url: at('/away'), headers: { 'X-Key': 'key' } }));
    assert.deepEqual(
      seen.map(({ headers }) => [headers.authorization, headers['x-key']]),
      [
        ['secret', 'key'],
        [undefined, undefined],
      ],
    );
    // A link of the source's to another server is no reason either.
    await textOf(await fetcher.fetch({ url: `${other.origin}/linked` }));
    assert.equal(last().authorization, undefined);
  });

  it('refuses header fields that cannot be sent', async () => {
    assert.throws(() => fetcherOf({ headers: { 'X-A': 'a\r\nX-B: b', Host: 'x', 'a b': '' } }), {
      code: 'invalid-configuration',
      message: /"X-A".*\n.*"Host".*\n.*"a b"/,
    });
    await failureOf(
      fetcherOf().fetch({ url: at('/page'), headers: { 'X-A': 'पानी' } }),
      'invalid-configuration',
    );
  });

  it('uses a connection again once its body is read', async () => {
    const fetcher = fetcherOf();
    for (let time = 0; time < 5; time++)
      await textOf(await fetcher.fetch({ url: at(time % 2 ? '/gzip' : '/page') }));
    assert.equal(server.connections(), 1);
    await fetcher.close();
  });

  it('is stopped by the signal of a request, waiting or reading', async () => {
    const silent = await serve((request, response) => {
      if (request.url === '/begins') response.write('begun');
    });
    const fetcher = fetcherOf();
    const waiting = new AbortController();
    const reason = new Error('enough');
    const asked = fetcher.fetch({ url: `${silent.origin}/never`, signal: waiting.signal });
    setImmediate(() => waiting.abort(reason));
    await assert.rejects(asked, reason);
    await assert.rejects(fetcher.fetch({ url: at('/page'), signal: waiting.signal }), reason);

    const reading = new AbortController();
    const page = withBody(await fetcher.fetch({ url: `${silent.origin}/begins`, signal: reading.signal }));
    await assert.rejects(async () => {
      for await (const _ of page.body) reading.abort(reason);
    }, reason);
    await fetcher.close();
    await silent.close();
  });

  it('leaves nothing listening to a signal once a request is over', async () => {
    const { signal } = new AbortController();
    const fetcher = fetcherOf({ robots: true });
    for (const path of ['/page', '/gzip', '/moved', '/nowhere', '/see'])
      await drain(await fetcher.fetch({ url: at(path), signal })).catch(() => undefined);
    await failureOf(fetcher.fetch({ url: at('/broken'), signal }), 'source-failed');
    withBody(await fetcher.fetch({ url: at('/page'), signal })).close();
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });

  it('ends everything when it is closed, turns included', async () => {
    const turns = new Turns({ connections: 1, delay: 0 });
    const endless = await serve((_, response) => void response.write('begun'));
    const first = fetcherOf({ turns });
    await first.fetch({ url: endless.origin });
    const second = fetcherOf({ turns });
    const waiting = second.fetch({ url: at('/page') });
    await first.close();
    assert.equal(await textOf(await waiting), 'page');
    await assert.rejects(first.fetch({ url: at('/page') }), /The run is over/);
    await endless.close();
  });

  it('gives the turn back where a body is closed unread, or left', async () => {
    const fetcher = fetcherOf({ turns: new Turns({ connections: 1, delay: 0 }) });
    withBody(await fetcher.fetch({ url: at('/gzip') })).close();
    for await (const _ of withBody(await fetcher.fetch({ url: at('/gzip') })).body) break;
    for await (const _ of withBody(await fetcher.fetch({ url: at('/gzip') })).body) break;
    await failureOf(fetcher.fetch({ url: at('/broken') }), 'source-failed');
    await fetcher.fetch({ url: at('/nowhere') });
    assert.equal(await textOf(await fetcher.fetch({ url: at('/page') })), 'page');
  });

  it('does not ask a server that has closed', async () => {
    const closed = await serve({});
    await closed.close();
    const { message } = await failureOf(fetcherOf().fetch({ url: closed.origin }), 'source-failed');
    assert.match(message, /ECONNREFUSED/);
  });
});

import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import express from 'express';
import { pageAssetPath, readPageAssets } from '../../../src/http/page-assets.ts';
import { queryPageHeaders } from '../../../src/http/pages/sparql-page.tsx';
import { assetRoutes } from '../../../src/http/routes/asset-routes.ts';
import { type Answer, askBytes } from './support/ask-bytes.ts';

describe('/assets/', () => {
  let server: Server;
  let origin: string;
  before(async function () {
    if (!readPageAssets()) {
      console.log('      skipped: the pages are not bundled (npm run build)');
      this.skip();
    }
    const app = express();
    const log = {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: () => undefined,
    };
    app.use(assetRoutes({ log }));
    app.use((_request, response) => {
      response.status(404).end();
    });
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server?.close());

  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
    askBytes(origin + path, { headers, method });
  const script = () => `/${pageAssetPath('query-page.js')}`;

  it('sends scripts and styles by names that change with the content, to be kept for ever', async () => {
    assert.match(script(), /^\/assets\/query-page-[A-Z0-9]{8}\.js$/);
    for (const [path, type] of [
      [script(), 'text/javascript; charset=utf-8'],
      [`/${pageAssetPath('query-page.css')}`, 'text/css; charset=utf-8'],
    ] as const) {
      const answer = await ask(path);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['content-type'], type);
      assert.equal(answer.headers['cache-control'], 'public, max-age=31536000, immutable');
      assert.equal(answer.headers['x-content-type-options'], 'nosniff');
      assert.equal(answer.headers['content-encoding'], undefined);
      assert.equal(answer.headers['content-length'], String(answer.body.length));
    }
  });

  it('sends what was compressed when it was built to those who take it', async () => {
    const plain = await ask(script());
    const brotli = await ask(script(), { 'Accept-Encoding': 'gzip, deflate, br' });
    assert.equal(brotli.headers['content-encoding'], 'br');
    assert.equal(brotli.headers['vary'], 'Accept-Encoding');
    assert.deepEqual(brotliDecompressSync(brotli.body), plain.body);
    const gzip = await ask(script(), { 'Accept-Encoding': 'br;q=0, gzip;q=0.5' });
    assert.equal(gzip.headers['content-encoding'], 'gzip');
    assert.deepEqual(gunzipSync(gzip.body), plain.body);
  });

  it('answers HEAD without a body, leaves other names to others', async () => {
    const head = await ask(script(), {}, 'HEAD');
    assert.equal(head.status, 200);
    assert.equal(head.body.length, 0);
    assert.ok(Number(head.headers['content-length']) > 100_000);
    for (const name of ['manifest.json', 'query-page.js', '..%2Fcli%2Fmain.js', '%2e%2e/package.json']) {
      assert.equal((await ask(`/assets/${name}`)).status, 404, name);
    }
  });
});

describe('the policy of the query page', () => {
  const policy = new Map(
    (queryPageHeaders['Content-Security-Policy'] ?? '').split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/);
      return [name, sources.join(' ')] as const;
    }),
  );

  it('allows scripts, styles and requests of this server only', () => {
    assert.equal(policy.get('default-src'), "'none'");
    assert.equal(policy.get('script-src'), "'self'");
    assert.equal(policy.get('style-src'), "'self'");
    assert.equal(policy.get('connect-src'), "'self'");
    assert.equal(policy.get('frame-ancestors'), "'none'");
    assert.equal(policy.get('base-uri'), "'none'");
  });

  it('has no exception', () => {
    assert.doesNotMatch([...policy.values()].join(' '), /unsafe|\*|https?:/);
  });
});

import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { backOffDelay, retryAfter } from '../../../src/fetch/back-off.ts';
import { failureOf, fetcherOf, type LoopbackServer, serve, serveRaw, textOf } from './support/loopback.ts';

type Step = (response: ServerResponse) => void;

describe('A page that fails', () => {
  let servers: LoopbackServer[] = [];
  afterEach(async () => {
    for (const server of servers) await server.close();
    servers = [];
  });

  /** A server that takes one step after the other, and the last again and again. */
  async function stepping(...steps: readonly Step[]): Promise<{ origin: string; asked: () => number }> {
    let asked = 0;
    const server = await serve((_, response) => steps[Math.min(asked++, steps.length - 1)]?.(response));
    servers.push(server);
    return { origin: server.origin, asked: () => asked };
  }

  const status =
    (code: number, headers: Record<string, string> = {}): Step =>
    (response) =>
      void response.writeHead(code, headers).end('busy');
  const fine: Step = (response) => void response.end('fine');

  for (const code of [408, 429, 502, 503, 504])
    it(`with ${code} is asked for again`, async () => {
      const { origin, asked } = await stepping(status(code), status(code), fine);
      const said: string[] = [];
      const fetcher = fetcherOf({ limits: { retries: 2 }, log: (message) => said.push(message) });
      assert.equal(await textOf(await fetcher.fetch({ url: origin })), 'fine');
      assert.equal(asked(), 3);
      assert.equal(fetcher.counts().requests, 3);
      assert.equal(said.length, 2);
      assert.match(said[0] ?? '', new RegExp(`status ${code}: busy. It is asked again in`));
    });

  for (const code of [400, 401, 403, 500, 501, 204, 206])
    it(`with ${code} is not`, async () => {
      const { origin, asked } = await stepping(status(code), fine);
      await failureOf(fetcherOf({ limits: { retries: 2 } }).fetch({ url: origin }), 'source-failed');
      assert.equal(asked(), 1);
    });

  it('for good is given up', async () => {
    const { origin, asked } = await stepping(status(503));
    const { message } = await failureOf(
      fetcherOf({ limits: { retries: 2 } }).fetch({ url: origin }),
      'source-failed',
    );
    assert.match(message, /status 503: busy/);
    assert.equal(asked(), 3);
  });

  it('because its connection fails, or it is too slow, is asked for again', async () => {
    let asked = 0;
    const server = await serveRaw((socket) => {
      asked++;
      if (asked === 1) socket.resetAndDestroy();
      else if (asked === 3) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine');
    });
    servers.push(server);
    const fetcher = fetcherOf({ limits: { retries: 2, idleTime: 300 } });
    assert.equal(await textOf(await fetcher.fetch({ url: server.origin })), 'fine');
    assert.equal(asked, 3);
  });

  it('is asked for again when its server says', async () => {
    for (const wish of ['0', 'Wed, 21 Oct 2015 07:28:00 GMT', 'soon']) {
      const { origin } = await stepping(status(503, { 'Retry-After': wish }), fine);
      assert.equal(await textOf(await fetcherOf({ limits: { retries: 1 } }).fetch({ url: origin })), 'fine');
    }
  });

  it('is given up where its server asks for a long rest', async () => {
    const { origin, asked } = await stepping(status(429, { 'Retry-After': '86400' }), fine);
    const { message } = await failureOf(
      fetcherOf({ limits: { retries: 3 } }).fetch({ url: origin }),
      'source-failed',
    );
    assert.match(message, /asks to be left alone for 86400 s/);
    assert.equal(asked(), 1);
  });

  it('is not waited for once nobody wants it', async () => {
    const { origin, asked } = await stepping(status(503));
    const stop = new AbortController();
    const reason = new Error('enough');
    const backOff = { first: 3_600_000, longest: 7_200_000 };
    const fetcher = fetcherOf({ limits: { retries: 3 }, backOff, log: () => stop.abort(reason) });
    await assert.rejects(fetcher.fetch({ url: origin, signal: stop.signal }), reason);
    assert.equal(asked(), 1);
  });

  it('is not asked for again where the guard refuses it', async () => {
    const { origin, asked } = await stepping(fine);
    await failureOf(fetcherOf({ limits: { retries: 3 } }, []).fetch({ url: origin }), 'source-refused');
    assert.equal(asked(), 0);
  });
});

describe('The back-off', () => {
  const backOff = { first: 1_000, longest: 10_000 };

  it('doubles, with jitter, and has an end', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4, 60].map((repetition) => backOffDelay(repetition, backOff, 1)),
      [1_000, 2_000, 4_000, 8_000, 10_000, 10_000],
    );
    assert.equal(backOffDelay(2, backOff, 0), 2_000);
  });

  it('reads Retry-After in both forms', () => {
    const now = Date.UTC(2026, 0, 1, 12);
    assert.equal(retryAfter('120', now), 120_000);
    assert.equal(retryAfter(' 0 ', now), 0);
    assert.equal(retryAfter('Thu, 01 Jan 2026 12:00:30 GMT', now), 30_000);
    assert.equal(retryAfter('Thu, 01 Jan 2026 11:00:00 GMT', now), 0);
    for (const nothing of [undefined, '', '-1', '1.5', 'soon', '2026-01-01', 'Mon'])
      assert.equal(retryAfter(nothing, now), undefined, nothing);
  });
});

import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import { GuardedTransport } from '../../../src/push/guarded-transport.ts';
import { type Subscriber, startSubscriber, status } from '../../acceptance/support/subscriber.ts';

describe('the way to subscribers', () => {
  let subscriber: Subscriber;
  let port: string;
  before(async () => {
    subscriber = await startSubscriber();
    port = new URL(subscriber.origin).port;
  });
  after(() => subscriber.close());

  const get = async (
    url: string,
    options: { allowed?: string[]; address?: string; timeout?: number } = {},
    most = 0,
  ) => {
    const { allowed = [], address, timeout } = options;
    const transport = new GuardedTransport({
      allowed,
      ...(timeout !== undefined && { timeout }),
      ...(address !== undefined && {
        lookup: (_host, _options, done) =>
          done(null, [{ address, family: address.includes(':') ? 6 : 4 }] as LookupAddress[]),
      }),
    });
    try {
      return await transport.send({ method: 'GET', url, headers: {} }, most);
    } finally {
      transport.close();
    }
  };

  it('leads to no address that is not public, whatever name it goes by', async () => {
    for (const address of [
      '127.0.0.1',
      '10.1.2.3',
      '192.168.0.1',
      '172.16.0.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '::1',
      'fe80::1',
      'fd00::1',
      '::ffff:127.0.0.1',
      '224.0.0.1',
    ]) {
      await assert.rejects(
        get(`http://public.example:${port}/`, { address }),
        { code: 'endpoint-refused', message: /--push/ },
        address,
      );
      const literal = address.includes(':') ? `[${address}]` : address;
      await assert.rejects(get(`http://${literal}:${port}/`), { code: 'endpoint-refused' }, address);
    }
    assert.deepEqual(subscriber.requests, []);
  });

  it('leads to those that are listed, by address, by network and by name', async () => {
    assert.equal((await get(`${subscriber.origin}/`, { allowed: ['127.0.0.1'] })).status, 404);
    assert.equal((await get(`${subscriber.origin}/`, { allowed: ['127.0.0.0/8'] })).status, 404);
    const named = { allowed: ['intranet.example'], address: '127.0.0.1' };
    assert.equal((await get(`http://intranet.example:${port}/`, named)).status, 404);
    await assert.rejects(get(`http://other.example:${port}/`, named), { code: 'endpoint-refused' });
  });

  it('follows no redirect', async () => {
    subscriber.answer('/moved', status(302, { location: 'http://169.254.169.254/' }));
    const answer = await get(`${subscriber.origin}/moved`, { allowed: ['127.0.0.1'] });
    assert.equal(answer.status, 302);
  });

  it('reads no more than it needs of an answer without end', async () => {
    subscriber.answer('/endless', (_request, response) => {
      const write = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', write);
      write();
    });
    const whole = await get(`${subscriber.origin}/endless`, { allowed: ['127.0.0.1'] });
    assert.equal(whole.status, 200);
    assert.equal(whole.body, '');
    const begun = await get(`${subscriber.origin}/endless`, { allowed: ['127.0.0.1'] }, 10);
    assert.equal(begun.body, 'x'.repeat(10));
  });

  it('waits for no answer for ever', async () => {
    subscriber.answer('/silent', () => undefined);
    const asked = get(`${subscriber.origin}/silent`, { allowed: ['127.0.0.1'], timeout: 50 });
    await assert.rejects(asked, { code: 'endpoint-failed', message: /no whole answer within 0.05 s/ });
  });

  it('says what is wrong with the list', () => {
    assert.throws(() => new GuardedTransport({ allowed: ['http://x/*'] }), { code: 'invalid-configuration' });
  });
});

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import Parser from 'rss-parser';
import { ask, assertProblem, quadsOf } from './client.ts';
import { dataset, records } from './example-records.ts';
import { base, type RunningPortal, startPortal } from './running-portal.ts';
import { until } from './support/cli.ts';
import { type Subscriber, startSubscriber, status } from './support/subscriber.ts';
import { verifySignature } from './support/verify-signature.ts';

const day = 86_400_000;
const atomTopic = `${base}feed/atom`;

describe('/hub', () => {
  let portal: RunningPortal;
  let subscriber: Subscriber;
  let now = Date.UTC(2026, 0, 1);
  before(async () => {
    portal = await startPortal({
      search: true,
      push: { allowed: ['127.0.0.1'], now: () => now, random: () => 1, delay: 5_000 },
    });
    await portal.publish(...records);
    subscriber = await startSubscriber();
  });
  after(async () => {
    await portal.close();
    await subscriber.close();
  });

  const post = (form: Record<string, string> | string, headers: Record<string, string> = {}) =>
    ask(`${portal.origin}/hub`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
    });
  const asked = (path: string, topic = atomTopic, more: Record<string, string> = {}) => ({
    'hub.mode': 'subscribe',
    'hub.topic': topic,
    'hub.callback': subscriber.origin + path,
    ...more,
  });
  const step = async () => {
    await portal.push.step();
    await portal.push.idle();
  };
  const later = async (milliseconds: number) => {
    now += milliseconds;
    await step();
  };
  /** What was published is noted, gathered and delivered. */
  const settle = async () => {
    await step();
    await later(5_000);
  };
  const subscribe = async (path: string, topic = atomTopic, more: Record<string, string> = {}) => {
    const answer = await post(asked(path, topic, more));
    assert.equal(answer.status, 202, answer.body);
    await step();
  };
  const to = (path: string) => subscriber.deliveries(path);
  const count = (path: string) => to(path).length;
  const verifications = (path: string) =>
    subscriber.requests
      .filter((one) => one.method === 'GET' && one.path.startsWith(`${path}?`))
      .map((one) => new URL(one.url).searchParams);
  const keys = async () => {
    const answer = await ask(`${portal.origin}/.well-known/http-message-signatures-directory`);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], 'application/http-message-signatures-directory+json');
    return JSON.parse(answer.body).keys;
  };

  it('is named by each feed, in its header fields and where it has a place for it', async () => {
    for (const [path, self] of [
      ['/feed/atom', atomTopic],
      ['/feed/atom?kind=dataset&foo=bar', `${atomTopic}?kind=dataset`],
      ['/feed/activity', `${base}feed/activity`],
      ['/feed/ldes', `${base}feed/ldes`],
      ['/feed/ldes.ttl', `${base}feed/ldes.ttl`],
    ] as const) {
      const { headers } = await ask(portal.origin + path);
      assert.ok(headers.link?.includes(`<${base}hub>; rel="hub"`), path);
      assert.ok(headers.link?.includes(`<${self}>; rel="self"`), `${path} ${headers.link}`);
    }
    const { body } = await ask(`${portal.origin}/feed/atom`);
    assert.match(body, /<link rel="hub" href="https:\/\/data\.example\.gov\.in\/hub"/);
    const archive = await ask(`${portal.origin}/feed/atom/1`);
    assert.doesNotMatch(`${archive.headers.link}${archive.body}`, /rel="hub"/);
    const api = await ask(`${portal.origin}/.well-known/api-catalog`);
    assert.ok(api.body.includes(`"${base}hub"`));
    const whole = await ask(`${portal.origin}/.well-known/void`, { headers: { accept: 'text/turtle' } });
    assert.ok((await quadsOf(whole)).some(({ object }) => object.value === `${base}hub`));
  });

  it('explains itself as a page, in JSON and in RDF', async () => {
    for (const [accept, type] of [
      ['text/html', 'text/html; charset=utf-8'],
      ['application/json', 'application/json'],
      ['text/turtle', 'text/turtle; charset=utf-8'],
      ['application/ld+json', 'application/ld+json'],
    ] as const) {
      const answer = await ask(`${portal.origin}/hub`, { headers: { accept } });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['content-type'], type);
      assert.ok(answer.body.includes('feed/atom'));
    }
    const hindi = await ask(`${portal.origin}/hub?lang=hi`, { headers: { accept: 'text/html' } });
    assert.match(hindi.body, /परिवर्तन अपने पास मँगाएँ/);
    const refused = await ask(`${portal.origin}/hub`, { method: 'DELETE' });
    assertProblem(refused, 405, 'method-not-allowed');
  });

  it('asks the callback whether it was meant, and delivers the feed, signed in both ways', async () => {
    await subscribe('/atom?own=1', atomTopic, { 'hub.secret': 'hush', 'hub.lease_seconds': '3600' });
    const [query] = verifications('/atom');
    assert.equal(query?.get('own'), '1');
    assert.equal(query?.get('hub.mode'), 'subscribe');
    assert.equal(query?.get('hub.topic'), atomTopic);
    assert.equal(query?.get('hub.lease_seconds'), '3600');
    assert.equal(count('/atom?own=1'), 0, 'nothing is new yet');
    await portal.publish(dataset('rain', 'Rain <&> बारिश'));
    await settle();
    const [delivery, ...others] = to('/atom?own=1');
    assert.ok(delivery);
    assert.deepEqual(others, []);
    assert.equal(delivery.headers['content-type'], 'application/atom+xml');
    assert.equal(delivery.headers.link, `<${base}hub>; rel="hub", <${atomTopic}>; rel="self"`);
    const present = await ask(`${portal.origin}/feed/atom`);
    assert.equal(delivery.body.toString(), present.body);
    const feed = await new Parser().parseString(delivery.body.toString());
    assert.equal(feed.items[0]?.title, 'Rain <&> बारिश');
    const mac = createHmac('sha256', 'hush').update(delivery.body).digest('hex');
    assert.equal(delivery.headers['x-hub-signature'], `sha256=${mac}`);
    const { components, created, keyid } = verifySignature(delivery, await keys());
    assert.deepEqual(components, ['@method', '@target-uri', 'content-type', 'content-digest']);
    assert.equal(created, Math.floor(now / 1000));
    assert.ok(keyid.startsWith(`${base}.well-known/http-message-signatures-directory#`));
    const other = { ...delivery, body: Buffer.from('other') };
    assert.throws(() => verifySignature(other, [portal.push.publicJwk]));
    await post(asked('/atom?own=1', atomTopic, { 'hub.mode': 'unsubscribe' }));
    await step();
    assert.equal(verifications('/atom').at(-1)?.get('hub.mode'), 'unsubscribe');
    assert.equal(verifications('/atom').at(-1)?.has('hub.lease_seconds'), false);
    await portal.publish(dataset('rain', 'Rain again'));
    await settle();
    assert.equal(count('/atom?own=1'), 1);
  });

  it('delivers what was gathered together, without a secret unsigned by it', async () => {
    await subscribe('/many');
    for (let index = 0; index < 1000; index += 100) {
      await portal.publish(
        ...Array.from({ length: 100 }, (_, n) => dataset(`many-${index + n}`, `Many ${index + n}`)),
      );
      await step();
    }
    await later(5_000);
    assert.equal(count('/many'), 1);
    assert.equal(to('/many')[0]?.headers['x-hub-signature'], undefined);
    await later(60_000);
    assert.equal(count('/many'), 1);
    await post(asked('/many', atomTopic, { 'hub.mode': 'unsubscribe' }));
    await step();
  });

  it('delivers a filtered feed when a change concerns it, also one that takes a record away', async () => {
    const publisher = 'id/organization/ministry-of-statistics';
    const topic = `${atomTopic}?kind=dataset&publisher=${encodeURIComponent(base + publisher)}`;
    await subscribe('/filtered', topic);
    const rain = (by: string) => ({
      kind: 'dataset' as const,
      topic: 'id/dataset/filtered',
      turtle: `<id/dataset/filtered> a dcat:Dataset ; dct:title "Filtered"@en ; dct:publisher <${by}> .`,
    });
    await portal.publish(rain('https://other.example/1'));
    await settle();
    assert.equal(count('/filtered'), 0);
    await portal.publish(rain(publisher));
    await settle();
    assert.equal(count('/filtered'), 1);
    const canonical = /<([^>]+)>; rel="self"/.exec(to('/filtered')[0]?.headers.link as string)?.[1] ?? '';
    const read = await ask(portal.origin + canonical.slice(base.length - 1));
    assert.equal(read.body, to('/filtered')[0]?.body.toString());
    assert.equal(verifications('/filtered')[0]?.get('hub.topic'), topic, 'as it was asked for');
    await portal.publish(rain('https://other.example/1'));
    await settle();
    assert.equal(count('/filtered'), 2);
    assert.match(to('/filtered')[1]?.body.toString() ?? '', /deleted-entry ref="[^"]*filtered"/);
    await portal.publish(rain('https://other.example/2'));
    await settle();
    assert.equal(count('/filtered'), 2);
  });

  it('delivers activities, the event stream in each syntax, and results of a search that changed', async () => {
    const searched = `${base}search.atom?q=monsoon`;
    await subscribe('/activities', `${base}feed/activity`);
    await subscribe('/ldes', `${base}feed/ldes`);
    await subscribe('/turtle', `${base}feed/ldes.ttl`);
    const indexed = () =>
      until('the index has followed', () => portal.search.state().sequence === portal.store.sequence());
    await indexed();
    await subscribe('/search', searched);
    await portal.publish(dataset('tide', 'Tide'));
    await indexed();
    await settle();
    assert.equal(count('/search'), 0, 'the results are the same');
    const collection = JSON.parse(to('/activities')[0]?.body.toString() ?? '{}');
    assert.equal(to('/activities')[0]?.headers['content-type'], 'application/activity+json');
    assert.equal(collection.id, `${base}feed/activity`);
    assert.equal(collection.first.orderedItems[0].object.id, `${base}id/dataset/tide`);
    for (const [path, type] of [
      ['/ldes', 'application/trig'],
      ['/turtle', 'text/turtle; charset=utf-8'],
    ] as const) {
      const [delivery] = to(path);
      assert.equal(delivery?.headers['content-type'], type);
      const quads = await quadsOf({
        status: 200,
        headers: { 'content-type': type },
        body: delivery?.body.toString() ?? '',
      });
      const about = quads.filter(({ object }) => object.value === `${base}id/dataset/tide`);
      assert.ok(
        about.some(({ predicate }) => predicate.value === 'https://www.w3.org/ns/activitystreams#object'),
      );
      assert.ok(quads.some(({ predicate }) => predicate.value === 'https://w3id.org/tree#member'));
    }
    await portal.publish(dataset('monsoon', 'Monsoon of 2025'));
    await indexed();
    await settle();
    assert.equal(count('/search'), 1);
    assert.match(to('/search')[0]?.body.toString() ?? '', /Monsoon of 2025/);
    for (const [path, topic] of [
      ['/activities', `${base}feed/activity`],
      ['/ldes', `${base}feed/ldes`],
      ['/turtle', `${base}feed/ldes.ttl`],
      ['/search', searched],
    ] as const)
      await post(asked(path, topic, { 'hub.mode': 'unsubscribe' }));
    await step();
  });

  it('subscribes nobody who did not mean it', async () => {
    subscriber.answer('/absent', status(404));
    subscriber.answer('/parrot', (_request, response) => response.end('something else'));
    subscriber.answer('/wordy', (request, response) =>
      response.end(`${new URL(request.url).searchParams.get('hub.challenge')} and more`),
    );
    subscriber.answer('/moved', status(302, { location: `${subscriber.origin}/fine` }));
    for (const path of ['/absent', '/parrot', '/wordy', '/moved']) await subscribe(path);
    await portal.publish(dataset('nobody', 'Nobody'));
    await settle();
    for (const path of ['/absent', '/parrot', '/wordy', '/moved']) {
      assert.equal(verifications(path).length, 1, path);
      assert.equal(count(path), 0, path);
    }
  });

  it('asks again where the callback is down, and then gives up', async () => {
    subscriber.answer('/down', status(503));
    await subscribe('/down');
    await later(30_000);
    assert.equal(verifications('/down').length, 2);
    subscriber.recover('/down');
    await later(60_000);
    assert.equal(verifications('/down').length, 3);
    await portal.publish(dataset('down', 'Down'));
    await settle();
    assert.equal(count('/down'), 1);
    await post(asked('/down', atomTopic, { 'hub.mode': 'unsubscribe' }));
    await step();
    subscriber.answer('/never', status(500));
    await subscribe('/never');
    for (let time = 0; time < 10; time += 1) await later(3_600_000);
    assert.equal(verifications('/never').length, 4);
  });

  it('keeps subscribed who does not answer an unsubscription that another one asked for', async () => {
    await subscribe('/kept');
    subscriber.answer('/kept', status(404));
    await post(asked('/kept', atomTopic, { 'hub.mode': 'unsubscribe' }));
    await step();
    subscriber.recover('/kept');
    await portal.publish(dataset('kept', 'Kept'));
    await settle();
    assert.equal(count('/kept'), 1);
  });

  it('ends a subscription with its lease, and takes secret and lease of the last request', async () => {
    await subscribe('/lease', atomTopic, { 'hub.lease_seconds': '600', 'hub.secret': 'first' });
    await subscribe('/lease', atomTopic, { 'hub.lease_seconds': '1200', 'hub.secret': 'second' });
    await later(601_000);
    await portal.publish(dataset('lease', 'Lease 1'));
    await settle();
    const [delivery] = to('/lease');
    assert.ok(delivery);
    const mac = createHmac('sha256', 'second').update(delivery.body).digest('hex');
    assert.equal(delivery.headers['x-hub-signature'], `sha256=${mac}`);
    await later(700_000);
    await portal.publish(dataset('lease', 'Lease 2'));
    await settle();
    assert.equal(count('/lease'), 1);
  });

  it('bounds leases', async () => {
    await subscribe('/short', atomTopic, { 'hub.lease_seconds': '1' });
    await subscribe('/long', atomTopic, { 'hub.lease_seconds': '999999999' });
    await subscribe('/usual');
    const granted = (path: string) => verifications(path)[0]?.get('hub.lease_seconds');
    assert.deepEqual(['/short', '/long', '/usual'].map(granted), ['300', '2592000', '864000']);
    for (const path of ['/short', '/long', '/usual']) {
      await post(asked(path, atomTopic, { 'hub.mode': 'unsubscribe' }));
    }
    await step();
  });

  it('tries again later and later, heeds Retry-After, and delivers once what came up meanwhile', async () => {
    await subscribe('/flaky');
    subscriber.answer('/flaky', status(500));
    await portal.publish(dataset('flaky', 'Flaky 1'));
    await settle();
    assert.equal(count('/flaky'), 1);
    await later(29_000);
    assert.equal(count('/flaky'), 1);
    await later(1_000);
    assert.equal(count('/flaky'), 2);
    subscriber.answer('/flaky', status(429, { 'retry-after': '600' }));
    await later(60_000);
    assert.equal(count('/flaky'), 3);
    subscriber.recover('/flaky');
    await portal.publish(dataset('flaky', 'Flaky 2'));
    await later(599_000);
    assert.equal(count('/flaky'), 3);
    await later(1_000);
    assert.equal(count('/flaky'), 4);
    assert.match(to('/flaky')[3]?.body.toString() ?? '', /Flaky 2/);
    await later(day);
    assert.equal(count('/flaky'), 4);
  });

  it('removes who answers 410', async () => {
    await subscribe('/gone');
    subscriber.answer('/gone', status(410));
    await portal.publish(dataset('gone', 'Gone 1'));
    await settle();
    subscriber.recover('/gone');
    await portal.publish(dataset('gone', 'Gone 2'));
    await settle();
    await later(day);
    assert.equal(count('/gone'), 1);
  });

  it('drops who failed for three days, and says so without the query of the callback', async () => {
    await subscribe('/dead?key=secret', atomTopic, { 'hub.lease_seconds': String(30 * 86_400) });
    subscriber.answer('/dead', status(500));
    await portal.publish(dataset('dead', 'Dead 1'));
    await settle();
    for (let hours = 0; hours < 90; hours += 1) await later(3_600_000);
    const attempts = count('/dead?key=secret');
    assert.ok(attempts >= 10 && attempts < 30, String(attempts));
    subscriber.recover('/dead');
    await portal.publish(dataset('dead', 'Dead 2'));
    await settle();
    await later(day);
    assert.equal(count('/dead?key=secret'), attempts);
    const said = portal.logged.map((entry) => JSON.stringify(entry));
    assert.ok(said.some((entry) => entry.includes(`${subscriber.origin}/dead`)));
    assert.ok(said.every((entry) => !entry.includes('key=secret')));
  });

  it('does not let one who is slow hold the others up', async () => {
    await subscribe('/slow');
    await subscribe('/quick');
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    subscriber.answer('/slow', async (_request, response) => {
      await released;
      response.writeHead(204).end();
    });
    await portal.publish(dataset('slow', 'Slow 1'));
    await portal.push.step();
    now += 5_000;
    await portal.push.step();
    const reached = async (deliveries: number) => {
      await portal.push.step();
      return count('/quick') === deliveries;
    };
    await until('the quick one has it', () => reached(1));
    await portal.publish(dataset('slow', 'Slow 2'));
    await portal.push.step();
    now += 5_000;
    await portal.push.step();
    await until('the quick one has the next', () => reached(2));
    assert.equal(count('/slow'), 1);
    release();
    await portal.push.idle();
    await later(5_000);
    assert.equal(count('/slow'), 2);
    assert.match(to('/slow')[1]?.body.toString() ?? '', /Slow 2/);
  });

  describe('refuses in words', () => {
    const unmeant: readonly [string, Record<string, string> | string, number, string][] = [
      [
        'no mode',
        { 'hub.topic': atomTopic, 'hub.callback': 'https://you.example/' },
        400,
        'hub-parameter-missing',
      ],
      ['another mode', { 'hub.mode': 'publish', 'hub.url': atomTopic }, 400, 'hub-mode-unknown'],
      ['no callback', { 'hub.mode': 'subscribe', 'hub.topic': atomTopic }, 400, 'hub-parameter-missing'],
      [
        'two topics',
        `hub.mode=subscribe&hub.topic=a&hub.topic=b&hub.callback=https://you.example/`,
        400,
        'hub-parameter-missing',
      ],
      ['a percent sign alone', 'hub.mode=%', 400, 'not-utf-8'],
    ];
    for (const [what, form, code, name] of unmeant)
      it(what, async () => {
        assertProblem(await post(form), code, name);
      });

    for (const [what, topic] of [
      ['a page of ours that is no feed', `${base}catalog`],
      ["another server's feed", 'https://other.example/feed/atom'],
      ['an archive', `${base}feed/atom/1`],
      ['a further page of a search', `${base}search.atom?q=x&after=abc`],
      ['a filter that cannot be meant', `${atomTopic}?kind=elephant`],
      ['a fragment', `${atomTopic}#x`],
      ['a query where there is none', `${base}feed/ldes?x=1`],
      ['no address', 'feed'],
    ] as const)
      it(`${what} as a topic`, async () => {
        assertProblem(await post(asked('/x', topic)), 404, 'hub-topic-unknown');
      });

    for (const callback of [
      'http://10.1.2.3/',
      'http://169.254.169.254/latest/meta-data',
      'http://[::1]/',
      'http://0x7f000002/',
      'http://[::ffff:10.0.0.1]/',
      'file:///etc/passwd',
      'https://user:word@you.example/',
      'you.example',
      `https://you.example/${'x'.repeat(2000)}`,
    ])
      it(`the callback ${callback.slice(0, 40)}`, async () => {
        const problem = assertProblem(
          await post({ ...asked('/x'), 'hub.callback': callback }),
          403,
          'hub-callback-refused',
        );
        assert.doesNotMatch(String(problem['detail']), /user:word/);
      });

    it('secrets and leases that cannot be', async () => {
      assertProblem(
        await post(asked('/x', atomTopic, { 'hub.secret': 'ह'.repeat(67) })),
        400,
        'hub-secret-too-long',
      );
      for (const lease of ['0', '-5', '1.5', 'long']) {
        const answer = await post(asked('/x', atomTopic, { 'hub.lease_seconds': lease }));
        assert.ok(answer.status === 400 || answer.status === 429, answer.body);
      }
    });

    it('other media types', async () => {
      assertProblem(await post('{}', { 'content-type': 'application/json' }), 415, 'unsupported-media-type');
    });

    it('a client that asks too often', async () => {
      let last = await post(asked('/often'));
      for (let time = 0; time < 150 && last.status !== 429; time += 1) last = await post(asked('/often'));
      assertProblem(last, 429, 'too-many-requests');
      assert.ok(Number(last.headers['retry-after']) > 0);
    });
  });
});

describe('/hub of a portal that lists no other addresses', () => {
  let portal: RunningPortal;
  let subscriber: Subscriber;
  before(async () => {
    portal = await startPortal();
    subscriber = await startSubscriber();
  });
  after(async () => {
    await portal.close();
    await subscriber.close();
  });

  const post = (callback: string) =>
    ask(`${portal.origin}/hub`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.topic': atomTopic,
        'hub.callback': callback,
      }).toString(),
    });

  it('calls no loopback address, by its number or by a name', async () => {
    assertProblem(await post(`${subscriber.origin}/x`), 403, 'hub-callback-refused');
    const { port } = new URL(subscriber.origin);
    assert.equal((await post(`http://localhost:${port}/x`)).status, 202);
    await portal.push.step();
    await portal.push.idle();
    await portal.publish(dataset('private', 'Private'));
    await portal.push.step();
    await portal.push.idle();
    assert.deepEqual(subscriber.requests, []);
  });
});

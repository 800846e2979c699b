import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { openPushTables } from '../../../src/push/push-tables.ts';
import { SubscriptionStore } from '../../../src/push/subscription-store.ts';
import { until } from '../../acceptance/support/cli.ts';
import { type Subscriber, startSubscriber, status } from '../../acceptance/support/subscriber.ts';
import { base, type PushPortal, startPushPortal } from './support/push-portal.ts';

const topic = `${base}feed/atom`;

describe('pushing changes', () => {
  let portal: PushPortal;
  let subscriber: Subscriber;
  beforeEach(async () => {
    portal = await startPushPortal();
    subscriber = await startSubscriber();
  });
  afterEach(async () => {
    // First of all: a delivery that it has not answered ends with it.
    await subscriber.close();
    await portal.close();
  });

  const subscribe = async (path: string, feed = topic) => {
    const callback = subscriber.origin + path;
    const answer = await portal.push.subscribe({ mode: 'subscribe', callback, topic: feed });
    assert.deepEqual(answer, { type: 'accepted' });
    await portal.step();
  };
  const bodies = (path: string) => subscriber.deliveries(path).map(({ body }) => body.toString());

  it('verifies after a restart what was asked for before', async () => {
    const callback = `${subscriber.origin}/a`;
    await portal.push.subscribe({ mode: 'subscribe', callback, topic, secret: 'word' });
    await portal.restart();
    await portal.step();
    await portal.publish('rain');
    await portal.step();
    await portal.later(1_000);
    assert.equal(bodies('/a').length, 1);
    assert.ok(subscriber.deliveries('/a')[0]?.headers['x-hub-signature']);
  });

  it('misses no change that was made while it was stopped', async () => {
    await subscribe('/a');
    await portal.push.close();
    await portal.publish('rain');
    await portal.restart();
    await portal.step();
    await portal.later(1_000);
    assert.equal(bodies('/a').length, 1);
    assert.match(bodies('/a')[0] ?? '', /rain/);
  });

  it('delivers after a restart what was noted and not delivered, with its attempts', async () => {
    await subscribe('/a');
    subscriber.answer('/a', status(500));
    await portal.publish('rain');
    await portal.step();
    await portal.later(1_000);
    assert.equal(bodies('/a').length, 1);
    await portal.restart();
    await portal.later(29_000);
    assert.equal(bodies('/a').length, 1, 'the back-off goes on');
    await portal.later(1_000);
    assert.equal(bodies('/a').length, 2);
    await portal.restart();
    subscriber.recover('/a');
    await portal.later(59_000);
    assert.equal(bodies('/a').length, 2);
    await portal.later(1_000);
    assert.equal(bodies('/a').length, 3);
    await portal.restart();
    await portal.later(86_400_000);
    assert.equal(bodies('/a').length, 3);
  });

  it('delivers again what was under way when it was killed', async () => {
    await subscribe('/a');
    await portal.publish('rain');
    await portal.step();
    portal.now += 1_000;
    subscriber.answer('/a', () => undefined);
    await portal.push.step();
    await until('it was sent', () => bodies('/a').length === 1);
    // As another process would find it: nothing has been noted of the delivery.
    const tables = openPushTables(portal.folder);
    const [subscription] = new SubscriptionStore(tables).all();
    assert.ok(subscription && subscription.wanted > subscription.told);
    await tables.root.close();
  }).timeout(30_000);

  it('goes on where it was: the place in the log is durable though nobody is subscribed', async () => {
    await portal.publish('rain', 'wind');
    await portal.step();
    await portal.restart();
    await subscribe('/a');
    await portal.step();
    await portal.later(10_000);
    assert.deepEqual(bodies('/a'), []);
  });

  it('keeps its files from others', () => {
    for (const name of ['signing-key.pem', 'data.mdb']) {
      assert.equal(statSync(join(portal.folder, 'push', name)).mode & 0o077, 0, name);
    }
  });

  it('keeps its key', async () => {
    const { publicJwk } = portal.push;
    await portal.restart();
    assert.deepEqual(portal.push.publicJwk, publicJwk);
  });

  it('takes no more than its limits', async () => {
    await portal.close();
    portal = await startPushPortal({ limits: { total: 3, perHost: 2, unverified: 10 } });
    const ask = (callback: string, mode: 'subscribe' | 'unsubscribe' = 'subscribe') =>
      portal.push.subscribe({ mode, callback, topic });
    await subscribe('/1');
    await subscribe('/2');
    assert.deepEqual(await ask(`${subscriber.origin}/3`), { type: 'too-many', of: 'host' });
    assert.deepEqual(await ask(`${subscriber.origin}/1`), { type: 'accepted' });
    assert.deepEqual(await ask('http://192.0.2.1.nip.example/1'), { type: 'accepted' });
    assert.deepEqual(await ask('http://192.0.2.1.nip.example/2'), { type: 'too-many', of: 'unverified' });
    assert.deepEqual(await ask(`${subscriber.origin}/1`, 'unsubscribe'), { type: 'accepted' });
  });

  it('sends, whatever the order of edits, failures and restarts, what is there in the end', async function () {
    this.timeout(120_000);
    const steps = fc.array(
      fc.oneof(
        {
          weight: 4,
          arbitrary: fc.record({ do: fc.constant('publish' as const), key: fc.integer({ min: 0, max: 3 }) }),
        },
        {
          weight: 2,
          arbitrary: fc.record({
            do: fc.constant('step' as const),
            key: fc.integer({ min: 0, max: 90_000 }),
          }),
        },
        {
          weight: 1,
          arbitrary: fc.record({
            do: fc.constantFrom('fail' as const, 'recover' as const, 'restart' as const),
            key: fc.constant(0),
          }),
        },
      ),
      { minLength: 1, maxLength: 25 },
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (actions) => {
        run += 1;
        const path = `/run-${run}`;
        await subscribe(path);
        let version = 0;
        let last: string | undefined;
        for (const action of actions) {
          if (action.do === 'publish') {
            version += 1;
            last = `k${action.key} run ${run} version ${version}`;
            await portal.publish(last);
          } else if (action.do === 'step') await portal.later(action.key);
          else if (action.do === 'fail') subscriber.answer(path, status(503));
          else if (action.do === 'recover') subscriber.recover(path);
          else await portal.restart();
        }
        subscriber.recover(path);
        await portal.step();
        await portal.later(86_400_000 / 4);
        const got = bodies(path);
        if (last === undefined) assert.deepEqual(got, []);
        else assert.ok(got.at(-1)?.includes(last), `${last} is in the last of ${got.length}`);
        await portal.push.subscribe({ mode: 'unsubscribe', callback: subscriber.origin + path, topic });
        await portal.step();
      }),
      { numRuns: 25 },
    );
  });
});

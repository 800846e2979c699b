import assert from 'node:assert/strict';
import type { FeedFilters } from '../../../src/feeds/change-filter.ts';
import { discoverInbox } from '../../../src/push/discover-inbox.ts';
import { GuardedTransport } from '../../../src/push/guarded-transport.ts';
import { Subscribers } from '../../../src/push/subscribers.ts';
import { type Subscriber, startSubscriber, status } from '../../acceptance/support/subscriber.ts';
import { verifySignature } from '../../acceptance/support/verify-signature.ts';
import { base, type PushPortal, startPushPortal, topicOf } from './support/push-portal.ts';

describe('notifications of changes', () => {
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

  /** As the command line does it, beside the server. */
  const add = async (path: string, filters: FeedFilters = {}) => {
    const subscribers = new Subscribers(portal.folder);
    try {
      const sequence = portal.store.sequence();
      return await subscribers.addInbox(subscriber.origin + path, filters, { sequence, now: portal.now });
    } finally {
      await subscribers.close();
    }
  };
  const settle = async () => {
    await portal.step();
    await portal.later(1_000);
  };
  const activities = (path = '/inbox') =>
    subscriber.deliveries(path).map(({ body }) => JSON.parse(body.toString()));
  const told = (path = '/inbox') =>
    activities(path).map(({ type, object }) => `${type} ${object.id.slice(base.length)}`);

  it('are the activities of the feed, signed, each record once, in their order', async () => {
    await add('/inbox');
    await portal.publish('rain 1', 'wind 1');
    await portal.publish('rain 2');
    await portal.withdraw('wind');
    await settle();
    assert.deepEqual(told(), ['Update id/dataset/rain', 'Delete id/dataset/wind']);
    const [first] = subscriber.deliveries();
    assert.ok(first);
    assert.equal(
      first.headers['content-type'],
      'application/ld+json; profile="https://www.w3.org/ns/activitystreams"',
    );
    verifySignature(first, [portal.push.publicJwk]);
    const [activity] = activities();
    assert.equal(activity['@context'], 'https://www.w3.org/ns/activitystreams');
    assert.equal(activity.object.id, topicOf('rain'));
    assert.ok(activity.id.startsWith(base));
    await portal.later(86_400_000);
    assert.equal(told().length, 2);
  });

  it('are only of what is wanted', async () => {
    await add('/inbox', { publisher: ['https://publisher.example/2'] });
    await add('/none', { kind: ['service'] });
    await portal.publish('rain');
    await portal.publishOf('wind 1', 'https://publisher.example/2');
    await settle();
    assert.deepEqual(told(), ['Create id/dataset/wind']);
    await portal.publishOf('wind 2', 'https://publisher.example/3');
    await portal.publishOf('wind 3', 'https://publisher.example/4');
    await settle();
    assert.deepEqual(told(), ['Create id/dataset/wind', 'Update id/dataset/wind']);
    assert.deepEqual(told('/none'), []);
  });

  it('miss nothing that was committed between the command and the server seeing it', async () => {
    await portal.step();
    await portal.publish('before');
    await add('/inbox');
    await portal.publish('after');
    // The server passes the change without having seen the subscription.
    await portal.push.step();
    await settle();
    await settle();
    assert.deepEqual(told(), ['Create id/dataset/after']);
  });

  it('begin where the command found the store, also where the server passed that commit before', async () => {
    const subscribers = new Subscribers(portal.folder);
    await portal.publish('early');
    await portal.step();
    await portal.publish('late');
    await portal.step();
    await subscribers.addInbox(`${subscriber.origin}/inbox`, {}, { sequence: 1, now: portal.now });
    await subscribers.close();
    await settle();
    assert.deepEqual(told(), ['Create id/dataset/late']);
    await portal.restart();
    await settle();
    assert.equal(told().length, 1);
  });

  it('are one announcement where much changed', async () => {
    await add('/inbox');
    await portal.publish(...Array.from({ length: 300 }, (_, index) => `many-${index}`));
    await settle();
    const [announcement, ...others] = activities();
    assert.deepEqual(others, []);
    assert.equal(announcement.type, 'Announce');
    assert.equal(announcement.object.id, `${base}feed/activity`);
    assert.equal(announcement.object.first, `${base}feed/activity/201`);
    await portal.publish('one');
    await settle();
    assert.deepEqual(told().slice(1), ['Create id/dataset/one']);
  });

  it('go on after the one that failed', async () => {
    await add('/inbox');
    let left = 2;
    subscriber.answer('/inbox', (_request, response) => {
      left -= 1;
      response.writeHead(left >= 0 ? 201 : 500).end();
    });
    await portal.publish('a', 'b', 'c', 'd');
    await settle();
    assert.deepEqual(
      told(),
      ['a', 'b', 'c'].map((key) => `Create id/dataset/${key}`),
    );
    subscriber.answer('/inbox', status(202));
    await portal.restart();
    await portal.later(30_000);
    assert.deepEqual(
      told().slice(3),
      ['c', 'd'].map((key) => `Create id/dataset/${key}`),
    );
  });

  it('end when the subscription is removed beside the server', async () => {
    const { subscription } = await add('/inbox');
    await portal.publish('rain');
    await portal.step();
    const subscribers = new Subscribers(portal.folder);
    assert.deepEqual(
      subscribers.list().map(({ id }) => id),
      [subscription.id],
    );
    await subscribers.remove(subscription.id);
    await subscribers.close();
    await portal.later(10_000);
    assert.deepEqual(told(), []);
  });

  it('are not doubled by adding an inbox twice', async () => {
    assert.equal((await add('/inbox', { kind: ['dataset'] })).isNew, true);
    assert.equal((await add('/inbox', { kind: ['dataset'] })).isNew, false);
    assert.equal((await add('/inbox')).isNew, true);
  });

  describe('find the inbox of a thing', () => {
    const discover = async (path: string, allowed = ['127.0.0.1']) => {
      const transport = new GuardedTransport({ allowed });
      try {
        return await discoverInbox(subscriber.origin + path, transport);
      } finally {
        transport.close();
      }
    };

    it('by Link, also after a redirect', async () => {
      const rel = 'http://www.w3.org/ns/ldp#inbox';
      subscriber.answer(
        '/thing',
        status(200, { link: `<x,y>; title="a, b"; rel=next, </in>; rel="type ${rel}"` }),
      );
      subscriber.answer('/moved', status(303, { location: '/thing' }));
      assert.equal(await discover('/thing'), `${subscriber.origin}/in`);
      assert.equal(await discover('/moved'), `${subscriber.origin}/in`);
    });

    it('by a triple of its description', async () => {
      subscriber.answer('/doc', (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/turtle' });
        response.end(
          '<#other> <http://www.w3.org/ns/ldp#inbox> <no> . <> <http://www.w3.org/ns/ldp#inbox> <yes> .',
        );
      });
      assert.equal(await discover('/doc'), `${subscriber.origin}/yes`);
    });

    it('and say so where there is none, or it may not be asked', async () => {
      subscriber.answer('/loop', status(302, { location: '/loop' }));
      subscriber.answer(
        '/bad',
        status(200, { link: '<http://10.0.0.1/>; rel="http://www.w3.org/ns/ldp#inbox"' }),
      );
      await assert.rejects(discover('/none'), { code: 'not-found' });
      await assert.rejects(discover('/loop'), { code: 'endpoint-failed' });
      await assert.rejects(discover('/bad'), { code: 'endpoint-refused' });
      await assert.rejects(discover('/none', []), { code: 'endpoint-refused' });
    });
  });
});

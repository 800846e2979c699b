import assert from 'node:assert/strict';
import { inboxOfLinks } from '../../src/push/discover-inbox.ts';
import type { Notification } from '../../src/push/notification.ts';
import { ask, assertProblem, quadsOf } from './client.ts';
import { records } from './example-records.ts';
import { base, type RunningPortal, startPortal } from './running-portal.ts';

const as = 'https://www.w3.org/ns/activitystreams';
const contains = 'http://www.w3.org/ns/ldp#contains';
const inbox = `${base}inbox`;

const announcement = {
  '@context': as,
  id: 'https://other.example/activities/1',
  type: 'Announce',
  actor: { id: 'https://other.example/catalog', name: 'Other' },
  object: 'https://other.example/dataset/1',
  target: inbox,
  updated: '2026-01-01T10:00:00Z',
};

/** By the points of the LDN test suite for receivers (https://linkedresearch.org/ldn/tests/receiver). */
describe('/inbox', () => {
  let portal: RunningPortal;
  let authorization: string;
  const told: Notification[] = [];
  before(async () => {
    portal = await startPortal({
      push: {
        onNotification: (notification) => {
          told.push(notification);
        },
      },
    });
    await portal.publish(...records);
    const { token } = portal.tokens.create({ role: 'editor', name: 'harvested catalogue' });
    authorization = `Bearer ${token}`;
  });
  after(async () => {
    await portal.close();
    assert.deepEqual(portal.logged, []);
  });

  const post = (body: unknown, headers: Record<string, string> = {}) =>
    ask(`${portal.origin}/inbox`, {
      method: 'POST',
      headers: { 'content-type': 'application/ld+json', authorization, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const get = (path: string, headers: Record<string, string> = {}) => ask(portal.origin + path, { headers });
  const listed = async (headers: Record<string, string> = {}) =>
    JSON.parse((await get('/inbox', headers)).body).contains as string[];
  const pathOf = (iri: string) => iri.slice(base.length - 1);
  const anonymous = (body: unknown, headers: Record<string, string> = {}) =>
    ask(`${portal.origin}/inbox`, {
      method: 'POST',
      headers: { 'content-type': 'application/ld+json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  it('is named by documents, the home page, the catalogue and the VoID description', async () => {
    for (const path of ['/', '/catalog', '/doc/dataset/prices-2016', '/inbox']) {
      for (const method of ['GET', 'HEAD'] as const) {
        const accept = path === '/' ? 'text/html' : 'text/turtle';
        const { headers } = await ask(portal.origin + path, { method, headers: { accept } });
        assert.equal(
          inboxOfLinks(String(headers.link), base + path.slice(1)),
          inbox,
          `${path} ${headers.link}`,
        );
      }
    }
    const page = await get('/doc/dataset/prices-2016', { accept: 'text/html' });
    assert.equal(inboxOfLinks(String(page.headers.link), base), inbox);
    const quads = await quadsOf(await get('/.well-known/void', { accept: 'text/turtle' }));
    assert.ok(
      quads.some(({ predicate, object }) => /ldp#inbox$/.test(predicate.value) && object.value === inbox),
    );
  });

  it('answers OPTIONS with what may be posted', async () => {
    const answer = await ask(`${portal.origin}/inbox`, { method: 'OPTIONS' });
    assert.equal(answer.status, 204);
    assert.match(String(answer.headers['accept-post']), /application\/ld\+json/);
    assert.equal(answer.headers.allow, 'GET, HEAD, POST, OPTIONS');
  });

  it('takes JSON-LD: 201 with Location, where it can be read as it came', async () => {
    const answer = await post(announcement);
    assert.equal(answer.status, 201, answer.body);
    const location = String(answer.headers.location);
    const read = await get(location);
    assert.equal(read.status, 200);
    assert.equal(read.headers['content-type'], 'application/ld+json');
    assert.equal(read.body, JSON.stringify(announcement));
    assert.ok((await listed()).includes(base + location.slice(1)));
  });

  it('takes it with a profile, and under the name of ActivityStreams', async () => {
    for (const type of [`application/ld+json; profile="${as}"`, 'application/activity+json']) {
      const answer = await post({ ...announcement, type: 'Update' }, { 'content-type': type });
      assert.equal(answer.status, 201, answer.body);
      const read = await get(String(answer.headers.location));
      assert.equal(read.headers['content-type'], type.split(';')[0]);
    }
  });

  it('lists what it has as JSON-LD, also where nothing is said of the format', async () => {
    for (const headers of [{}, { accept: 'application/ld+json' }, { accept: '*/*' }]) {
      const answer = await get('/inbox', headers);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['content-type'], 'application/ld+json');
      const json = JSON.parse(answer.body);
      assert.ok(json['@context']);
      assert.equal(json['@id'], inbox);
      const stated = (await quadsOf(answer)).filter(({ predicate }) => predicate.value === contains);
      assert.deepEqual(stated.map(({ object }) => object.value).sort(), [...json.contains].sort());
      for (const iri of json.contains) assert.equal((await get(pathOf(iri))).status, 200);
    }
  });

  it('negotiates: Turtle, RDF/XML, a page in two languages, 406', async () => {
    const all = (await listed()).length;
    for (const accept of ['text/turtle', 'application/rdf+xml', 'application/n-triples']) {
      const answer = await get('/inbox', { accept });
      assert.ok(answer.headers['content-type']?.startsWith(accept));
      const stated = (await quadsOf(answer)).filter(({ predicate }) => predicate.value === contains);
      assert.equal(stated.length, all);
    }
    const page = await get('/inbox?lang=hi', { accept: 'text/html' });
    assert.match(page.body, /इनबॉक्स/);
    assertProblem(await get('/inbox', { accept: 'image/png' }), 406, 'not-acceptable');
  });

  it('tells the hook what it is about', async () => {
    told.length = 0;
    const { id } = await posted({
      '@context': [as, { local: 'https://own.example/' }, 'https://coar-notify.net'],
      '@type': ['as:Announce', 'coar-notify:EndorsementAction'],
      actor: 'https://other.example/catalog',
      object: { '@id': 'https://other.example/dataset/2', type: 'Object' },
      target: { id: inbox, type: 'Service' },
    });
    const [notification] = told;
    assert.ok(notification);
    const { type, actor, object, target, token } = notification;
    assert.equal(notification.id, id);
    assert.deepEqual([...type].sort(), ['coar-notify:EndorsementAction', `${as}#Announce`].sort());
    assert.deepEqual(
      [actor, object, target],
      ['https://other.example/catalog', 'https://other.example/dataset/2', inbox],
    );
    assert.match(String(token), /^[0-9a-f]{12}$/);
  });

  async function posted(body: unknown): Promise<{ id: string }> {
    const answer = await post(body);
    assert.equal(answer.status, 201, answer.body);
    return { id: String(answer.headers.location).split('/').at(-1) ?? '' };
  }

  it('takes other vocabularies, whose contexts are in the document', async () => {
    told.length = 0;
    await posted({
      '@context': { schema: 'http://schema.org/' },
      '@id': '',
      '@type': 'schema:LikeAction',
      'schema:object': { '@id': 'https://other.example/dataset/1' },
    });
    assert.deepEqual(told[0]?.type, ['http://schema.org/LikeAction']);
  });

  it('keeps what comes without a token apart: to be read at its own address, seen by editors', async () => {
    const before = await listed();
    told.length = 0;
    const answer = await anonymous({ ...announcement, summary: '<script>alert(1)</script>' });
    assert.equal(answer.status, 201);
    const location = String(answer.headers.location);
    const read = await get(location);
    assert.equal(read.status, 200);
    assert.equal(read.headers['x-robots-tag'], 'noindex');
    assert.equal(read.headers['x-content-type-options'], 'nosniff');
    assert.deepEqual(await listed(), before);
    assert.ok((await listed({ authorization })).includes(base + location.slice(1)));
    assert.equal(told[0]?.token, undefined);
    const seen = await get('/inbox', { authorization });
    assert.equal(seen.headers['cache-control'], 'private, no-cache');
    assertProblem(await get('/inbox', { authorization: 'Bearer nonsense' }), 401, 'token-unknown');
  });

  it('escapes what others wrote', async () => {
    await posted({
      '@context': as,
      type: 'https://evil.example/?&amp;"x'.replace('"', "'"),
      actor: "https://evil.example/'onclick='alert(1)",
      object: 'javascript:alert(1)',
    });
    const { body } = await get('/inbox', { accept: 'text/html' });
    assert.match(body, /evil\.example/);
    assert.doesNotMatch(body, /href="(?:javascript|https:\/\/evil)/);
    const tagged = await post({ '@context': as, type: 'Create', object: 'https://evil.example/<script>' });
    assertProblem(tagged, 400, 'notification-unreadable');
  });

  it('refuses in words what is no notification', async () => {
    for (const [body, code] of [
      ['', 'notification-unreadable'],
      ['{', 'notification-unreadable'],
      ['"text"', 'notification-unreadable'],
      [Buffer.from([0x7b, 0xff, 0x7d]).toString('latin1'), 'notification-unreadable'],
      ['{}', 'notification-says-nothing'],
      ['[]', 'notification-says-nothing'],
      ['{"title": "no context"}', 'notification-says-nothing'],
      [{ '@context': 'https://unknown.example/context', title: 'x' }, 'notification-says-nothing'],
      [{ '@context': { x: { '@id': 5 } }, x: 'y' }, 'notification-unreadable'],
      [`${'['.repeat(100)}${']'.repeat(100)}`, 'notification-unreadable'],
    ] as const) {
      assertProblem(await post(body), 400, code);
    }
  });

  it('refuses other media types (415), too many bytes (413), other methods (405)', async () => {
    for (const type of ['text/turtle', 'text/html', 'application/json', '']) {
      const answer = await post(announcement, { 'content-type': type });
      assertProblem(answer, 415, 'unsupported-media-type');
      assert.match(String(answer.headers['accept-post']), /application\/ld\+json/);
    }
    assertProblem(await post({ ...announcement, x: 'x'.repeat(70_000) }), 413, 'notification-too-large');
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      assertProblem(await ask(`${portal.origin}/inbox`, { method }), 405, 'method-not-allowed');
    }
    const [one = ''] = await listed();
    assertProblem(await ask(portal.origin + pathOf(one), { method: 'DELETE' }), 405, 'method-not-allowed');
    assertProblem(await get('/inbox/000000000-000000000000000000000000'), 404, 'not-found');
    assertProblem(await get('/inbox/x'), 404, 'not-found');
  });

  it('refuses tokens that do not hold or allow too little', async () => {
    const { token } = portal.tokens.create({ role: 'reader', name: 'reader' });
    assertProblem(await post(announcement, { authorization: `Bearer ${token}` }), 403, 'role-too-small');
    assertProblem(await post(announcement, { authorization: 'Bearer nonsense' }), 401, 'token-unknown');
  });

  it('holds those without a token to a measure, before their body is read', async () => {
    let last = await anonymous(announcement);
    for (let time = 0; time < 20 && last.status === 201; time += 1) last = await anonymous(announcement);
    assertProblem(last, 429, 'too-many-requests');
    assert.equal((await post(announcement)).status, 201);
  });
});

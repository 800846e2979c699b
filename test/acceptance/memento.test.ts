import assert from 'node:assert/strict';
import LinkHeader from 'http-link-header';
import type { Put } from '../../src/store/record-store.ts';
import type { Iri } from '../../src/vocabulary/iri.ts';
import { type Answer, ask, assertProblem } from './client.ts';
import { dataset } from './example-records.ts';
import { base } from './running-portal.ts';
import { type DatedPortal, httpTime, isoTime, startDatedPortal } from './support/dated-portal.ts';

const key = 'dataset/वर्षा';
const path = encodeURI(key);

interface JsonTimeMap {
  readonly original_uri: string;
  readonly self: string;
  readonly timegate_uri: string;
  readonly timemap_uri: Readonly<Record<'link_format' | 'json_format', string>>;
  readonly mementos: {
    readonly first?: { readonly datetime: string; readonly uri: string };
    readonly last?: { readonly datetime: string; readonly uri: string };
    readonly list: readonly { readonly datetime: string; readonly uri: string }[];
  };
  readonly pages?: { readonly next: { readonly uri: string } };
}

describe('Memento (RFC 7089)', () => {
  let portal: DatedPortal;
  /** Commit 1 at second 0; 2 and 3 in second 10; withdrawn by 4 at 20; 5 at 30. */
  before(async () => {
    portal = await startDatedPortal();
    await portal.publish(dataset('वर्षा', 'one'));
    portal.at(10);
    await portal.publish(dataset('वर्षा', 'two'));
    await portal.publish(dataset('वर्षा', 'three'));
    portal.at(20);
    await portal.take(`doc/${key}`);
    portal.at(30);
    await portal.publish(dataset('वर्षा', 'five'));
  });
  after(async () => {
    await portal.close();
    assert.deepEqual(portal.logged, []);
  });

  const get = (target: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
    ask(portal.origin + target, { headers, method });
  const gate = (datetime?: string, more: Record<string, string> = {}) =>
    get(`/timegate/${path}`, { ...(datetime !== undefined && { 'Accept-Datetime': datetime }), ...more });
  const version = (sequence: number) => `${base}version/${path}/${sequence}`;
  const linksOf = (answer: Answer) => LinkHeader.parse(String(answer.headers['link']));

  describe('TimeGate', () => {
    for (const [second, sequence, why] of [
      [-100, 1, 'before the first one, the first'],
      [0, 1, 'the very second in which it began'],
      [9, 1, 'until the next begins'],
      [10, 3, 'the last of several in one second'],
      [15, 3, 'between two'],
      [25, 3, 'while it was withdrawn, what was there last'],
      [30, 5, 'the present one'],
      [99_999, 5, 'in the future'],
    ] as const) {
      it(`leads at second ${second} to version ${sequence}: ${why}`, async () => {
        const answer = await gate(httpTime(second));
        assert.equal(answer.status, 302);
        assert.equal(answer.headers.location, `/version/${path}/${sequence}`);
        assert.equal(answer.headers.vary, 'accept-datetime');
        assert.equal(answer.headers['memento-datetime'], undefined, '§4.2.1: no Memento itself');
      });
    }

    it('leads to the latest without a date, and where the record was withdrawn to the last there was', async () => {
      assert.equal((await gate()).headers.location, `/version/${path}/5`);
      await portal.publish(dataset('gone', 'Gone'));
      await portal.take('doc/dataset/gone');
      const answer = await get('/timegate/dataset/gone');
      assert.deepEqual([answer.status, answer.headers.location], [302, '/version/dataset/gone/6']);
    });

    it('links to the original, the TimeMaps and the versions around, each once, with times', async () => {
      const links = linksOf(await gate(httpTime(10)));
      assert.equal(links.rel('original')[0]?.uri, `${base}doc/${path}`);
      assert.deepEqual(
        links.rel('timemap').map(({ uri, type }) => [uri, type]),
        [
          [`${base}timemap/link/${path}`, 'application/link-format'],
          [`${base}timemap/json/${path}`, 'application/json'],
        ],
      );
      const at = (relation: string) => links.rel(relation).map(({ uri, datetime }) => [uri, datetime]);
      assert.deepEqual(at('first'), [[version(1), httpTime(0)]]);
      assert.deepEqual(at('prev'), [[version(2), httpTime(10)]]);
      assert.deepEqual(at('next'), [[version(5), httpTime(30)]]);
      assert.deepEqual(at('last'), [[version(5), httpTime(30)]]);
      assert.equal(links.rel('memento').length, 3);
    });

    it('keeps the extension of a format, and the language of a page', async () => {
      const answer = await get(`/timegate/${path}.jsonld`, { 'Accept-Datetime': httpTime(0) });
      assert.equal(answer.headers.location, `/version/${path}/1.jsonld`);
      const page = await get(`/timegate/${path}?lang=hi`);
      assert.equal(page.headers.location, `/version/${path}/5?lang=hi`);
    });

    for (const field of [
      '2026-01-01',
      '2026-01-01T10:00:00Z',
      'yesterday',
      '',
      'Thu, 01 Jan 2026 10:00:00 IST',
      'Thu, 01 Jan 2026 10:00:00',
      'Fri, 01 Jan 2026 10:00:00 GMT',
      'Mon, 30 Feb 2026 10:00:00 GMT',
      'Thu, 01 Jan 2026 25:00:00 GMT',
      'Thursday, 01-Jan-26 10:00:00 GMT',
      `${'Thu, 01 Jan 2026 10:00:00 GMT'}, ${'Thu, 01 Jan 2026 10:00:00 GMT'}`,
    ]) {
      it(`refuses "${field}"`, async () => {
        assertProblem(await gate(field), 400, 'malformed-datetime');
      });
    }

    it('answers HEAD and OPTIONS, and refuses what is not reading', async () => {
      const head = await get(`/timegate/${path}`, {}, 'HEAD');
      assert.deepEqual([head.status, head.body, head.headers.location], [302, '', `/version/${path}/5`]);
      const options = await get(`/timegate/${path}`, {}, 'OPTIONS');
      assert.equal(options.headers.allow, 'GET, HEAD, OPTIONS');
      assert.match(String(options.headers['access-control-allow-headers']), /Accept-Datetime/);
      assertProblem(await get(`/timegate/${path}`, {}, 'POST'), 405, 'method-not-allowed');
    });

    it('is not there for what was never published', async () => {
      for (const space of ['timegate', 'timemap/link', 'timemap/json']) {
        assertProblem(await get(`/${space}/dataset/none`), 404, 'not-found');
        assertProblem(await get(`/${space}/%zz`), 400, 'malformed-url');
        assert.equal((await get(`/${space}`)).status, 404);
      }
      assert.equal((await get(`/timemap/xml/${path}`)).status, 404);
    });
  });

  describe('Mementos', () => {
    it('say of when they are, and lead to the original, TimeGate, TimeMap and their neighbours', async () => {
      const answer = await get(`/version/${path}/2`, { Accept: 'text/turtle' });
      assert.equal(answer.headers['memento-datetime'], httpTime(10));
      assert.match(String(answer.headers['access-control-expose-headers']), /Memento-Datetime/);
      const links = linksOf(answer);
      const target = (relation: string) => links.rel(relation).map(({ uri }) => uri);
      assert.deepEqual(target('original'), [`${base}doc/${path}`]);
      assert.deepEqual(target('latest-version'), [`${base}doc/${path}`]);
      assert.deepEqual(target('timegate'), [`${base}timegate/${path}`]);
      assert.equal(target('timemap')[0], `${base}timemap/link/${path}`);
      assert.deepEqual(target('predecessor-version'), [version(1)]);
      assert.deepEqual(target('successor-version'), [version(3)]);
      assert.deepEqual(links.rel('next')[0]?.datetime, httpTime(10));
    });

    it('are pages too', async () => {
      const page = await get(`/version/${path}/3`, { Accept: 'text/html' });
      assert.equal(page.headers['memento-datetime'], httpTime(10));
      assert.match(page.body, /<meta name="robots" content="noindex"/);
      assert.match(page.body, new RegExp(`href="/doc/${path}"`));
    });

    it('keep their links within what proxies pass on, also with the longest keys', async () => {
      const long = 'व'.repeat(90);
      await portal.publish(dataset(long, 'first'));
      await portal.publish(dataset(long, 'second'));
      const answer = await get(`/timegate/dataset/${encodeURI(long)}`);
      assert.equal(answer.status, 302);
      assert.ok(String(answer.headers['link']).length <= 2_800);
      assert.equal(linksOf(answer).rel('original').length, 1);
      assert.equal((await get(String(answer.headers.location))).status, 200);
    });
  });

  describe('TimeMap', () => {
    it('lists the versions as links, oldest first, with times', async () => {
      const answer = await get(`/timemap/link/${path}`);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['content-type'], 'application/link-format');
      const links = LinkHeader.parse(answer.body);
      assert.equal(links.rel('original')[0]?.uri, `${base}doc/${path}`);
      assert.equal(links.rel('timegate')[0]?.uri, `${base}timegate/${path}`);
      const [self] = links.rel('self');
      assert.deepEqual(
        [self?.uri, self?.type, self?.['from'], self?.['until']],
        [`${base}timemap/link/${path}`, 'application/link-format', httpTime(0), httpTime(30)],
      );
      assert.deepEqual(
        links.rel('memento').map(({ uri, datetime }) => [uri, datetime]),
        [
          [version(1), httpTime(0)],
          [version(2), httpTime(10)],
          [version(3), httpTime(10)],
          [version(5), httpTime(30)],
        ],
      );
      assert.deepEqual([links.rel('first')[0]?.uri, links.rel('last')[0]?.uri], [version(1), version(5)]);
    });

    it('is JSON as aggregators read it', async () => {
      const answer = await get(`/timemap/json/${path}`);
      assert.equal(answer.headers['content-type'], 'application/json');
      assert.deepEqual(JSON.parse(answer.body), {
        original_uri: `${base}doc/${path}`,
        self: `${base}timemap/json/${path}`,
        timegate_uri: `${base}timegate/${path}`,
        timemap_uri: {
          link_format: `${base}timemap/link/${path}`,
          json_format: `${base}timemap/json/${path}`,
        },
        mementos: {
          first: { datetime: isoTime(0), uri: version(1) },
          last: { datetime: isoTime(30), uri: version(5) },
          list: [
            { datetime: isoTime(0), uri: version(1) },
            { datetime: isoTime(10), uri: version(2) },
            { datetime: isoTime(10), uri: version(3) },
            { datetime: isoTime(30), uri: version(5) },
          ],
        },
      } satisfies JsonTimeMap);
    });

    it('follows the log: another tag after another version, 304 until then', async () => {
      const first = await get(`/timemap/link/${path}`);
      const again = await get(`/timemap/link/${path}`, { 'If-None-Match': String(first.headers.etag) });
      assert.equal(again.status, 304);
      portal.at(40);
      await portal.publish(dataset('वर्षा', 'six'));
      const later = await get(`/timemap/link/${path}`, { 'If-None-Match': String(first.headers.etag) });
      assert.equal(later.status, 200);
      assert.equal(LinkHeader.parse(later.body).rel('memento').length, 5);
    });

    it('goes on in further ones where there are very many versions, none lost', async () => {
      const document = `${base}doc/dataset/often` as Iri;
      // All in one transaction: a version each.
      const puts = Array.from({ length: 2_345 }, (_, number) => putOf(document, number));
      await portal.store.commit(puts);
      for (const form of ['link', 'json'] as const) {
        const seen: string[] = [];
        let next: string | undefined = `${base}timemap/${form}/dataset/often`;
        for (let pages = 0; next !== undefined; pages += 1) {
          assert.ok(pages < 4);
          const { body } = await get(next.slice(base.length - 1));
          const page: { uris: string[]; next: string | undefined } =
            form === 'link' ? readLinks(body) : readJson(body);
          seen.push(...page.uris);
          next = page.next;
        }
        assert.deepEqual([seen.length, new Set(seen).size], [2_345, 2_345], form);
      }
    });
  });
});

function readLinks(body: string) {
  const links = LinkHeader.parse(body);
  return {
    uris: links.rel('memento').map(({ uri }) => uri),
    next: links.rel('timemap')[0]?.uri,
  };
}

function readJson(body: string) {
  const { mementos, pages } = JSON.parse(body) as JsonTimeMap;
  return { uris: mementos.list.map(({ uri }) => uri), next: pages?.next.uri };
}

function putOf(document: Iri, number: number): Put {
  const topic = document.replace('/doc/', '/id/') as Iri;
  return {
    type: 'put',
    document,
    topic,
    kind: 'dataset',
    parts: [],
    links: [],
    nquads: `<${topic}> <http://purl.org/dc/terms/title> "${number}" <${document}> .\n`,
    version: String(number),
    policy: `${base}def/policy/dcat` as Iri,
    policyVersion: '1',
    warnings: 0,
    incidental: false,
  };
}

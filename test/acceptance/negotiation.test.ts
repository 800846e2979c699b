import assert from 'node:assert/strict';
import LinkHeader from 'http-link-header';
import { html } from '../../src/http/formats.ts';
import { rdfFormats } from '../../src/rdf/formats.ts';
import { quadsOf } from './client.ts';
import { records } from './example-records.ts';
import { type RunningPortal, startPortal } from './running-portal.ts';
import { documentPath, type NegotiationRow, negotiationTable } from './support/negotiation-table.ts';
import { type RawAnswer, sendRaw } from './support/raw-http.ts';

const extensions = new Map(
  [...rdfFormats, html].flatMap(({ mediaType, aliases, extension }) =>
    [mediaType, ...aliases].map((name) => [name, extension] as const),
  ),
);

describe('content negotiation', () => {
  let portal: RunningPortal;
  let port: number;
  before(async () => {
    portal = await startPortal({ vocabulary: true });
    await portal.publish(...records);
    port = Number(new URL(portal.origin).port);
  });
  after(async () => {
    await portal.close();
    assert.deepEqual(portal.logged, []);
  });

  async function send(
    request: { target?: string; accept?: string | readonly string[]; language?: string },
    method = 'GET',
  ): Promise<RawAnswer> {
    const { target = documentPath, accept = [], language } = request;
    const lines = [
      `${method} ${target} HTTP/1.1`,
      'Host: test',
      ...(typeof accept === 'string' ? [accept] : accept).map((line) => `Accept: ${line}`),
      ...(language === undefined ? [] : [`Accept-Language: ${language}`]),
    ];
    const answer = await sendRaw(port, Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), method);
    assert.ok(answer);
    return answer;
  }

  it('is tried with more than 60 requests', () => assert.ok(negotiationTable.length > 60));

  for (const row of negotiationTable) {
    const { target = documentPath, accept, language } = row;
    const said = [
      `${target} ${accept === undefined ? 'without Accept' : JSON.stringify(accept).slice(0, 70)}`,
      ...(language === undefined ? [] : [`Accept-Language: ${language}`]),
    ].join(', ');
    it(`${row.what}: ${said} → ${row.expected} ${row.contentLanguage ?? ''}`, async () => {
      const answer = await send(row);
      check(row, answer);
      const head = await send(row, 'HEAD');
      assert.equal(head.status, answer.status);
      // Of a dump the first request begins a file, of which later ones tell the length.
      const names = target === '/catalog/all' ? ['content-type', 'content-location', 'vary'] : undefined;
      assert.deepEqual(fieldsOf(head, names), fieldsOf(answer, names), 'HEAD has the fields of GET');
      assert.equal(head.body.length, 0);
    });
  }

  function check(row: NegotiationRow, { status, headers, body }: RawAnswer): void {
    const { target = documentPath, expected, contentLanguage } = row;
    assert.equal(status, typeof expected === 'number' ? expected : 200, body.toString().slice(0, 300));
    const varies = (headers.get('vary') ?? '').split(/\s*,\s*/);
    const byAddress = /\.(?:ttl|jsonld|rdf|trig|html)$/.test(target);
    assert.equal(varies.includes('Accept'), !byAddress, `Vary: ${varies}`);
    if (typeof expected === 'number') return;
    const type = headers.get('content-type') ?? '';
    assert.equal(type.split(';')[0], expected);
    if (expected.startsWith('text/')) assert.match(type, /; charset=utf-8$/);
    const isPage = expected === 'text/html';
    assert.equal(varies.includes('Accept-Language'), isPage, `Vary: ${varies}`);
    assert.equal(headers.has('content-language'), isPage);
    if (contentLanguage) assert.equal(headers.get('content-language'), contentLanguage);
    if (contentLanguage) assert.match(body.toString(), new RegExp(`<html[^>]* lang="${contentLanguage}"`));
    if (target === documentPath)
      assert.equal(headers.get('content-location'), `${documentPath}.${extensions.get(expected)}`);
  }

  describe('406', () => {
    const alternatives = [...rdfFormats, html].map(({ mediaType, extension }) => ({
      mediaType,
      href: `${documentPath}.${extension}`,
    }));

    it('lists what there is as links, in the header and in the problem', async () => {
      const answer = await send({ accept: 'image/png' });
      assert.equal(answer.status, 406);
      assert.equal(answer.headers.get('content-type'), 'application/problem+json');
      const { code, available } = JSON.parse(answer.body.toString());
      assert.equal(code, 'not-acceptable');
      assert.deepEqual(
        available.map(({ mediaType, href }: { mediaType: string; href: string }) => ({ mediaType, href })),
        alternatives,
      );
      const links = LinkHeader.parse(answer.headers.get('link') ?? '').rel('alternate');
      assert.deepEqual(
        links.map(({ uri, type }) => ({ mediaType: type, href: uri })),
        alternatives,
      );
      for (const { href, mediaType } of alternatives) {
        const one = await send({ target: href, accept: 'image/png' });
        assert.equal(one.status, 200);
        assert.equal(one.headers.get('content-type')?.split(';')[0], mediaType);
      }
    });

    it('is a page with the same links for who can read one', async () => {
      const answer = await send({
        target: '/catalog/all',
        accept: 'text/html',
        language: 'hi',
      });
      assert.equal(answer.status, 406);
      assert.equal(answer.headers.get('content-type'), 'text/html; charset=utf-8');
      assert.equal(answer.headers.get('content-language'), 'hi');
      for (const { mediaType, extension } of rdfFormats)
        assert.match(
          answer.body.toString(),
          new RegExp(`<a href="/catalog/all\\.${extension}"[^>]*>${mediaType.replace('+', '\\+')}</a>`),
        );
    });

    it('is itself negotiated, and says so to caches', async () => {
      const json = await send({ accept: 'application/problem+json', language: 'hi' });
      assert.equal(json.status, 406);
      assert.match(JSON.parse(json.body.toString()).title, /स्वीकार्य/);
      assert.equal(json.headers.get('vary'), 'Accept, Accept-Language');
      assert.equal(json.headers.get('cache-control'), 'no-store');
      const nothing = await send({ accept: '*/*;q=0' });
      assert.equal(nothing.headers.get('content-type'), 'application/problem+json');
    });
  });

  it('sends under each name what parses as what it says', async () => {
    for (const { mediaType, aliases } of rdfFormats) {
      for (const accept of [mediaType, ...aliases.filter((name) => !/xml|n3|x-/.test(name))]) {
        const { status, headers, body } = await send({ accept });
        const type = headers.get('content-type') ?? '';
        assert.equal(type.split(';')[0], accept);
        const quads = await quadsOf({ status, headers: { 'content-type': type }, body: body.toString() });
        assert.ok(quads.length > 10, accept);
      }
    }
  });
});

/** But for the time, and for how a body is framed that is not there. */
function fieldsOf({ headers }: RawAnswer, names?: readonly string[]): Record<string, string | undefined> {
  if (names) return Object.fromEntries(names.map((name) => [name, headers.get(name)]));
  const { date: _, 'transfer-encoding': _framing, ...fields } = Object.fromEntries(headers);
  return fields;
}

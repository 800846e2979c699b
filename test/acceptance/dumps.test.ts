import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { jsonLd, rdfFormats, turtle } from '../../src/rdf/formats.ts';
import { DumpGate } from '../unit/feeds/dump-gate.ts';
import { type Answer, ask, assertProblem, canonicalTriples, quadsOf } from './client.ts';
import { dataset, records } from './example-records.ts';
import { type RunningPortal, startPortal } from './running-portal.ts';

const filler = Array.from({ length: 400 }, (_, index) =>
  dataset(`filler-${index}`, `${index} ${'y'.repeat(2_000)}`),
);

const digestOf = (bytes: Uint8Array) => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;

/** The head of an answer whose body is read as slowly as the test wants. */
function begin(url: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, { headers, agent: false }, (response) => resolve(response.pause()))
      .on('error', reject)
      .end();
  });
}

async function rest(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

describe('/catalog/all', () => {
  let portal: RunningPortal;
  let folder: string;
  const gate = new DumpGate(() => folder, false);
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
    ask(portal.origin + path, { headers, method });
  /** HEAD waits until the dump is whole. */
  const getWhole = async (path: string, headers: Record<string, string> = {}): Promise<Answer> => {
    await get(path, headers, 'HEAD');
    return get(path, headers);
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fivestar-dumps-'));
    portal = await startPortal({ dumps: { folder, pace: gate.pace } });
    await portal.publish(...records, ...filler);
  });
  after(async () => {
    gate.open();
    await portal.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('is a file with a strong tag, length, digest, ranges and links', async () => {
    const answer = await getWhole('/catalog/all.nq');
    assert.equal(answer.status, 200);
    const { headers, bytes } = answer;
    assert.match(headers.etag ?? '', new RegExp(`^"${portal.store.sequence()}-[0-9a-f]{16}\\.nq"$`));
    assert.equal(headers['content-type'], 'application/n-quads');
    assert.equal(headers['content-length'], String(bytes.length));
    assert.equal(headers['accept-ranges'], 'bytes');
    assert.equal(headers['repr-digest'], digestOf(bytes));
    assert.equal(headers['content-digest'], digestOf(bytes));
    assert.equal(headers['content-disposition'], 'inline; filename="all.nq"');
    assert.equal(headers['cache-control'], 'public, no-cache');
    assert.equal(headers.vary, 'Accept-Encoding');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.match(headers['access-control-expose-headers'] ?? '', /Accept-Ranges.*Content-Range.*ETag/);
    const { time } = portal.store.changes(portal.store.sequence() - 1, 1)[0] ?? assert.fail();
    assert.equal(headers['last-modified'], new Date(time).toUTCString());
    assert.match(String(headers.link), /<\/\.well-known\/void>; rel="describedby"/);
    assert.match(String(headers.link), /<\/catalog\/all\.nq\.sha256>; rel="describedby"/);
    const head = await get('/catalog/all.nq', {}, 'HEAD');
    const { date: _date, ...told } = head.headers;
    assert.deepEqual({ ...told, date: headers.date }, headers);
    assert.equal(head.body, '');
  });

  it('has a tag of its own in each format and coding', async () => {
    const tags = new Set<string | undefined>();
    for (const { extension } of rdfFormats) {
      for (const coding of ['identity', 'gzip']) {
        tags.add(
          (await get(`/catalog/all.${extension}`, { 'accept-encoding': coding }, 'HEAD')).headers.etag,
        );
      }
    }
    assert.equal(tags.size, 2 * rdfFormats.length);
    const negotiated = await get('/catalog/all', { accept: 'text/turtle' });
    assert.equal(negotiated.headers['content-location'], '/catalog/all.ttl');
    assert.equal(negotiated.headers.vary, 'Accept, Accept-Encoding');
    assert.ok(tags.has(negotiated.headers.etag));
  });

  it('is compressed where that is asked for, and a compressed file at an address of its own', async () => {
    const plain = await get('/catalog/all.ttl');
    const coded = await getWhole('/catalog/all.ttl', { 'accept-encoding': 'gzip' });
    assert.equal(coded.headers['content-encoding'], 'gzip');
    assert.equal(coded.headers['content-type'], plain.headers['content-type']);
    assert.equal(coded.headers['repr-digest'], digestOf(coded.bytes));
    assert.notEqual(coded.headers.etag, plain.headers.etag);
    assert.deepEqual(gunzipSync(coded.bytes), plain.bytes);
    const file = await get('/catalog/all.ttl.gz', { 'accept-encoding': 'gzip' });
    assert.equal(file.headers['content-encoding'], undefined);
    assert.equal(file.headers['content-type'], 'application/gzip');
    assert.equal(file.headers['content-disposition'], 'attachment; filename="all.ttl.gz"');
    assert.equal(file.headers.vary, undefined);
    assert.deepEqual(file.bytes, coded.bytes);
  });

  it('has a checksum file that sha256sum reads', async () => {
    for (const name of ['all.nt', 'all.nt.gz']) {
      const dump = await get(`/catalog/${name}`);
      const sum = await get(`/catalog/${name}.sha256`);
      assert.equal(sum.status, 200);
      assert.equal(sum.headers['content-type'], 'text/plain; charset=utf-8');
      assert.equal(sum.body, `${createHash('sha256').update(dump.bytes).digest('hex')}  ${name}\n`);
      const again = await get(`/catalog/${name}.sha256`, { 'if-none-match': sum.headers.etag ?? '' });
      assert.equal(again.status, 304);
    }
    assertProblem(await get('/catalog/all.sha256', { accept: 'application/problem+json' }), 404, 'not-found');
  });

  it('parses in every format, to what is published', async () => {
    const expected = await canonicalTriples(await quadsOf(await get('/catalog/all.nq')));
    assert.equal(
      portal.store.count('dataset'),
      400 + records.filter(({ kind }) => kind === 'dataset').length,
    );
    for (const { extension, mediaType } of rdfFormats) {
      const file = await get(`/catalog/all.${extension}.gz`);
      const body = gunzipSync(file.bytes).toString();
      const quads = await quadsOf({ ...file, headers: { 'content-type': mediaType }, body });
      assert.equal((await canonicalTriples(quads)) === expected, true, extension);
    }
  });

  describe('conditional requests', () => {
    it('are answered 304 without a body', async () => {
      const { headers } = await get('/catalog/all.ttl');
      for (const condition of [
        { 'if-none-match': headers.etag ?? '' },
        { 'if-none-match': `"x", W/${headers.etag}` },
        { 'if-none-match': '*' },
        { 'if-modified-since': headers['last-modified'] ?? '' },
      ]) {
        const answer = await get('/catalog/all.ttl', condition);
        assert.equal(answer.status, 304, JSON.stringify(condition));
        assert.equal(answer.body, '');
        assert.equal(answer.headers.etag, headers.etag);
        assert.equal(answer.headers['content-type'], undefined);
        assert.equal(answer.headers.vary, 'Accept-Encoding');
      }
      assert.equal((await get('/catalog/all.ttl', { 'if-none-match': '"other"' })).status, 200);
    });
    it('are answered 200 when something was published', async () => {
      const first = await get('/catalog/all.ttl');
      await portal.publish(dataset('filler-0', 'Mended'));
      const conditional = { 'if-none-match': first.headers.etag ?? '' };
      const second = await get('/catalog/all.ttl', conditional);
      assert.equal(second.status, 200);
      assert.match(second.body, /Mended/);
      assert.notEqual(second.headers.etag, first.headers.etag);
      const refused = await get('/catalog/all.ttl', {
        'if-match': first.headers.etag ?? '',
        accept: '*/*;q=0.1, application/problem+json',
      });
      assertProblem(refused, 412, 'precondition-failed');
      assert.equal((await get('/catalog/all.ttl', { 'if-match': second.headers.etag ?? '' })).status, 200);
    });
  });

  describe('ranges', () => {
    let whole: Answer;
    beforeEach(async () => {
      whole = await getWhole('/catalog/all.nq');
    });
    const part = (range: string, headers: Record<string, string> = {}) =>
      get('/catalog/all.nq', { range, ...headers });

    it('are answered 206 with just these bytes', async () => {
      const size = whole.bytes.length;
      for (const [range, start, end] of [
        ['bytes=0-0', 0, 0],
        ['bytes=0-99', 0, 99],
        [`bytes=300000-300999`, 300_000, 300_999],
        [`bytes=${size - 10}-`, size - 10, size - 1],
        ['bytes=-7', size - 7, size - 1],
        [`bytes=-${size + 1}`, 0, size - 1],
        [`bytes=5-${size + 99}`, 5, size - 1],
      ] as const) {
        const answer = await part(range);
        assert.equal(answer.status, 206, range);
        assert.equal(answer.headers['content-range'], `bytes ${start}-${end}/${size}`);
        assert.equal(answer.headers['content-length'], String(end - start + 1));
        assert.deepEqual(answer.bytes, whole.bytes.subarray(start, end + 1));
        assert.equal(answer.headers.etag, whole.headers.etag);
        assert.equal(answer.headers['repr-digest'], digestOf(whole.bytes));
        assert.equal(answer.headers['content-digest'], undefined, 'it would be of the part');
      }
    });
    it('are answered 206 in parts where there are several', async () => {
      const answer = await part('bytes=0-9,1000-1009,-5');
      assert.equal(answer.status, 206);
      assert.equal(answer.headers['content-range'], undefined);
      assert.equal(answer.headers['content-length'], String(answer.bytes.length));
      const boundary = /^multipart\/byteranges; boundary=(.+)$/.exec(
        answer.headers['content-type'] ?? '',
      )?.[1];
      const pieces = answer.body.split(`\r\n--${boundary}`);
      assert.equal(pieces.shift(), '');
      assert.equal(pieces.pop(), '--\r\n');
      const size = whole.bytes.length;
      const expected = [
        [0, 9],
        [1_000, 1_009],
        [size - 5, size - 1],
      ].map(
        ([start = 0, end = 0]) =>
          `\r\nContent-Type: application/n-quads\r\nContent-Range: bytes ${start}-${end}/${size}\r\n\r\n${whole.bytes.subarray(start, end + 1)}`,
      );
      assert.deepEqual(pieces, expected);
      assert.equal((await part('bytes=0-9,10-19')).headers['content-range'], `bytes 0-19/${size}`);
    });
    it('are answered 416 with the length where there are none of these bytes', async () => {
      const answer = await part(`bytes=${whole.bytes.length}-`, { accept: 'application/problem+json' });
      assertProblem(answer, 416, 'range-not-satisfiable');
      assert.equal(answer.headers['content-range'], `bytes */${whole.bytes.length}`);
    });
    it('are ignored where they are malformed or of another unit, or the method has none', async () => {
      for (const range of ['bytes=9-0', 'bytes=x', 'pages=1-2'])
        assert.equal((await part(range)).status, 200);
      const head = await get('/catalog/all.nq', { range: 'bytes=0-9' }, 'HEAD');
      assert.equal(head.status, 200);
      assert.equal(head.headers['content-length'], String(whole.bytes.length));
    });
    it('count under If-Range only while the dump is the same', async () => {
      const range = 'bytes=0-9';
      assert.equal((await part(range, { 'if-range': whole.headers.etag ?? '' })).status, 206);
      for (const condition of [`W/${whole.headers.etag}`, '"old"', whole.headers['last-modified'] ?? '']) {
        const answer = await part(range, { 'if-range': condition });
        assert.equal(answer.status, 200, condition);
        assert.deepEqual(answer.bytes, whole.bytes);
      }
    });
    it('are of the coded bytes where the dump is coded', async () => {
      const coding = { 'accept-encoding': 'gzip' };
      const coded = await get('/catalog/all.nq', coding);
      const end = await part('bytes=1000-', coding);
      assert.equal(end.status, 206);
      assert.equal(end.headers['content-encoding'], 'gzip');
      const begun = await part('bytes=0-999', { ...coding, 'if-range': coded.headers.etag ?? '' });
      const text = gunzipSync(Buffer.concat([begun.bytes, end.bytes]));
      assert.deepEqual(text, whole.bytes);
      assert.equal((await part('bytes=0-1,5-6', coding)).status, 200);
    });
    it('let a download that was broken off go on', async () => {
      const broken = await begin(`${portal.origin}/catalog/all.nq`);
      const chunks: Buffer[] = [];
      for await (const chunk of broken) {
        chunks.push(chunk as Buffer);
        if (Buffer.concat(chunks).length > 200_000) break;
      }
      const first = Buffer.concat(chunks);
      assert.ok(first.length < whole.bytes.length);
      const tag = broken.headers.etag ?? '';
      const second = await part(`bytes=${first.length}-`, { 'if-range': tag });
      assert.equal(second.status, 206);
      assert.deepEqual(Buffer.concat([first, second.bytes]), whole.bytes);
    });
  });

  describe('while it is written', () => {
    it('is sent as it grows, one for all, and a commit meanwhile does not show', async () => {
      await portal.publish(dataset('filler-1', 'Before'));
      gate.close();
      const asked = await Promise.all(
        Array.from({ length: 20 }, () => begin(`${portal.origin}/catalog/all.nq`)),
      );
      for (const { statusCode, headers } of asked) {
        assert.equal(statusCode, 200);
        assert.equal(headers['content-length'], undefined);
        assert.equal(headers['accept-ranges'], undefined);
        assert.equal(headers['repr-digest'], undefined);
        assert.match(headers.etag ?? '', /^".+\.nq"$/);
      }
      assert.equal(gate.growing().length, 1, 'there is one production');
      const tag = asked[0]?.headers.etag ?? '';
      await portal.publish(dataset('filler-1', 'After'), dataset('newcomer', 'Newcomer'));
      const document = await get('/doc/dataset/filler-1.ttl');
      assert.equal(document.status, 200, 'others are served meanwhile');
      asked[19]?.destroy();
      gate.open();
      const bodies = await Promise.all(asked.slice(0, 19).map(rest));
      for (const body of bodies) assert.deepEqual(body, bodies[0]);
      assert.match(String(bodies[0]), /"Before"@en/);
      assert.doesNotMatch(String(bodies[0]), /"After"@en|newcomer/);
      const next = await get('/catalog/all.nq');
      assert.notEqual(next.headers.etag, tag);
      assert.match(next.body, /"After"@en/);
      assert.match(next.body, /Newcomer/);
    });
    it('is waited for where a range is asked for, and finished for nobody', async () => {
      await portal.publish(dataset('filler-2', 'Once more'));
      gate.close();
      const left = await begin(`${portal.origin}/catalog/all.trig`);
      left.destroy();
      const range = get('/catalog/all.trig', { range: 'bytes=0-9' });
      setTimeout(() => gate.open(), 300);
      const answer = await range;
      assert.equal(answer.status, 206);
      assert.equal(answer.headers.etag, left.headers.etag);
      assert.equal(answer.bytes.length, 10);
    });
    it('is read by slow clients without holding anything up', async () => {
      const slowly = await begin(`${portal.origin}/catalog/all.rdf`);
      const tag = slowly.headers.etag;
      await portal.publish(dataset('filler-3', 'While somebody reads'));
      const next = await get('/catalog/all.rdf');
      assert.match(next.body, /While somebody reads/);
      const body = await rest(slowly);
      assert.equal(body.length, Number(slowly.headers['content-length'] ?? body.length));
      assert.doesNotMatch(String(body), /While somebody reads/);
      assert.notEqual(next.headers.etag, tag);
    });
  });

  it('lists what there is', async () => {
    await getWhole('/catalog/all.jsonld');
    const dump = await getWhole('/catalog/all.ttl.gz');
    const listed = await portal.dumps.listDumps();
    const entry = listed.find(({ format, encoding }) => format === turtle && encoding === 'gzip');
    assert.equal(entry?.bytes, dump.bytes.length);
    assert.equal(entry?.href, `${portal.base}catalog/all.ttl.gz`);
    assert.equal(entry?.sequence, portal.store.sequence());
    assert.ok(listed.some(({ format, encoding }) => format === jsonLd && encoding === 'identity'));
  });

  it('answers a readable 503 where no dump can be written', async () => {
    const other = await startPortal({ dumps: { folder: '/dev/null/dumps' } });
    try {
      await other.publish(...records);
      const answer = await ask(`${other.origin}/catalog/all.nq`, { headers: { accept: 'application/json' } });
      assertProblem(answer, 503, 'dump-unavailable');
      assert.equal(answer.headers['retry-after'], '30');
      assert.equal((await ask(`${other.origin}/doc/dataset/rainfall.ttl`)).status, 200);
    } finally {
      await other.close();
    }
  });
});

import assert from 'node:assert/strict';
import { ask, quadsOf } from './client.ts';
import { records } from './example-records.ts';
import { randomFrom, randomRequest } from './support/random-requests.ts';
import { type RawAnswer, sendRaw } from './support/raw-http.ts';
import { untilCurrent } from './support/until-current.ts';
import { startWritingPortal, type WritingPortal } from './support/writing-portal.ts';

const total = Number(process.env['FUZZ_REQUESTS'] ?? 10_000);
const seed = Number(process.env['FUZZ_SEED'] ?? 20_240_601);
const atOnce = 6;

/** What the server may be unable to do, and says so. */
const announced: Readonly<Record<number, ReadonlySet<string>>> = {
  502: new Set(['endpoint-failed']),
  503: new Set(['busy', 'engine-loading', 'engine-unavailable']),
  504: new Set(['query-timeout']),
};

describe('any request', function () {
  this.timeout(300_000);
  let portal: WritingPortal;
  let port: number;
  const rejections: unknown[] = [];
  const note = (reason: unknown) => rejections.push(reason);
  before(async () => {
    portal = await startWritingPortal({
      limits: { queryTimeout: 2_000, maxRows: 1_000, maxBytes: 1_000_000 },
    });
    await portal.publish(...records);
    await untilCurrent(portal);
    port = Number(new URL(portal.origin).port);
    process.on('unhandledRejection', note);
  });
  after(async () => {
    process.off('unhandledRejection', note);
    await portal.close();
  });

  it(`of ${total} is answered well, and the server goes on (seed ${seed})`, async () => {
    const random = randomFrom(seed);
    const { token } = portal.tokens.create({ role: 'reader', name: '' });
    const tokens = [portal.authorization, portal.authorization, `Bearer ${token}`];
    const counts = new Map<number | 'none', number>();
    let next = 0;
    const work = async () => {
      while (next < total) {
        next += 1;
        const number = next;
        const { method, target, bytes } = randomRequest(random, tokens);
        const what = `request ${number}: ${method} ${target.slice(0, 300)}`;
        const answer = await sendRaw(port, bytes, method).catch((error: unknown) => {
          throw new Error(`${what}\n${bytes.toString('latin1').slice(0, 1_500)}`, { cause: error });
        });
        assert.deepEqual(
          portal.logged.map(messageOf),
          [],
          `${what}\n${bytes.toString('latin1').slice(0, 1_500)}`,
        );
        if (answer) await checkAnswer(answer, `${what}\n${bytes.toString('latin1').slice(0, 1_500)}`);
        // Node answers a CONNECT by closing the connection.
        assert.ok(
          answer || method === 'CONNECT',
          `${what}: no answer\n${bytes.toString('latin1').slice(0, 1_500)}`,
        );
        const status = answer?.status ?? 'none';
        counts.set(status, (counts.get(status) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    if (process.env['FUZZ_COUNTS']) console.log([...counts].join(' | '));
    assert.deepEqual(rejections, []);
    for (const status of [200, 204, 400, 401, 403, 404, 405, 406, 415]) {
      assert.ok((counts.get(status) ?? 0) > 0, `some are ${status}: ${[...counts]}`);
    }
    await untilCurrent(portal);
    assert.equal(await portal.holds('?s ?p ?o'), true);
    const { engine } = JSON.parse((await ask(`${portal.origin}/health/ready`)).body);
    assert.equal(engine.queued, 0);
    assert.equal(engine.running, 0);
  });
});

async function checkAnswer({ status, headers, body }: RawAnswer, what: string): Promise<void> {
  const type = headers.get('content-type') ?? '';
  const shown = `${what}\n→ ${status} ${type}\n${body.toString('utf8').slice(0, 800)}`;
  if (body.length > 0) assert.notEqual(type, '', shown);
  if (status === 401) assert.match(headers.get('www-authenticate') ?? '', /^Bearer /, shown);
  if (status === 405) assert.ok(headers.get('allow'), shown);
  if (status === 503) assert.match(headers.get('retry-after') ?? '', /^\d+$/, shown);
  if (type === 'application/problem+json' && body.length > 0) {
    const problem = JSON.parse(body.toString('utf8'));
    assert.equal(problem.status, status, shown);
    if (status >= 500) assert.ok(announced[status]?.has(problem.code), shown);
  } else if (status >= 500) {
    assert.ok(announced[status], shown);
  }
  if (headers.has('content-encoding') || body.length === 0) return;
  if (/^application\/(?:sparql-results\+json|json)$/.test(type)) JSON.parse(body.toString('utf8'));
  if (/^(?:text\/turtle|application\/n-triples)/.test(type)) {
    await quadsOf({ status, headers: { 'content-type': type }, body: body.toString('utf8') }).catch(
      (cause: unknown) => {
        throw new Error(shown, { cause });
      },
    );
  }
}

function messageOf(entry: unknown): string {
  const { err } = entry as { err?: Error };
  return err?.stack ?? JSON.stringify(entry);
}

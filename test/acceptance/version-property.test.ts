import assert from 'node:assert/strict';
import type { Quad } from '@rdfjs/types';
import fc from 'fast-check';
import LinkHeader from 'http-link-header';
import { nQuadLine } from '../../src/rdf/n-quads.ts';
import { composeDocument } from '../../src/store/document.ts';
import type { Iri } from '../../src/vocabulary/iri.ts';
import { type Answer, ask, quadsOf } from './client.ts';
import { dataset } from './example-records.ts';
import { base } from './running-portal.ts';
import { type DatedPortal, httpTime, startDatedPortal } from './support/dated-portal.ts';

/** Seconds later, `title` is published, or the record is withdrawn. */
type Step =
  | { readonly type: 'publish'; readonly title: string; readonly wait: number }
  | { readonly type: 'withdraw'; readonly reason: string | undefined; readonly wait: number };

const wait = fc.integer({ min: 0, max: 3 });
const steps = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        type: fc.constant('publish' as const),
        title: fc.constantFrom('a', 'b', 'ग', '"\\\n'),
        wait,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('withdraw' as const),
        reason: fc.option(fc.constantFrom('wrong', 'पुराना'), { nil: undefined }),
        wait,
      }),
    },
  ),
  { minLength: 1, maxLength: 12 },
);

/** What there must be of a version, noted as soon as it was published. */
interface Expected {
  readonly sequence: number;
  readonly second: number;
  readonly lines: readonly string[];
}

describe('any sequence of publish, change, withdraw and republish', () => {
  let portal: DatedPortal;
  let round = 0;
  before(async () => {
    portal = await startDatedPortal();
  });
  after(async () => {
    await portal.close();
    assert.deepEqual(portal.logged, []);
  });

  const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
    ask(portal.origin + path, { headers });

  /** Takes the steps with a document of its own; what the model knows of it afterwards. */
  async function take(key: string, row: readonly Step[], start: number) {
    const document = `${base}doc/dataset/${key}` as Iri;
    const expected: Expected[] = [];
    let second = start;
    let title: string | undefined;
    for (const step of row) {
      second += step.wait;
      portal.at(second);
      if (step.type === 'withdraw') {
        await portal.take(`doc/dataset/${key}`, step.reason === undefined ? {} : { reason: step.reason });
        title = undefined;
        continue;
      }
      await portal.publish(dataset(key, step.title));
      const record = portal.store.get(document);
      assert.equal(record?.state, 'live');
      if (step.title !== title)
        expected.push({ sequence: record.sequence, second, lines: linesOf(composeDocument(record)) });
      title = step.title;
    }
    return { expected, isLive: title !== undefined, end: second };
  }

  async function verifyVersions(key: string, expected: readonly Expected[]): Promise<void> {
    for (const { sequence, second, lines } of expected) {
      const answer = await get(`/version/dataset/${key}/${sequence}`, { Accept: 'application/n-quads' });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['memento-datetime'], httpTime(second));
      const quads = (await quadsOf(answer)).filter(
        (quad) => quad.graph.value === `${base}doc/dataset/${key}`,
      );
      assert.deepEqual(linesOf(quads), lines, `${key}/${sequence}`);
    }
    const map = LinkHeader.parse((await get(`/timemap/link/dataset/${key}`)).body);
    assert.deepEqual(
      map.rel('memento').map(({ uri, datetime }) => [uri, datetime]),
      expected.map(({ sequence, second }) => [`${base}version/dataset/${key}/${sequence}`, httpTime(second)]),
    );
  }

  /** The latest that began at or before the time, else the first; of several in one second the last. */
  function atTime(expected: readonly Expected[], second: number): Expected | undefined {
    return expected.findLast((version) => version.second <= second) ?? expected[0];
  }

  async function verifyTimeGate(
    key: string,
    expected: readonly Expected[],
    from: number,
    to: number,
  ): Promise<void> {
    for (let second = from - 1; second <= to + 1; second += 1) {
      const answer = await get(`/timegate/dataset/${key}`, { 'Accept-Datetime': httpTime(second) });
      assert.equal(answer.status, 302);
      assert.equal(answer.headers.location, `/version/dataset/${key}/${atTime(expected, second)?.sequence}`);
    }
    const latest = await get(`/timegate/dataset/${key}`);
    assert.equal(latest.headers.location, `/version/dataset/${key}/${expected.at(-1)?.sequence}`);
  }

  it('leaves every version dereferenceable with the exact graph it had, and TimeGates agree with the model', async () => {
    let second = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (row) => {
        round += 1;
        const key = `row-${round}`;
        const start = second;
        const { expected, isLive, end } = await take(key, row, start);
        second = end + 1;
        const document = await get(`/doc/dataset/${key}`);
        if (expected.length === 0) {
          assert.equal(document.status, 404);
          assert.equal((await get(`/timegate/dataset/${key}`)).status, 404);
          return;
        }
        assert.equal(document.status, isLive ? 200 : 410);
        await verifyVersions(key, expected);
        await verifyTimeGate(key, expected, start, end);
      }),
      { numRuns: 40 },
    );
  });
});

function linesOf(quads: readonly Quad[]): string[] {
  return quads.map((quad) => nQuadLine(quad)).sort();
}

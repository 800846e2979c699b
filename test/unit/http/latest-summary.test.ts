import assert from 'node:assert/strict';
import type { KnownSummary } from '../../../src/feeds/void-description.ts';
import { LatestSummary } from '../../../src/http/latest-summary.ts';
import { Failure } from '../../../src/model/failure.ts';

const at = (sequence: number): KnownSummary => ({
  sequence,
  summary: { quads: sequence * 10, classes: [], properties: [] },
});

/** An engine that answers with what stands in `answers`, one after the other. */
function engine(...answers: (() => Promise<KnownSummary>)[]) {
  const asked = { times: 0 };
  return {
    asked,
    summary: () => {
      const answer = answers[asked.times];
      asked.times += 1;
      assert.ok(answer, 'asked once too often');
      return answer();
    },
  };
}

describe('LatestSummary', () => {
  it('asks once for each commit', async () => {
    const one = engine(
      async () => at(1),
      async () => at(2),
    );
    const latest = new LatestSummary(one);
    for (const sequence of [1, 1, 2, 2]) assert.equal((await latest.read(sequence))?.sequence, sequence);
    assert.equal(one.asked.times, 2);
  });

  it('asks for many at once only once', async () => {
    const one = engine(async () => at(1));
    const latest = new LatestSummary(one);
    const read = await Promise.all([latest.read(1), latest.read(1), latest.read(1)]);
    assert.deepEqual(
      read.map((known) => known?.sequence),
      [1, 1, 1],
    );
  });

  it('knows nothing while the engine is loading, and asks again', async () => {
    const one = engine(
      () => Promise.reject(new Failure('engine-unavailable', 'loading')),
      async () => at(3),
    );
    const latest = new LatestSummary(one);
    assert.equal(await latest.read(3), undefined);
    assert.equal((await latest.read(3))?.sequence, 3);
  });

  it('gives what it knew where the engine is busy, without asking twice', async () => {
    let release: (known: KnownSummary) => void = () => undefined;
    const one = engine(
      async () => at(1),
      () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    );
    const latest = new LatestSummary(one, { patience: 5 });
    await latest.read(1);
    assert.equal((await latest.read(2))?.sequence, 1);
    assert.equal((await latest.read(2))?.sequence, 1);
    release(at(2));
    assert.equal((await latest.read(2))?.sequence, 2);
    assert.equal(one.asked.times, 2);
  });

  it('does not go back to a replica that is further behind', async () => {
    const latest = new LatestSummary(
      engine(
        async () => at(5),
        async () => at(4),
      ),
    );
    await latest.read(6);
    assert.equal((await latest.read(6))?.sequence, 5);
  });

  it('does not hide a fault', async () => {
    const latest = new LatestSummary(engine(() => Promise.reject(new TypeError('broken'))));
    await assert.rejects(latest.read(1), TypeError);
  });
});

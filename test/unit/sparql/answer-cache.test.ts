import assert from 'node:assert/strict';
import { AnswerCache, type KeptAnswer } from '../../../src/sparql/answer-cache.ts';

const terms = { timeout: 1000, fresh: false };

function answer(length: number, sequence = 1): KeptAnswer {
  return { body: new Uint8Array(length), sequence };
}

/** Work that ends when it is told to. */
function deferred() {
  let finish: (answer: KeptAnswer) => void = () => {};
  let fail: (error: Error) => void = () => {};
  let runs = 0;
  let signal: AbortSignal | undefined;
  const work = (given: AbortSignal) => {
    runs += 1;
    signal = given;
    return new Promise<KeptAnswer>((resolve, reject) => {
      finish = resolve;
      fail = reject;
    });
  };
  return {
    work,
    runs: () => runs,
    signal: () => signal,
    finish: (value: KeptAnswer) => finish(value),
    fail: (error: Error) => fail(error),
  };
}

describe('AnswerCache', () => {
  it('works equal questions at the same time out once, and keeps the answer', async () => {
    const cache = new AnswerCache(100_000);
    const job = deferred();
    const both = [cache.get('q', 1, job.work, terms), cache.get('q', 1, job.work, terms)];
    const kept = answer(10);
    job.finish(kept);
    assert.deepEqual(await Promise.all(both), [kept, kept]);
    assert.equal(await cache.get('q', 1, job.work, terms), kept);
    assert.equal(job.runs(), 1);
    assert.ok(cache.has('q', 1));
    assert.equal(cache.state().reused, 2);
    assert.equal(cache.state().answers, 1);
  });

  it('asks again after another commit, and keeps an answer under the commit that it reflects', async () => {
    const cache = new AnswerCache(100_000);
    await cache.get('q', 1, async () => answer(1, 2), terms);
    assert.equal(cache.has('q', 1), false);
    assert.equal(cache.has('q', 2), true);
    assert.equal(cache.has('q', 3), false);
  });

  it('does not keep errors', async () => {
    const cache = new AnswerCache(100_000);
    await assert.rejects(
      cache.get('q', 1, () => Promise.reject(new Error('no')), terms),
      /no/,
    );
    assert.equal((await cache.get('q', 1, async () => answer(3), terms)).body.length, 3);
  });

  it('does not let a caller with little time spoil the answer of one with more', async () => {
    const cache = new AnswerCache(100_000);
    const hurried = deferred();
    const patient = deferred();
    const first = cache.get('q', 1, hurried.work, { ...terms, timeout: 10 });
    const second = cache.get('q', 1, patient.work, terms);
    hurried.fail(new Error('query-timeout'));
    patient.finish(answer(1));
    await assert.rejects(first);
    assert.equal((await second).body.length, 1);
  });

  it('works it out again where that is asked for, and keeps the newer answer', async () => {
    const cache = new AnswerCache(100_000);
    await cache.get('q', 1, async () => answer(1), terms);
    const again = await cache.get('q', 1, async () => answer(2), { ...terms, fresh: true });
    assert.equal(again.body.length, 2);
    assert.equal((await cache.get('q', 1, async () => answer(9), terms)).body.length, 2);
  });

  it('holds no more than its bytes, and nothing that takes a large share of them', async () => {
    const cache = new AnswerCache(10_000);
    await cache.get('large', 1, async () => answer(3_000), terms);
    assert.equal(cache.has('large', 1), false);
    for (let n = 0; n < 20; n += 1) await cache.get(`q${n}`, 1, async () => answer(1_500), terms);
    assert.ok(cache.state().bytes <= 10_000);
    assert.equal(cache.has('q0', 1), false);
    assert.equal(cache.has('q19', 1), true);
  });

  it('keeps nothing where it has no room, and still shares work', async () => {
    const cache = new AnswerCache(0);
    const job = deferred();
    const both = [cache.get('q', 1, job.work, terms), cache.get('q', 1, job.work, terms)];
    job.finish(answer(1));
    await Promise.all(both);
    assert.equal(job.runs(), 1);
    assert.equal(cache.has('q', 1), false);
  });

  it('stops the work when the last who waits for it is gone, and starts anew for who comes then', async () => {
    const cache = new AnswerCache(100_000);
    const job = deferred();
    const [one, two] = [new AbortController(), new AbortController()];
    void cache.get('q', 1, job.work, { ...terms, signal: one.signal });
    void cache.get('q', 1, job.work, { ...terms, signal: two.signal });
    one.abort();
    assert.equal(job.signal()?.aborted, false);
    two.abort();
    assert.equal(job.signal()?.aborted, true);
    const next = cache.get('q', 1, job.work, terms);
    assert.equal(job.runs(), 2);
    job.finish(answer(1));
    await next;
  });
});

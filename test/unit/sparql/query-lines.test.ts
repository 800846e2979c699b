import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FairQueue } from '../../../src/sparql/fair-queue.ts';
import { QueryLines } from '../../../src/sparql/query-lines.ts';
import { SlowQueries } from '../../../src/sparql/slow-queries.ts';

describe('FairQueue', () => {
  it('loses nothing, gives nothing twice, and lets no client wait for more than one turn of each other', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { maxLength: 40 }), (clients) => {
        const queue = new FairQueue<string>();
        for (const [index, client] of clients.entries()) queue.push(`c${client}`, `c${client} ${index}`);
        const out: string[] = [];
        for (let item = queue.shift(); item !== undefined; item = queue.shift()) out.push(item);
        assert.deepEqual(out.toSorted(), clients.map((client, index) => `c${client} ${index}`).toSorted());
        assert.equal(queue.size, 0);
        const turns = out.map((item) => item.split(' ')[0]);
        turns.forEach((client, index) => {
          const next = turns.indexOf(client, index + 1);
          const between = turns.slice(index + 1, next === -1 ? index + 1 : next);
          assert.equal(new Set(between).size, between.length);
        });
      }),
    );
  });

  it('takes an item out once', () => {
    const queue = new FairQueue<number>();
    queue.push('a', 1);
    queue.push('a', 2);
    assert.equal(queue.remove('a', 1), true);
    assert.equal(queue.remove('a', 1), false);
    assert.equal(queue.remove('b', 2), false);
    assert.deepEqual([queue.size, queue.sizeOf('a'), queue.clear(), queue.size], [1, 1, [2], 0]);
  });
});

describe('QueryLines', () => {
  const item = (client: string, slow = false) => ({ client, slow });

  it('serves quick and slow ones by turns, and leaves slow ones where they may not go', () => {
    const lines = new QueryLines<ReturnType<typeof item>>();
    for (const slow of [true, true, false, false]) lines.push(item('a', slow));
    const taken = [true, true, true, true].map((may) => lines.next(() => may)?.slow);
    assert.deepEqual(taken.toSorted(), [false, false, true, true]);
    assert.notEqual(taken[0], taken[1]);
    lines.push(item('a', true));
    assert.equal(
      lines.next(() => false),
      undefined,
    );
    assert.equal(lines.size, 1);
  });

  it('displaces the newest of the longest, slow ones first, and only for who has fewer', () => {
    const lines = new QueryLines<ReturnType<typeof item>>();
    const slow = item('a', true);
    lines.push(slow);
    for (let n = 0; n < 2; n += 1) lines.push(item('a'));
    lines.push(item('b'));
    assert.equal(lines.displaceFor('a'), undefined);
    assert.equal(lines.displaceFor('b'), slow);
    assert.equal(lines.displaceFor('b'), undefined);
    assert.equal(lines.displaceFor('c')?.client, 'a');
    assert.equal(lines.displaceFor('c'), undefined);
    assert.equal(lines.size, 2);
  });
});

describe('SlowQueries', () => {
  it('refuses for half a minute what ran out of the same time or less', () => {
    let now = 0;
    const queries = new SlowQueries(() => now);
    queries.timedOut('q', 1000);
    assert.equal(queries.pauseOf('q', 1000), 30_000);
    assert.equal(queries.pauseOf('q', 500), 30_000);
    assert.equal(queries.pauseOf('q', 1001), 0);
    assert.equal(queries.pauseOf('other', 1), 0);
    now = 29_999;
    assert.equal(queries.pauseOf('q', 1000), 1);
    now = 30_000;
    assert.equal(queries.pauseOf('q', 1000), 0);
    assert.equal(queries.isSlow('q'), true);
  });

  it('knows slow ones, which may run again at once', () => {
    const queries = new SlowQueries();
    queries.slow('q');
    assert.deepEqual([queries.isSlow('q'), queries.isSlow('p'), queries.pauseOf('q', 1)], [true, false, 0]);
    queries.timedOut('q', 10);
    queries.slow('q');
    assert.ok(queries.pauseOf('q', 10) > 0);
  });
});

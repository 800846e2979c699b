import assert from 'node:assert/strict';
import { Failure } from '../../../../src/model/failure.ts';
import { ChunkQueue } from '../../../../src/sparql/federation/chunk-queue.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);

function queueWithCounts() {
  const counts = { taken: 0, abandoned: 0 };
  const queue = new ChunkQueue({
    taken: () => {
      counts.taken += 1;
    },
    abandoned: () => {
      counts.abandoned += 1;
    },
  });
  return { queue, counts };
}

async function all(queue: ChunkQueue): Promise<number[]> {
  const values: number[] = [];
  for await (const chunk of queue) values.push(...chunk);
  return values;
}

describe('ChunkQueue', () => {
  it('hands over what is pushed before and while it is read', async () => {
    const { queue, counts } = queueWithCounts();
    queue.push(bytes(1));
    const read = all(queue);
    await queue.begun();
    queue.push(bytes(2, 3));
    setImmediate(() => {
      queue.push(bytes(4));
      queue.end();
    });
    assert.deepEqual(await read, [1, 2, 3, 4]);
    assert.deepEqual(counts, { taken: 3, abandoned: 0 });
  });

  it('is told of chunks only when they are taken', async () => {
    const { queue, counts } = queueWithCounts();
    queue.push(bytes(1));
    queue.push(bytes(2));
    await queue.begun();
    assert.equal(counts.taken, 0);
    await queue[Symbol.asyncIterator]().next();
    assert.equal(counts.taken, 1);
  });

  it('begins with an end where nothing was pushed', async () => {
    const { queue } = queueWithCounts();
    setImmediate(() => queue.end());
    await queue.begun();
    assert.deepEqual(await all(queue), []);
  });

  it('fails, first bytes or not, and drops what was not taken', async () => {
    const { queue } = queueWithCounts();
    queue.push(bytes(1));
    queue.fail(new Failure('query-timeout', 'too slow'));
    await assert.rejects(queue.begun(), /too slow/);
    await assert.rejects(all(queue), /too slow/);
  });

  it('keeps what has ended', async () => {
    const { queue } = queueWithCounts();
    queue.push(bytes(1));
    queue.end();
    queue.fail(new Failure('query-timeout', 'too late'));
    assert.deepEqual(await all(queue), [1]);
  });

  it('says when the reader leaves before the end', async () => {
    const { queue, counts } = queueWithCounts();
    queue.push(bytes(1));
    queue.push(bytes(2));
    for await (const chunk of queue) {
      assert.deepEqual(chunk, bytes(1));
      break;
    }
    assert.equal(counts.abandoned, 1);
  });
});

import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import type { FetchedBody } from '../../../src/fetch/fetcher.ts';
import { PageSpool } from '../../../src/harvest/page-spool.ts';

const limits = { pageBytes: 100 * 1024 ** 2, ratio: 100 };

function answer(...chunks: readonly Uint8Array[]): FetchedBody {
  return {
    type: 'body',
    url: 'https://source.example/page',
    status: 200,
    mediaType: 'text/plain',
    validators: {},
    headers: {},
    body: (async function* () {
      yield* chunks;
    })(),
    close: () => undefined,
  };
}

async function lengthOf(spool: PageSpool): Promise<number> {
  let length = 0;
  for await (const chunk of spool.page.bytes()) length += chunk.length;
  return length;
}

describe('PageSpool', () => {
  it('gives a page as often as it is asked for, small or large', async () => {
    for (const size of [0, 10, 5 * 1024 ** 2]) {
      const bytes = Buffer.alloc(size, 'x');
      const spool = await PageSpool.read(answer(bytes.subarray(0, 3), bytes.subarray(3)), limits);
      try {
        assert.equal(spool.page.size, size);
        assert.equal(await lengthOf(spool), size);
        assert.equal((await spool.page.text()).length, size);
      } finally {
        await spool.close();
      }
    }
  });

  it('unpacks what is gzip by itself, and no bomb', async () => {
    const small = await PageSpool.read(answer(gzipSync('Catalogue')), limits);
    assert.equal(await small.page.text(), 'Catalogue');
    await small.close();
    const bomb = await PageSpool.read(answer(gzipSync(Buffer.alloc(50 * 1024 ** 2))), limits);
    await assert.rejects(lengthOf(bomb), /unpacks to more than/);
    await bomb.close();
  });

  it('refuses a text that is no UTF-8, or longer than it may be', async () => {
    const broken = await PageSpool.read(answer(Buffer.from([0x61, 0xff, 0x62])), limits);
    await assert.rejects(broken.page.text(), /no valid UTF-8/);
    await assert.rejects(broken.page.text(2), /at most 2 are read/);
    await broken.close();
  });

  it('fails as its body fails, and leaves nothing', async () => {
    const failing = answer();
    const body = (async function* () {
      yield Buffer.from('x');
      throw new Error('broken off');
    })();
    await assert.rejects(PageSpool.read({ ...failing, body }, limits), /broken off/);
  });
});

import assert from 'node:assert/strict';
import { readSitemapEntries, readSitemapPages, type SitemapEntry } from '../../../src/feeds/sitemap.ts';
import { renderSitemap, renderSitemapIndex } from '../../../src/feeds/sitemap-xml.ts';
import type { Listing, RecordReader, StoredRecord } from '../../../src/store/record-store.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { elementsOf, parseMarkup } from '../../acceptance/support/parse-markup.ts';

/** Records 0 … count-1, changed a second apart; remembers how many were asked for at once. */
function storeOf(count: number) {
  const keys = Array.from({ length: count }, (_, number) => String(number).padStart(7, '0'));
  const asked: number[] = [];
  const list = ({ after, limit }: { after?: string; limit: number }): Listing => {
    asked.push(limit);
    const start = after === undefined ? 0 : keys.findIndex((key) => key > after);
    const own = start < 0 ? [] : keys.slice(start, start + limit);
    const records = own.map((key) => ({
      document: `https://data.example.gov.in/doc/dataset/${key}` as Iri,
      modified: new Date(Number(key) * 1000).toISOString(),
    })) as StoredRecord[];
    const last = own.at(-1);
    return last !== undefined && start + limit < keys.length ? { records, next: last } : { records };
  };
  return { store: { list } as Pick<RecordReader, 'list'> as RecordReader, asked };
}

async function all(store: RecordReader, size: number): Promise<SitemapEntry[][]> {
  const pages = await readSitemapPages(store, size);
  return Promise.all(
    pages.map(async (page) => {
      const entries: SitemapEntry[] = [];
      for await (const stretch of readSitemapEntries(store, page)) entries.push(...stretch);
      return entries;
    }),
  );
}

describe('sitemaps', () => {
  for (const [count, size] of [
    [0, 10],
    [1, 10],
    [10, 10],
    [11, 10],
    [1_000, 450],
    [1_200, 400],
  ] as const) {
    it(`${count} records in pages of ${size}: each once, in order, no page too large`, async () => {
      const { store } = storeOf(count);
      const pages = await all(store, size);
      assert.equal(pages.length, Math.ceil(count / size));
      assert.ok(pages.every((page) => page.length <= size && page.length > 0));
      const documents = pages.flat().map(({ document }) => document);
      assert.equal(new Set(documents).size, count);
      assert.deepEqual(documents, [...documents].sort());
    });
  }

  it('a page was last changed when the newest of its records was', async () => {
    const { store } = storeOf(25);
    const pages = await readSitemapPages(store, 10);
    assert.deepEqual(
      pages.map(({ modified, count }) => [Date.parse(modified) / 1000, count]),
      [
        [9, 10],
        [19, 10],
        [24, 5],
      ],
    );
  });

  it('never reads many records at once, however many there are, and lets others in between', async () => {
    const { store, asked } = storeOf(20_000);
    let others = 0;
    const count = () => {
      others += 1;
      running = setImmediate(count);
    };
    let running = setImmediate(count);
    await readSitemapPages(store);
    clearImmediate(running);
    assert.ok(Math.max(...asked) <= 200);
    assert.ok(others >= 20_000 / 200, `${others} turns`);
  });

  it('escapes addresses', async () => {
    async function* one() {
      yield [{ address: 'https://a.example/?a=1&b=<…>"', modified: '2026-01-01T00:00:00Z' }];
      yield [{ address: 'https://a.example/2' }];
    }
    const page = parseMarkup(await renderSitemap(one()), 'xml');
    assert.deepEqual(
      elementsOf(page, 'url').map((url) => url.children.map(({ name, text }) => [name, text])),
      [
        [
          ['loc', 'https://a.example/?a=1&b=<…>"'],
          ['lastmod', '2026-01-01T00:00:00Z'],
        ],
        [['loc', 'https://a.example/2']],
      ],
    );
    const index = parseMarkup(renderSitemapIndex([{ address: 'https://a.example/1.xml' }]), 'xml');
    assert.equal(elementsOf(index, 'loc')[0]?.text, 'https://a.example/1.xml');
  });
});

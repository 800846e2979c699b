import assert from 'node:assert/strict';
import { firstPage, nextPage, type ReadPage } from '../../../src/field-map/rest-paging.ts';
import { statedTotal } from '../../../src/field-map/rest-total.ts';
import type { Paging } from '../../../src/field-map/row.ts';
import { Failure } from '../../../src/model/failure.ts';
import { openTable } from './support/open-table.ts';

const base = 'https://api.example/list?api-key=k';

function page(more: Partial<ReadPage> = {}): ReadPage {
  return { url: base, records: 10, around: () => undefined, ...more };
}

describe('rest-paging', () => {
  it('goes nowhere where no paging is stated', () => {
    assert.equal(firstPage(base, undefined), base);
    assert.equal(nextPage(undefined, page(), 10), undefined);
  });

  it('counts pages, from where the address or the map says', () => {
    const paging: Paging = { by: 'page', parameter: 'p', first: 0, size: { parameter: 'n', value: 10 } };
    const first = firstPage(base, paging);
    assert.equal(first, `${base}&n=10&p=0`);
    assert.equal(firstPage(`${base}&p=7`, paging), `${base}&p=7&n=10`);
    assert.equal(nextPage(paging, page({ url: first }), 10), `${base}&n=10&p=1`);
    assert.equal(nextPage(paging, page({ url: first, records: 9 }), 9), undefined);
    assert.equal(nextPage({ by: 'page', parameter: 'p', first: 1 }, page({ records: 9 }), 9), `${base}&p=2`);
    assert.equal(nextPage(paging, page({ records: 0 }), 0), undefined);
  });

  it('counts records, by those that came, until all that are stated did', () => {
    const paging: Paging = {
      by: 'offset',
      parameter: 'offset',
      first: 0,
      size: { parameter: 'limit', value: 100 },
    };
    const url = firstPage(base, paging);
    assert.equal(url, `${base}&limit=100&offset=0`);
    assert.equal(nextPage(paging, page({ url, records: 100 }), 100), `${base}&limit=100&offset=100`);
    assert.equal(nextPage(paging, page({ url, records: 10 }), 10), undefined);
    // The server gives ten at most, whatever it is asked for.
    assert.equal(nextPage(paging, page({ url, records: 10, total: 25 }), 10), `${base}&limit=100&offset=10`);
    assert.equal(nextPage(paging, page({ url, records: 5, total: 25 }), 25), undefined);
    assert.equal(nextPage(paging, page({ url, records: 0, total: 25 }), 10), undefined);
  });

  it('follows addresses and marks in the page, and Link fields, on the same server', () => {
    const next: Paging = { by: 'next', path: '$.next' };
    const at = (value: unknown) => page({ around: (path) => (path === '$.next' ? value : undefined) });
    assert.equal(nextPage(next, at('?page=2'), 10), 'https://api.example/list?page=2');
    for (const none of [undefined, null, '', false]) assert.equal(nextPage(next, at(none), 10), undefined);
    for (const wrong of [
      7,
      {},
      'https://evil.example/list',
      'http://api.example/list',
      'http://[',
      'file:///etc/passwd',
    ])
      assert.throws(
        () => nextPage(next, at(wrong), 10),
        (error) => error instanceof Failure && !error.message.includes('api-key'),
      );
    const cursor: Paging = { by: 'cursor', path: '$.next', parameter: 'after' };
    assert.equal(nextPage(cursor, at('a b&c'), 10), `${base}&after=a+b%26c`);
    assert.equal(nextPage(cursor, at(7), 10), `${base}&after=7`);
    assert.throws(() => nextPage(cursor, at([1]), 10), Failure);
    assert.equal(
      nextPage({ by: 'link' }, page({ link: 'https://api.example/2' }), 10),
      'https://api.example/2',
    );
    assert.equal(nextPage({ by: 'link' }, page(), 10), undefined);
  });
});

describe('rest-total', () => {
  it('finds the count beside the records or above them', async () => {
    for (const [answer, total] of [
      [{ total: 5, count: 1, records: [{ a: 1 }] }, 5],
      [{ result: { total: '7', records: [{ a: 1 }] }, total: 9 }, 7],
      [{ response: { numFound: 3 }, records: [{ a: 1, total: 8 }] }, undefined],
      [{ total: -1, records: [{ total: 8 }] }, undefined],
      [[{ a: 1, total: 8 }], undefined],
    ] as const) {
      const { around, head } = await openTable(JSON.stringify(answer));
      assert.equal(around && statedTotal(around, head.path), total, JSON.stringify(answer));
    }
  });
});

import assert from 'node:assert/strict';
import { openJsonTable } from '../../../src/field-map/read-json-table.ts';
import { failureOf, input, openTable } from './support/open-table.ts';

const answer = {
  index_name: '9ef84268-d588-465a-a308-a864a43d0070',
  title: 'Current Daily Price',
  field: [
    { id: 'state', name: 'State', type: 'keyword' },
    { id: 'min_price', name: 'Min Price', type: 'double' },
  ],
  target_bucket: { index: 'daily' },
  total: 2,
  count: 2,
  records: [
    { state: 'Goa', min_price: 20 },
    { state: 'केरल', min_price: 30.5 },
  ],
  next: { cursor: 'abc' },
};

describe('read-json-table', () => {
  it('finds the records of an answer of data.gov.in', async () => {
    const { head, rows, around } = await openTable(JSON.stringify(answer));
    assert.deepEqual(head, {
      format: 'json',
      path: '$.records[*]',
      columns: ['state', 'min_price'],
      notes: [],
    });
    assert.deepEqual(rows[1], {
      place: { file: 'table', path: '/records/1' },
      values: { state: 'केरल', min_price: 30.5 },
    });
    assert.equal(around?.('$.total'), 2);
    assert.equal(around?.('$.next.cursor'), 'abc');
    assert.equal(around?.('$.records[-1].state'), 'केरल');
    assert.equal(around?.('$.nothing'), undefined);
  });

  it('reads every shape that records stand in', async () => {
    const one = { a: 1 };
    const shapes: readonly (readonly [unknown, string])[] = [
      [[one, one], '$[*]'],
      [{ result: { results: [one, one] } }, '$.result.results[*]'],
      [{ 'odd name': [one, one] }, "$['odd name'][*]"],
      [{ meta: { columns: [{ id: 'a' }] }, datasets: [one, one] }, '$.datasets[*]'],
    ];
    for (const [shape, path] of shapes) {
      const { head, values } = await openTable(JSON.stringify(shape));
      assert.equal(head.path, path);
      assert.deepEqual(values, [one, one]);
    }
    for (const none of ['{"total":0,"records":[]}', '{"result":{"results":[]}}', '[]'])
      assert.deepEqual((await openTable(none)).values, [], none);
    assert.deepEqual((await openTable('{"title":"alone","tags":["x"]}')).values, [
      { title: 'alone', tags: ['x'] },
    ]);
  });

  it('follows a stated path, to a list or its elements', async () => {
    const text = JSON.stringify({ groups: [{ items: [{ a: 1 }] }, { items: [{ a: 2 }, { a: 3 }] }] });
    const expected = [{ a: 1 }, { a: 2 }, { a: 3 }];
    for (const path of ['$.groups[*].items[*]', "$['groups'][*]['items']", '$..items[*]']) {
      assert.deepEqual((await openTable(text, { path })).values, expected, path);
    }
    assert.deepEqual(
      (await openTable(text, { path: '$.groups[*].items[?@.a > 1]' })).values,
      expected.slice(1),
    );
    assert.deepEqual((await openTable('[{"a":1}]', { path: '$' })).values, [{ a: 1 }]);
    assert.deepEqual((await openTable(text, { path: '$.nowhere[*]' })).values, []);
  });

  it('names the cells of rows that are lists', async () => {
    const text = JSON.stringify({
      fields: [
        { id: 'a', label: 'State' },
        { id: 'b', label: 'Rain' },
      ],
      data: [['Goa', 5]],
    });
    assert.deepEqual((await openTable(text)).values, [{ State: 'Goa', Rain: 5 }]);
    assert.deepEqual((await openTable('[["Goa",5]]')).values, [{ 'Column A': 'Goa', 'Column B': 5 }]);
  });

  it('says which element is no record', async () => {
    const { values, findings } = await openTable('{"records":[{"a":1},"x",null]}');
    assert.equal(values.length, 1);
    assert.deepEqual(
      findings.map(({ code, place }) => [code, place.path]),
      [
        ['not-an-object', '/records/1'],
        ['not-an-object', '/records/2'],
      ],
    );
  });

  it('reads JSON Lines, a wrong line aside', async () => {
    const { head, rows, findings } = await openTable('{"a":1}\n\n{"a":\n{"a":3}\n');
    assert.equal(head.format, 'json-lines');
    assert.deepEqual(
      rows.map(({ place, values }) => [place.line, values]),
      [
        [1, { a: 1 }],
        [4, { a: 3 }],
      ],
    );
    assert.deepEqual(
      findings.map(({ code, place }) => [code, place.line]),
      [['invalid-json', 3]],
    );
    assert.deepEqual((await openTable('{"r":[{"a":1},{"a":2}]}\n{"r":[]}\n', { path: '$.r[*]' })).values, [
      { a: 1 },
      { a: 2 },
    ]);
  });

  it('gives what was whole before a cut, then fails with its place', async () => {
    const text = JSON.stringify(answer);
    const table = await openJsonTable(input(text.slice(0, text.indexOf('30.5') + 2), 'cut.json'), {}).catch(
      (error) => error,
    );
    assert.equal(table.code, 'unreadable-input');
    assert.match(table.message, /^cut\.json, line 1, column \d+, \/records\/1.*cut off/);
  });

  it('refuses what is 10,000 levels deep', async () => {
    for (const text of ['['.repeat(10_000), `{"records":[${'{"a":'.repeat(10_000)}`]) {
      const { code, message } = await failureOf(openTable(text, { format: 'json' }));
      assert.equal(code, 'too-large');
      assert.match(message, /100 levels/);
    }
  });

  it('refuses a record that is too long', async () => {
    const long = { ...input(`[{"a":"${'x'.repeat(200_000)}"}]`), limits: { recordBytes: 100_000 } };
    assert.equal((await failureOf(openTable(long))).code, 'too-large');
  });

  it('says that a path is none', async () => {
    const { code, message } = await failureOf(openTable('{"a":[1]}', { path: '$.a[' }));
    assert.equal(code, 'invalid-configuration');
    assert.match(message, /RFC 9535/);
  });

  it('keeps no more records than one piece has', async () => {
    let given = 0;
    const endless = {
      ...input(''),
      async *bytes() {
        yield Buffer.from('{"total":1,"records":[{"a":0}');
        for (let piece = 0; piece < 300; piece++) {
          given += 1_000;
          yield Buffer.from(',{"a":"some text"}'.repeat(1_000));
        }
        yield Buffer.from(']}');
      },
    };
    let read = 0;
    let most = 0;
    for await (const _ of (await openJsonTable(endless, {})).rows) {
      read += 1;
      most = Math.max(most, given - read);
    }
    assert.equal(read, 300_001);
    // Of the first megabyte the records are sought.
    assert.ok(most < 80_000, `${most} records were alive`);
  });
});

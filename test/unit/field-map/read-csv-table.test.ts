import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { openCsvTable } from '../../../src/field-map/read-csv-table.ts';
import { failureOf, input, openTable } from './support/open-table.ts';

const titles = ['title,frequency', '"Rainfall, daily",Daily', 'Mandi prices,Weekly', ''].join('\n');

describe('read-csv-table', () => {
  it('reads rows with their places', async () => {
    const { head, rows } = await openTable(titles);
    assert.deepEqual(head, { columns: ['title', 'frequency'], format: 'csv', headerRow: 1, notes: [] });
    assert.deepEqual(rows, [
      { place: { file: 'table', row: 2 }, values: { title: 'Rainfall, daily', frequency: 'Daily' } },
      { place: { file: 'table', row: 3 }, values: { title: 'Mandi prices', frequency: 'Weekly' } },
    ]);
  });

  it('finds every delimiter', async () => {
    for (const delimiter of [',', ';', '\t', '|']) {
      const text = `${['a', 'b', 'c'].join(delimiter)}\n${['1', '2', '3'].join(delimiter)}\n`;
      assert.deepEqual((await openTable(text)).values, [{ a: '1', b: '2', c: '3' }], delimiter);
    }
  });

  it('takes decimal commas for what they are', async () => {
    const { values } = await openTable('state;area;rain\nGoa;3,7;2,9\nKerala;38,8;3,0\n');
    assert.deepEqual(values[0], { state: 'Goa', area: '3,7', rain: '2,9' });
  });

  it('heeds a stated delimiter, header row and last row', async () => {
    const text = 'notes,about\nit~x,y\na~b\n1~2,5\n3~4\nsum~6\n';
    const { values, findings } = await openTable(text, { delimiter: '~', headerRow: 3, lastRow: 5 });
    assert.deepEqual(values, [
      { a: '1', b: '2,5' },
      { a: '3', b: '4' },
    ]);
    assert.deepEqual(findings, []);
  });

  it('finds the header below titles and says so', async () => {
    const text =
      'Inventory of datasets,,\n,,\nas of 2024,,\nकोड,शीर्षक,Sector\n1,वर्षा,Water\n2,मंडी,Agriculture\n';
    const { head, rows, findings } = await openTable(text);
    assert.deepEqual(head.columns, ['कोड', 'शीर्षक', 'Sector']);
    assert.equal(head.headerRow, 4);
    assert.match(head.notes[0]?.en ?? '', /Row 4/);
    assert.deepEqual(rows[0], {
      place: { file: 'table', row: 5 },
      values: { कोड: '1', शीर्षक: 'वर्षा', Sector: 'Water' },
    });
    assert.deepEqual(
      findings.map(({ code, severity, place, value }) => [code, severity, place.row, value]),
      [
        ['row-before-header', 'info', 1, 'Inventory of datasets'],
        ['row-before-header', 'info', 3, 'as of 2024'],
      ],
    );
  });

  it('heeds the hint of Excel', async () => {
    const { head, values, findings } = await openTable('sep=;\na;b\n1;2\n');
    assert.equal(head.headerRow, 2);
    assert.deepEqual([values, findings], [[{ a: '1', b: '2' }], []]);
  });

  it('gives equal headers names of their own', async () => {
    const { head, values } = await openTable('Name,Name,Name (2),,Name \n1,2,3,4,5\n');
    assert.deepEqual(head.columns, ['Name', 'Name (3)', 'Name (2)', 'Column D', 'Name (4)']);
    assert.equal(head.notes.length, 2);
    assert.deepEqual(Object.values(values[0] ?? {}), ['1', '2', '3', '4', '5']);
  });

  it('names many equal headers in no time, and refuses endless ones', async () => {
    const header = (count: number) => `${'a,'.repeat(count)}b\n`;
    const { head } = await openTable(header(16_000));
    assert.deepEqual([new Set(head.columns).size, head.notes.length], [16_001, 20]);
    assert.equal((await failureOf(openTable(header(20_000)))).code, 'too-large');
  });

  it('joins headers of several rows', async () => {
    const { head } = await openTable('State,Rain,Rain\n,Jan,Feb\nGoa,1,2\n', { headerRow: 1, headerRows: 2 });
    assert.deepEqual(head.columns, ['State', 'Rain Jan', 'Rain Feb']);
  });

  it('calls columns by letters where no row names them', async () => {
    const { head, values } = await openTable('1,Goa\n2,Kerala\n', { headerRow: 'none' });
    assert.deepEqual(head.columns, ['Column A', 'Column B']);
    assert.equal(head.headerRow, undefined);
    assert.deepEqual(values[1], { 'Column A': '2', 'Column B': 'Kerala' });
  });

  it('refuses a row that has more cells than there are headers, and goes on', async () => {
    const { values, findings } = await openTable('a,b\n1,2,3\n4,5\n');
    assert.deepEqual(values, [{ a: '4', b: '5' }]);
    assert.deepEqual(
      findings.map(({ code, severity, place, value }) => [code, severity, place.row, value]),
      [['too-many-cells', 'violation', 2, '3']],
    );
  });

  it('tells row and line where they differ', async () => {
    const { rows } = await openTable('a,b\n"x\ny",1\nz,2\n');
    assert.deepEqual(
      rows.map(({ place }) => [place.row, place.line]),
      [
        [2, 2],
        [3, 4],
      ],
    );
  });

  it('gives a column that is called like a prototype no power', async () => {
    const { values } = await openTable('__proto__,b\nx,1\n');
    assert.deepEqual(Object.entries(values[0] ?? {}), [
      ['__proto__', 'x'],
      ['b', '1'],
    ]);
    assert.equal(Object.getPrototypeOf(values[0]), Object.prototype);
  });

  it('reads every encoding', async () => {
    const text = 'शीर्षक,दर\nवर्षा,₹5\n';
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
    for (const bytes of [
      Buffer.from(`\ufeff${text}`),
      utf16,
      Buffer.from(utf16).swap16(),
      utf16.subarray(2),
    ]) {
      const location = bytes.length === utf16.length - 2 ? { encoding: 'utf-16le' } : {};
      const { head, values } = await openTable(bytes, location);
      assert.deepEqual(head.columns, ['शीर्षक', 'दर']);
      assert.deepEqual(values, [{ शीर्षक: 'वर्षा', दर: '₹5' }]);
    }
    const windows = Buffer.from('name,price\nCaf\xe9,\x80 5\n', 'latin1');
    assert.deepEqual((await openTable(windows, { encoding: 'windows-1252' })).values, [
      { name: 'Café', price: '€ 5' },
    ]);
  });

  it('says where a byte is no text and how it can be read', async () => {
    const { code, message } = await failureOf(openTable(Buffer.from('name\nCaf\xe9\n', 'latin1')));
    assert.equal(code, 'unreadable-input');
    assert.match(message, /^table, line 2, column 4: byte 0xE9 .* `encoding: windows-1252`/);
  });

  it('says that an encoding does not exist', async () => {
    const { code, message } = await failureOf(openTable('a\n1\n', { encoding: 'klingon' }));
    assert.equal(code, 'invalid-configuration');
    assert.match(message, /klingon/);
  });

  it('refuses a quote that is never closed, with row and line', async () => {
    const { code, message } = await failureOf(openTable('a,b\n1,2\n"x,3\n'));
    assert.equal(code, 'unreadable-input');
    assert.match(message, /^table, row 3/);
  });

  it('unpacks gzip, but no bomb', async () => {
    assert.equal((await openTable(gzipSync(titles))).rows.length, 2);
    const bomb = gzipSync(Buffer.from(`a,b\n${'x'.repeat(100_000)},2\n`.repeat(300)));
    const { code, message } = await failureOf(openTable(bomb));
    assert.equal(code, 'too-large');
    assert.match(message, /bomb/);
  });

  it('keeps no more rows than one piece has', async () => {
    let given = 0;
    const total = 200_000;
    const endless = {
      ...input(''),
      async *bytes() {
        yield Buffer.from('id,title\n');
        for (let row = 0; row < total; row += 1_000) {
          given += 1_000;
          yield Buffer.from('1,Rainfall of a district\n'.repeat(1_000));
        }
      },
    };
    const table = await openCsvTable(endless, {});
    let read = 0;
    let most = 0;
    for await (const item of table.rows) {
      if (item.type === 'row') read += 1;
      most = Math.max(most, given - read);
    }
    assert.equal(read, total);
    assert.ok(most < 10_000, `${most} rows were alive`);
  });
});

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BookType, type CellObject, utils, type WorkBook, type WorkSheet, write } from '@e965/xlsx';
import { openWorkbook, workbookLimits } from '../../../src/field-map/read-workbook.ts';
import { fileInput } from '../../../src/field-map/table-input.ts';
import { failureOf, input, openFile, openTable } from './support/open-table.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { zipFile } from './support/zip-file.ts';

function bytesOf(sheets: Readonly<Record<string, WorkSheet>>, bookType: BookType = 'xlsx'): Buffer {
  const book: WorkBook = utils.book_new();
  for (const [name, sheet] of Object.entries(sheets)) utils.book_append_sheet(book, sheet, name);
  return write(book, { type: 'buffer', bookType, compression: true }) as Buffer;
}

function sheetOf(
  rows: readonly (readonly unknown[])[],
  cells: Readonly<Record<string, CellObject>> = {},
): WorkSheet {
  return Object.assign(utils.aoa_to_sheet(rows as unknown[][]), cells);
}

const plain = [
  ['Title', 'Frequency'],
  ['वर्षा', 'Daily'],
  ['Mandi prices', 'Weekly'],
];

describe('read-workbook', () => {
  const folder = temporaryFolder();

  it('reads XLSX, XLS and ODS alike', async () => {
    for (const type of ['xlsx', 'xls', 'ods'] as const) {
      const { head, rows } = await openTable(input(bytesOf({ Data: sheetOf(plain) }, type), `book.${type}`));
      assert.deepEqual(head, {
        columns: ['Title', 'Frequency'],
        notes: [],
        headerRow: 1,
        format: type,
        sheet: 'Data',
        sheets: ['Data'],
      });
      assert.deepEqual(rows[0], {
        place: { file: `book.${type}`, row: 2 },
        values: { Title: 'वर्षा', Frequency: 'Daily' },
      });
      assert.equal(rows.length, 2);
    }
  });

  it('takes the first sheet that has rows, or the one that is stated', async () => {
    const book = bytesOf({
      Cover: sheetOf([]),
      Inventory: sheetOf(plain),
      ' Notes ': sheetOf([['x'], ['y']]),
    });
    const found = await openTable(input(book, 'book'));
    assert.equal(found.head.sheet, 'Inventory');
    assert.deepEqual(found.head.sheets, ['Cover', 'Inventory', ' Notes ']);
    assert.equal(found.rows[0]?.place.file, 'book, sheet "Inventory"');
    for (const sheet of ['notes', 3])
      assert.deepEqual((await openTable(book, { sheet })).values, [{ x: 'y' }]);
    const { code, message } = await failureOf(openTable(book, { sheet: 'Data' }));
    assert.equal(code, 'unreadable-input');
    assert.match(message, /no sheet "Data"; it has: Cover, Inventory/);
    assert.match((await failureOf(openTable(book, { sheet: 9 }))).message, /no sheet 9/);
  });

  it('prefers sheets that are shown', async () => {
    const book = utils.book_new();
    utils.book_append_sheet(book, sheetOf([['code'], [1]]), 'Codes');
    utils.book_append_sheet(book, sheetOf(plain), 'Shown');
    book.Workbook = { Sheets: [{ Hidden: 1 }, { Hidden: 0 }] };
    assert.equal(
      (await openTable(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)).head.sheet,
      'Shown',
    );
  });

  it('keeps codes as they are shown, numbers as they are stored, and dates as ISO 8601', async () => {
    const sheet = sheetOf(
      [
        ['code', 'phone', 'share', 'large', 'long', 'day', 'moment', 'time', 'yes', 'text'],
        [123, 1123456, 0.256, 123456789012, 1234567890123456800, 45322, 45322.5, 0.75, true, '007'],
      ],
      {
        A2: { t: 'n', v: 123, z: '0000' },
        B2: { t: 'n', v: 1123456, z: '0000-000000' },
        C2: { t: 'n', v: 0.256, z: '0%' },
        F2: { t: 'n', v: 45322, z: 'dd/mm/yyyy' },
        G2: { t: 'n', v: 45322.5, z: 'yyyy-mm-dd hh:mm' },
        H2: { t: 'n', v: 0.75, z: 'h:mm' },
      },
    );
    for (const type of ['xlsx', 'xls'] as const) {
      const { values, findings } = await openTable(bytesOf({ Data: sheet }, type));
      assert.deepEqual(
        values[0],
        {
          code: '0123',
          phone: '0001-123456',
          share: 0.256,
          large: 123456789012,
          long: '1234567890123456768',
          day: '2024-01-31',
          moment: '2024-01-31T12:00:00',
          time: '18:00:00',
          yes: true,
          text: '007',
        },
        type,
      );
      assert.deepEqual(
        findings.map(({ code, place }) => [code, place.row, place.field]),
        [['digits-lost', 2, 'long']],
      );
    }
  });

  it('counts from 1904 where the workbook does', async () => {
    const book = utils.book_new();
    utils.book_append_sheet(
      book,
      sheetOf([['day'], [1]], { A2: { t: 'n', v: 43860, z: 'yyyy-mm-dd' } }),
      'S',
    );
    book.Workbook = { WBProps: { date1904: true } };
    const { values } = await openTable(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
    assert.deepEqual(values, [{ day: '2024-01-31' }]);
  });

  it('writes merged cells into all of their places', async () => {
    const sheet = sheetOf([
      ['State', 'Rain', null, 'Note'],
      [null, 'Jan', 'Feb', null],
      ['Goa', 1, 2, 'x'],
      [null, 3, 4, null],
      [null, null, null, null],
      ['Kerala', 5, 6, 'y'],
    ]);
    const range = (a: string) => utils.decode_range(a);
    sheet['!merges'] = [range('A1:A2'), range('B1:C1'), range('D1:D2'), range('A3:A5')];
    const { head, values } = await openTable(bytesOf({ S: sheet }), { headerRow: 1, headerRows: 2 });
    assert.deepEqual(head.columns, ['State', 'Rain Jan', 'Rain Feb', 'Note']);
    assert.deepEqual(values, [
      { State: 'Goa', 'Rain Jan': 1, 'Rain Feb': 2, Note: 'x' },
      { State: 'Goa', 'Rain Jan': 3, 'Rain Feb': 4 },
      { State: 'Kerala', 'Rain Jan': 5, 'Rain Feb': 6, Note: 'y' },
    ]);
  });

  it('counts a formula without result as empty, and says so', async () => {
    const rows = [['id', 'link'], ...Array.from({ length: 9 }, (_, at) => [at, null])];
    const errors = Array.from({ length: 8 }, (_, at): [string, CellObject] => [
      `B${at + 2}`,
      { t: 'e', v: 29, w: '#NAME?' },
    ]);
    const { values, findings } = await openTable(bytesOf({ S: sheetOf(rows, Object.fromEntries(errors)) }));
    assert.equal(values.length, 9);
    assert.ok(values.every((value) => !('link' in value)));
    assert.equal(findings.length, 6);
    const { severity, place, value } = findings[0] ?? {};
    assert.deepEqual(
      [severity, place, value],
      ['warning', { file: 'table', row: 2, field: 'link' }, '#NAME?'],
    );
    assert.match(findings[5]?.message.en ?? '', /3 more cells/);
  });

  it('finds headers below titles, trims them, and passes over padding', async () => {
    const sheet = sheetOf([
      ['Inventory 2024'],
      [],
      [' Title\n', '  Frequency (Required) ', '', ''],
      ['a', 'Daily'],
    ]);
    const { head, rows, findings } = await openTable(bytesOf({ S: sheet }));
    assert.deepEqual(head.columns, ['Title', 'Frequency (Required)']);
    assert.equal(head.headerRow, 3);
    assert.deepEqual(rows[0], {
      place: { file: 'table', row: 4 },
      values: { Title: 'a', 'Frequency (Required)': 'Daily' },
    });
    assert.deepEqual(
      findings.map(({ code }) => code),
      ['row-before-header'],
    );
  });

  it('reads web pages and XML that are called .xls', async () => {
    const page =
      '<html><body><table><tr><th>a</th><th>b</th></tr><tr><td>x</td><td>2</td></tr></table></body></html>';
    assert.deepEqual((await openTable(page)).values, [{ a: 'x', b: 2 }]);
    assert.deepEqual((await openTable(bytesOf({ S: sheetOf(plain) }, 'xlml'))).values.length, 2);
  });

  it('says that a workbook is damaged, cut off or locked', async () => {
    const whole = bytesOf({ S: sheetOf(plain) });
    for (const bytes of [
      whole.subarray(0, whole.length - 40),
      Buffer.from(`PK\x03\x04${'x'.repeat(500)}`, 'latin1'),
    ]) {
      const { code, message } = await failureOf(openTable(input(bytes, 'cut.xlsx')));
      assert.equal(code, 'unreadable-input');
      assert.match(message, /^cut\.xlsx is a zip file that is cut off or damaged/);
    }
    const old = bytesOf({ S: sheetOf(plain) }, 'xls');
    assert.equal(
      (await failureOf(openTable(input(old.subarray(0, 900), 'cut.xls')))).code,
      'unreadable-input',
    );
  });

  it('refuses a workbook that unpacks to too much before it is parsed', async () => {
    const bomb = zipFile([
      { name: '[Content_Types].xml', content: '<Types/>' },
      { name: 'xl/workbook.xml', content: '<workbook/>' },
      { name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(40 * 1024 ** 2, ' ') },
    ]);
    assert.ok(bomb.length < 100_000);
    const { code, message } = await failureOf(openTable(input(bomb, 'bomb.xlsx')));
    assert.equal(code, 'too-large');
    assert.match(message, /^bomb\.xlsx unpacks to more than 200 times its size/);
  });

  it('refuses a workbook that unpacks to more than it states', async () => {
    const liar = zipFile([
      { name: '[Content_Types].xml', content: '<Types/>' },
      { name: 'xl/workbook.xml', content: '<workbook/>' },
      { name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(40 * 1024 ** 2, ' '), size: 1_000 },
    ]);
    const { code, message } = await failureOf(openTable(input(liar, 'liar.xlsx')));
    assert.equal(code, 'unreadable-input');
    assert.match(message, /^liar\.xlsx, "xl\/worksheets\/sheet1\.xml" .*damaged/);
  });

  it('survives a small sheet that stands for a huge one', async () => {
    // OpenDocument says of a row how often it is repeated.
    const row =
      '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>';
    const names = ['office:1.0', 'table:1.0', 'text:1.0'].map((name) => {
      const [prefix] = name.split(':');
      return `xmlns:${prefix}="urn:oasis:names:tc:opendocument:xmlns:${name}"`;
    });
    const bytes = zipFile([
      { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet', stored: true },
      ...['META-INF/manifest.xml', 'styles.xml', 'meta.xml'].map((name) => ({ name, content: '<x/>' })),
      {
        name: 'content.xml',
        content: `<office:document-content ${names.join(' ')}><office:body><office:spreadsheet><table:table table:name="S">${row}</table:table></office:spreadsheet></office:body></office:document-content>`,
      },
    ]);
    const path = join(folder, 'huge.ods');
    writeFileSync(path, bytes);
    const limits = { ...workbookLimits, memory: 64, patience: 40_000 };
    const { code, message } = await failureOf(openFile(path, {}, { workbooks: limits }));
    assert.equal(code, 'too-large');
    assert.match(message, /^huge\.ods takes more than (?:64 MB of memory|40 s) to read/);
  });

  it('refuses a file that is larger than a workbook may be', async () => {
    const path = join(folder, 'large.xlsx');
    writeFileSync(path, bytesOf({ S: sheetOf(plain) }));
    const limits = { ...workbookLimits, fileBytes: 1_000 };
    assert.equal((await failureOf(openWorkbook(fileInput(path), {}, 'xlsx', limits))).code, 'too-large');
  });

  it('lets its process go where the rows are left', async () => {
    const rows = [['id'], ...Array.from({ length: 2_000 }, (_, at) => [at])];
    const table = await openWorkbook(input(bytesOf({ S: sheetOf(rows) })), {}, 'xlsx');
    for await (const item of table.rows) {
      assert.equal(item.type, 'row');
      break;
    }
    assert.deepEqual(
      process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap'),
      [],
    );
  });
});

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failureOf, input, openFile, openTable } from './support/open-table.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { zipFile } from './support/zip-file.ts';

const data = 'state,rain\nGoa,5\n';
const checksum = createHash('sha256').update(data).digest('hex');
const pair = {
  'rain.metadata.csv': 'Title,Description,Frequency,File Size\nRainfall,वर्षा,Daily,2 MB\n',
  'rain.csv': data,
};
const measured = {
  'Data File': 'rain.csv',
  'File Size': data.length,
  'Media Type': 'text/csv',
  Checksum: checksum,
  Columns: ['state', 'rain'],
};

describe('read-archive', () => {
  const folder = temporaryFolder();

  function folderOf(name: string, files: Readonly<Record<string, string>>): string {
    const path = join(folder, name);
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(join(path, file, '..'), { recursive: true });
      writeFileSync(join(path, file), content);
    }
    return path;
  }

  function zipOf(files: Readonly<Record<string, string>>, name = 'files.zip') {
    return input(zipFile(Object.entries(files).map(([file, content]) => ({ name: file, content }))), name);
  }

  it('reads a pair of a folder or a zip file as one row', async () => {
    const expected = {
      Title: 'Rainfall',
      Description: 'वर्षा',
      Frequency: 'Daily',
      ...measured,
      Identifier: 'rain',
    };
    const zipped = await openTable(zipOf(pair));
    assert.equal(zipped.head.format, 'pairs');
    assert.deepEqual(zipped.rows, [
      { place: { file: 'files.zip/rain.metadata.csv', row: 2 }, values: expected },
    ]);
    assert.deepEqual(zipped.findings, []);
    const { values } = await openFile(folderOf('one', pair));
    assert.deepEqual(values, [expected]);
  });

  it('makes the address of the data by template', async () => {
    const files = { 'a b/वर्षा.metadata.csv': 'Title,Description\nx,y\n', 'a b/वर्षा.csv': data };
    const { values } = await openTable(
      zipOf(files),
      {},
      { download: 'https://x.example/{path}?n={file}&i={name}' },
    );
    const file = encodeURIComponent('वर्षा');
    assert.equal(
      values[0]?.['Download URL'],
      `https://x.example/a%20b/${file}.csv?n=${file}.csv&i=a%20b/${file}`,
    );
    const stated = {
      ...pair,
      'rain.metadata.csv': 'Title,Download URL,Resource ID\nx,https://own.example/x,R-7\n',
    };
    const [own] = (await openTable(zipOf(stated), {}, { download: 'https://x.example/{file}' })).values;
    assert.deepEqual([own?.['Download URL'], own?.['Resource ID']], ['https://own.example/x', 'R-7']);
  });

  it('tells the columns of a table by its first row, and of what is none nothing', async () => {
    const columnsOf = async (name: string, content: string) => {
      const files = { 'x.metadata.csv': 'Title,Description\nx,y\n', [name]: content };
      const { values, findings } = await openTable(zipOf(files));
      assert.deepEqual(findings, [], name);
      return values[0]?.['Columns'];
    };
    assert.deepEqual(await columnsOf('x.csv', '\ufeffराज्य;;"Area; sq\n km"\r\nGoa;1;2\r\nBihar;3;4\r\n'), [
      'राज्य',
      '_col.2',
      'Area; sq km',
    ]);
    assert.deepEqual(await columnsOf('x.tsv', 'a b\tc\n1\t2\n'), ['a b', 'c']);
    const lower = 'Rainfall of the year\n\nState,Rain,Days\nGoa,5,6\nBihar,7,8\nAssam,9,10\n';
    assert.equal(await columnsOf('x.csv', lower), undefined, 'readers of CSV look into the first row');
    assert.equal(await columnsOf('x.json', '{"a":1}'), undefined);
    assert.equal(await columnsOf('x.csv', ''), undefined);
    assert.equal(await columnsOf('x.csv', `${'c,'.repeat(20_000)}c\n`), undefined, 'too many to be read');
  });

  it('reads a metadata sheet that lists one element a row', async () => {
    const upright = {
      ...pair,
      'rain.metadata.csv': 'Title,"Rainfall, daily"\nDescription,x\nSector,Water\n',
    };
    const { values, findings } = await openTable(zipOf(upright));
    assert.deepEqual(values, [
      { Title: 'Rainfall, daily', Description: 'x', Sector: 'Water', ...measured, Identifier: 'rain' },
    ]);
    assert.deepEqual(findings, []);
  });

  it('says what lacks its other half', async () => {
    const files = {
      ...pair,
      'alone.metadata.csv': 'Title,Description\nx,y\n',
      'nobody.csv': 'a,b\n',
      'rain.xlsx': 'x',
      'empty.metadata.csv': 'Title,Description\n',
      'empty.csv': 'a\n',
      'two.metadata.csv': 'Title,Description\nx,y\nz,w\n',
      'two.csv': 'a\n',
    };
    const { values, findings } = await openTable(zipOf(files));
    assert.deepEqual(
      values.map(({ Title }) => Title),
      ['Rainfall', 'x'],
    );
    assert.deepEqual(
      findings.map(({ code, severity, place }) => [code, severity, place.file, place.row]),
      [
        ['data-file-absent', 'violation', 'files.zip/alone.metadata.csv', undefined],
        ['empty-metadata', 'violation', 'files.zip/empty.metadata.csv', undefined],
        ['other-data-file', 'warning', 'files.zip/rain.xlsx', undefined],
        ['second-record', 'violation', 'files.zip/two.metadata.csv', 3],
        ['metadata-absent', 'warning', 'files.zip/nobody.csv', undefined],
      ],
    );
  });

  it('passes over what systems put beside files', async () => {
    const { findings, values } = await openTable(
      zipOf({ ...pair, '__MACOSX/._rain.csv': 'x', '.DS_Store': 'x', 'Thumbs.db': 'x' }),
    );
    assert.deepEqual([values.length, findings.length], [1, 0]);
  });

  it('reads all tables behind each other where there are no pairs', async () => {
    const files = {
      'b.csv': 'a,b\n3,4\n',
      'a.csv': 'a,b\n1,2\n',
      'sub/c.json': '[{"a":5}]',
      'readme.txt': 'a,b\n',
    };
    const { rows } = await openFile(folderOf('tables', files));
    assert.deepEqual(
      rows.map(({ place, values }) => [place.file, values]),
      [
        ['tables/a.csv', { a: '1', b: '2' }],
        ['tables/b.csv', { a: '3', b: '4' }],
        ['tables/sub/c.json', { a: 5 }],
      ],
    );
    for (const [pattern, count] of [
      ['*.csv', 2],
      ['sub/*', 1],
      ['**/*.json', 1],
      ['?.csv', 2],
    ] as const)
      assert.equal((await openTable(zipOf(files), { files: pattern })).rows.length, count, pattern);
    assert.match(
      (await failureOf(openTable(zipOf(files), { files: '*.xls' }))).message,
      /no file that fits "\*\.xls"/,
    );
  });

  it('refuses packed files in packed files, named so or not', async () => {
    const inner = zipFile([{ name: 'a.csv', content: data }]);
    for (const name of ['inner.zip', 'inner.csv']) {
      const outer = input(zipFile([{ name, content: inner, stored: true }]), 'outer.zip');
      const { code, message } = await failureOf(openTable(outer));
      assert.equal(code, 'unreadable-input');
      assert.match(message, /packed file/);
    }
  });

  it('refuses links that lead out of the folder', async () => {
    const path = folderOf('linked', pair);
    writeFileSync(join(folder, 'secret.csv'), 'a,b\n1,2\n');
    symlinkSync(join(folder, 'secret.csv'), join(path, 'secret.csv'));
    assert.match((await failureOf(openFile(path))).message, /"secret\.csv" is a link that leads out/);
  });

  it('refuses a bomb and a slip', async () => {
    const bomb = zipFile([{ name: 'a.csv', content: Buffer.alloc(30 * 1024 ** 2, 'x') }]);
    assert.equal((await failureOf(openTable(bomb))).code, 'too-large');
    assert.match((await failureOf(openTable(zipOf({ '../a.csv': data })))).message, /outside of itself/);
  });
});

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { recogniseFormat } from '../../../src/field-map/table-format.ts';
import { fileInput } from '../../../src/field-map/table-input.ts';
import { failureOf, input, openFile, openTable } from './support/open-table.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { zipFile } from './support/zip-file.ts';

describe('table-format', () => {
  const folder = temporaryFolder();

  it('tells formats by bytes', async () => {
    const entry = (name: string) => ({ name, content: 'x' });
    for (const [content, format] of [
      ['a,b\n1,2\n', 'csv'],
      ['', 'csv'],
      ['\ufeff {"a": 1}', 'json'],
      ['[\n{"a":1}\n]', 'json'],
      ['{"a":1}\n{"a":2}\n', 'json-lines'],
      ['{"a":1}\n', 'json'],
      ['\n<?xml version="1.0"?><a/>', 'xml'],
      ['<html><table></table></html>', 'xls'],
      [Buffer.from('\ufeff<a/>', 'utf16le'), 'xml'],
      [Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'xls'],
      [zipFile([entry('[Content_Types].xml'), entry('xl/workbook.xml')]), 'xlsx'],
      [zipFile([entry('mimetype'), entry('content.xml')]), 'ods'],
      [zipFile([entry('a.csv')]), 'zip'],
    ] as const)
      assert.equal(await recogniseFormat(input(content)), format, String(content).slice(0, 40));
    mkdirSync(join(folder, 'x'));
    assert.equal(await recogniseFormat(fileInput(join(folder, 'x'))), 'folder');
  });

  it('refuses what is no table, with what can be done', async () => {
    const { code, message } = await failureOf(openTable(input('%PDF-1.7', 'a.pdf')));
    assert.equal(code, 'unknown-format');
    assert.match(message, /^a\.pdf is a PDF document\. Publish the table/);
    assert.equal((await failureOf(openFile(join(folder, 'absent.csv')))).code, 'not-found');
  });

  it('says that the stated format is another', async () => {
    const { code, message } = await failureOf(openTable('a,b\n', { format: 'xlsx' }));
    assert.equal(code, 'unreadable-input');
    assert.match(message, /stated to be xlsx, but it is csv/);
    assert.match(
      (await failureOf(openTable('a,b\n', { format: 'pairs' }))).message,
      /neither a folder nor a zip/,
    );
    assert.match((await failureOf(openTable('a,b\n', { format: 'sql' }))).message, /sqlite:PATH/);
    assert.deepEqual((await openTable('{"a",b\n1,2\n', { format: 'csv' })).head.columns, ['{"a"', 'b']);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Failure } from '../../../src/model/failure.ts';
import { csvw, liftDocuments, saidBy } from './support/lift-documents.ts';

async function said(text: string | Uint8Array, dialect: object, piece?: number): Promise<string[]> {
  const metadata = { '@context': csvw, url: 't.csv', dialect };
  return saidBy(await liftDocuments('m.json', { 'm.json': metadata, 't.csv': text }, piece ? { piece } : {}));
}

describe('CSVW dialects', () => {
  it('delimiters, quotes and escapes', async () => {
    assert.deepEqual(
      await said("a;b\n'1;2';'x\\'y'", { delimiter: ';', quoteChar: "'", doubleQuote: false }),
      ['a=1;2', "b=x'y"],
    );
    assert.deepEqual(await said('a,b\n"1,2', { quoteChar: null }), ['a="1', 'b=2']);
    assert.deepEqual(await said('a||b\n1||2', { delimiter: '||' }), ['a=1', 'b=2']);
  });

  it('skipped rows, comments and columns, with rows numbered as in the file', async () => {
    const text = 'Survey "of\nyear\nid,a,b\n#c, "x\n7,1,2\n\n8,"3\n3",4\n9,5,6\n';
    const dialect = { skipRows: 2, commentPrefix: '#', skipColumns: 1, skipBlankRows: true };
    const schema = {
      columns: [{ name: 'a' }, { name: 'b', valueUrl: '#{_row}-{_sourceRow}-{_sourceColumn}' }],
    };
    const metadata = { '@context': csvw, url: 't.csv', dialect, tableSchema: schema };
    const lifted = await liftDocuments('m.json', { 'm.json': metadata, 't.csv': text });
    assert.deepEqual(saidBy(lifted), [
      'a=1',
      'b=https://example.org/data/t.csv#1-5-3',
      'a=3\n3',
      'b=https://example.org/data/t.csv#2-7-3',
      'a=5',
      'b=https://example.org/data/t.csv#3-8-3',
    ]);
  });

  it('comments and skipped rows describe the table, in standard mode', async () => {
    const metadata = { '@context': csvw, url: 't.csv', dialect: { skipRows: 1, commentPrefix: '#' } };
    const documents = { 'm.json': metadata, 't.csv': 'Table 1\na\n1\n#of "2011\n2\n' };
    const comments = (lines: readonly string[]) =>
      lines.filter((line) => line.includes('rdf-schema#comment>'));
    const { lines } = await liftDocuments('m.json', documents, { mode: 'standard' });
    assert.deepEqual(
      comments(lines).map((line) => /"(.*)"/.exec(line)?.[1]),
      ['Table 1', 'of \\"2011'],
    );
    assert.deepEqual(comments((await liftDocuments('m.json', documents)).lines), []);
  });

  it('headers of several rows, and none', async () => {
    assert.deepEqual(await said('a,b\n,c\n1,2', { headerRowCount: 2 }), ['a=1', 'b=2']);
    assert.deepEqual(await said('1,2\n3,4', { header: false }), [
      '_col.1=1',
      '_col.2=2',
      '_col.1=3',
      '_col.2=4',
    ]);
  });

  it('line ends and trimming', async () => {
    assert.deepEqual(await said('a\r1\r2', { lineTerminators: ['\r\n', '\r'] }), ['a=1', 'a=2']);
    assert.deepEqual(await said('a,b\n 1 ,\t2 ', { trim: false }), ['a= 1 ', 'b=\t2 ']);
    assert.deepEqual(await said('a,b\n 1 , 2 ', { trim: 'start' }), ['a=1 ', 'b=2 ']);
    assert.deepEqual(await said('a, b\n1, "2, 3"', { trim: true }), ['a=1', 'b=2, 3']);
  });

  it('encodings, byte order marks and bytes that are no text', async () => {
    assert.deepEqual(await said(Buffer.from('ä\nü', 'latin1'), { encoding: 'iso-8859-1' }), ['%C3%A4=ü']);
    assert.deepEqual(await said('\uFEFFनाम\nहिंदी', {}, 1), ['%E0%A4%A8%E0%A4%BE%E0%A4%AE=हिंदी']);
    const { warnings } = await liftDocuments('t.csv', { 't.csv': Buffer.from('a\nü', 'latin1') });
    assert.match(warnings.join(), /t\.csv: Some bytes are no utf-8/);
  });

  it('what HTTP says of a table without a dialect', async () => {
    const fields = { contentType: 'text/tab-separated-values; header=absent; charset="iso-8859-1"' };
    const lifted = await liftDocuments('t.csv', { 't.csv': Buffer.from('ä\tb', 'latin1') }, { fields });
    assert.deepEqual(saidBy(lifted), ['_col.1=ä', '_col.2=b']);
  });

  it('refuses a row that breaks off, with its number', async () => {
    const lift = liftDocuments('t.csv', { 't.csv': 'a,b\n1,2\n3,"4\n5,6\n' });
    await assert.rejects(lift, (error: unknown) => {
      assert.ok(error instanceof Failure);
      assert.match(error.message, /t\.csv, row 3, column 2: .*QUOTE_NOT_CLOSED/);
      return error.code === 'unreadable-input';
    });
  });

  it('warns of rows that are longer or shorter than the table', async () => {
    const { warnings } = await liftDocuments('t.csv', { 't.csv': 'a,b\n1\n1,2,3\n1,2\n' });
    assert.deepEqual(
      warnings.map((warning) => /row \d/.exec(warning)?.[0]),
      ['row 2', 'row 3'],
    );
  });

  it('gives the same however the bytes are cut', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', 'é', '#'), maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 7 }),
        async (rows, piece) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const text = `x,y\r\n${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;
          const expected = rows.flatMap(([x, y]) => [
            ...(x === '' ? [] : [`x=${x}`]),
            ...(y === '' ? [] : [`y=${y}`]),
          ]);
          assert.deepEqual(await said(text, { trim: false, commentPrefix: '#' }, piece), expected);
        },
      ),
    );
  });
});

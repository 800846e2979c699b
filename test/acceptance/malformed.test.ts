import assert from 'node:assert/strict';
import { closeSync, openSync, readdirSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from './support/cli.ts';
import { temporaryFolder } from './support/folders.ts';
import { sheetOf } from './support/sheets.ts';

const corpus = join(import.meta.dirname, '../fixtures/malformed');

/** What standard error says where the input as a whole cannot be read (exit 2). */
const unreadable: Readonly<Record<string, RegExp>> = {
  'truncated-sheet.csv': /row 3, line 4: .*double quote is not closed/,
  'truncated-package-search.json': /line 1, column 111, \/result\/results\/1\/name: .*cut off/,
  'truncated-registry.jsonl.gz': /gzip file that is cut off/,
  'truncated.ttl': /truncated\.ttl, line \d+/,
  'truncated.rdf': /truncated\.rdf, line \d+/,
  'truncated.jsonld': /truncated\.jsonld/,
  'windows-1252-sheet.csv': /line 3, column 16: byte 0x92.*iconv/,
  'windows-1252.ttl': /windows-1252\.ttl, line \d+/,
  'nested-too-deep.jsonld': /nested-too-deep\.jsonld/,
  'nested-too-deep.rdf': /nested-too-deep\.rdf, line \d+/,
  'cyclic-context.jsonld': /cyclic-context\.jsonld/,
  'remote-context.jsonld': /remote-context\.jsonld.*https?:/,
  'external-entity.rdf': /external-entity\.rdf, line \d+/,
  'entity-bomb.rdf': /entity-bomb\.rdf, line \d+/,
  'blank-in-iri.ttl': /blank-in-iri\.ttl, line \d+/,
  'blank-in-iri.rdf': /blank-in-iri\.rdf, line \d+/,
  'book.xlsx': /XLSX.*save the sheet as "CSV UTF-8/,
};

describe('malformed input, on the command line', () => {
  const folder = temporaryFolder();
  const validate = (path: string, ...args: string[]) =>
    runCli(['validate', ...args, path], { node: ['--max-old-space-size=256'] });

  for (const [name, message] of Object.entries(unreadable)) {
    it(`names the place in ${name} and exits 2`, async () => {
      const { code, signal, stderr } = await validate(join(corpus, name));
      assert.deepEqual([code, signal], [2, null], stderr);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n\s+at |node_modules/, 'no stack trace');
    });
  }

  it('refuses single lines that cannot be read, by line, and reads the others', async () => {
    const { code, stdout } = await validate(join(corpus, 'bad-lines.jsonl'));
    assert.equal(code, 1);
    for (const line of [2, 4, 5, 7]) assert.match(stdout, new RegExp(`bad-lines\\.jsonl,?\\s+line ${line}`));
    assert.match(stdout, /4 refused/);
  });

  it('reads the whole corpus in one run, and lists every file that fails', async () => {
    const { code, signal, stdout, stderr } = await validate(corpus);
    assert.deepEqual([code, signal], [2, null], stderr);
    const files = readdirSync(corpus).length;
    const [, failed, all] = /^(\d+) of (\d+) inputs could not be read to their end:/.exec(stderr) ?? [];
    assert.equal(Number(all), files);
    assert.equal(stderr.trim().split('\n- ').length - 1, Number(failed));
    for (const name of Object.keys(unreadable)) assert.ok(stderr.includes(join(corpus, name)), name);
    assert.match(stdout, /records read/);
  });

  /** A file whose one line is 100 MB long. */
  const longLine = (name: string, beginning: string, piece: string, end: string) => {
    const path = join(folder, name);
    const file = openSync(path, 'w');
    const megabyte = piece.repeat(Math.ceil(1_000_000 / piece.length));
    writeSync(file, beginning);
    for (let count = 0; count < 100; count++) writeSync(file, megabyte);
    writeSync(file, end);
    closeSync(file);
    return path;
  };
  const long: readonly (readonly [string, string, string, string])[] = [
    ['long.jsonl', '{"index_name":"a","title":"', 'x', '"}\n{"index_name":"b","title":"y"}\n'],
    ['long.json', '[{"index_name":"a","title":"', 'x', '"}]'],
    ['long.csv', 'Title,Category,Access Method,Frequency\n"', 'x', '",Dataset,Link,Monthly\n'],
    ['long.nt', '<https://example.org/a> <http://purl.org/dc/terms/title> "', 'x', '" .\n'],
    [
      'long.ttl',
      '@prefix dct: <http://purl.org/dc/terms/> . <https://example.org/a> dct:title "',
      'x',
      '" .\n',
    ],
    [
      'long.rdf',
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><!--',
      'x',
      '--></rdf:RDF>',
    ],
    [
      'long.jsonld',
      '{"@context":{"t":"http://purl.org/dc/terms/title"},"@id":"https://example.org/a","t":"',
      'x',
      '"}',
    ],
  ];
  for (const [name, beginning, piece, end] of long) {
    it(`survives a line of 100 MB in 256 MB of memory: ${name}`, async () => {
      const { code, signal, stdout, stderr } = await validate(longLine(name, beginning, piece, end));
      assert.equal(signal, null, stderr);
      assert.ok(code === 1 || code === 2, `exit ${code}`);
      const said = stdout + stderr;
      assert.ok(said.includes(name), said.slice(0, 2_000));
      assert.match(said, /line \d+|row \d+|MB|larger|long/i);
      assert.ok(said.length < 10_000, 'the line itself is not repeated');
    });
  }

  it('takes 10,000 keywords of one record', async () => {
    const Keywords = Array.from({ length: 10_000 }, (_, index) => `word ${index}`).join(', ');
    const path = join(folder, 'keywords.csv');
    writeFileSync(path, sheetOf({ Identifier: 'many', Keywords }));
    const { code, stdout, stderr } = await validate(path, '--policy', 'ndsap');
    assert.equal(code, 0, stderr + stdout);
    assert.ok(stdout.length < 10_000);
  });
});

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from 'n3';
import { runCli, succeed } from './support/cli.ts';
import { temporaryFolder } from './support/folders.ts';

const csvw = 'http://www.w3.org/ns/csvw#';

describe('fivestar lift', () => {
  const folder = temporaryFolder();
  const file = (name: string, content: string | object) => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    return name;
  };
  const metadata = (url: string, column: object) => ({
    '@context': 'http://www.w3.org/ns/csvw',
    url,
    tableSchema: { columns: [{ name: 'state', titles: 'राज्य' }, column] },
  });
  const lift = (...args: string[]) => runCli(['lift', ...args], { cwd: folder });
  const lines = async (...args: string[]) =>
    (await succeed(['lift', ...args], { cwd: folder })).split('\n').filter((line) => line !== '');

  const states = file('states.csv', 'राज्य,जनसंख्या\nBihar,"10,40,99,452"\n');
  file(
    'states.csv-metadata.json',
    metadata('states.csv', {
      name: 'population',
      titles: 'जनसंख्या',
      datatype: { base: 'integer', format: '#,##,##0' },
    }),
  );

  it('uses the metadata beside a table, at the location that it is taken as having', async () => {
    const url = 'https://data.example.in/2011/states.csv';
    const found = await lines(states, '--mode', 'minimal', '--url', url);
    assert.deepEqual(
      found.map((line) => line.replace(/^\S+ /, '')),
      [
        `<${url}#state> "Bihar" .`,
        `<${url}#population> "104099452"^^<http://www.w3.org/2001/XMLSchema#integer> .`,
      ],
    );
  });

  it('describes rows and tables in standard mode, which is the default', async () => {
    const text = (await lines(states, '--format', 'turtle', '--url', 'https://example.org/states.csv')).join(
      '\n',
    );
    const quads = new Parser({ format: 'text/turtle' }).parse(text);
    assert.ok(quads.some(({ object }) => object.value === `${csvw}TableGroup`));
    assert.ok(quads.some(({ object }) => object.value === 'https://example.org/states.csv#row=2'));
  });

  it('begins with metadata, whose tables may lie in folders below', async () => {
    file('below/areas.csv', 'राज्य,area\nBihar,94163\n');
    const start = file('areas.json', metadata('below/areas.csv', { name: 'area' }));
    const found = await lines(start, '--mode', 'minimal', '--url', 'https://example.org/x/areas.json');
    assert.match(found[1] ?? '', /<https:\/\/example\.org\/x\/below\/areas\.csv#area> "94163" \.$/);
  });

  it('takes other metadata with --metadata, from another folder too', async () => {
    const other = file('elsewhere/other.json', metadata('../states.csv', { name: 'people' }));
    const found = await lines(states, '--mode', 'minimal', '--metadata', other);
    assert.match(found[1] ?? '', /^\S+ <file:\/\/\/.*\/states\.csv#people> "10,40,99,452" \.$/);
  });

  it('writes a whole file or none', async () => {
    assert.deepEqual(await lines(states, '--out', 'states.nt'), []);
    assert.ok(readFileSync(join(folder, 'states.nt'), 'utf8').includes('"Bihar"'));
    const broken = file('broken.csv', 'a,b\n1,2\n3,"4\n');
    const { code, stderr } = await lift(broken, '--out', 'states.nt');
    assert.equal(code, 2);
    assert.match(stderr, /broken\.csv, row 3, column 2: /);
    assert.ok(readFileSync(join(folder, 'states.nt'), 'utf8').includes('"Bihar"'));
    assert.ok(!existsSync(join(folder, 'states.nt.partial')));
  });

  it('warns on standard error, with row and column, and goes on', async () => {
    const short = file('short.json', metadata('short.csv', { name: 'n', titles: 'n', datatype: 'byte' }));
    file('short.csv', 'राज्य,n\nBihar,128\n');
    const { code, stdout, stderr } = await lift(short, '--mode', 'minimal');
    assert.equal(code, 0);
    assert.match(stdout, /"128" \./);
    assert.match(stderr, /short\.csv, row 2, column "n": "128" is beyond the range of byte/);
  });

  it('reads nothing outside the folders that were named', async () => {
    const outside = file('inside/outside.json', metadata('../states.csv', { name: 'n' }));
    const { code, stderr } = await lift(outside);
    assert.equal(code, 2);
    assert.match(stderr, /states\.csv lies outside/);
    const far = file('far.json', metadata('https://example.com/states.csv', { name: 'n' }));
    assert.equal((await lift(far)).code, 2);
  });

  it('says what is wrong with its arguments', async () => {
    for (const [args, message] of [
      [['gone.csv'], /gone\.csv is not there/],
      [[states, '--url', 'states.csv'], /--url takes an absolute IRI/],
      [[states, '--metadata', 'gone.json'], /gone\.json cannot be found/],
      [['areas.json', '--metadata', 'areas.json'], /holds metadata itself/],
      [[states, '--mode', 'other'], /Allowed choices are standard, minimal/],
      [[states, '--out', 'no/such/folder.nt'], /cannot be written/],
      [[], /missing required argument/],
    ] as const) {
      const { code, stderr } = await lift(...args);
      assert.equal(code, 2, args.join(' '));
      assert.match(stderr, message);
    }
  });
});

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Quad } from '@rdfjs/types';
import { parse as parseCsv } from 'csv-parse/sync';
import { nQuads, type RdfFormat, rdfFormats, triG } from '../../src/rdf/formats.ts';
import { ask, quadsOf } from './client.ts';
import { freePort, runCli, type ServingCli, serveCli, succeed, until } from './support/cli.ts';
import { exampleSheets, temporaryFolder } from './support/folders.ts';
import { mixedSheet, sheetOf } from './support/sheets.ts';
import { assertSameGraph } from './support/stored-graph.ts';

interface Info {
  readonly base: string;
  readonly records: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly sequence: number;
  readonly bytes: number;
}

async function infoOf(data: string): Promise<Info> {
  return JSON.parse(await succeed(['info', '--data', data, '--format', 'json'])) as Info;
}

describe('fivestar publish', () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const base = 'https://data.example.gov.in/';
  const mixed = join(folder, 'mixed.csv');
  const publish = (...args: string[]) =>
    runCli(['publish', '--data', data, '--base', base, '--policy', 'ndsap', ...args]);

  it('exits 1 where records were refused, stores the others and writes the refusals as CSV', async () => {
    writeFileSync(mixed, mixedSheet);
    const refusals = join(folder, 'refusals.csv');
    const { code, stdout, stderr } = await publish('--refusals', refusals, mixed);
    assert.equal(code, 1, stderr);
    assert.match(stdout, /3 records read\n {2}2 created\n {2}1 refused\n {2}1 with warnings\n/);
    assert.match(stdout, /records per second/);
    const [head, ...rows] = parseCsv(readFileSync(refusals), { bom: true }) as string[][];
    assert.deepEqual(head, ['place', 'record', 'severity', 'element', 'value', 'problem', 'what to do']);
    assert.ok(rows.length >= 2);
    for (const row of rows) assert.ok(row[0]?.startsWith(`${mixed}, row 4`), row[0]);
    assert.deepEqual(
      rows.filter((row) => row[2] === 'violation').map((row) => row[3]),
      ['Title', 'Frequency'],
    );
    assert.equal((await infoOf(data)).kinds['dataset'], 2);
  });

  it('writes the refusals as JSON Lines, in Hindi as well as in English', async () => {
    const refusals = join(folder, 'refusals.jsonl');
    assert.equal((await publish('--refusals', refusals, mixed)).code, 1);
    const lines = readFileSync(refusals, 'utf8').trim().split('\n');
    assert.equal(lines.length, 1);
    const { place, verdict, findings } = JSON.parse(lines[0] ?? '');
    assert.deepEqual([place, verdict], [{ file: mixed, row: 4 }, 'refused']);
    assert.ok(findings.every((one: { message: object }) => Object.keys(one.message).join() === 'en,hi'));
  });

  it('exits 2 where a file that is asked for cannot be written, before anything else is done', async () => {
    const { code, stdout, stderr } = await publish('--refusals', join(folder, 'absent/refusals.csv'), mixed);
    assert.equal(code, 2, stderr);
    assert.match(stderr, /absent\/refusals\.csv cannot be written\. Its folder does not exist/);
    assert.equal(stdout, '', 'nothing was begun');
    const output = await runCli(['export', '--data', data, '--output', folder]);
    assert.equal(output.code, 2);
    assert.match(output.stderr, /cannot be written\. It is a folder/);
  });

  it('exits 0 where nothing was refused', async () => {
    writeFileSync(join(folder, 'one.csv'), sheetOf({ Identifier: 'one' }));
    const { code, stdout } = await publish(join(folder, 'one.csv'));
    assert.deepEqual([code, stdout.split('\n').slice(0, 2)], [0, ['1 records read', '  1 created']]);
  });

  it('exits 2 where an input cannot be read, and keeps what was', async () => {
    writeFileSync(join(folder, 'cut.csv'), `${sheetOf({ Identifier: 'kept' })}"x","y`);
    const { code, stdout, stderr } = await publish(join(folder, 'cut.csv'));
    assert.equal(code, 2);
    assert.match(stdout, /1 created/);
    assert.match(stderr, /cut\.csv, row 3, line 3: .*double quote is not closed/);
    assert.match(await succeed(['export', '--data', data]), /id\/dataset\/kept/);
  });

  it('adds no log entry where the same is published again', async () => {
    const before = await infoOf(data);
    const { stdout } = await publish(mixed, join(folder, 'one.csv'));
    assert.match(stdout, /4 records read\n {2}3 unchanged\n {2}1 refused/);
    const { bytes: _, ...after } = await infoOf(data);
    const { bytes: __, ...unchanged } = before;
    assert.deepEqual(after, unchanged);
  });

  it('updates what changed and only that', async () => {
    const { sequence } = await infoOf(data);
    writeFileSync(join(folder, 'one.csv'), sheetOf({ Identifier: 'one', Description: 'Better described.' }));
    const { stdout } = await publish(mixed, join(folder, 'one.csv'));
    assert.match(stdout, /2 unchanged\n/);
    assert.match(stdout, /1 updated\n/);
    assert.equal((await infoOf(data)).sequence, sequence + 1);
  });

  it('refuses another base than the one the folder was made with', async () => {
    const { code, stderr } = await runCli([
      'publish',
      '--data',
      data,
      '--base',
      'https://other.example/',
      mixed,
    ]);
    assert.equal(code, 2);
    assert.match(stderr, /made for the base IRI https:\/\/data\.example\.gov\.in\//);
  });

  it('takes records back for good: withdrawn once, published again when they come again', async () => {
    const iri = `${base}id/dataset/one`;
    const args = ['withdraw', '--data', data, iri];
    assert.equal(await succeed(args), `withdrawn: ${iri}\n`);
    assert.equal(await succeed(args), `was withdrawn before: ${iri}\n`);
    assert.doesNotMatch(await succeed(['export', '--data', data]), /Better described/);
    const unknown = await runCli(['withdraw', '--data', data, `${base}id/dataset/none`]);
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /Nothing is published under .*none/);
    for (const [option, value, message] of [
      ['--replaced-by', 'no IRI', /--replaced-by: "no IRI" is no absolute IRI/],
      ['--reason', ' ', /--reason is empty/],
    ] as const) {
      const { code, stderr } = await runCli([...args, option, value]);
      assert.equal(code, 2);
      assert.match(stderr, message);
    }
    assert.match((await publish(join(folder, 'one.csv'))).stdout, /1 created/);
  });

  it('exports the same graph in every format', async () => {
    const exported = async ({ extension, mediaType }: RdfFormat): Promise<Quad[]> => {
      const output = join(folder, `export.${extension}`);
      await succeed(['export', '--data', data, '--format', extension, '--output', output]);
      const body = readFileSync(output, 'utf8');
      return quadsOf({ status: 200, headers: { 'content-type': mediaType }, body });
    };
    const expected = await exported(nQuads);
    assert.ok(expected.some(({ subject }) => subject.value === `${base}id/dataset/sound`));
    for (const format of rdfFormats) {
      const quads = format === nQuads ? expected : await exported(format);
      assertSameGraph(quads, expected, format.extension);
    }
    assertSameGraph(await exported(triG), expected, 'TriG, in its graphs', { graphs: true });
  });

  it('tells counts for people', async () => {
    const text = await succeed(['info', '--data', data]);
    assert.match(text, /^base +https:\/\/data\.example\.gov\.in\/$/m);
    assert.match(text, /^ {2}dataset +4$/m);
    assert.match(text, /^sequence +[\d,]+$/m);
  });
});

describe('fivestar publish beside fivestar serve', () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const sheet = join(folder, 'new.csv');
  let portal: ServingCli;
  let base: string;

  before(async () => {
    const port = await freePort();
    base = `http://localhost:${port}/`;
    await succeed(['publish', '--data', data, '--base', base, '--policy', 'ndsap', ...exampleSheets]);
    portal = await serveCli(['--data', data, '--log-level', 'warn'], port);
    await until(
      'the query engine is ready',
      async () => (await ask(`${portal.origin}/health/ready`)).status === 200,
    );
  });
  after(() => portal?.process.kill('SIGKILL'));

  const select = async (query: string) => {
    const answer = await ask(`${portal.origin}/sparql?query=${encodeURIComponent(query)}`, {
      headers: { Accept: 'text/csv' },
    });
    assert.equal(answer.status, 200, answer.body);
    return answer.body.trim().split(/\r?\n/).slice(1);
  };
  const titlesOf = (key: string) =>
    select(`SELECT ?t { <${base}id/dataset/${key}> <http://purl.org/dc/terms/title> ?t }`);

  it('answers for what is published meanwhile: dereference at once, SPARQL when it has followed', async () => {
    assert.equal((await ask(`${portal.origin}/id/dataset/new`)).status, 404);
    assert.deepEqual(await titlesOf('new'), []);
    writeFileSync(sheet, sheetOf({ Identifier: 'new', Title: 'Rain, part one' }));
    await succeed(['publish', '--data', data, '--policy', 'ndsap', sheet]);
    assert.equal((await ask(`${portal.origin}/id/dataset/new`)).status, 303);
    const found = await ask(`${portal.origin}/doc/dataset/new.ttl`);
    assert.equal(found.status, 200);
    assert.match(found.body, /Rain, part one/);
    await until('SPARQL knows the new record', async () => (await titlesOf('new'))[0] === '"Rain, part one"');
  });

  it('answers with the newer version of what is updated meanwhile', async () => {
    const before = await ask(`${portal.origin}/doc/dataset/new.ttl`);
    writeFileSync(sheet, sheetOf({ Identifier: 'new', Title: 'Rain, part two' }));
    await succeed(['publish', '--data', data, '--policy', 'ndsap', sheet]);
    const after = await ask(`${portal.origin}/doc/dataset/new.ttl`, {
      headers: { 'If-None-Match': before.headers.etag ?? '' },
    });
    assert.equal(after.status, 200);
    assert.match(after.body, /Rain, part two/);
    await until(
      'SPARQL knows the newer title',
      async () => (await titlesOf('new'))[0] === '"Rain, part two"',
    );
  });

  it('answers 410 for what is withdrawn meanwhile', async () => {
    const why = ['--reason', 'It was a trial.', '--replaced-by', `${base}id/dataset/one`];
    await succeed(['withdraw', '--data', data, ...why, `${base}id/dataset/new`]);
    const thing = await ask(`${portal.origin}/id/dataset/new`);
    assert.equal(thing.status, 303);
    assert.equal(new URL(thing.headers.location ?? '', base).href, `${base}doc/dataset/new`);
    const tombstone = await ask(`${portal.origin}/doc/dataset/new`);
    assert.equal(tombstone.status, 410);
    const { reason, replacedBy } = JSON.parse(tombstone.body);
    assert.deepEqual([reason, replacedBy], ['It was a trial.', `${base}id/dataset/one`]);
    assert.equal((await ask(`${portal.origin}/doc/dataset/new.ttl`)).status, 410);
    await until('SPARQL forgot the record', async () => (await titlesOf('new')).length === 0);
  });

  it('is backed up meanwhile: the copy is a data folder with the same graph', async () => {
    const copy = join(folder, 'copy');
    assert.match(await succeed(['backup', '--data', data, copy]), /^Commit \d+, \d+ records: /);
    const [{ bytes: _, ...original }, { bytes: __, ...copied }] = [await infoOf(data), await infoOf(copy)];
    assert.deepEqual({ ...copied, data }, original);
    const [there, here] = await Promise.all(
      [data, copy].map((one) => succeed(['export', '--data', one, '--format', 'nq'])),
    );
    assert.equal(there, here);
    const again = await runCli(['backup', '--data', data, copy]);
    assert.equal(again.code, 2);
    assert.match(again.stderr, /is not empty/);
  });

  it('stops gracefully and leaves a store that opens', async () => {
    assert.equal(await portal.stop(), 0, portal.output().stderr);
    assert.equal(portal.output().stderr, '', 'nothing was worth a warning');
    assert.ok((await infoOf(data)).records > 270);
  });
});

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Parser } from 'n3';
import { freePort, runCli, succeed } from './support/cli.ts';
import { temporaryFolder } from './support/folders.ts';
import { mixedSheet, sheetOf } from './support/sheets.ts';

const sh = 'http://www.w3.org/ns/shacl#';

/** Columns that a text takes on a terminal: what joins to the letter before it takes none. */
function widest(text: string): number {
  const letters = new Intl.Segmenter('hi', { granularity: 'grapheme' });
  return Math.max(...text.split('\n').map((line) => [...letters.segment(line)].length));
}

interface JsonFinding {
  readonly severity: string;
  readonly field: Record<string, string>;
  readonly value?: string;
  readonly place: Record<string, unknown>;
  readonly message: Record<string, string>;
  readonly remedy: Record<string, string>;
}
interface JsonReport {
  readonly records: readonly { readonly outcome: string; readonly findings: readonly JsonFinding[] }[];
  readonly totals: Record<string, number>;
}

describe('fivestar validate', () => {
  const folder = temporaryFolder();
  const file = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content);
    return name;
  };
  const validate = (...args: string[]) => runCli(['validate', '--policy', 'ndsap', ...args], { cwd: folder });

  it('exits 0 where nothing is to be refused, with or without warnings', async () => {
    const clean = await validate(file('clean.csv', sheetOf({ Identifier: 'a' })));
    assert.deepEqual([clean.code, clean.stderr], [0, '']);
    assert.match(clean.stdout, /^No problems found\.\n/);
    assert.match(clean.stdout, /1 records read\n {2}1 accepted\n/);
    const warned = await validate(file('warned.csv', sheetOf({ Identifier: 'a', 'Date Released': '' })));
    assert.equal(warned.code, 0);
    assert.match(warned.stdout, /^WARNING {2}Date Released/);
  });

  it('exits 1 where a record would be refused, and says place, value, problem and remedy in 80 columns', async () => {
    const { code, stdout } = await validate(file('mixed.csv', mixedSheet));
    assert.equal(code, 1);
    assert.ok(widest(stdout) <= 80, stdout);
    assert.match(stdout, /^VIOLATION {2}Title {2}\(1 time\)\n {2}The resource has no title\./m);
    assert.match(stdout, /What to do: Give it a name of its own/);
    assert.match(stdout, /- mixed\.csv, row 4, "Title"/);
    assert.match(stdout, /- mixed\.csv, row 4, "Frequency"/);
    assert.match(stdout, /“Whenever it rains”/);
    assert.match(stdout, /- mixed\.csv, row 3, "Date Released": “31\/02\/2016” \(Rain, part doubtful\)/);
    assert.ok(stdout.indexOf('VIOLATION') < stdout.indexOf('WARNING'), 'violations stand first');
    assert.match(stdout, /3 records read\n {2}2 accepted\n {2}1 refused\n/);
  });

  it('says the same in Hindi, in 80 columns', async () => {
    const { code, stdout } = await validate('--lang', 'hi', file('mixed.csv', mixedSheet));
    assert.equal(code, 1);
    assert.ok(widest(stdout) <= 80, stdout);
    assert.match(stdout, /^उल्लंघन {2}शीर्षक/m);
    assert.match(stdout, /क्या करें: /);
    assert.match(stdout, /mixed\.csv, row 4, "Title"/);
    assert.doesNotMatch(stdout, /What to do|VIOLATION|records read/);
    const byLocale = await runCli(['validate', '--policy', 'ndsap', 'mixed.csv'], {
      cwd: folder,
      env: { LC_ALL: 'hi_IN.UTF-8' },
    });
    assert.match(byLocale.stdout, /^उल्लंघन {2}शीर्षक/m);
  });

  it('gives every record with its findings as JSON', async () => {
    const { code, stdout } = await validate('--format', 'json', file('mixed.csv', mixedSheet));
    assert.equal(code, 1);
    const { records, totals } = JSON.parse(stdout) as JsonReport;
    assert.equal(records.length, 3);
    assert.deepEqual([totals['records'], totals['refused']], [3, 1]);
    assert.deepEqual(
      records.map(({ outcome }) => outcome),
      ['valid', 'valid', 'refused'],
    );
    const findings = records.flatMap((record) => record.findings);
    for (const { place, field, message, remedy } of findings) {
      assert.equal(place['file'], 'mixed.csv');
      assert.ok(typeof place['row'] === 'number' && place['row'] >= 3);
      for (const text of [field, message, remedy]) assert.ok(text['en'] && text['hi']);
    }
    assert.ok(findings.some(({ severity, value }) => severity === 'warning' && value === '31/02/2016'));
    const none = await validate('--format', 'json', file('none.csv', sheetOf()));
    assert.deepEqual((JSON.parse(none.stdout) as JsonReport).records, []);
  });

  it('gives a SHACL validation report as Turtle', async () => {
    const { code, stdout } = await validate('--format', 'turtle', file('mixed.csv', mixedSheet));
    assert.equal(code, 1);
    const quads = new Parser().parse(stdout);
    const report = quads.find(({ object }) => object.value === `${sh}ValidationReport`)?.subject;
    const value = (property: string) =>
      quads.find(
        ({ subject, predicate }) => subject.value === report?.value && predicate.value === sh + property,
      )?.object.value;
    assert.equal(value('conforms'), 'false');
    const severities = quads
      .filter(({ predicate }) => predicate.value === `${sh}resultSeverity`)
      .map(({ object }) => object.value);
    assert.equal(severities.filter((severity) => severity === `${sh}Violation`).length, 2);
    const focus = quads.filter(({ predicate }) => predicate.value === `${sh}focusNode`);
    assert.ok(focus.some(({ object }) => object.value.endsWith('id/dataset/refused')));
    const clean = await validate('--format', 'turtle', file('clean.csv', sheetOf({ Identifier: 'a' })));
    assert.match(clean.stdout, /sh:conforms true/);
  });

  it('reads gzip, several files, folders and standard input', async () => {
    mkdirSync(join(folder, 'sheets/more'), { recursive: true });
    file('sheets/one.csv', sheetOf({ Identifier: '1' }));
    file('sheets/more/two.csv.gz', gzipSync(sheetOf({ Identifier: '2' })));
    const several = await validate(
      '--format',
      'json',
      'sheets',
      file('three.csv', sheetOf({ Identifier: '3' })),
    );
    assert.equal(several.code, 0, several.stderr);
    assert.equal((JSON.parse(several.stdout) as JsonReport).totals['records'], 3);
    const piped = await runCli(['validate', '--policy', 'ndsap', '-'], { cwd: folder, stdin: mixedSheet });
    assert.equal(piped.code, 1);
    assert.match(piped.stdout, /- standard input, row 4, "Title"/);
  });

  it('exits 2 where an input cannot be read, and reports the others all the same', async () => {
    const absent = await validate('no-such-file.csv');
    assert.equal(absent.code, 2);
    assert.equal(absent.stderr, 'no-such-file.csv does not exist. Check the name.\n');
    const mixed = await validate('no-such-file.csv', file('mixed.csv', mixedSheet));
    assert.equal(mixed.code, 2);
    assert.match(mixed.stderr, /1 of 2 inputs could not be read to their end:\n- no-such-file\.csv/);
    assert.match(mixed.stdout, /row 4, "Title"/);
  });

  it('checks against a shapes file of one’s own', async () => {
    file(
      'own.ttl',
      `@prefix sh: <${sh}> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
       <#S> a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property [ sh:path dct:provenance ; sh:minCount 1 ;
         sh:name "Provenance"@en ; sh:message "Say where the data come from."@en ] .`,
    );
    const input = file('clean.csv', sheetOf({ Identifier: 'a' }));
    const { code, stdout } = await runCli(['validate', '--policy', 'ndsap,own.ttl', input], { cwd: folder });
    assert.equal(code, 1);
    assert.match(
      stdout,
      /VIOLATION {2}Provenance[\s\S]*Say where the data come from\.[\s\S]*clean\.csv, row 2/,
    );
  });
});

describe('wrong usage of fivestar', () => {
  const folder = temporaryFolder();
  const refused: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['no command', [], /Usage: fivestar/],
    ['an unknown command', ['validat'], /unknown command 'validat'[\s\S]*Did you mean validate/],
    ['an unknown option', ['validate', '--polcy', 'dcat', 'x.csv'], /unknown option '--polcy'/],
    ['an option of another command', ['publish', '--port', '1', 'x.csv'], /unknown option '--port'/],
    ['an unknown format', ['validate', '--format', 'pdf', 'x.csv'], /'pdf' is invalid.*text, json, turtle/],
    ['an unknown profile', ['publish', '--from', 'excel', 'x.csv'], /'excel' is invalid.*ndsap/],
    ['no file', ['publish'], /Name at least one file or folder/],
    ['a folder without store', ['info', '--data', 'absent'], /There is no record store in absent/],
    ['no IRI', ['withdraw', '--data', 'absent'], /missing required argument/],
  ];
  for (const [what, args, message] of refused) {
    it(`exits 2 and says so: ${what}`, async () => {
      const { code, stdout, stderr } = await runCli(args, { cwd: folder });
      assert.equal(code, 2);
      assert.match(stderr, message);
      assert.equal(stdout, '');
      assert.doesNotMatch(stderr, /\n\s+at /, 'no stack trace');
    });
  }

  it('lists every problem of the configuration at once: flags, environment and file', async () => {
    writeFileSync(
      join(folder, 'settings.json'),
      JSON.stringify({ querytimeout: 5, replicas: 99, title: {} }),
    );
    const { code, stderr } = await runCli(
      ['serve', '--config', 'settings.json', '--base', 'data.example.gov.in', '--max-quads', '0'],
      { cwd: folder, env: { FIVESTAR_PROT: '8080', FIVESTAR_LOG_LEVEL: 'loud' } },
    );
    assert.equal(code, 2);
    const problems = stderr.split('\n').filter((line) => line.startsWith('- '));
    assert.equal(problems.length, 7, stderr);
    for (const name of [
      '"querytimeout" in settings.json: there is no such setting',
      'FIVESTAR_PROT: there is no such setting',
      'FIVESTAR_LOG_LEVEL must be one of',
      '"replicas" in settings.json must be a whole number',
      '"title" in settings.json must be a text',
      '--base must be an http or https IRI',
      '--max-quads must be a whole number',
    ]) {
      assert.ok(
        problems.some((line) => line.startsWith(`- ${name}`)),
        name,
      );
    }
  });

  it('refuses shapes that cannot be used, and a port that is taken', async () => {
    writeFileSync(join(folder, 'broken.ttl'), '<a> <b> ');
    writeFileSync(join(folder, 'a.csv'), sheetOf({ Identifier: 'a' }));
    const shapes = await runCli(['validate', '--shapes', 'broken.ttl', 'a.csv'], { cwd: folder });
    assert.equal(shapes.code, 2);
    assert.match(shapes.stderr, /broken\.ttl/);
    assert.doesNotMatch(shapes.stderr, /\n\s+at /);
    const { createServer } = await import('node:http');
    const port = await freePort();
    const taken = createServer().listen(port, '127.0.0.1');
    const serve = await runCli(['serve', '--data', 'd', '--port', String(port)], { cwd: folder });
    taken.close();
    assert.equal(serve.code, 2, serve.stderr);
    assert.match(serve.stderr, new RegExp(`${port}`));
    assert.doesNotMatch(serve.stderr, /\n\s+at /);
  });

  it('tells its version and its commands', async () => {
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
    assert.equal(await succeed(['--version']), `${version}\n`);
    const help = await succeed(['--help']);
    for (const name of ['publish', 'validate', 'serve', 'withdraw', 'export', 'info', 'backup', 'demo'])
      assert.match(help, new RegExp(`^ {2}${name} `, 'm'));
    assert.match(await succeed(['publish', '--help']), /--refusals <FILE>/);
  });
});

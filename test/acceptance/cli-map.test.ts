import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from 'n3';
import { dcat, dct } from '../../src/vocabulary/terms.ts';
import { repository, runCli, succeed } from './support/cli.ts';
import { sharedFolder, temporaryFolder } from './support/folders.ts';

const maps = join(repository, 'data/maps');
const base = 'https://data.example.gov.in/';
const letters = new Intl.Segmenter('hi', { granularity: 'grapheme' });

function tooWide(text: string): string[] {
  // One IRI cannot be broken.
  return text
    .split('\n')
    .filter((line) => [...letters.segment(line)].length > 80 && !/^\s*(?:\S+ )?<\S+>( [;.,])?$/.test(line));
}

describe('fivestar map', () => {
  const folder = temporaryFolder();
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return name;
  };
  const run = (...args: string[]) => runCli(args, { cwd: folder });
  const preview = (...args: string[]) => run('map', 'preview', ...args, '--base', base);

  describe('preview', () => {
    it('shows the first records as they would be published, in Turtle of 80 columns', async () => {
      const { code, stdout, stderr } = await preview(
        join(maps, 'ministry-inventory.csv'),
        '--map',
        join(maps, 'ministry-inventory.map.yaml'),
        '--rows',
        '2',
      );
      assert.deepEqual([code, stderr], [0, '']);
      assert.deepEqual(tooWide(stdout), []);
      assert.match(stdout, /^# ── ministry-inventory\.csv, row 4 ─+$/m);
      assert.match(stdout, /# Records shown: 2\./);
      const quads = new Parser().parse(stdout);
      const topic = `${base}id/dataset/TEX-01`;
      const titles = quads.filter((q) => q.subject.value === topic && q.predicate.value === dct.title);
      assert.deepEqual(
        titles.map(({ object }) => object.value),
        ['Weavers by state', 'राज्यवार बुनकर'],
      );
      assert.equal(quads.filter(({ predicate }) => predicate.value === dcat.distribution).length, 2);
    });

    it('shows what is wrong with them beside them, in either language, and exits 1 where one would be refused', async () => {
      file('x.csv', 'Dataset,How often,Licence\nWells,Montly-ish,GODL-India\n,Monthly,\n');
      file('x.yaml', 'fields:\n  Title: Dataset\n  Frequency: How often\n  Licence: Licence\n');
      const { code, stdout } = await preview('x.csv', '--map', 'x.yaml');
      assert.equal(code, 1);
      assert.deepEqual(tooWide(stdout), []);
      assert.match(
        stdout,
        /# WARNING {2}How often .*\n#[^\n]*\n# {3}What to do: Use one of the nearest: Monthly/,
      );
      assert.match(stdout, /# +- x\.csv, row 2, "How often": “Montly-ish”/);
      assert.match(stdout, /# VIOLATION {2}Dataset/);
      assert.match(stdout, /x\.csv, row 3, "Dataset"/);
      new Parser().parse(stdout);
      const hindi = await preview('x.csv', '--map', 'x.yaml', '--lang', 'hi');
      assert.match(hindi.stdout, /# चेतावनी {2}How often/);
      assert.match(hindi.stdout, /दिखाए गए अभिलेख: 1/);
    });

    it('names the publisher’s column in findings of the shapes', async () => {
      file('y.csv', 'Dataset,Kind\nWells,Tool\n');
      file(
        'y.yaml',
        'fields:\n  Title: Dataset\n  Description: Kind\n  dct:type: Kind\n  dcat:theme: { constant: x }\n',
      );
      file('z.csv', 'Dataset,About\nWells,\n');
      file('z.yaml', 'fields:\n  Title: Dataset\n  Description: About\n');
      const { stdout } = await preview('z.csv', '--map', 'z.yaml', '--policy', 'ndsap');
      assert.match(stdout, /z\.csv, row 2, "About"/);
    });

    it('writes other formats, findings apart', async () => {
      const args = [join(maps, 'district-files.csv'), '--map', join(maps, 'district-files.map.yaml')];
      const { code, stdout } = await preview(...args, '--format', 'n-triples', '--met');
      assert.equal(code, 0);
      const quads = new Parser({ format: 'N-Triples' }).parse(stdout);
      const files = quads.filter(({ predicate }) => predicate.value === dcat.downloadURL);
      assert.equal(files.length, 4);
      assert.ok(quads.some(({ object }) => object.value === 'कृषि विभाग'));
      const turtle = await preview(...args, '--format', 'turtle');
      assert.match(turtle.stdout, /^@prefix/);
    });

    it('tells all that is wrong with a map, and exits 2', async () => {
      file('t.csv', 'A,B\nx,y\n');
      file('bad.yaml', 'fields:\n  Titel: A\n  Keywords: { field: B, spilt: "," }\n');
      const bad = await preview('t.csv', '--map', 'bad.yaml');
      assert.equal(bad.code, 2);
      assert.match(
        bad.stderr,
        /bad\.yaml cannot be used:\n- line 2, .*Did you mean "Title"\?.*\n- line 3, .*"split"/,
      );
      file('other.yaml', 'fields: { Title: Name }\n');
      const other = await preview('t.csv', '--map', 'other.yaml');
      assert.equal(other.code, 2);
      assert.match(other.stderr, /t\.csv.*lacks fields.*\n- other\.yaml, line 1: there is no field "Name"/);
      assert.equal((await preview('t.csv', '--map', 'absent.yaml')).code, 2);
      assert.equal((await preview('t.csv')).code, 2);
      assert.match((await preview('t.csv', '--map', 'other.yaml', '--rows', 'all')).stderr, /--rows/);
    });
  });

  describe('suggest', () => {
    it('proposes a map that needs no edits to be previewed and published', async () => {
      const table = join(maps, 'ministry-inventory.csv');
      await succeed(['map', 'suggest', table, '--out', 'suggested.yaml'], { cwd: folder });
      const text = readFileSync(join(folder, 'suggested.yaml'), 'utf8');
      assert.match(text, /^ {2}header-row: 3$/m);
      assert.match(text, /^ {2}Title: Name of dataset$/m);
      assert.match(text, /^ {2}Title@hi: डेटासेट का नाम$/m);
      assert.match(text, /# unsure: /);
      assert.equal((await preview(table, '--map', 'suggested.yaml')).code, 0);
      const printed = await succeed(['map', 'suggest', table], { cwd: folder });
      assert.equal(printed, text);
    });
  });

  describe('publish and validate --map', () => {
    it('publish the records, and change nothing the second time', async () => {
      const args = [join(maps, 'ministry-inventory.csv'), '--map', join(maps, 'ministry-inventory.map.yaml')];
      const publish = () => succeed(['publish', ...args, '--data', 'data', '--base', base], { cwd: folder });
      assert.match(await publish(), /3 created/);
      assert.match(await publish(), /3 unchanged/);
      const checked = await run('validate', ...args, '--base', base);
      assert.equal(checked.code, 0);
      assert.match(checked.stdout, /3 accepted/);
      const both = await run('validate', ...args, '--from', 'ndsap');
      assert.deepEqual([both.code, /not both/.test(both.stderr)], [2, true]);
      assert.equal((await run('validate', ...args, '--from', 'map')).code, 2);
    });
  });

  describe('with real tables', () => {
    const tables = [
      ['realdata/tabular/samples', 'bipp-high_value_datasets.xlsx'],
      ['realdata/tabular/samples', 'dataset_redirection__data_govt_nz.ods'],
      ['realdata/vocab/ogd-india', 'ogd-sectors.csv'],
      ['realdata/catalogs/ogd-india', 'idp-high-value-datasets-2024-10.json'],
      ['realdata/catalogs/ogd-india', 'frappe-data.gov.in-2013-groups.json'],
    ] as const;
    for (const [place, name] of tables) {
      it(`${name}: the proposed map previews as it is`, async function () {
        const table = join(sharedFolder(place) ?? '', name);
        if (!existsSync(table)) this.skip();
        await succeed(['map', 'suggest', table, '--out', 'real.yaml'], { cwd: folder });
        const { code, stdout, stderr } = await preview(table, '--map', 'real.yaml');
        assert.equal(code, 0, stderr);
        assert.match(stdout, /# Records shown: 3/);
        assert.ok(new Parser().parse(stdout).length > 6);
      });
    }

    it('the list of the India Data Portal is published whole by its map', async function () {
      const table = join(
        sharedFolder('realdata/catalogs/ogd-india') ?? '',
        'idp-high-value-datasets-2024-10.json',
      );
      if (!existsSync(table)) this.skip();
      const map = join(maps, 'india-data-portal.map.yaml');
      const { stdout } = await run('validate', table, '--map', map, '--base', base);
      assert.match(stdout, /60 records read\n {2}60 accepted/);
    });
  });
});

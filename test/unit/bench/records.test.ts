import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { Parser } from 'n3';
import { Random } from '../../../bench/random.ts';
import { generateDatasets } from '../../../bench/records/dataset.ts';
import { sourceForms, writeSource } from '../../../bench/records/write-sources.ts';
import { dcat, rdf } from '../../../src/vocabulary/terms.ts';

const count = 300;

describe('the generated records', () => {
  let folder: string;
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fivestar-records-'));
    for (const form of sourceForms) {
      await writeSource(join(folder, form.file), form, count, 5);
      await writeSource(join(folder, `again-${form.file}`), form, count, 5);
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const { name, file } of sourceForms)
    it(`${name}: are the same for the same seed`, () => assert.equal(read(file), read(`again-${file}`)));

  it('have identifiers and titles of their own', () => {
    const datasets = [...generateDatasets(count, new Random(5))];
    assert.equal(new Set(datasets.map(({ id }) => id)).size, count);
    assert.equal(new Set(datasets.map(({ title }) => title)).size, count);
  });

  it('have as many files as are allowed', () => {
    const files = (most: number) =>
      [...generateDatasets(count, new Random(5), most)].map((one) => one.files.length);
    assert.equal(Math.max(...files(1)), 1);
    assert.equal(Math.max(...files(4)), 4);
  });

  it('make a sheet with one row each, some of them messy', () => {
    const rows = parse(read('sheet.csv'), { columns: true, bom: true }) as Record<string, string>[];
    assert.equal(rows.length, count);
    assert.ok(rows.some((row) => row['Description']?.includes('\n')));
    assert.ok(rows.some((row) => /^\d\d\/\d\d\/\d{4}$/.test(row['Date Released'] ?? '')));
  });

  it('make one CKAN package a line', () => {
    const lines = read('packages.jsonl').trimEnd().split('\n');
    assert.equal(lines.length, count);
    const packages = lines.map((line) => JSON.parse(line) as { num_resources: number; resources: unknown[] });
    assert.ok(packages.every((one) => one.resources.length === one.num_resources && one.num_resources > 0));
  });

  it('make Turtle with a dataset each and blank nodes', () => {
    const quads = new Parser().parse(read('catalogue.ttl'));
    const typed = quads.filter((quad) => quad.predicate.value === rdf.type);
    assert.equal(typed.filter((quad) => quad.object.value === dcat.Dataset).length, count);
    assert.ok(quads.some((quad) => quad.object.termType === 'BlankNode'));
  });
});

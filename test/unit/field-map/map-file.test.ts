import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFieldMap } from '../../../src/field-map/map-file.ts';
import { Failure } from '../../../src/model/failure.ts';

const maps = join(import.meta.dirname, '../../../data/maps');

function problemsOf(text: string): string[] {
  try {
    parseFieldMap(text, 'x.yaml');
  } catch (error) {
    assert.ok(error instanceof Failure, String(error));
    assert.equal(error.code, 'invalid-configuration');
    const [head, ...problems] = error.message.split('\n');
    assert.equal(head, 'The field map x.yaml cannot be used:');
    return problems;
  }
  return [];
}

describe('field maps', () => {
  it('reads where the records are', () => {
    const map = parseFieldMap(
      `records:
  format: xlsx
  sheet: "2024"
  header-row: 4
  header-rows: 2
  last-row: 40
fields: { Title: A }`,
      'x.yaml',
    );
    assert.deepEqual(map.records, {
      format: 'xlsx',
      sheet: '2024',
      headerRow: 4,
      headerRows: 2,
      lastRow: 40,
    });
    const rest = (paging: string) =>
      parseFieldMap(`records: { path: "$.d[*]", paging: ${paging} }\nfields: { Title: A }`, 'x').records
        .paging;
    assert.deepEqual(rest('{ by: link }'), { by: 'link' });
    assert.deepEqual(rest('{ by: next, path: $.next }'), { by: 'next', path: '$.next' });
    assert.deepEqual(rest('{ by: offset, parameter: skip, size: 50, size-parameter: top }'), {
      by: 'offset',
      parameter: 'skip',
      first: 0,
      size: { value: 50, parameter: 'top' },
    });
    assert.deepEqual(rest('{ by: page, parameter: p }'), { by: 'page', parameter: 'p', first: 1 });
    const csv = parseFieldMap(
      'records: { delimiter: tab, encoding: latin1, header-row: none, sheet: 2 }\nfields: { Title: A }',
      'x',
    );
    assert.deepEqual(csv.records, { delimiter: '\t', encoding: 'windows-1252', headerRow: 'none', sheet: 2 });
  });

  it('takes texts as they are written', () => {
    const { fields } = parseFieldMap(
      'fields:\n  Title: { constant: 007 }\n  Note: { constant: [no, 1.10, 2020-01-01, "x: y"] }',
      'x',
    );
    assert.deepEqual(
      fields.map(({ rule }) => rule.constant),
      [['007'], ['no', '1.10', '2020-01-01', 'x: y']],
    );
  });

  it('knows elements in any spelling, properties by prefix, IRI and local name', () => {
    const { fields } = parseFieldMap(
      `prefixes: { ex: https://ex.org/ns# }
fields:
  शीर्षक: A
  Title (Hindi): B
  title@ta: C
  dcat:landingPage: D
  dcterms:issued: E
  https://ex.org/ns#colour: F
  ex:shape: G
  keyword: H
  distribution.downloadURL: I
  File format: J
  distribution.Licence: K`,
      'x',
    );
    assert.deepEqual(
      fields.map(({ target: { target, thing, language, known } }) => [target, thing, language, known]),
      [
        ['Title', 'dataset', undefined, true],
        ['Title', 'dataset', 'hi', true],
        ['http://purl.org/dc/terms/title', 'dataset', 'ta', true],
        ['http://www.w3.org/ns/dcat#landingPage', 'dataset', undefined, true],
        ['http://purl.org/dc/terms/issued', 'dataset', undefined, true],
        ['https://ex.org/ns#colour', 'dataset', undefined, false],
        ['https://ex.org/ns#shape', 'dataset', undefined, false],
        ['http://www.w3.org/ns/dcat#keyword', 'dataset', undefined, true],
        ['http://www.w3.org/ns/dcat#downloadURL', 'distribution', undefined, true],
        ['Format', 'distribution', undefined, true],
        ['http://purl.org/dc/terms/license', 'distribution', undefined, true],
      ],
    );
  });

  it('tells every problem at once, with line, name and remedy', () => {
    const problems = problemsOf(`record: {}
describes: datset
fields:
  Titel: A
  dct:titel: B
  Keywords: { field: C, spilt: ";" }
  Date Released: { field: D, date: [DD/MM, "YYYY"] }
  Sector: { lookup: { a: b } }
  Note: { field: E, constant: F }
  Frequency:
  Description: { template: "https://x/{id" }
skip-when: [{ is: x }, { field: F }]
other-fields: maybe
scattered: true`);
    const expected = [
      /^- line 1, "record": There is no "record" here. Did you mean "records"\?/,
      /^- line 2, "describes": "datset" is not known here. Did you mean "dataset"\?/,
      /^- line 4, "fields" → "Titel": "Titel" is neither .* Did you mean "Title"\?/,
      /^- line 5, "fields" → "dct:titel": .* Did you mean "dct:title"/,
      /^- line 6, "fields" → "Keywords" → "spilt": There is no "spilt" here. Did you mean "split"\?/,
      /^- line 7, .*"date" → "1": .*"DD\/MM" has no year/,
      /^- line 8, .*Nothing says where the value comes from/,
      /^- line 9, .*only one can be given/,
      /^- line 10, .*"Frequency": Nothing stands here/,
      /^- line 11, .*The template cannot be read/,
      /^- line 12, .*names no field/,
      /^- line 12, .*says nothing of its field/,
      /^- line 13, .*It may be "note" or "ignore"/,
      /^- line 14, "scattered": .*"group-by"/,
    ];
    assert.equal(problems.length, expected.length, problems.join('\n'));
    for (const [at, problem] of problems.entries()) assert.match(problem, expected[at] ?? /^$/);
  });

  it('says what is wrong with a text that is no YAML', () => {
    assert.match(problemsOf('fields:\n\tTitle: A').join(), /line 2: .*blanks/);
    assert.match(problemsOf('fields:\n  Title: A: B').join(), /line 2: .*quotes/);
    assert.match(problemsOf('fields:\n  Title: A\n  Title: B').join(), /line 3: The same name stands twice/);
    assert.match(problemsOf('').join(), /line 1: Nothing stands here/);
    assert.match(problemsOf('- a').join(), /line 1: This is no mapping/);
    assert.match(problemsOf('describes: app').join(), /"fields" is missing/);
  });

  it('wants something that names a record', () => {
    assert.match(problemsOf('fields: { Note: A }').join(), /Nothing names a record/);
    assert.deepEqual(problemsOf('identity: B\nfields: { Note: A }'), []);
    assert.deepEqual(problemsOf('iri: { template: "https://x/{B}" }\nfields: { Note: A }'), []);
  });

  it('keeps elements to the things that have them', () => {
    assert.match(
      problemsOf('describes: app\nfields: { Title: A, Frequency: B }').join(),
      /"Frequency" is neither .*It is one of datasets/,
    );
    assert.match(
      problemsOf('describes: catalog\nfields: { Title: A, distribution.title: B }').join(),
      /Only datasets have distributions/,
    );
  });

  it('lets names stand for lists that are used twice, and ends where they would grow without end', () => {
    const { fields } = parseFieldMap(
      'fields:\n  Title: A\n  Sector: { field: B, lookup: &codes { x: Agriculture } }\n  Keywords: { field: C, lookup: *codes }',
      'x',
    );
    assert.deepEqual(fields[2]?.rule.lookup?.read('X'), ['Agriculture']);
    const uses = Array.from({ length: 300 }, (_, at) => `b${at}: *a`).join(', ');
    const many = `prefixes: { a: &a "https://x/", ${uses} }\nfields: { Title: A }`;
    assert.match(problemsOf(many).join('\n'), /Aliases .* more than 200/);
    assert.match(problemsOf('fields: { Title: [[A]] }').join(), /A list or mapping stands here/);
  });

  it('reads the maps that come with the product', () => {
    const names = readdirSync(maps).filter((name) => name.endsWith('.yaml'));
    assert.ok(names.length >= 3);
    for (const name of names) parseFieldMap(readFileSync(join(maps, name), 'utf8'), name);
  });
});

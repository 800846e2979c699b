import assert from 'node:assert/strict';
import { describeRun } from '../../../src/harvest/describe-run.ts';
import type { RunReport } from '../../../src/harvest/run-report.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { rdfFormats } from '../../../src/rdf/formats.ts';
import { plainTriples } from '../../../src/rdf/plain-triples.ts';
import { serialise } from '../../../src/rdf/serialise.ts';
import { harvestTerms } from '../../../src/vocabulary/harvest.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { dct, prov, sh } from '../../../src/vocabulary/terms.ts';

const base = 'https://data.example.gov.in/';
const terms = harvestTerms(base);
const run = `${base}harvest/city/7#run`;

const counts = {
  ...{ read: 9, created: 1, updated: 2, unchanged: 3, refused: 1, withdrawn: 1, held: 0, ignored: 1 },
  ...{ requests: 4, bytes: 5_000 },
};
const report: RunReport = {
  ...{ source: 'city', number: 7, trigger: 'schedule', outcome: 'complete', coverage: 'whole', counts },
  ...{ started: '2026-11-20T03:00:00Z', ended: '2026-11-20T03:01:00Z', refusals: [], notes: [] },
};

const finding: Finding = {
  severity: 'violation',
  code: 'impossible-date',
  field: { en: 'Date', hi: 'तिथि' },
  value: '31/02/2016',
  place: { file: '/srv/private/x.csv', row: 3 },
  message: { en: 'There is no such day.', hi: 'ऐसा कोई दिन नहीं है।' },
  remedy: { en: 'Write a day that was.', hi: 'वास्तविक दिन लिखें।' },
};

function valuesOf(of: RunReport, subject: string, property: string): string[] {
  return describeRun(of, base)
    .filter((quad) => quad.subject.value === subject && quad.predicate.value === property)
    .map(({ object }) => object.value);
}

describe('describeRun', () => {
  it('states every count, nought too', () => {
    for (const [name, count] of Object.entries(counts))
      assert.deepEqual(valuesOf(report, run, terms[name as keyof typeof counts]), [String(count)], name);
  });

  it('has no end while it goes on, and no report of refusals where nothing was refused', () => {
    const { ended: _ended, coverage: _coverage, ...running } = report;
    const going: RunReport = { ...running, outcome: 'running' };
    assert.deepEqual(valuesOf(going, run, prov.endedAtTime), []);
    assert.deepEqual(valuesOf(going, run, terms.coverage), []);
    assert.deepEqual(valuesOf(report, run, terms.refusals), []);
  });

  it('gives each refused record a name of its own, also those without key and with several findings', () => {
    const shaped = { ...finding, focus: 'https://x.example/thing' as Iri, component: sh.class };
    const refusals = [
      { key: 'a', label: 'A', findings: [finding, shaped] },
      { key: '', findings: [finding] },
    ];
    const refused = { ...report, refusals };
    const [validation = ''] = valuesOf(refused, run, terms.refusals);
    const results = valuesOf(refused, validation, sh.result);
    assert.equal(new Set(results).size, 3);
    const records = results.map((result) => valuesOf(refused, result, terms.refusedRecord)[0] ?? '');
    assert.equal(records[0], records[1]);
    assert.notEqual(records[1], records[2]);
    assert.deepEqual(valuesOf(refused, records[0] ?? '', dct.identifier), ['a']);
    assert.deepEqual(valuesOf(refused, records[2] ?? '', dct.identifier), []);
    assert.deepEqual(valuesOf(refused, results[1] ?? '', sh.focusNode), ['https://x.example/thing']);
    assert.deepEqual(valuesOf(refused, results[0] ?? '', terms.place), ['x.csv, row 3']);
    assert.deepEqual(valuesOf(refused, results[0] ?? '', sh.resultMessage), [
      'Date: There is no such day. Write a day that was.',
      'तिथि: ऐसा कोई दिन नहीं है। वास्तविक दिन लिखें।',
    ]);
  });

  it('can be written in every format', () => {
    const quads = describeRun({ ...report, refusals: [{ key: 'अ b"<', findings: [finding] }] }, base);
    for (const format of rdfFormats) assert.ok(serialise(plainTriples(quads, format), format).length > 500);
  });
});

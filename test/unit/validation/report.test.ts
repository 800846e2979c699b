import assert from 'node:assert/strict';
import type { Finding } from '../../../src/model/finding.ts';
import { IndexedGraph } from '../../../src/validation/graph.ts';
import { loadPolicy } from '../../../src/validation/policy.ts';
import { validationReport } from '../../../src/validation/report.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { rdf, sh } from '../../../src/vocabulary/terms.ts';
import { base, recordOf } from '../shapes/record-of-fixture.ts';

describe('validationReport', () => {
  const term = (value: string) => ({ termType: 'NamedNode', value }) as never;
  const both = { en: 'x', hi: 'क' };

  it('states the results of shapes and of the mapping', async () => {
    const policy = await loadPolicy(['dcat'], { base });
    const record = recordOf(`@prefix dct: <http://purl.org/dc/terms/> .
      <id/dataset/a> a <http://www.w3.org/ns/dcat#Dataset> ; dct:title "t"@en ; dct:description "d" ;
        <http://www.w3.org/ns/dcat#distribution> <id/distribution/a> ; dct:issued "2016-13-01"^^<http://www.w3.org/2001/XMLSchema#date> .`);
    const [findings] = await policy.check([record]);
    const mapping: Finding = {
      severity: 'warning',
      code: 'unresolved-value',
      field: both,
      value: 'Fortnightish',
      place: { file: 'a' },
      message: both,
      remedy: both,
    };
    const report = new IndexedGraph(
      validationReport([{ topic: record.topic, findings: [...(findings ?? []), mapping] }], base),
    );
    const [root] = report.subjects(rdf.type, term(sh.ValidationReport));
    assert.ok(root);
    assert.equal(report.objects(root, sh.conforms)[0]?.value, 'false');
    const results = report.objects(root, sh.result);
    const facts = results.map((result) =>
      [
        sh.focusNode,
        sh.resultPath,
        sh.value,
        sh.resultSeverity,
        sh.sourceConstraintComponent,
        sh.sourceShape,
      ].map((predicate) =>
        report
          .objects(result, predicate)
          .map((object) => object.value)
          .join(),
      ),
    );
    assert.deepEqual(facts, [
      [
        record.topic,
        'http://purl.org/dc/terms/issued',
        '2016-13-01',
        sh.Violation,
        'http://www.w3.org/ns/shacl#PatternConstraintComponent',
        `${base}def/policy/dcat#issued-valid`,
      ],
      [record.topic, '', 'Fortnightish', sh.Warning, `${base}def/policy/mapping#unresolved-value`, ''],
    ]);
    for (const result of results) {
      const languages = report
        .objects(result, sh.resultMessage)
        .map((text) => text.termType === 'Literal' && text.language);
      assert.deepEqual(languages, ['en', 'hi']);
    }
  });

  it('conforms where there is no finding', () => {
    const quads = [...validationReport([{ topic: `${base}id/dataset/a` as Iri, findings: [] }], base)];
    assert.deepEqual(
      quads.map((quad) => quad.object.value),
      [sh.ValidationReport, 'true'],
    );
  });
});

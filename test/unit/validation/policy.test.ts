import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { verdictOf } from '../../../src/model/finding.ts';
import type { MappedRecord } from '../../../src/model/record.ts';
import { loadPolicy, Policy } from '../../../src/validation/policy.ts';
import { base, fixtures, parseTurtle, readTurtle, recordOf } from '../shapes/record-of-fixture.ts';

const prefix = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix ex: <https://example.org/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix ndsap: <def/ndsap#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n`;
const background = readTurtle(new URL('background.ttl', fixtures));

function record(text: string): MappedRecord {
  return recordOf(prefix + text);
}

function policyOf(shapes: string, known = ''): Policy {
  return new Policy({ base, shapes: parseTurtle(prefix + shapes), background: parseTurtle(prefix + known) });
}

async function codes(policy: Policy, text: string, context = ''): Promise<string[]> {
  const [findings] = await policy.check([record(text)], parseTurtle(prefix + context));
  return (findings ?? []).map((finding) => finding.code);
}

describe('Policy', () => {
  const named = policyOf(`ex:S a sh:NodeShape ; sh:targetClass dcat:Dataset ;
    sh:property [ sh:path dct:publisher ; sh:class foaf:Agent ] .`);

  it('tells the severity, field, place, texts and shape of a finding', async () => {
    const policy = await loadPolicy(['dcat'], { base });
    const place = { file: 'sheet.csv', row: 3 };
    const text = `${prefix}<id/dataset/a> a dcat:Dataset ; dct:description "x" ; dcat:distribution <id/distribution/a/1> .
      <id/distribution/a/1> a dcat:Distribution .`;
    const [findings] = await policy.check([recordOf(text, place)]);
    assert.deepEqual(
      findings?.map(({ field, property, shape, severity, place: at, focus }) => [
        field.en,
        field.hi,
        property,
        shape,
        severity,
        at,
        focus,
      ]),
      [
        [
          'Title',
          'शीर्षक',
          'http://purl.org/dc/terms/title',
          `${base}def/policy/dcat#title-required`,
          'violation',
          { file: 'sheet.csv', row: 3, field: 'Title' },
          `${base}id/dataset/a`,
        ],
        [
          'Access URL',
          'पहुँच का पता',
          undefined,
          `${base}def/policy/dcat#access-required`,
          'violation',
          { file: 'sheet.csv', row: 3, path: `${base}id/distribution/a/1`, field: 'Access URL' },
          `${base}id/distribution/a/1`,
        ],
      ],
    );
    assert.equal(findings?.[0]?.message.en, 'The title is missing.');
    assert.match(findings?.[0]?.remedy.hi ?? '', /शीर्षक दें/);
    assert.equal(verdictOf(findings ?? []), 'refused');
  });

  it('makes the texts of a shape that has none, in both languages', async () => {
    const policy = policyOf(
      `ex:S a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property [ sh:path dct:issued ; sh:datatype xsd:date ] .`,
    );
    const [findings] = await policy.check([
      record('<id/dataset/a> a dcat:Dataset ; dct:issued "yesterday" .'),
    ]);
    assert.equal(findings?.[0]?.message.en, 'The value is not of the required datatype. Expected: xsd:date.');
    assert.match(findings?.[0]?.message.hi ?? '', /अपेक्षित: xsd:date।$/);
    assert.deepEqual(findings?.[0]?.field, { en: 'issued', hi: 'issued' });
    assert.equal(findings?.[0]?.value, 'yesterday');
  });

  it('fills in what the message of a shape leaves open', async () => {
    const policy =
      policyOf(`ex:S a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property [ sh:path dct:title ;
      sh:minCount 2 ; sh:message "At least {$minCount} titles."@en, "कम से कम {$minCount} शीर्षक।"@hi ] .`);
    const [findings] = await policy.check([record('<id/dataset/a> a dcat:Dataset .')]);
    assert.deepEqual(findings?.[0]?.message, { en: 'At least 2 titles.', hi: 'कम से कम 2 शीर्षक।' });
  });

  it('tells one value once, in the words of the profile', async () => {
    const policy = await loadPolicy(['ndsap'], { base, background });
    const [findings] = await policy.check([record('<id/catalog/a> a dcat:Catalog ; dct:title "x" .')]);
    const descriptions = findings?.filter((finding) => finding.field.en === 'Description');
    assert.deepEqual(
      descriptions?.map((finding) => [finding.severity, finding.message.en]),
      [['violation', 'The catalog has no description.']],
    );
  });

  it('does not hold the catalogue of a membership triple for part of the record', async () => {
    const policy = policyOf(`ex:S a sh:NodeShape ; sh:targetSubjectsOf dcat:dataset ; sh:targetNode ex:other ;
      sh:property [ sh:path dct:title ; sh:minCount 1 ] .`);
    assert.deepEqual(
      await codes(policy, '<id/dataset/a> a dcat:Dataset . <id/catalog/c> dcat:dataset <id/dataset/a> .'),
      [],
    );
    assert.deepEqual(await codes(policy, '<id/catalog/c> a dcat:Catalog ; dcat:dataset <id/dataset/a> .'), [
      'min-count',
    ]);
  });

  it('knows the things that a record refers to by background and context only', async () => {
    const dataset = '<id/dataset/a> a dcat:Dataset ; dct:publisher <id/organization/o> .';
    const publisher = '<id/organization/o> a foaf:Organization .';
    const classes = 'foaf:Organization rdfs:subClassOf foaf:Agent .';
    const both = await named.check([record(dataset), record('<id/organization/o> a foaf:Agent .')]);
    assert.deepEqual(
      both.map((findings) => findings.length),
      [1, 0],
    );
    assert.deepEqual(await codes(named, dataset, '<id/organization/o> a foaf:Agent .'), []);
    assert.deepEqual(await codes(named, dataset, publisher), ['class']);
    const informed = policyOf(
      `ex:S a sh:NodeShape ; sh:targetClass dcat:Dataset ;
      sh:property [ sh:path dct:publisher ; sh:class foaf:Agent ] .`,
      classes,
    );
    assert.deepEqual(await codes(informed, dataset, publisher), []);
  });

  it('does not let the background fill the gaps of a record', async () => {
    const policy = policyOf(
      'ex:S a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property [ sh:path dct:title ; sh:minCount 1 ] .',
      '<id/dataset/a> a dcat:Dataset ; dct:title "known before" . <id/dataset/b> a dcat:Dataset .',
    );
    assert.deepEqual(await codes(policy, '<id/dataset/a> a dcat:Dataset .'), ['min-count']);
  });

  it('checks every use of a node that is checked more than 50 times', async () => {
    const policy = policyOf(`ex:S a sh:NodeShape ; sh:targetClass dcat:Distribution ;
      sh:property [ sh:path dct:license ; sh:node ex:Licence ] .
      ex:Licence a sh:NodeShape ; sh:property [ sh:path dct:title ; sh:minCount 1 ] .`);
    const parts = Array.from(
      { length: 70 },
      (_, i) => `<id/distribution/${i}> a dcat:Distribution ; dct:license ex:l .`,
    );
    assert.equal((await codes(policy, `<id/dataset/a> a dcat:Dataset . ${parts.join('\n')}`)).length, 70);
  });

  it('compares a date with a date and time by day, and finds what is in wrong order', async () => {
    const policy = policyOf(`ex:S a sh:NodeShape ; sh:targetClass dcat:Dataset ;
      sh:property [ sh:path dct:issued ; sh:lessThanOrEquals dct:modified ] .`);
    const dated = (issued: string, modified: string) =>
      codes(policy, `<id/dataset/a> a dcat:Dataset ; dct:issued ${issued} ; dct:modified ${modified} .`);
    assert.deepEqual(await dated('"2020-01-01"^^xsd:date', '"2020-01-01T08:00:00Z"^^xsd:dateTime'), []);
    assert.deepEqual(await dated('"2020"^^xsd:gYear', '"2020-01-01"^^xsd:date'), []);
    assert.deepEqual(await dated('"2020-01-02"^^xsd:date', '"2020-01-01T08:00:00Z"^^xsd:dateTime'), [
      'less-than-or-equals',
    ]);
    assert.deepEqual(await dated('"2020-01-02"^^xsd:date', '"2020-01-01"^^xsd:date'), [
      'less-than-or-equals',
    ]);
  });

  it('ends on shapes and data that go in circles', async () => {
    const policy =
      policyOf(`ex:S a sh:NodeShape ; sh:targetClass foaf:Agent ; sh:property ex:knows, [ sh:path foaf:name ; sh:minCount 1 ] .
      ex:knows sh:path foaf:knows ; sh:node ex:S ; sh:or ( ex:S [ sh:not ex:S ] ) .`);
    const people = Array.from({ length: 40 }, (_, i) => `ex:p${i}`);
    const all = people.map(
      (person) => `${person} a foaf:Agent ; foaf:name "x" ; foaf:knows ${people.join(', ')} .`,
    );
    assert.deepEqual(await codes(policy, all.join('\n')), []);
    assert.deepEqual(
      [...new Set(await codes(policy, `${all.join('\n')} ex:p7 foaf:knows ex:nameless .`))],
      ['node'],
    );
    const chain = Array.from(
      { length: 5000 },
      (_, i) => `ex:p${i} a foaf:Agent ; foaf:name "x" ; foaf:knows ex:p${i + 1} .`,
    );
    assert.ok(Array.isArray(await codes(policy, chain.join('\n'))));
  });

  it('ends on circles of subclasses in the background and in records', async () => {
    const circle = 'ex:A rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:C . ex:C rdfs:subClassOf ex:A .';
    const policy = policyOf(
      'ex:S a sh:NodeShape ; sh:targetClass ex:A ; sh:property [ sh:path dct:title ; sh:minCount 1 ] .',
      circle,
    );
    assert.deepEqual(await codes(policy, `ex:x a ex:A . ${circle}`), ['min-count']);
    for (const name of ['ex:B', 'ex:C'])
      assert.deepEqual(await codes(policy, `ex:x a ${name} .`, circle), ['min-count']);
    assert.deepEqual(await codes(policy, 'ex:x a ex:D . ex:D rdfs:subClassOf ex:A .'), []);
  });

  it('answers ten thousand keywords', async () => {
    const policy = await loadPolicy(['dcat'], { base });
    const words = Array.from({ length: 10_000 }, (_, i) => `"word ${i}"`).join(', ');
    const found = await codes(
      policy,
      `<id/dataset/a> a dcat:Dataset ; dct:title "x" ; dcat:keyword ${words}, " " .`,
    );
    assert.deepEqual(found, ['min-count', 'pattern', 'min-count']);
  });

  describe('verdicts in any batch', () => {
    const folders = ['dcat', 'ndsap'];
    const records = folders.flatMap((folder) => {
      const files = new URL(`${folder}/`, fixtures);
      return readdirSync(files).map((file) => recordOf(readFileSync(new URL(file, files), 'utf8')));
    });
    const order = fc.shuffledSubarray([...records.keys()], { minLength: 1, maxLength: 40 });

    it('are those of the record alone', async () => {
      const policy = await loadPolicy(['ndsap'], { base, background });
      const alone = await Promise.all(records.map(async (one) => (await policy.check([one]))[0]));
      await fc.assert(
        fc.asyncProperty(order, fc.integer({ min: 1, max: 40 }), async (positions, size) => {
          for (let start = 0; start < positions.length; start += size) {
            const batch = positions.slice(start, start + size);
            const found = await policy.check(batch.flatMap((position) => records[position] ?? []));
            assert.deepEqual(
              found,
              batch.map((position) => alone[position]),
            );
          }
        }),
        { numRuns: 40 },
      );
    });

    it('do not change with the order of the triples, nor when batches run at the same time', async () => {
      const policy = await loadPolicy(['ndsap'], { base, background });
      await fc.assert(
        fc.asyncProperty(
          fc.nat(records.length - 1),
          fc.infiniteStream(fc.nat()),
          async (position, numbers) => {
            const one = records[position];
            assert.ok(one);
            const shuffled = one.quads
              .map((quad) => ({ quad, by: numbers.next().value ?? 0 }))
              .sort((a, b) => a.by - b.by)
              .map(({ quad }) => quad);
            const [[given], [mixed]] = await Promise.all([
              policy.check([one]),
              policy.check([{ ...one, quads: shuffled }]),
            ]);
            assert.deepEqual(mixed, given);
          },
        ),
        { numRuns: 60 },
      );
    });
  });
});

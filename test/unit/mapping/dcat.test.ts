import assert from 'node:assert/strict';
import { mapGraph } from '../../../src/mapping/dcat.ts';
import { Iris } from '../../../src/mapping/iris.ts';
import type { RecordKind, SourceRecord } from '../../../src/model/record.ts';
import { nQuadLine } from '../../../src/rdf/n-quads.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { dcat, dct } from '../../../src/vocabulary/terms.ts';

const iris = new Iris('https://portal.example/');
const context = {
  iris,
  licence: 'https://licence.example/' as Iri,
  language: 'en',
  concepts: undefined as never,
};
const topic = 'http://example.org/d' as Iri;

function graphRecord(recordKind: RecordKind, triples: string, about: string = topic): SourceRecord {
  const data = { topic: about, recordKind, parts: ['http://example.org/x'], triples };
  return { profile: 'dcat', kind: 'graph', operation: 'upsert', place: { file: 'f', path: about }, data };
}

describe('mapGraph', () => {
  it('keeps every triple and adds the membership in the portal', () => {
    const line = `<${topic}> <http://example.org/unknown> "x"@en .\n`;
    const memberships: [RecordKind, Iri | undefined][] = [
      ['dataset', dcat.dataset],
      ['series', dcat.dataset],
      ['service', dcat.service],
      ['catalog', dcat.catalog],
      ['app', dcat.resource],
      ['organization', undefined],
      ['concept', undefined],
    ];
    for (const [kind, membership] of memberships) {
      const [record] = mapGraph(graphRecord(kind, line), context).records;
      assert.equal(record?.document, iris.document(kind, topic));
      assert.deepEqual(record?.parts, ['http://example.org/x']);
      assert.deepEqual(
        record?.quads.map((quad) => nQuadLine(quad)),
        membership ? [line, `<${iris.portal()}> <${membership}> <${topic}> .\n`] : [line],
      );
    }
  });

  it('adds the membership once, and none to the portal itself', () => {
    const member = `<${iris.portal()}> <${dcat.dataset}> <${topic}> .\n`;
    assert.equal(mapGraph(graphRecord('dataset', member), context).records[0]?.quads.length, 1);
    const portal = graphRecord('catalog', `<${iris.portal()}> <${dct.title}> "P" .\n`, iris.portal());
    assert.equal(mapGraph(portal, context).records[0]?.quads.length, 1);
  });

  it('turns addresses given as text into links, and says so', () => {
    const lines = `<${topic}> <${dcat.landingPage}> "https://example.org/a b" .\n<${topic}> <${dcat.accessURL}> " https://example.org/d.csv" .\n`;
    const [record] = mapGraph(graphRecord('contact', lines), context).records;
    assert.deepEqual(
      record?.quads.map(({ object }) => [object.termType, object.value]),
      [
        ['Literal', 'https://example.org/a b'],
        ['NamedNode', 'https://example.org/d.csv'],
      ],
    );
    assert.deepEqual(
      record?.findings.map((finding) => [
        finding.severity,
        finding.code,
        finding.field.en,
        finding.place.path,
      ]),
      [['warning', 'address-as-text', 'accessURL', topic]],
    );
  });

  it('keeps empty values and says so', () => {
    const node = iris.node(iris.document('dataset', topic), 'c14n0');
    const lines = `<${topic}> <${dct.license}> "" .\n<${topic}> <${dct.rights}> <${node}> .\n<${topic}> <${dct.title}> "T" .\n`;
    const [record] = mapGraph(graphRecord('dataset', lines), context).records;
    assert.equal(record?.quads.length, 4);
    assert.deepEqual(
      record?.findings.map((finding) => [finding.severity, finding.code, finding.property]),
      [
        ['warning', 'empty-value', dct.license],
        ['warning', 'empty-value', dct.rights],
      ],
    );
  });

  it('withdraws what the source deletes', () => {
    const mapping = mapGraph({ ...graphRecord('dataset', ''), operation: 'delete' }, context);
    assert.deepEqual([mapping.records, mapping.deletions], [[], [iris.document('dataset', topic)]]);
  });

  it('refuses what is no graph record', () => {
    for (const data of [undefined, { topic: 'no iri', recordKind: 'dataset', parts: [], triples: '' }]) {
      const mapping = mapGraph({ ...graphRecord('dataset', ''), data }, context);
      assert.equal(mapping.findings[0]?.severity, 'violation');
      assert.deepEqual(mapping.records, []);
    }
  });
});

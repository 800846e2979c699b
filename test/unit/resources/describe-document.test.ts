import assert from 'node:assert/strict';
import { Parser } from 'n3';
import { canonicalNQuads, versionOf } from '../../../src/rdf/canonical.ts';
import { jsonLd, nQuads, nTriples, rdfFormats, rdfXml, triG, turtle } from '../../../src/rdf/formats.ts';
import { nQuadLine } from '../../../src/rdf/n-quads.ts';
import { literal, triple, typed } from '../../../src/rdf/terms.ts';
import { describeDocument } from '../../../src/resources/describe-document.ts';
import { composeDocument } from '../../../src/store/document.ts';
import type { StoredRecord } from '../../../src/store/record-store.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { policyIri } from '../../../src/vocabulary/ndsap.ts';
import { dcat, dct } from '../../../src/vocabulary/terms.ts';

const base = 'https://data.example.gov.in/';
const topic = `${base}id/dataset/वर्षा` as Iri;
const document = `${base}doc/dataset/वर्षा` as Iri;

/** One triple of the source says what the catalog record says too. */
const nquads = canonicalNQuads(
  [
    typed(topic, dcat.Dataset),
    typed(document, dcat.CatalogRecord),
    triple(topic, dct.title, literal('"Rain"\n\\ fall', { language: 'en' })),
    triple(topic, dct.relation, 'urn:x:y' as Iri),
  ],
  document,
);
const record: StoredRecord = {
  document,
  topic,
  kind: 'dataset',
  state: 'live',
  version: versionOf(nquads),
  sequence: 3,
  issued: '2026-01-01T10:00:00Z',
  modified: '2026-01-02T10:00:00Z',
  policy: policyIri(base, 'dcat'),
  policyVersion: '1',
  warnings: 0,
  nquads,
};

describe('describeDocument', () => {
  const quads = composeDocument(record);
  const expected = [...new Set(quads.map((quad) => nQuadLine(quad, '')))].sort();

  for (const format of [turtle, triG, nTriples, nQuads])
    it(`tells every triple of the document in ${format.name}`, () => {
      const found = new Parser({ format: format.mediaType }).parse(describeDocument(record, format, base));
      assert.deepEqual([...new Set(found.map((quad) => nQuadLine(quad as never, '')))].sort(), expected);
      const graphs = new Set(found.map((quad) => quad.graph.value));
      assert.deepEqual([...graphs], [format === triG || format === nQuads ? document : '']);
    });

  it('begins with the topic, and tells each triple once', () => {
    assert.equal(describeDocument(record, turtle, base).match(/dcat:CatalogRecord/g)?.length, 1);
    assert.equal(describeDocument(record, rdfXml, base).match(/dcat#CatalogRecord/g)?.length, 1);
    const lines = describeDocument(record, nTriples, base).trimEnd().split('\n');
    assert.equal(new Set(lines).size, lines.length);
    assert.ok(lines[0]?.startsWith(`<${topic}>`));
    const nodes = JSON.parse(describeDocument(record, jsonLd, base))['@graph'];
    assert.deepEqual(
      nodes.map((node: { '@id': string }) => node['@id']),
      [topic, document],
    );
    assert.equal(nodes[1]['@type'], 'dcat:CatalogRecord');
    assert.equal(nodes[0]['dct:title']['@value'], '"Rain"\n\\ fall');
  });

  it('writes the same each time, whatever was written before', () => {
    for (const format of rdfFormats) {
      const first = describeDocument(record, format, base);
      describeDocument(record, format, 'https://other.example/');
      assert.equal(describeDocument(record, format, base), first);
    }
  });
});

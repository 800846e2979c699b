import assert from 'node:assert/strict';
import { mapRecord } from '../../../src/mapping/map-record.ts';
import type { RecordOrigin, SourceRecord } from '../../../src/model/record.ts';
import { turtle as turtleFormat } from '../../../src/rdf/formats.ts';
import { readRdf } from '../../../src/sources/read-rdf.ts';
import { settleGraphRecord } from '../../../src/sources/settle-graph-record.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { dcat, dct } from '../../../src/vocabulary/terms.ts';
import { base, makeContext, map, only, values } from './mapping-support.ts';

const plain = makeContext();
const context = { ...plain, iris: plain.iris.within('moef') };
const origin: RecordOrigin = {
  source: 'moef',
  namespace: 'moef',
  run: `${base}harvest/moef/1#run` as Iri,
  time: '2026-01-01T00:00:00Z',
};

/** IRIs of the record's that the portal minted. */
function minted(record: ReturnType<typeof only>): string[] {
  const terms = record.quads.flatMap(({ subject, object }) => [subject, object]);
  const iris = terms.filter(({ termType }) => termType === 'NamedNode').map(({ value }) => value);
  return [...new Set(iris.filter((iri) => iri.startsWith(`${base}id/`)))].sort();
}

describe('a namespace', () => {
  it('stands before the keys of what has no IRI of its own, and not of what is shared', () => {
    const { iris } = context;
    assert.equal(iris.dataset('x'), `${base}id/dataset/moef/x`);
    assert.equal(iris.distribution('x', '1'), `${base}id/distribution/moef/x/1`);
    assert.equal(iris.organization(['Ministry', 'Office']), `${base}id/organization/moef/ministry/office`);
    assert.equal(iris.document('dataset', iris.dataset('x')), `${base}doc/dataset/moef/x`);
    for (const same of ['portal', 'place', 'scheme', 'concept', 'document'] as const) {
      const of = {
        portal: (one: typeof iris) => one.portal(),
        place: (one: typeof iris) => one.place('IN-KA'),
        scheme: (one: typeof iris) => one.scheme('sector'),
        concept: (one: typeof iris) => one.concept('jurisdiction', 'in-ka'),
        document: (one: typeof iris) => one.document('dataset', 'https://a.example/d' as Iri),
      }[same];
      assert.equal(of(iris), of(plain.iris));
    }
    assert.equal(iris.within('').dataset('x'), plain.iris.dataset('x'));
  });

  it('is in the IRIs that a CKAN package gives', () => {
    const data = {
      id: 'rain',
      title: 'Rain',
      organization: { name: 'imd', title: 'IMD' },
      groups: [{ name: 'weather', title: 'Weather' }, { name: 'portal' }],
      resources: [{ id: 'r1', url: 'https://a.example/r.csv', format: 'CSV' }],
      maintainer: 'Desk',
      maintainer_email: 'desk@a.example',
    };
    const mapping = map('ckan', 'package', data, context);
    const record = only(mapping);
    assert.equal(record.topic, `${base}id/dataset/moef/rain`);
    for (const iri of minted(record).filter((iri) => iri !== plain.iris.portal()))
      assert.match(iri, /\/id\/[a-z]+\/moef\//);
    assert.ok(record.parts.includes(`${base}id/distribution/moef/rain/r1` as Iri));
    assert.deepEqual(values(record, dct.publisher), [`${base}id/organization/moef/imd`]);
    for (const { topic, incidental } of mapping.records.slice(1)) {
      assert.ok(incidental);
      assert.match(topic, /\/id\/(?:organization|catalog)\/moef\//);
    }
    const unspaced = only(map('ckan', 'package', data, plain));
    assert.deepEqual(
      minted(record),
      minted(unspaced)
        .map((iri) => (iri === plain.iris.portal() ? iri : iri.replace(/\/id\/([a-z]+)\//, '/id/$1/moef/')))
        .map((iri) => iri.replace(/(moef\/portal)-[0-9a-f]{8}$/, '$1'))
        .sort(),
    );
  });

  it('is in the IRIs that a data.json gives, and in the document of a deletion', () => {
    const data = {
      identifier: 'rain',
      title: 'Rain',
      publisher: { name: 'IMD', subOrganizationOf: { name: 'MoES' } },
      contactPoint: { fn: 'Desk', hasEmail: 'mailto:desk@a.example' },
      distribution: [{ downloadURL: 'https://a.example/r.csv', mediaType: 'text/csv' }],
    };
    const record = only(map('dcat-us', 'dataset', data, context));
    assert.equal(record.topic, `${base}id/dataset/moef/rain`);
    assert.deepEqual(values(record, dct.publisher), [`${base}id/organization/moef/moes/imd`]);
    assert.match(values(record, dcat.distribution)[0] ?? '', /\/id\/distribution\/moef\/rain\//);
    assert.deepEqual(map('dcat-us', 'dataset', data, context, 'delete').deletions, [
      `${base}doc/dataset/moef/rain`,
    ]);
  });

  async function mapTurtle(text: string, own: typeof context, from: RecordOrigin) {
    async function* bytes() {
      yield new TextEncoder().encode(`@prefix dcat: <${dcat.Dataset.replace('Dataset', '')}> .
        @prefix dct: <http://purl.org/dc/terms/> . ${text}`);
    }
    const mappings = [];
    for await (const item of readRdf(bytes(), turtleFormat, { file: 'f', names: own.iris })) {
      assert.equal(item.type, 'record');
      if (item.type !== 'record') continue;
      const settled = await settleGraphRecord(
        { ...item.record, origin: from } satisfies SourceRecord,
        own.iris,
      );
      if (settled.type === 'record') mappings.push(mapRecord(settled.record, own));
    }
    return mappings;
  }

  it('is in the IRIs of blank nodes that are records, which are the source’s and no other’s', async () => {
    const text = `[] a dcat:Dataset ; dct:title "Rain" ; dcat:contactPoint [ dct:title "Desk" ] .`;
    const [mapping] = await mapTurtle(text, context, origin);
    const record = only(mapping ?? { records: [], deletions: [], findings: [] });
    assert.match(record.topic, /\/id\/dataset\/moef\/[^/]+$/);
    assert.equal(record.document, record.topic.replace('/id/', '/doc/'));
    assert.match(values(record, dcat.contactPoint)[0] ?? '', /\/doc\/dataset\/moef\/[^/]+#c14n0$/);
    const other = { ...plain, iris: plain.iris.within('imd') };
    const [second] = await mapTurtle(text, other, { ...origin, source: 'imd', namespace: 'imd' });
    assert.notEqual(second?.records[0]?.topic, record.topic);
  });

  it('leaves IRIs of others as they are, and ignores what is the portal’s own', async () => {
    const text = `<https://a.example/d> a dcat:Dataset ; dct:title "Rain" .
      <${base}id/dataset/rain> a dcat:Dataset ; dct:title "Own" .
      <${base}id/catalog/portal> a dcat:Catalog ; dct:title "Own portal" .
      <${base}def/sector/health> dct:title "Health" .
      <${base}id/dataset/moefx/rain> a dcat:Dataset ; dct:title "Another’s namespace" .
      <${base}id/dataset/moef/rain@imd> a dcat:Dataset ; dct:title "Looks like an alternate" .
      <${base}id/dataset/moef/rain> a dcat:Dataset ; dct:title "Named by the source in its namespace" .`;
    const mappings = await mapTurtle(text, context, origin);
    const topics = mappings.flatMap(({ records }) => records.map(({ topic }) => topic));
    assert.deepEqual(topics.sort(), [`${base}id/dataset/moef/rain`, 'https://a.example/d'].sort());
    assert.equal(mappings.filter(({ ignored }) => ignored === 'the portal’s own').length, 5);
    const unnamed = await mapTurtle(`[] a dcat:Dataset ; dct:title "Rain" .`, plain, {
      ...origin,
      namespace: '',
    });
    assert.equal(
      unnamed[0]?.records.length,
      1,
      'without a namespace, blank nodes are named as the portal’s own',
    );
  });
});

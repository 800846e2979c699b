import assert from 'node:assert/strict';
import { mapPlainRecord } from '../../../src/mapping/map-plain-record.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import {
  dcat,
  dct,
  foaf,
  locn,
  org,
  owl,
  rdf,
  rdfs,
  skos,
  spdx,
  vcard,
} from '../../../src/vocabulary/terms.ts';
import { base, codes, makeContext, map, only, values } from './mapping-support.ts';

const context = makeContext();
const read = (data: object, kind = 'dataset') =>
  map('schema-org', kind, { '@type': ['Dataset'], '@key': ['k'], name: ['N'], ...data }, context);
const dataset = (data: object) => only(read(data));
const node = (type: string, data: object = {}) => ({ '@type': [type], ...data });
const schema = (name: string) => `http://schema.org/${name}` as Iri;
const eu = 'http://publications.europa.eu/resource/authority/';

describe('schema.org datasets', () => {
  it('keep their own IRI; others are minted of their key; one without either is refused', () => {
    assert.equal(dataset({ '@id': 'https://a.example/d#1' }).topic, 'https://a.example/d#1');
    assert.equal(dataset({}).topic, `${base}id/dataset/k`);
    assert.equal(
      dataset({ '@key': ['https://a.example/d'] }).topic,
      dataset({ '@key': ['https://a.example/d'] }).topic,
    );
    const { records, findings } = map('schema-org', 'dataset', { name: ['x'] }, context);
    assert.deepEqual([records, findings.map(({ code }) => code)], [[], ['no-identity']]);
  });

  it('have texts in their languages', () => {
    const record = dataset({
      name: [{ '@value': 'वर्षा', '@language': 'hi' }, 'Rain'],
      keywords: ['a, b', node('DefinedTerm', { name: ['c'] })],
    });
    assert.deepEqual(values(record, dct.title).sort(), ['Rain@en', 'वर्षा@hi'].sort());
    assert.deepEqual(values(record, dcat.keyword), ['a, b@en', 'c@en']);
    assert.deepEqual(values(dataset({ keywords: ['a, b'] }), dcat.keyword), ['a, b@en']);
  });

  it('resolve licences, formats, media types, languages and frequencies', () => {
    const record = dataset({
      license: ['CC BY 4.0'],
      inLanguage: ['hi'],
      [dct.accrualPeriodicity]: ['monthly'],
      distribution: [
        node('DataDownload', {
          contentUrl: ['https://a.example/x'],
          encodingFormat: ['CSV'],
          contentSize: ['2 KB'],
          sha256: ['a'.repeat(64)],
        }),
        node('DataDownload', {
          contentUrl: ['https://a.example/y'],
          encodingFormat: ['application/json; charset=utf-8'],
        }),
        'https://a.example/z.csv',
        node('DataDownload', { contentUrl: ['https://a.example/page'] }),
      ],
    });
    assert.deepEqual(values(record, dct.license), ['https://creativecommons.org/licenses/by/4.0/']);
    assert.deepEqual(values(record, dct.language), [`${eu}language/HIN`]);
    assert.deepEqual(values(record, dct.accrualPeriodicity), [`${eu}frequency/MONTHLY`]);
    const [x = '', y = '', z = '', page = ''] = values(record, dcat.distribution);
    assert.deepEqual(values(record, dct.format, x), [`${eu}file-type/CSV`]);
    assert.deepEqual(values(record, dcat.byteSize, x), ['2048^^nonNegativeInteger']);
    const [checksum = ''] = values(record, spdx.checksum, x);
    assert.equal(values(record, spdx.checksumValue, checksum).length, 1);
    assert.deepEqual(values(record, dct.format, y), [`${eu}file-type/JSON`]);
    assert.deepEqual(values(record, dcat.mediaType, y), [
      'https://www.iana.org/assignments/media-types/application/json',
    ]);
    assert.deepEqual(values(record, dcat.downloadURL, z), ['https://a.example/z.csv']);
    assert.deepEqual(values(record, dcat.downloadURL, page), []);
    assert.deepEqual(values(record, dcat.accessURL, page), ['https://a.example/page']);
  });

  it('name organisations, which are records, and persons, who are parts', () => {
    const mapping = read({
      publisher: [
        node('Organization', {
          name: ['Wage'],
          parentOrganization: [node('Organization', { name: ['Labour'] })],
          contactPoint: [node('ContactPoint', { email: ['a@b.example'] })],
        }),
        'Second',
      ],
      creator: [
        node('Organization', {
          '@id': 'https://o.example/1',
          name: ['O'],
          url: ['https://o.example/'],
          telephone: ['12'],
        }),
        node('Person', { givenName: ['Asha'], familyName: ['Rao'], jobTitle: ['Head'] }),
      ],
    });
    const record = only(mapping);
    assert.deepEqual(values(record, dct.publisher), [`${base}id/organization/labour/wage`]);
    assert.deepEqual(values(record, schema('publisher')), [`${record.topic}#publisher`]);
    const [contact = ''] = values(record, dcat.contactPoint);
    assert.deepEqual(values(record, vcard.hasEmail, contact), ['mailto:a@b.example']);
    const [organisation = '', person = ''] = values(record, dct.creator);
    assert.equal(organisation, 'https://o.example/1');
    assert.deepEqual(values(record, foaf.name, person), ['Asha Rao@en']);
    assert.deepEqual(values(record, schema('jobTitle'), person), ['Head^^string']);
    const met = mapping.records.find(({ topic }) => topic === 'https://o.example/1');
    assert.ok(met?.incidental);
    assert.deepEqual(values(met, foaf.homepage), ['https://o.example/']);
    assert.deepEqual(values(met, rdf.type), [foaf.Organization, org.Organization]);
    assert.deepEqual(values(met, schema('telephone')), ['12^^string']);
  });

  it('cover places and periods', () => {
    const record = dataset({
      temporalCoverage: ['2012-01-01/..'],
      spatialCoverage: [
        'Delhi',
        node('Place', {
          name: [{ '@value': 'दिल्ली', '@language': 'hi' }],
          geo: [node('GeoShape', { box: ['28.4 76.8 28.9 77.3'] })],
          telephone: ['1'],
        }),
        node('Place', {
          '@id': 'https://p.example/1',
          geo: [node('GeoCoordinates', { latitude: [28.6], longitude: ['77.2'] })],
        }),
        node('Place', { geo: [node('GeoShape', { circle: ['1 2 3'] })] }),
      ],
    });
    const [period = ''] = values(record, dct.temporal);
    assert.deepEqual(values(record, dcat.startDate, period), ['2012-01-01^^date']);
    const [delhi = '', box = '', point = '', circle = ''] = values(record, dct.spatial);
    assert.deepEqual(values(record, skos.prefLabel, delhi), ['Delhi@en']);
    assert.deepEqual(values(record, skos.prefLabel, box), ['दिल्ली@hi']);
    assert.deepEqual(values(record, dcat.bbox, box), [
      'POLYGON((76.8 28.9,77.3 28.9,77.3 28.4,76.8 28.4,76.8 28.9))^^wktLiteral',
    ]);
    assert.deepEqual(values(record, schema('telephone'), box), ['1^^string']);
    assert.deepEqual(
      [point, values(record, dcat.centroid, point)],
      ['https://p.example/1', ['POINT(77.2 28.6)^^wktLiteral']],
    );
    assert.equal(values(record, schema('geo'), circle).length, 1);
    assert.deepEqual(values(record, locn.geometry, circle), []);
  });

  it('join the catalogues that they name', () => {
    const mapping = read({
      includedInDataCatalog: [
        node('DataCatalog', { '@id': 'https://c.example/', name: ['C'] }),
        node('DataCatalog', { name: ['Named'] }),
      ],
    });
    const record = only(mapping);
    const lists = record.quads
      .filter((quad) => quad.predicate.value === dcat.dataset)
      .map((quad) => quad.subject.value);
    assert.deepEqual(
      lists.sort(),
      [`${base}id/catalog/named`, `${base}id/catalog/portal`, 'https://c.example/'].sort(),
    );
    assert.deepEqual(
      mapping.records.slice(1).map(({ kind, incidental }) => [kind, incidental]),
      [
        ['catalog', true],
        ['catalog', true],
      ],
    );
  });

  it('lose nothing: what DCAT has no term for stays in the words of schema.org', () => {
    const record = dataset({
      '@type': ['Dataset', 'http://x.example/Special'],
      isAccessibleForFree: [true],
      measurementTechnique: ['Gauge'],
      variableMeasured: [
        node('PropertyValue', { name: ['rain'], unitText: ['mm'], maxValue: [1.5] }),
        'snow',
      ],
      citation: [node('ScholarlyArticle', { '@id': 'https://doi.org/10.1/x', name: ['Paper'] })],
      funder: [node('Organization', { '@id': 'https://f.example/' })],
      about: [
        node('Organization', { name: ['Subject'] }),
        node('DefinedTerm', { '@id': 'https://t.example/1', name: ['Term'] }),
      ],
      identifier: [node('PropertyValue', { propertyID: ['doi'], value: ['10.1/x'] })],
      sameAs: ['https://s.example/d', 'not an address'],
      'http://x.example/own': ['kept'],
    });
    assert.deepEqual(values(record, schema('isAccessibleForFree')), ['true^^boolean']);
    assert.deepEqual(values(record, schema('measurementTechnique')), ['Gauge^^string']);
    const [variable = '', snow] = values(record, schema('variableMeasured'));
    assert.equal(snow, 'snow^^string');
    assert.deepEqual(values(record, schema('unitText'), variable), ['mm^^string']);
    assert.deepEqual(values(record, schema('maxValue'), variable), ['1.5^^double']);
    assert.deepEqual(values(record, rdf.type, variable), [schema('PropertyValue')]);
    assert.deepEqual(values(record, schema('citation')), ['https://doi.org/10.1/x']);
    assert.deepEqual(values(record, schema('name'), 'https://doi.org/10.1/x'), ['Paper^^string']);
    assert.deepEqual(values(record, schema('funder')), ['https://f.example/']);
    assert.deepEqual(values(record, dcat.theme), ['https://t.example/1']);
    assert.equal(values(record, schema('about')).length, 2);
    assert.deepEqual(values(record, dct.identifier), ['10.1/x^^string']);
    assert.equal(values(record, schema('identifier')).length, 1);
    assert.deepEqual(values(record, owl.sameAs), ['https://s.example/d']);
    assert.ok(codes(record).includes('invalid-iri'));
    assert.deepEqual(values(record, 'http://x.example/own' as Iri), ['kept^^string']);
    assert.ok(values(record, rdf.type).includes('http://x.example/Special'));
  });

  it('say what is wrong in the words of the page', () => {
    const record = dataset({ dateModified: ['31/02/2026'], license: ['Some licence'] });
    assert.deepEqual(record.findings.map(({ code, field }) => [code, field.en]).sort(), [
      ['impossible-date', 'dateModified'],
      ['unknown-licence', 'license'],
    ]);
    const [rights = ''] = values(record, dct.rights);
    assert.deepEqual(values(record, rdfs.label, rights), ['Some licence@en']);
  });

  it('that are collections are series, and catalogues are catalogues', () => {
    assert.equal(dataset({ '@type': ['Dataset', 'Collection'] }).kind, 'series');
    const record = only(
      read(
        { '@type': ['DataCatalog'], dataset: [node('Dataset', { '@id': 'https://a.example/d' })] },
        'catalog',
      ),
    );
    assert.equal(record.kind, 'catalog');
    assert.deepEqual(values(record, dcat.dataset), ['https://a.example/d']);
  });

  it('of the portal’s own that come back are let be', () => {
    const origin = {
      source: 's',
      namespace: 's',
      run: `${base}harvest/s/1#run` as Iri,
      time: '2026-01-01T00:00:00Z',
    };
    const data = { '@id': `${base}id/dataset/x`, '@type': ['Dataset'], name: ['N'] };
    const record = {
      profile: 'schema-org',
      kind: 'dataset',
      operation: 'upsert',
      place: { file: 'f' },
      data,
      origin,
    } as const;
    const harvested = { ...context, iris: context.iris.within('s') };
    assert.equal(mapPlainRecord(record, harvested).ignored, 'the portal’s own');
    assert.equal(
      mapPlainRecord({ ...record, data: { ...data, '@id': 'https://a.example/x' } }, harvested).records
        .length,
      1,
    );
  });
});

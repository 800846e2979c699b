import assert from 'node:assert/strict';
import jsonld from 'jsonld';
import { canonize } from 'rdf-canonize';
import { json, schemaOrg } from '../../../src/profiles/profiles.ts';
import { rdfFormats, triG, turtle as turtleFormat } from '../../../src/rdf/formats.ts';
import { prices, records } from '../../acceptance/example-records.ts';
import { base, turtle } from '../mapping/mapping-support.ts';
import { Catalogue, writerOf } from './catalogue.ts';

const catalogue = new Catalogue();
for (const record of records) catalogue.turtle(record.kind, record.topic, record.turtle, record.parts);
const writer = writerOf(catalogue);
const of = (document: string) => {
  const record = catalogue.get(`${base}doc/${document}` as never);
  assert.ok(record, document);
  return record;
};

/** Of one dataset with these triples. */
function told(triples: string, language: 'en' | 'hi' = 'en', other: readonly string[] = []) {
  const own = new Catalogue();
  for (const text of other) own.turtle('organization', /<([^>]*)>/.exec(text)?.[1] ?? '', text);
  const record = own.turtle(
    'dataset',
    'id/dataset/x',
    `<id/dataset/x> a dcat:Dataset ; dct:title "X"@en ${triples} .`,
  );
  return { ...writerOf(own).schemaOrg(record, language) };
}

describe('schema.org of a record', () => {
  it('tells of a dataset what Google’s dataset search reads', () => {
    assert.deepEqual(writer.schemaOrg(of('dataset/prices-2016'), 'en'), {
      '@context': 'https://schema.org/',
      '@type': 'Dataset',
      '@id': `${base}id/dataset/prices-2016`,
      name: 'Consumer Price Index for March 2016',
      description: 'What a basket of goods cost, month by month. Consumer Price Index for March 2016',
      url: [`${base}doc/dataset/prices-2016`, 'https://mospi.example.gov.in/cpi'],
      identifier: 'prices-2016',
      keywords: ['inflation', 'prices'],
      about: {
        '@type': 'DefinedTerm',
        '@id': `${base}def/sector/finance`,
        name: 'Finance',
        inDefinedTermSet: { '@id': `${base}def/sector` },
      },
      publisher: {
        '@type': 'Organization',
        '@id': `${base}id/organization/ministry-of-statistics/price-division`,
        name: 'Price Division',
        contactPoint: {
          '@type': 'ContactPoint',
          '@id': `${base}id/contact/price-division`,
          name: 'Price Statistics Desk',
          email: 'prices@example.gov.in',
        },
      },
      datePublished: '2016-04-12',
      license: 'https://data.gov.in/government-open-data-license-india',
      isAccessibleForFree: true,
      conditionsOfAccess: 'Open',
      spatialCoverage: { '@type': 'Place', '@id': `${base}id/place/in-ka`, name: 'Karnataka' },
      includedInDataCatalog: [
        {
          '@type': 'DataCatalog',
          '@id': `${base}id/catalog/consumer-price-index-2016`,
          name: 'Consumer Price Index 2016',
          url: `${base}doc/catalog/consumer-price-index-2016`,
        },
        { '@type': 'DataCatalog', '@id': `${base}id/catalog/portal` },
      ],
      distribution: {
        '@type': 'DataDownload',
        '@id': `${base}id/distribution/prices-2016/1`,
        name: 'Table as CSV',
        contentUrl: 'https://mospi.example.gov.in/cpi/2016-03.csv',
        encodingFormat: 'text/csv',
        contentSize: '48213 B',
      },
    });
  });

  it('speaks the language of the page, English where there is no other', () => {
    const node = writer.schemaOrg(of('dataset/prices-2016'), 'hi');
    assert.equal(node?.['name'], 'मार्च 2016 का उपभोक्ता मूल्य सूचकांक');
    assert.equal(node?.['conditionsOfAccess'], 'मुक्त');
    assert.deepEqual(node?.['keywords'], ['inflation', 'prices']);
  });

  it('has all languages in the profile', () => {
    const text = writer.describe(of('dataset/prices-2016'), schemaOrg, rdfFormats[1] ?? turtleFormat);
    assert.deepEqual(JSON.parse(text ?? '').name, [
      { '@language': 'en', '@value': 'Consumer Price Index for March 2016' },
      { '@language': 'hi', '@value': 'मार्च 2016 का उपभोक्ता मूल्य सूचकांक' },
    ]);
  });

  it('says the same in JSON-LD as in the other syntaxes', async () => {
    const jsonLd = JSON.parse(
      writer.describe(of('dataset/prices-2016'), schemaOrg, rdfFormats[1] ?? turtleFormat) ?? '',
    );
    // What schema.org's own context says of the members used here.
    const id = { '@type': '@id' };
    const date = { '@type': 'https://schema.org/Date' };
    const context = {
      '@vocab': 'https://schema.org/',
      url: id,
      license: id,
      contentUrl: id,
      datePublished: date,
    };
    const expected = await jsonld.canonize({ ...jsonLd, '@context': context }, {
      algorithm: 'RDFC-1.0',
      format: 'application/n-quads',
    } as never);
    const written = turtle(writer.describe(of('dataset/prices-2016'), schemaOrg, turtleFormat) ?? '');
    assert.deepEqual(
      (await canonize(written as never, { algorithm: 'RDFC-1.0' })).split('\n'),
      String(expected).split('\n'),
    );
  });

  it('puts nothing into named graphs that are the store’s', () => {
    assert.ok(!writer.describe(of('dataset/rainfall'), schemaOrg, triG)?.includes('{'));
  });

  it('is had in the syntaxes of the profile only', () => {
    assert.equal(writer.describe(of('dataset/rainfall'), schemaOrg, json), undefined);
  });

  it('makes short descriptions longer with what the record says, and cuts long ones', () => {
    const short = told(
      '; dct:description "Wool."@en ; dct:publisher <id/organization/o> ; dcat:keyword "sheep"@en',
      'en',
      ['<id/organization/o> foaf:name "Department of Animal Husbandry and Dairying"@en .'],
    );
    assert.equal(short['description'], 'Wool. X. Department of Animal Husbandry and Dairying');
    const long = told(`; dct:description "${'word '.repeat(1_500)}"@en`);
    assert.equal(String(long['description']).length <= 5_000, true);
    assert.match(String(long['description']), /word…$/);
  });

  it('takes HTML out of descriptions', () => {
    const node = told(
      '; dct:description "<p>Rain &amp; snow in <b>millimetres</b>, by month and by station, since 1901.</p>"@en',
    );
    assert.equal(node['description'], 'Rain & snow in millimetres , by month and by station, since 1901.');
  });

  it('leaves out what the record does not say', () => {
    assert.deepEqual(told(''), {
      '@context': 'https://schema.org/',
      '@type': 'Dataset',
      '@id': `${base}id/dataset/x`,
      name: 'X',
      url: `${base}doc/dataset/x`,
    });
  });

  it('tells periods, boxes and prices in the forms of schema.org', () => {
    const node = told(
      `; dct:temporal <id/dataset/x#period> ; dct:spatial <id/dataset/x#place> ; schema:offers <id/dataset/x#offer> .
      <id/dataset/x#period> dcat:startDate "2011"^^xsd:gYear .
      <id/dataset/x#place> a dct:Location ; skos:prefLabel "Delhi"@en ; dcat:bbox "POLYGON((76 29,78 29,78 28,76 28,76 29))" .
      <id/dataset/x#offer> a schema:Offer ; schema:price "250"^^xsd:decimal`,
    );
    assert.equal(node['temporalCoverage'], '2011/..');
    assert.deepEqual(node['spatialCoverage'], {
      '@type': 'Place',
      '@id': `${base}id/dataset/x#place`,
      name: 'Delhi',
      geo: { '@type': 'GeoShape', box: '28 76 29 78' },
    });
    assert.equal(node['isAccessibleForFree'], false);
  });

  it('takes the licence that all distributions are under, and none where they differ', () => {
    const two = (first: string, second: string) =>
      told(`; dcat:distribution <id/distribution/a> , <id/distribution/b> .
        <id/distribution/a> dct:license <${first}> . <id/distribution/b> dct:license <${second}>`)['license'];
    assert.equal(two('https://l.example/1', 'https://l.example/1'), 'https://l.example/1');
    assert.equal(two('https://l.example/1', 'https://l.example/2'), undefined);
  });

  it('carries terms of schema.org that the source itself states', () => {
    const node = told(
      '; <https://schema.org/variableMeasured> "rainfall"@en , "temperature"@en ; schema:funder <https://f.example/> . <https://f.example/> foaf:name "Fund"',
    );
    assert.deepEqual(node['variableMeasured'], ['rainfall', 'temperature']);
    assert.deepEqual(node['funder'], { '@id': 'https://f.example/', name: 'Fund' });
  });

  it('tells agencies of the state from other organisations where the record does', () => {
    const type = '<http://purl.org/adms/publishertype/NationalAuthority>';
    const node = told('; dct:publisher <id/organization/o>', 'en', [
      `<id/organization/o> foaf:name "O" ; dct:type ${type} .`,
    ]);
    assert.equal((node['publisher'] as Record<string, unknown>)['@type'], 'GovernmentOrganization');
  });

  const kinds: readonly [string, Parameters<Catalogue['turtle']>, unknown][] = [
    ['a series', ['series', 'id/series/s', '<id/series/s> dct:title "S"@en .'], ['Dataset', 'Collection']],
    [
      'a service',
      [
        'service',
        'id/service/s',
        '<id/service/s> dct:title "S"@en ; dcat:endpointURL <https://api.example/> .',
      ],
      'WebAPI',
    ],
    ['a person', ['agent', 'id/agent/a', '<id/agent/a> a foaf:Person ; foaf:name "A" .'], 'Person'],
    ['a contact', ['contact', 'id/contact/c', '<id/contact/c> vcard:fn "C" .'], 'ContactPoint'],
    ['a concept', ['concept', 'id/concept/c', '<id/concept/c> skos:prefLabel "C"@en .'], 'DefinedTerm'],
    ['a scheme', ['scheme', 'id/scheme/c', '<id/scheme/c> skos:prefLabel "C"@en .'], 'DefinedTermSet'],
    [
      'a distribution',
      ['distribution', 'id/distribution/d', '<id/distribution/d> dcat:accessURL <https://x.example/> .'],
      'DataDownload',
    ],
    [
      'a state',
      ['place', 'id/place/p', '<id/place/p> skos:prefLabel "P"@en ; ndsap:jurisdictionLevel "state" .'],
      'State',
    ],
  ];
  for (const [name, record, type] of kinds)
    it(`has a class for ${name}`, () => {
      const own = new Catalogue();
      const node = writerOf(own).schemaOrg(own.turtle(...record), 'en');
      assert.deepEqual(node?.['@type'], type);
    });

  it('lists the members of a series, which say that they are in it', () => {
    const own = new Catalogue();
    own.turtle('dataset', 'id/dataset/m', '<id/dataset/m> dct:title "M"@en ; dcat:inSeries <id/series/s> .');
    own.turtle('dataset', 'id/dataset/n', '<id/dataset/n> dct:title "N"@en ; dct:relation <id/series/s> .');
    const series = own.turtle(
      'series',
      'id/series/s',
      '<id/series/s> a dcat:DatasetSeries ; dct:title "S"@en .',
    );
    assert.deepEqual(writerOf(own).schemaOrg(series, 'en')?.['hasPart'], [
      { '@type': 'Dataset', '@id': `${base}id/dataset/m`, name: 'M', url: `${base}doc/dataset/m` },
    ]);
  });

  it('is small where a record has hundreds of files', () => {
    const files = Array.from({ length: 400 }, (_, n) => `<id/distribution/x/${n}>`);
    const described = files.map(
      (file, n) => `${file} dct:title "Part ${n}"@en ; dcat:downloadURL <https://x.example/${n}.csv> .`,
    );
    const node = told(
      `; dcat:distribution ${files.join(', ')} . ${described.join('\n').replace(/ \.$/, '')}`,
    );
    assert.ok(Buffer.byteLength(JSON.stringify(node)) < 8_000);
    assert.ok((node['distribution'] as unknown[]).length >= 6);
  });

  it('keeps hostile text as text', () => {
    const node = writer.schemaOrg(of('dataset/hostile'), 'en');
    assert.equal(node?.['name'], '<script>alert(1)</script> & "quotes"');
    assert.equal(prices.kind, 'dataset');
  });
});
